"""The tables of a library, the steps that make them, and how a record lies in them."""
