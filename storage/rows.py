"""What questions are answered with: frozen values without a database behind them."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from storage.ids import Key, Slug
from storage.query import Part, Query

Standing = Literal["stands", "moved", "gone", "none"]
"""Whether words stand at their place in the stored text, elsewhere in it, or not at all; or no text
is stored."""


class Named(NamedTuple):
    """An actor, format, meeting or source as it is named on the screen.

    `kind` is the record's own kind (person, state, consultation, news…).
    """

    slug: Slug
    name: str
    kind: str = ""


class QuoteRow(NamedTuple):
    """One line of a list of quotes. Dates are EDTF with their marks."""

    key: Key
    ref: str | None
    text: str
    held_as: str
    kind: str
    said_on: str | None
    speaker: Named | None
    speaker_text: str | None
    translation: str | None = None
    """In English, where one is held beside the text."""
    joint: bool = False
    noted: bool = False
    tagged: bool = False
    starred: bool = False
    contested: bool = False
    """An answer to it is held, or its meeting is disputed, or it is disputed itself."""
    retracted: bool = False
    new: bool = False
    """It came into the library since the person who asks last opened it."""

    @property
    def in_words(self) -> bool:
        """Whether the speaker's own words (or a translation of them) are held."""
        return self.held_as in {"words", "translation"}


class ActorRow(NamedTuple):
    """An actor and how many quotes of the present answer are its own; slug "" is "no one named".

    In a tree it stands below the actor `within`; as it may stand below several, the two together
    name its line. Where it is not `alone`, it is counted with all below it, as `by:<=` finds them,
    else as `by:=` does.
    """

    slug: Slug
    name: str
    kind: str
    quotes: int
    depth: int = 0
    has_members: bool = False
    is_unfolded: bool = False
    within: Slug | None = None
    alone: bool = True


class FormatRow(NamedTuple):
    """A talks format and how many quotes of the answer belong to it; slug "" is "no format".

    In a tree it may be a meeting of the format `within`: then `kind` is its state (held, planned…),
    and `dated` is when it was held, in EDTF.
    """

    slug: Slug
    name: str
    kind: str
    quotes: int
    depth: int = 0
    has_members: bool = False
    is_unfolded: bool = False
    within: Slug | None = None
    dated: str | None = None


class FacetRow(NamedTuple):
    """A topic, addressee or reporting party and how many quotes of the answer have it."""

    slug: Slug
    name: str
    kind: str
    quotes: int


class RecordRow(NamedTuple):
    """A record of a type other than quotes; `quotes` are those of the library that belong to it.

    `slug` is "" for notes, whose name is their text. `kind` is the record's own, of notes their
    handling, of meetings their state. `dated` is when it was held, published or written. `on` is
    what a note is on: the slug of the record, of quotes their key.
    """

    type: str
    key: Key
    slug: Slug
    name: str
    kind: str
    dated: str | None
    quotes: int
    on: str = ""


class Meant(NamedTuple):
    """The record that a person means; `slug` and `name` are "" for quotes."""

    type: str
    key: Key
    slug: Slug
    name: str = ""


class Chip(NamedTuple):
    """A field or a group of the query as it was understood: `label` says what it became.

    An order is `idle` where the answer has it not: so many quotes are not ordered by match.
    """

    term: Part
    label: str
    idle: bool = False


class Hop(NamedTuple):
    """One reporting party of a chain. `verb` is what its report did (reported, quoted, cited)."""

    actor: Named
    verb: str | None
    mode: str | None = None
    hedge: str = "none"
    was_read: bool = False


class Role(NamedTuple):
    """A post and where it is held; the dates are EDTF or unknown."""

    title: str
    organisation: Named | None
    start: str | None = None
    end: str | None = None


class Dispute(NamedTuple):
    """What sources disagree about at a meeting; `about` names a party, by its slug, or a matter."""

    about: str
    remark: str
    sources: tuple[Named, ...] = ()
    party: Named | None = None


class Meeting(NamedTuple):
    """One sitting of a format."""

    slug: Slug
    title: str | None
    said_on: str | None
    place: str | None
    level: str | None = None
    outcome: str | None = None
    remark: str | None = None
    verified: bool = True
    disputes: tuple[Dispute, ...] = ()
    state: str = "held"
    modality: str | None = None
    handling: str = "public"


