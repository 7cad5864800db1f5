"""How questions are answered from one state of the library."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from storage import (
    EVERYTHING,
    ActorProfile,
    ActorRow,
    FacetRow,
    FormatProfile,
    FormatRow,
    MeetingProfile,
    Page,
    Questions,
    Slug,
    Window,
)
from tui.commands.command import Place
from tui.formatting import Target
from tui.gateway.questions import (
    LEAP_AT_MOST,
    Answer,
    AskedAtOnce,
    ChosenAnswer,
    ChosenQuestion,
    CompletionAnswer,
    CompletionQuestion,
    DetailAnswer,
    DetailQuestion,
    Glance,
    GlanceAnswer,
    LeapAnswer,
    LeapQuestion,
    LookUp,
    LookUpAnswer,
    NamesAnswer,
    NamesQuestion,
    NeighbourAnswer,
    NeighbourQuestion,
    OverviewAnswer,
    OverviewQuestion,
    PositionAnswer,
    PositionQuestion,
    ProfileAnswer,
    ProfileQuestion,
    RangeAnswer,
    RangeQuestion,
    ReadingAnswer,
    ReadingQuestion,
    RowsAnswer,
    RowsQuestion,
    TagsAnswer,
    TagsOnAnswer,
    TagsOnQuestion,
    TagsQuestion,
    TakenAnswer,
    TakenQuestion,
)
from tui.navigation import ACTORS, FORMATS, Listing
from tui.selection import SELECTED_AT_MOST

NAMES_AT_MOST: Final = 5_000
ROWS_FIRST_FROM: Final = 50_000  # quotes in the library


def answer_reading(
    ask: Questions, question: ReadingQuestion, tell: Callable[[ReadingAnswer], object]
) -> ReadingAnswer:
    """The answer for all panes; of a long one `tell` is given what is there before the counts."""
    if newest := newest_rows(ask, question):
        tell(newest)
    answer = first_rows(ask, question)
    if is_large(answer):
        tell(answer)
    return with_counts(ask, answer)


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
        found = ask.position(query, question.around)
        cursor = found if found is not None else question.row
        cursor = max(0, min(cursor, ask.count(query) - 1))
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
        namesake=(
            ask.actor_called(" ".join(word.value for word in words), or_nearly=is_empty)
            if words
            else None
        ),
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
    if field == FORMATS:
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


def answered(ask: Questions, question: AskedAtOnce) -> Answer:
    """The answer to a question that has one answer."""
    match question:
        case RowsQuestion():
            return answer_rows(ask, question)
        case DetailQuestion():
            return DetailAnswer(question, ask.quote_with_provenance(question.key))
        case TakenQuestion(keys):
            details = tuple(ask.quote_with_provenance(key) for key in keys)
            return TakenAnswer(question, details, ask.log_digest())
        case ProfileQuestion(target):
            return ProfileAnswer(question, profile(ask, target))
        case PositionQuestion(key, query):
            return PositionAnswer(question, ask.position(query, key))
        case ChosenQuestion(query, keys):
            return ChosenAnswer(question, ask.holds(query, keys))
        case RangeQuestion(query, begun, end):
            found = ask.keys_between(query, begun, end, SELECTED_AT_MOST)
            return RangeAnswer(question, found)
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
        case LookUp(read):
            return LookUpAnswer(question, read(ask))
        case Glance(_, read):
            return GlanceAnswer(question, read(ask))
        case OverviewQuestion():
            return answer_overview(ask, question)
