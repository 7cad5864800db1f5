"""What the screen asks the library, and what it is answered: each answer carries its question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from storage import (
    ActorProfile,
    ActorRow,
    Chip,
    Completion,
    FacetRow,
    FormatProfile,
    FormatRow,
    Key,
    Leap,
    Library,
    LogEntry,
    MeetingProfile,
    Overview,
    Page,
    Query,
    Questions,
    QuoteDetail,
    QuoteRow,
    Run,
    Tag,
    Window,
    Zero,
)
from tui.commands.command import Place
from tui.formatting import Target
from tui.navigation import Listing, Navigation

LEAP_AT_MOST = 5_000  # rows, which are looked through in some 50 ms


class ReadingQuestion(NamedTuple):
    """What the linked panes ask at once. `around` is a quote that the first rows should hold.

    Where that is not in the answer, they hold row number `row`.
    """

    navigation: Navigation
    rows: int
    around: Key | None = None
    row: int = 0
    everything: int | None = None
    """How many quotes the library holds, where that is known and did not change."""


class ReadingAnswer(NamedTuple):
    """Its answer. `actors` and `facet`, the second pane, are None while they are being counted."""

    question: ReadingQuestion
    quotes: Page[QuoteRow]
    chips: tuple[Chip, ...] = ()
    actors: Page[ActorRow] | None = None
    facet: Page[FormatRow] | Page[FacetRow] | None = None
    everything: int | None = None
    """How many quotes the library holds; None while they are not counted."""
    detail: QuoteDetail | None = None
    cursor: int = 0
    zero: Zero | None = None
    namesake: ActorRow | None = None


class RowsQuestion(NamedTuple):
    """More rows of one list."""

    place: Place
    asked: Listing | Query
    window: Window


class RowsAnswer(NamedTuple):
    """Its answer."""

    question: RowsQuestion
    page: Page[QuoteRow] | Page[ActorRow] | Page[FormatRow] | Page[FacetRow]


class DetailQuestion(NamedTuple):
    """All about one quote."""

    key: Key


class DetailAnswer(NamedTuple):
    """Its answer."""

    question: DetailQuestion
    detail: QuoteDetail


class TakenQuestion(NamedTuple):
    """All about some quotes, for a command that takes them away."""

    keys: tuple[Key, ...]
    command_id: str


class TakenAnswer(NamedTuple):
    """Its answer."""

    question: TakenQuestion
    details: tuple[QuoteDetail, ...]
    log: str = ""
    """What names the state of the log in which they were read."""


class ChosenQuestion(NamedTuple):
    """How many of the selected quotes are in an answer."""

    query: Query
    keys: tuple[Key, ...]


class ChosenAnswer(NamedTuple):
    """Its answer."""

    question: ChosenQuestion
    found: int


class RangeQuestion(NamedTuple):
    """The quotes of an answer from one to another, as far as they may be selected."""

    query: Query
    begun: Key
    end: Key


class RangeAnswer(NamedTuple):
    """Its answer: one more than may be selected where there are more; None for no such range."""

    question: RangeQuestion
    keys: tuple[Key, ...] | None


class TagsOnQuestion(NamedTuple):
    """The tags of some quotes, which without keys are all of the answer."""

    query: Query
    keys: tuple[Key, ...]


class TagsOnAnswer(NamedTuple):
    """Its answer: the quotes, one more than may be tagged where there are more, and their tags."""

    question: TagsOnQuestion
    keys: tuple[Key, ...]
    tags: Mapping[str, int]


class ProfileQuestion(NamedTuple):
    """All about an actor, a format or a meeting."""

    target: Target


class ProfileAnswer(NamedTuple):
    """Its answer."""

    question: ProfileQuestion
    profile: ActorProfile | FormatProfile | MeetingProfile


class PositionQuestion(NamedTuple):
    """Which row of what is shown a quote is."""

    key: Key
    query: Query


class PositionAnswer(NamedTuple):
    """Its answer; None where it is not among what is shown."""

    question: PositionQuestion
    position: int | None


class CompletionQuestion(NamedTuple):
    """What the last word of a search may become."""

    text: str


class CompletionAnswer(NamedTuple):
    """Its answer."""

    question: CompletionQuestion
    completions: tuple[Completion, ...]


class NamesQuestion(NamedTuple):
    """All rows of a narrowing pane, to find one by its name."""

    place: Place
    listing: Listing


class NamesAnswer(NamedTuple):
    """Its answer: the rows with the most quotes, which are as many as a person looks through."""

    question: NamesQuestion
    rows: tuple[ActorRow, ...] | tuple[FormatRow, ...] | tuple[FacetRow, ...]


class NeighbourQuestion(NamedTuple):
    """What the speaker of a quote said before it, or after; `query` is what is shown."""

    key: Key
    is_later: bool
    query: Query


class NeighbourAnswer(NamedTuple):
    """Its answer: the quote, or None; which row it is, where it is among those shown."""

    question: NeighbourQuestion
    quote: QuoteRow | None = None
    position: int | None = None


class LeapQuestion(NamedTuple):
    """Where other talks or another speaker begin in the answer, further on or before a quote."""

    key: Key
    query: Query
    run: Run
    is_forward: bool


class LeapAnswer(NamedTuple):
    """Its answer."""

    question: LeapQuestion
    leap: Leap


class TagsQuestion:
    """The tags in the order in which they are offered."""


class TagsAnswer(NamedTuple):
    """Its answer."""

    question: TagsQuestion
    tags: tuple[Tag, ...]


class UndoQuestion:
    """What undo would take back."""


class UndoAnswer(NamedTuple):
    """Its answer: the transaction, and whether this run of the program wrote it; None for none."""

    question: UndoQuestion
    entry: LogEntry | None
    is_of_this_run: bool


class LookUp(NamedTuple):
    """What a box shows that is about to open; `then` is given it on the screen's thread."""

    read: Callable[[Questions], object]
    then: Callable[[Any], object]


