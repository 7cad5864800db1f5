"""The index cache: a second, disposable way to an answer, fast enough for every letter typed.

It is made from a library by a child process, lies in a file of its own that may be deleted at any
time, and is never believed beyond the moment at which it was made: what changed since is asked of
the library. Quotes are counted in it by *ordinals*, from the oldest (0) to the newest.
"""
