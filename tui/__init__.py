"""The terminal program and the command line: what a person sees and types."""
