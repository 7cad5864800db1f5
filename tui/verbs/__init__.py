"""The command line, one file a verb: each asks the library and prints."""
