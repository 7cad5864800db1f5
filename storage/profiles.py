"""What is held about an actor, a format or a meeting beside its quotes: frozen values."""

from __future__ import annotations

from typing import Final, NamedTuple

from storage.ids import Key, Slug
from storage.rows import FacetRow, Meeting, Named, Note, Participation, QuoteRow, Tag

NEWEST_SHOWN: Final = 5
TOPICS_AT_MOST: Final = 500
CODED_READ: Final = 2_000
"""The newest quotes with a stance, among which the latest stances of an actor are looked for."""


class Said(NamedTuple):
    """The quotes of an actor, a format or a meeting.

    `words` are those held in the speaker's words or a translation of them; what is neither words
    nor paraphrase is in a reporter's wording. `first` and `last` are EDTF, of those with a date.
    """

    quotes: int
    words: int
    paraphrases: int
    first: str | None
    last: str | None
    newest: tuple[QuoteRow, ...]


class Alias(NamedTuple):
    """A name of an actor or format, and who uses it (its own, official, common, others').

    `lang` and `script` are codes of BCP 47 and ISO 15924. `verified` is None where no one looked.
    """

    name: str
    lang: str | None = None
    script: str | None = None
    used: str | None = None
    verified: bool | None = None
    start: str | None = None
    end: str | None = None


class Post(NamedTuple):
    """Who held which role where; `attested` are months in which a source shows it."""

    actor: Named
    title: str
    organisation: Named
    start: str | None
    end: str | None
    attested: tuple[str, ...]


class Tie(NamedTuple):
    """A relation to another actor, seen from this one; `outgoing` says which of the two has it."""

    type: str
    outgoing: bool
    other: Named
    start: str | None
    end: str | None
    source: Named | None


class LatestStance(NamedTuple):
    """How a coder read the actor's latest position on a topic, and in which quote."""

    topic: Slug
    coder: str
    value: str
    frame: str | None
    quote: Key
    said_on: str | None
    is_adjudicated: bool = False


class Judged(NamedTuple):
    """What somebody judged of an actor and another: same, different or unsure; UTC, ISO 8601.

    `is_kept` is whether the other is the one that both count as, where they are the same.
    """

    key: Key
    other: Named
    verdict: str
    author: str
    made: str
    is_kept: bool


class ActorProfile(NamedTuple):
    """An actor. `said` are the quotes that it spoke itself, alone or jointly.

    `roles` are those that it held, `holders` those held in it; `formats` are those that list it,
    `parts` its parts in meetings, the newest first.
    """

    key: Key
    ref: str | None
    actor: Named
    country: str | None
    description: str | None
    wikidata: str | None
    names: tuple[Alias, ...]
    roles: tuple[Post, ...]
    holders: tuple[Post, ...]
    ties: tuple[Tie, ...]
    formats: tuple[Participation, ...]
    parts: tuple[Participation, ...]
    topics: tuple[FacetRow, ...]
    tags: tuple[Tag, ...]
    stances: tuple[LatestStance, ...]
    said: Said
    judged: tuple[Judged, ...] = ()
    withheld: int = 0
    """In how many of its quotes there are stances that the reader does not see yet."""
    notes: tuple[Note, ...] = ()
    retracted: str | None = None
    """Why it was retracted, "" where no reason is held; None where it holds."""


class FormatMeeting(NamedTuple):
    """A meeting of a format, its hosts, and how many quotes of the library belong to it."""

    meeting: Meeting
    hosts: tuple[Named, ...]
    quotes: int
    sources: tuple[Named, ...]


class FormatProfile(NamedTuple):
    """A format of talks; `meetings` are in the order of their dates."""

    key: Key
    ref: str | None
    format: Named
    acronym: str | None
    names: tuple[Alias, ...]
    parent: Named | None
    below: tuple[Named, ...]
    status: str | None
    start: str | None
    end: str | None
    start_verified: bool
    description: str | None
    remark: str | None
    members: tuple[Participation, ...]
    meetings: tuple[FormatMeeting, ...]
    sources: tuple[Named, ...]
    said: Said
    notes: tuple[Note, ...] = ()
    retracted: str | None = None
    """As of an actor."""


class MeetingProfile(NamedTuple):
    """A meeting: who took part and how, in the order of its sources, and what was said.

    Of the quotes in `said` so many were said there, and so many elsewhere about it.
    """

    key: Key
    ref: str | None
    meeting: Meeting
    format: Named
    parts: tuple[Participation, ...]
    sources: tuple[Named, ...]
    said: Said
    said_there: int
    said_about: int
    notes: tuple[Note, ...] = ()
    retracted: str | None = None
    """As of an actor."""
