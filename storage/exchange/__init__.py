"""Reading other files in."""
