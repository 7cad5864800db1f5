"""Tests that hold the code and its front page together."""
