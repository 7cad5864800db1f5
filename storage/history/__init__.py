"""The log: writing through it, taking back, checking."""