class LookUpAnswer(NamedTuple):
    """Its answer."""

    question: LookUp
    found: object


class LookBack(NamedTuple):
    """As `LookUp`, of what was written and would be: what the library itself is asked."""

    read: Callable[[Library], object]
    then: Callable[[Any], object]


class LookBackAnswer(NamedTuple):
    """Its answer."""

    question: LookBack
    found: object


class Glance(NamedTuple):
    """What is shown already, or is worth little: read when there is time, and nobody waits.

    A newer one about the same takes its place.
    """

    about: str
    read: Callable[[Questions], object]
    then: Callable[[Any], object]


class GlanceAnswer(NamedTuple):
    """Its answer."""

    question: Glance
    found: object


class OverviewQuestion(NamedTuple):
    """A view of the whole answer; `room` is how many cells its columns have."""

    place: Place
    query: Query
    room: int


class OverviewAnswer(NamedTuple):
    """Its answer."""

    question: OverviewQuestion
    overview: Overview


AskedAtOnce = (
    RowsQuestion
    | DetailQuestion
    | TakenQuestion
    | ProfileQuestion
    | PositionQuestion
    | ChosenQuestion
    | RangeQuestion
    | TagsOnQuestion
    | CompletionQuestion
    | NamesQuestion
    | NeighbourQuestion
    | LeapQuestion
    | TagsQuestion
    | LookUp
    | Glance
    | OverviewQuestion
)
"""Questions with one answer, which needs nothing but the library's state."""
Question = ReadingQuestion | UndoQuestion | LookBack | AskedAtOnce
Kind = type[object] | Place | str
"""Of questions a newer one takes the place of an older one of its kind: rows are of their list,
glances of what they are about."""
Answer = (
    ReadingAnswer
    | RowsAnswer
    | DetailAnswer
    | TakenAnswer
    | ProfileAnswer
    | PositionAnswer
    | ChosenAnswer
    | RangeAnswer
    | TagsOnAnswer
    | CompletionAnswer
    | NamesAnswer
    | NeighbourAnswer
    | LeapAnswer
    | TagsAnswer
    | UndoAnswer
    | LookUpAnswer
    | LookBackAnswer
    | GlanceAnswer
    | OverviewAnswer
)


def kind_of(question: object) -> Kind:
    if isinstance(question, Glance):
        return question.about
    return question.place if isinstance(question, RowsQuestion) else type(question)
