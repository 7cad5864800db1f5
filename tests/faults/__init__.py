"""Rigs that stop the program at the worst moment and look at what is left."""
