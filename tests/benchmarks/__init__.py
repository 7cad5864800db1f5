"""Measurements through a pseudo-terminal, each run by one command; nothing here is a test."""