class Source(NamedTuple):
    """Where a quote was read."""

    slug: Slug
    title: str
    kind: str
    publisher: Named | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    archive_url: str | None = None
    lang: str | None = None
    carrier: str | None = None
    caveat: str | None = None
    title_inferred: bool = False
    is_retracted: bool = False
    handling: str = "public"


class Piece(NamedTuple):
    """One run of a stored text: code points [start, end) and what stands there."""

    start: int
    end: int
    exact: str | None

    @property
    def place(self) -> tuple[int, int]:
        return self.start, self.end


class Passage(NamedTuple):
    """A run of a stored text, from code point `start` on; whether the text goes on behind it."""

    start: int
    text: str
    goes_on: bool


class Place(NamedTuple):
    """Where a quote's content was found in one version of one source's text, and stands today.

    `ours` marks a text of the project's own, which is never evidence that the cited source says so.
    `now` is where the pieces stand in that text today: elsewhere where they have moved, nowhere
    where they are gone. `passages` is the text around them, or around what stands in their place
    where they are gone; None where the text is not stored. `caveat` is that of the text's source.
    """

    source: Named
    version: int
    ours: bool
    standing: Standing
    pieces: tuple[Piece, ...]
    now: tuple[Piece, ...] = ()
    passages: tuple[Passage, ...] | None = None
    sha256: str = ""
    accessed: str | None = None
    caveat: str | None = None


class Stance(NamedTuple):
    """How a coder reads the speaker's position on a topic.

    The value "nothing" says that the coder finds the quote not to be about the topic. What is
    adjudicated settles what coders see differently, and comes before theirs.
    """

    topic: Slug
    value: str
    coder: str
    frame: str | None = None
    is_adjudicated: bool = False
    """Whether it settles what coders see differently."""
    version: int | None = None
    """Of the topic's definition by which it was coded."""
    is_own: bool = False
    """Whether it is of the one who asks."""


class Tag(NamedTuple):
    """An analyst's label; `quotes` counts where it is used, `parent` is what it stands below."""

    key: Key
    name: str
    quotes: int = 0
    parent: Key | None = None


class Note(NamedTuple):
    """A note on a record. `written` and `changed` are UTC, ISO 8601.

    Where it is on a piece of a quote's text, `exact` is what that was, and `piece` is where it
    stands in the text today; None where it does not stand there any more.
    """

    key: Key
    text: str
    kind: str
    handling: str
    author: str
    written: str
    changed: str
    exact: str | None = None
    piece: Piece | None = None


class NoteOn(NamedTuple):
    """A note, the record that it is on, and what that is called."""

    note: Note
    record: Key
    name: str


CONTESTING_IN: Final = frozenset({"answers", "contradicts", "retracts", "misquotes"})
CONTESTING_OUT: Final = frozenset({"contradicts", "misquotes"})
"""Types of links that are seen in a list: to a quote, and from it."""


class Link(NamedTuple):
    """A tie to another quote, seen from this one; `outgoing` says which of the two says it.

    `author` and `made` are there where a person made it in this program.
    """

    type: str
    outgoing: bool
    basis: str
    other: QuoteRow
    key: Key = Key("")
    author: str | None = None
    made: str | None = None
    remark: str | None = None
    handling: str = "public"
    """Of the other quote, as of the items of a brief."""

    @property
    def contests(self) -> bool:
        """Whether it calls this quote into doubt, or is what must be read with it."""
        return self.type in (CONTESTING_OUT if self.outgoing else CONTESTING_IN)


class SameWords(NamedTuple):
    """Another quote with the same text by a speaker of the first, and how it came.

    `another_day` says that by their dates the two cannot have been said at once.
    """

    row: QuoteRow
    chain: tuple[Hop, ...]
    source: Source | None
    another_day: bool
    handling: str = "public"


class Chains(NamedTuple):
    """By how many independent chains of reports words came; of how many the origin is open."""

    total: int
    open: int


class Pen(NamedTuple):
    """Who wrote something, and when: UTC, ISO 8601."""

    author: str
    wall: str


class Entry(NamedTuple):
    """How a quote came into the library: by hand, or by an import of that name.

    `written` and `changed`, by which its text or facts were last changed, are what the log says;
    None where it says nothing.
    """

    by_hand: bool
    batch: str
    written: Pen | None
    changed: Pen | None


