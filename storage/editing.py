"""What a form shows of a fact: frozen values, loaded when one is opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from storage.ids import Key


class EditedFact(NamedTuple):
    """A fact as it is edited; a new one has no key yet.

    `names` says what the records are called that it names, `words` which words each vocabulary
    has; `why` is the reason why it was retracted, where it is.
    """

    key: Key | None
    letter: str
    called: str
    values: Mapping[str, Any]
    names: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    is_retracted: bool = False
    why: str | None = None


class Pick(NamedTuple):
    """A record that a field may name; `about` tells it from others of the name."""

    key: Key
    name: str
    about: str
