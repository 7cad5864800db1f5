"""Names in any script, brought to one form in which they can be compared."""

from __future__ import annotations

import re

_WORDS = re.compile(r"[a-z0-9]+")


def name_key(name: str) -> str:
    """The name in Latin letters and lower case, its words parted by single spaces.

    Кабулов and KABULOV both give "kabulov"; what has no letter or digit gives "".
    """
    if not name.isascii():
        from anyascii import anyascii  # noqa: PLC0415  # 14 ms that plain names need not wait for

        name = anyascii(name)
    return " ".join(_WORDS.findall(name.lower()))
