"""Whole screens: each wires its panes together and does no work of its own."""
