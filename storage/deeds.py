"""What a person can write, as values: `Library.do` does them and gives a receipt.

Names of people are logins; records are named by their keys.
"""

from __future__ import annotations

from typing import NamedTuple

from storage.ids import Key


class WriteNote(NamedTuple):
    """A note on a quote, as it was typed."""

    quote: Key
    text: str
    kind: str = "memo"


class PutTags(NamedTuple):
    """Tags to put on quotes and to take off them, by their names; new names make new tags."""

    quotes: tuple[Key, ...]
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


class ToggleStar(NamedTuple):
    """Quotes to star for oneself, or to take the star off where all of them have one."""

    quotes: tuple[Key, ...]


class DrawSample(NamedTuple):
    """Quotes that `Questions.drawn` drew by a seed from what a query finds, to be coded on topics.

    Until all coders are done, none of them sees the codes of the others.
    """

    name: str
    query: str
    seed: int
    quotes: tuple[Key, ...]
    topics: tuple[Key, ...]
    coders: tuple[str, ...]


class ChangeSample(NamedTuple):
    """Coders to add to a sample; it is open again until they are done too."""

    sample: Key
    add: tuple[str, ...]


class DropSample(NamedTuple):
    """A sample that is not wanted any more; the codes given in it stay."""

    sample: Key


class MarkDone(NamedTuple):
    """That the author has coded what there was to code in a sample, or after all has not."""

    sample: Key
    is_done: bool = True


class CodeNothing(NamedTuple):
    """That the author finds nothing about a topic in a quote, in the place of any stance."""

    quote: Key
    topic: Key


class Adjudicate(NamedTuple):
    """The value that settles what coders see differently; it stands beside theirs.

    `seen` is the value that settled it before, None where nothing did.
    """

    quote: Key
    topic: Key
    value: str
    why: str | None = None
    seen: str | None = None


class Undo(NamedTuple):
    """A transaction to be taken back; None is the last one of this run, else the author's last."""

    txn: str | None = None


Deed = (
    WriteNote
    | PutTags
    | ToggleStar
    | DrawSample
    | ChangeSample
    | DropSample
    | MarkDone
    | CodeNothing
    | Adjudicate
    | Undo
)
