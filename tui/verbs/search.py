"""`search`: the quotes that a query finds, for people, for scripts and for spreadsheets."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

import click

from storage import (
    EVERYTHING,
    QUOTE,
    Query,
    Questions,
    QuoteDetail,
    QuoteRow,
    Window,
    parse,
    render,
    short,
)
from tui import wording
from tui.arguments import Verb
from tui.formatting import COPY, row_flag, row_speaker, row_words
from tui.records import as_json, quote_record, sheet_row
from tui.safe_text import cell_width, cut, fill, safe
from tui.verbs.exits import Exit
from tui.verbs.found_records import say_records
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import library_option
from tui.verbs.output import say, tell, terminal_width

Decorated = TypeVar("Decorated", bound=Callable[..., object])
ROWS_AT_ONCE = 2_000
SPEAKER_WIDTH = 20  # people are shown by initial and last name

SAVED: Final = "@"
"""What leads the name of a saved search in the place of a query."""
Form = Literal["table", "json", "csv", "count", "keys"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The quotes that a query finds in one state of a library, as many of them as were wished."""

    query: Query
    total: int
    wished: int
    ask: Questions

    def pages(self) -> Iterator[tuple[QuoteRow, ...]]:
        for start in range(0, self.wished, ROWS_AT_ONCE):
            window = Window(start, min(ROWS_AT_ONCE, self.wished - start))
            yield self.ask.quotes(self.query, window).rows

    def details(self) -> Iterator[QuoteDetail]:
        for page in self.pages():
            yield from (self.ask.quote(row.key) for row in page)


def form_options(verb: Decorated) -> Decorated:
    """How an answer is printed, and how much of it."""
    for option in (
        click.option("--limit", metavar="N", type=click.IntRange(min=1), help="At most so many."),
        click.option("--keys", "form", flag_value="keys", help="Only their keys, one a line."),
        click.option("--count", "form", flag_value="count", help="Only how many there are."),
        click.option("--csv", "form", flag_value="csv", help="As a table for spreadsheets."),
        click.option("--json", "form", flag_value="json", help="As a versioned JSON object."),
    ):
        verb = option(verb)
    return verb


@click.command(cls=Verb, epilog=wording.SEARCH_EXAMPLES)
@click.argument("words", nargs=-1, metavar="QUERY")
@form_options
@library_option
@click.pass_obj
def search(chosen: Chosen, words: tuple[str, ...], form: Form | None, limit: int | None) -> int:
    """Show the quotes that QUERY finds, newest first.

    All its words and fields must hold; -word and -field:value leave out. Without QUERY: all quotes.
    With type:meeting, type:actor and the like: those records. @NAME is a saved search.
    Words in quotation marks are held as words; [paraphrase] is ours.
    """
    text = " ".join(words)
    query = understood("" if text.startswith(SAVED) else text)
    with opened(chosen) as library, library.questions(seconds=None) as ask:
        if text.startswith(SAVED):
            query = understood(ask.saved_search(text.removeprefix(SAVED)).query)
        return say_answer(ask, query, form, limit)


def understood(text: str) -> Query:
    """The query of a text.

    Raises:
        QuestionProblem: something in it is not understood.
    """
    parsed = parse(text)
    if parsed.problem:
        raise parsed.problem
    return parsed.query


def say_answer(ask: Questions, query: Query, form: Form | None, limit: int | None) -> int:
    """Print what a query finds; gives the exit code."""
    if query.type != QUOTE:
        return say_records(ask.records(query), query, form or "table", limit)
    total = ask.count(query)
    wished = min(total, limit or total)
    FORMS[form or "table"](Answer(query, total, wished, ask))
    idle = [chip for chip in ask.chips(query) if chip.idle]
    if total == 0:
        tell(*_nothing(ask, query))
        return Exit.NOTHING_FOUND
    tell(*map(wording.chip, idle))
    if wished < total:
        tell(wording.left_out(wished, total, None if idle else query.order))
    return Exit.DONE


def _table(answer: Answer) -> None:
    width = terminal_width()
    for page in answer.pages():
        lines = [_columns(row) for row in page]
        dates = max(cell_width(date) for _key, date, *_rest in lines)
        for key, date, speaker, flag, words in lines:
            room = SPEAKER_WIDTH if width is not None else max(SPEAKER_WIDTH, cell_width(speaker))
            line = "  ".join((key, fill(date, dates), fill(speaker, room), f"{flag} {words}"))
            sys.stdout.write(f"{line if width is None else cut(line, width)}\n")


def _columns(row: QuoteRow) -> tuple[str, str, str, str, str]:
    words = f"{wording.RETRACTED} {row_words(row, COPY)}" if row.retracted else row_words(row, COPY)
    speaker = safe(row_speaker(row))
    return short(row.key), safe(row.said_on or ""), speaker, row_flag(row), safe(words)


def _json(answer: Answer) -> None:
    """One quote a line, written as they are read: an answer may be the whole library."""
    head = f'"version": 1, "query": {as_json(render(answer.query))}, "total": {answer.total}'
    head += f', "log": {as_json(answer.ask.log_digest())}'
    sys.stdout.write(f'{{{head}, "quotes": [')
    for n, detail in enumerate(answer.details()):
        sys.stdout.write(f"{',' if n else ''}\n{as_json(quote_record(detail))}")
    sys.stdout.write("\n]}\n" if answer.wished else "]}\n")


def _csv(answer: Answer) -> None:
    sheet = csv.writer(sys.stdout, lineterminator="\n")
    sheet.writerow(wording.SHEET_COLUMNS)
    for detail in answer.details():
        sheet.writerow(sheet_row(detail))


def _count(answer: Answer) -> None:
    say(str(answer.total))


def _keys(answer: Answer) -> None:
    for page in answer.pages():
        for row in page:
            say(row.key)


FORMS: Final[dict[Form, Callable[[Answer], None]]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "count": _count,
    "keys": _keys,
}


def _nothing(ask: Questions, query: Query) -> list[str]:
    """Why nothing was found, and what would find something."""
    if ask.count(EVERYTHING) == 0:
        return [wording.EMPTY_LIBRARY]
    why = ask.zero(query)
    without = [wording.removed(each, render(Query((each.term,)))) for each in why.removed]
    return [*wording.zero(why), *without, *wording.topics_instead(why.topics)]
