"""Public keys: 16 bytes inside, a letter and Crockford base32 outside (`q-01hv…4t9f3c`)."""

from __future__ import annotations

import os
import time
from typing import NewType

Key = NewType("Key", str)
"""A record's public name: its letter, a dash, 26 characters. Never changes, means no order."""

Slug = NewType("Slug", str)
"""The short readable name of an actor, format, meeting, topic or source; unique among its kind."""

LETTERS = {
    "a": "actor",
    "b": "batch",
    "c": "stance",
    "d": "coding_sample",
    "f": "format",
    "g": "identity_edge",
    "i": "brief_item",
    "k": "added_word",
    "l": "quote_link",
    "m": "meeting",
    "n": "note",
    "o": "topic",
    "p": "brief",
    "q": "quote",
    "r": "role",
    "s": "source",
    "t": "tag",
    "v": "saved_search",
}
"""Which letter names which table."""

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
VALUE_OF = {character: value for value, character in enumerate(ALPHABET)} | {"o": 0, "i": 1, "l": 1}
TEXT_LENGTH = 26
_PAIRS = [one + other for one in ALPHABET for other in ALPHABET]
_PLACES = range(5 * (TEXT_LENGTH - 2), -1, -10)  # two characters at once
SHORT_LENGTH = 6  # 30 random bits: two of 10,000 records share an ending once in twenty libraries


def encode(raw: bytes) -> str:
    """Write 16 bytes as 26 characters, most significant first."""
    number = int.from_bytes(raw, "big")
    return "".join([_PAIRS[(number >> place) & 1023] for place in _PLACES])


def decode(text: str) -> bytes:
    """Read what `encode` wrote, in either case, taking o for 0 and i, l for 1.

    Raises:
        ValueError: the text is not 26 characters of the alphabet, or names more than 128 bits.
    """
    if len(text) != TEXT_LENGTH:
        msg = f"a key has {TEXT_LENGTH} characters after its dash"
        raise ValueError(msg)
    number = 0
    for character in text.lower():
        if character not in VALUE_OF:
            msg = f"{character!r} does not occur in a key"
            raise ValueError(msg)
        number = number << 5 | VALUE_OF[character]
    if number >> 128:
        msg = "a key holds at most 128 bits"
        raise ValueError(msg)
    return number.to_bytes(16, "big")


def key_of(letter: str, raw: bytes) -> Key:
    return Key(f"{letter}-{encode(raw)}")


def raw_of(key: Key) -> bytes:
    return decode(key[2:])


def short(key: Key) -> str:
    """The form shown to people: the letter and the last six characters."""
    return f"{key[:2]}{key[-SHORT_LENGTH:]}"


def new_key(letter: str, milliseconds: int) -> Key:
    """A key for a record made here: 48 bits of time, then 80 random ones, so inserts stay local."""
    return key_of(letter, milliseconds.to_bytes(6, "big") + os.urandom(10))


def fresh_key(letter: str) -> Key:
    """A key for a record that is written a moment later."""
    return new_key(letter, time.time_ns() // 1_000_000)


def derived_key(letter: str, importer: str, source_id: str) -> Key:
    """The same key for the same imported record everywhere, so that reading in twice is once."""
    return key_of(letter, derived_raw(letter, importer, source_id))


def derived_raw(letter: str, importer: str, source_id: str) -> bytes:
    """The 16 bytes of `derived_key`."""
    import hashlib  # noqa: PLC0415  # 1 ms, and only imports need it

    return hashlib.sha256(f"{letter}\0{importer}\0{source_id}".encode()).digest()[:16]
