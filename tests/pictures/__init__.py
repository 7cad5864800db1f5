"""Pictures of the running program, made by `python -m tests.pictures`."""
