"""Asking the library off the UI thread: one worker, one connection, the newest question wins."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import NamedTuple, cast

from storage import (
    EVERYTHING,
    ActorProfile,
    ActorRow,
    Chip,
    Completion,
    FacetRow,
    FormatProfile,
    FormatRow,
    Interrupted,
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
    Slug,
    StorageError,
    Tag,
    Window,
    Zero,
)
from tui.commands.command import Place
from tui.formatting import Target
from tui.navigation import ACTORS, FACETS, Listing, Navigation
from tui.selection import SELECTED_AT_MOST

NAMES_AT_MOST = 5_000
LEAP_AT_MOST = 5_000  # rows, which are looked through in some 50 ms
ROWS_FIRST_FROM = 50_000  # quotes in the library


class ReadingQuestion(NamedTuple):
    """What the linked panes ask at once. `around` is a quote that the first rows should hold."""

    navigation: Navigation
    rows: int
    around: Key | None = None
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


class OverviewQuestion(NamedTuple):
    """A view of the whole answer; `room` is how many cells its columns have."""

    place: Place
    query: Query
    room: int


class OverviewAnswer(NamedTuple):
    """Its answer."""

    question: OverviewQuestion
    overview: Overview


Question = (
    ReadingQuestion
    | RowsQuestion
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
    | UndoQuestion
    | OverviewQuestion
)
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
    | OverviewAnswer
)


def newest_rows(ask: Questions, question: ReadingQuestion) -> ReadingAnswer | None:
    """The first quotes alone, of an answer that is long to count."""
    query = question.navigation.for_quotes
    page = None if question.around else ask.newest(query, question.rows)
    if page is None:
        return None
    everything = question.everything
    if everything is None and query != EVERYTHING:
        everything = ask.count(EVERYTHING)
    detail = ask.quote_with_provenance(page.rows[0].key)
    return ReadingAnswer(question, page, ask.chips(query), everything=everything, detail=detail)


def first_rows(ask: Questions, question: ReadingQuestion) -> ReadingAnswer:
    """The quotes of the answer and what is known of the first, without the other panes' counts."""
    query = question.navigation.for_quotes
    cursor = 0
    if question.around is not None:
        cursor = ask.position(query, question.around) or 0
    start = max(0, cursor - question.rows)
    quotes = ask.quotes(query, Window(start, 3 * question.rows))
    everything = question.everything
    return ReadingAnswer(
        question,
        quotes,
        ask.chips(query),
        everything=ask.count(EVERYTHING) if everything is None else everything,
        detail=ask.quote_with_provenance(quotes.rows[cursor - start].key) if quotes.rows else None,
        cursor=cursor,
    )


def is_large(answer: ReadingAnswer) -> bool:
    """Whether counting takes long enough that rows are shown before."""
    return answer.everything is None or answer.everything >= ROWS_FIRST_FROM


def with_counts(ask: Questions, answer: ReadingAnswer) -> ReadingAnswer:
    """The same answer with the other panes' counts, and why it is empty where it is."""
    navigation = answer.question.navigation
    window = Window(0, 3 * answer.question.rows)
    words = navigation.query.words
    is_empty = not answer.quotes.total and bool(answer.everything)
    return answer._replace(
        actors=cast("Page[ActorRow]", listed(ask, navigation.actors, window)),
        facet=cast("Page[FormatRow] | Page[FacetRow]", listed(ask, navigation.second, window)),
        zero=ask.zero(navigation.for_quotes) if is_empty else None,
        namesake=ask.actor_called(" ".join(word.value for word in words)) if words else None,
    )


def listed(
    ask: Questions, listing: Listing, window: Window
) -> Page[ActorRow] | Page[FormatRow] | Page[FacetRow]:
    """Some rows of a narrowing pane."""
    field, query, unfolded = listing
    if field == ACTORS:
        if unfolded is None:
            return ask.actors(query, window)
        return ask.actor_tree(query, window, unfolded)
    if field == FACETS[0]:
        if unfolded is None:
            return ask.formats(query, window)
        return ask.format_tree(query, window, unfolded)
    return ask.facet(field, query, window)


def answer_rows(ask: Questions, question: RowsQuestion) -> RowsAnswer:
    asked, window = question.asked, question.window
    if isinstance(asked, Listing):
        return RowsAnswer(question, listed(ask, asked, window))
    return RowsAnswer(question, ask.quotes(asked, window))


def answer_names(ask: Questions, question: NamesQuestion) -> NamesAnswer:
    everyone = question.listing._replace(unfolded=None)
    return NamesAnswer(question, listed(ask, everyone, Window(0, NAMES_AT_MOST)).rows)


def profile(ask: Questions, target: Target) -> ActorProfile | FormatProfile | MeetingProfile:
    """All about the record that a name names, which has a page of its own."""
    slug = Slug(target.slug_or_key)
    if target.kind == "actor":
        return ask.actor_profile(slug)
    return ask.format_profile(slug) if target.kind == "format" else ask.meeting_profile(slug)


def answer_neighbour(ask: Questions, question: NeighbourQuestion) -> NeighbourAnswer:
    key = ask.neighbour(question.key, is_later=question.is_later)
    if key is None:
        return NeighbourAnswer(question)
    return NeighbourAnswer(question, ask.quote(key).row, ask.position(question.query, key))