class Provenance(NamedTuple):
    """What other quotes and the log tell about where a quote's words come from.

    `others` are the quotes with the same text, the earliest first, and `chains` are those that
    lead to the quote and to such of them as may have been said on the same day. Both are None
    where the words are too common to be looked for.
    """

    others: tuple[SameWords, ...] | None
    chains: Chains | None
    beginning: Named | None
    """Who had the words from the speaker; None where that is not known: an open origin."""
    entry: Entry


class InBrief(NamedTuple):
    """A brief that a quote is in: as which of its items, counted from 1, and how many these are."""

    key: Key
    name: str
    place: int
    items: int


class QuoteDetail(NamedTuple):
    """All that is held about one quote."""

    row: QuoteRow
    translation: str | None
    lang: str | None
    original_lang: str | None
    speakers: tuple[Named, ...]
    role: Role | None
    said_as: str | None
    addressees: tuple[Named, ...]
    cue: str | None
    date_verified: bool
    format: Named | None
    meeting: Meeting | None
    relation: str | None
    topics: tuple[Slug, ...]
    stances: tuple[Stance, ...]
    tags: tuple[Tag, ...]
    notes: tuple[Note, ...]
    links: tuple[Link, ...]
    chain: tuple[Hop, ...]
    source: Source | None
    places: tuple[Place, ...]
    remark: str | None
    status: str
    briefs: tuple[InBrief, ...] = ()
    provenance: Provenance | None = None
    """None where it was not asked for."""
    retracted: str | None = None
    """Why it was retracted, "" where no reason is held; None where it holds."""
    withheld: int = 0
    """How many stances of others the reader does not see until coding is done."""
    handling: str = "public"
    is_source_kept: bool = False
    is_meeting_kept: bool = False
    """Whether it has a source that somebody else keeps private."""


class Participation(NamedTuple):
    """Who took part in a meeting (or belongs to a format, where `meeting` is None), and how.

    `listed_as` tells of those of a format whether they are its members or its hosts.
    """

    format: Named
    meeting: Meeting | None
    actor: Named
    mode: str
    disputed: bool = False
    remark: str | None = None
    sources: tuple[Named, ...] = ()
    listed_as: str | None = None


class Holdings(NamedTuple):
    """How much of the library a question without words could have reached, for an honest zero."""

    quotes: int
    paraphrases: int
    sources: int
    first: str | None
    last: str | None


class Completion(NamedTuple):
    """What a search may become: its whole text, what was put in, how many quotes that leaves.

    `quotes` is None for the name of a field, which leaves nothing out yet.
    """

    text: str
    label: str
    quotes: int | None


class Removed(NamedTuple):
    """What the answer would hold without one of the query's terms."""

    term: Part
    total: int


class Spelling(NamedTuple):
    """A word that no quote holds, one near to it that some do, and what the search then finds."""

    word: str
    near: str
    quotes: int


class Zero(NamedTuple):
    """Why an answer is empty: what each term took away, and what is held at all.

    `speakers` gives for each actor asked for how many of its quotes are held, and how many of those
    are paraphrases, in which the published words need not occur.
    """

    query: Query
    removed: tuple[Removed, ...]
    holdings: Holdings
    speakers: tuple[tuple[str, int, int], ...] = ()
    topics: tuple[Slug, ...] = ()
    spellings: tuple[Spelling, ...] = ()


class LogEntry(NamedTuple):
    """One transaction of the log, newest first; `summary` says in words what it did."""

    txn: str
    author: str
    wall: str
    summary: str
    entries: int
    undoable: bool = True
    undone: bool = False


class Receipt(NamedTuple):
    """What a deed wrote. An empty `txn` means that nothing had to change."""

    txn: str
    summary: str
    keys: tuple[Key, ...] = ()
    taken_back: str | None = None
    """The text of a new note that an undo took back, to be offered as a draft."""
    handling: str | None = None
    """And who might see it."""


class Finding(NamedTuple):
    """Something that `verify` found: what it is about, and a sentence."""

    about: str
    sentence: str


class Verdict(NamedTuple):
    """What `verify` read and found. `reported` are facts worth knowing that are no faults."""

    entries: int
    records: int
    digest: str
    findings: tuple[Finding, ...] = ()
    reported: tuple[str, ...] = ()
