"""Letters of other keyboard layouts, by the key of a US keyboard that they are on.

The layouts are the default variants of xkeyboard-config 2.35 (`symbols/ru`, `ua`, `gr`, `il`,
`ara`, `ir`), first and second level. What is ASCII there is a key of its own and left out, as is
what is not printed; marks that climb on to another letter are written as escapes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

US: Final = ("qwertyuiop[]asdfghjkl;'zxcvbnm,./", 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?')
LAYOUTS: Final = {
    "Russian": (
        "йцукенгшщзхъфывапролджэячсмитьбю.",
        "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,",
    ),
    "Ukrainian": (
        "йцукенгшщзхїфівапролджєячсмитьбю.",
        "ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ,",
    ),
    "Greek": (
        ";ςερτυθιοπ[]ασδφγηξκλ'\"ζχψωβνμ,./",
        ":ΣΕΡΤΥΘΙΟΠ{}ΑΣΔΦΓΗΞΚΛ'\"ΖΧΨΩΒΝΜ<>?",
    ),
    "Hebrew": (
        "/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ.",
        'QWERTYUIOP}{ASDFGHJKL:"ZXCVBNM><?',
    ),
    "Arabic": (
        "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرﻻىةوزظ",
        "\u064e\u064b\u064f\u064cﻹإ`÷×؛<>\u0650\u064d][ﻷأـ،/:\"~\u0652}{ﻵآ',.؟",
    ),
    "Persian": (
        "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو./",
        "\u0652\u064c\u064d\u064b\u064f\u0650\u064e\u0651][}{ؤئيإأآة»«:؛ك\u0653ژ\u0670 \u0654ء><؟",
    ),
}


def positions(letter: str) -> tuple[str, ...]:
    """The keys that a letter may be on, the likeliest first; () where it is on none of these.

    The Arabic and the Persian layout have some letters in different places. Small letters go before
    capitals, and a sign counts only where no layout has the letter in a letter's place.
    """
    return _table().get(letter, ())


@cache
def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for letter, key in _pairs():
        found.setdefault(letter, {})[key] = None
    return {letter: _likeliest(tuple(keys)) for letter, keys in found.items()}


def _pairs() -> Iterator[tuple[str, str]]:
    for level, keys in enumerate(US):
        for layout in LAYOUTS.values():
            for letter, key in zip(layout[level], keys, strict=True):
                if not letter.isascii():
                    yield letter, key


def _likeliest(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key in keys if key.isalpha()) or keys