def answer_tags_on(ask: Questions, question: TagsOnQuestion) -> TagsOnAnswer:
    keys = question.keys or ask.keys(question.query, Window(0, SELECTED_AT_MOST + 1))
    tags = ask.tags_on(keys) if len(keys) <= SELECTED_AT_MOST else {}
    return TagsOnAnswer(question, keys, tags)


def answer_overview(ask: Questions, question: OverviewQuestion) -> OverviewAnswer:
    query = question.query
    match question.place:
        case Place.TIMELINE:
            return OverviewAnswer(question, ask.timeline(query, question.room))
        case Place.MATRIX:
            return OverviewAnswer(question, ask.matrix(query))
        case Place.PRESENCE:
            return OverviewAnswer(question, ask.presence(query))
        case _:
            return OverviewAnswer(question, ask.stances(query))


class _Running:
    """The question at work, and how to stop it."""

    def __init__(self, channel: object = None) -> None:
        self.channel = channel
        self.interrupt: Callable[[], None] | None = None
        self.is_stale = False


class QuestionWorker:
    """A thread that answers questions; a newer one of the same kind takes the place of an older.

    `answered` and `failed` are called on the worker's thread.
    """

    def __init__(
        self,
        library: Library,
        answered: Callable[[Answer], object],
        failed: Callable[[StorageError, Question], object],
    ) -> None:
        self._library = library
        self._answered = answered
        self._failed = failed
        self._waiting: dict[object, Question] = {}
        self._running = _Running()
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="questions", daemon=True)
        self._thread.start()

    def ask(self, question: Question) -> None:
        """Ask without waiting; an unanswered question of the same kind is dropped."""
        channel = _channel(question)
        with self._changed:
            self._waiting[channel] = question
            if self._running.channel == channel:
                self._running.is_stale = True
                if self._running.interrupt:
                    self._running.interrupt()
            self._changed.notify()

    @property
    def is_idle(self) -> bool:
        with self._changed:
            return not self._waiting and self._running.channel is None

    def close(self) -> None:
        with self._changed:
            self._closed = True
            if self._running.interrupt:
                self._running.interrupt()
            self._changed.notify()
        self._thread.join()

    def _work(self) -> None:
        while (question := self._next()) is not None:
            try:
                with self._library.questions() as ask:
                    with self._changed:
                        self._running.interrupt = ask.interrupt
                    answer = self._answer(ask, question)
                if not self._finish():
                    self._answered(answer)
            except Interrupted:
                self._finish()
            except StorageError as error:
                if not self._finish():
                    self._failed(error, question)
            finally:
                with self._changed:
                    self._running.channel = None

    def _answer(self, ask: Questions, question: Question) -> Answer:
        match question:
            case ReadingQuestion():
                if newest := newest_rows(ask, question):
                    self._tell(newest)
                answer = first_rows(ask, question)
                if is_large(answer):
                    self._tell(answer)
                return with_counts(ask, answer)
            case RowsQuestion():
                return answer_rows(ask, question)
            case DetailQuestion():
                return DetailAnswer(question, ask.quote_with_provenance(question.key))
            case TakenQuestion(keys):
                details = tuple(ask.quote_with_provenance(key) for key in keys)
                return TakenAnswer(question, details)
            case ProfileQuestion(target):
                return ProfileAnswer(question, profile(ask, target))
            case PositionQuestion(key, query):
                return PositionAnswer(question, ask.position(query, key))
            case ChosenQuestion(query, keys):
                return ChosenAnswer(question, ask.holds(query, keys))
            case RangeQuestion(query, begun, end):
                keys = ask.keys_between(query, begun, end, SELECTED_AT_MOST)
                return RangeAnswer(question, keys)
            case TagsOnQuestion():
                return answer_tags_on(ask, question)
            case CompletionQuestion(text):
                return CompletionAnswer(question, ask.completions(text))
            case NamesQuestion():
                return answer_names(ask, question)
            case NeighbourQuestion():
                return answer_neighbour(ask, question)
            case LeapQuestion(key, query, run, is_forward):
                rows = LEAP_AT_MOST if is_forward else -LEAP_AT_MOST
                return LeapAnswer(question, ask.leap(query, key, run, rows))
            case TagsQuestion():
                return TagsAnswer(question, ask.tags())
            case UndoQuestion():
                entry, is_of_this_run = self._library.next_undo() or (None, False)
                return UndoAnswer(question, entry, is_of_this_run)
            case OverviewQuestion():
                return answer_overview(ask, question)

    def _tell(self, answer: ReadingAnswer) -> None:
        with self._changed:
            is_stale = self._running.is_stale
        if is_stale:
            raise Interrupted("A newer question took its place.")
        self._answered(answer)

    def _next(self) -> Question | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._waiting)
            if self._closed:
                return None
            channel = next(iter(self._waiting))
            question = self._waiting.pop(channel)
            self._running = _Running(channel)
            return question

    def _finish(self) -> bool:
        """No interrupt reaches the worker from here on; whether a newer question came meanwhile."""
        with self._changed:
            self._running.interrupt = None
            return self._running.is_stale or self._closed


def _channel(question: Question) -> object:
    if isinstance(question, RowsQuestion):
        return question.place
    return type(question)
