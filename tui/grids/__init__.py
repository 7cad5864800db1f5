"""Overviews as tables of cells, which the screen and the command line both draw."""
