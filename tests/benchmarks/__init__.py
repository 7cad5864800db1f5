"""Measurements, each run by one command. The tests here only see that they run."""
