"""What a quote can be filtered by: its speaker, its talks, its source, the days around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from storage import Query, QuoteDetail, Term, render
from tui import wording
from tui.formatting import Span, span
from tui.widgets.picker import Choice, NumberedPicker

DAYS_AROUND = 7


class FilterPicker(NumberedPicker):
    """Picking a line narrows the search by it."""

    footing = " ⏎ pick · Esc close · 1-9 pick · letters find"
    heading = "FILTER by"

    def __init__(self, quote: QuoteDetail) -> None:
        super().__init__()
        self._offered = [*filters_of(quote)]

    def choices(self, typed: str) -> list[Choice]:
        wished = typed.strip().lower()
        found = [
            (term, name)
            for term, name in self._offered
            if wished in f"{name} {_text(term)}".lower()
        ]
        return [self._choice(number, *each, typed) for number, each in enumerate(found, 1)]

    def _choice(self, number: int, term: Term, name: str, typed: str) -> Choice:
        text = _text(term)
        line = (self.digit(number, typed), span(name), Span("  "), span(text, "dim"))
        return Choice(text, line)


def filters_of(quote: QuoteDetail) -> Iterator[tuple[Term, str]]:
    """Terms that the quote fulfils, each with what it means."""
    speakers = quote.speakers or ((quote.row.speaker,) if quote.row.speaker else ())
    for speaker in speakers:
        yield Term("by", speaker.slug, "="), wording.BY.format(name=speaker.name)
    if quote.format:
        yield Term("in", quote.format.slug, "="), quote.format.name
    if quote.meeting:
        meeting = quote.meeting
        named = (quote.format.name if quote.format else None, meeting.said_on)
        title = meeting.title or ", ".join(filter(None, named))
        yield Term("in", meeting.slug, "="), title
    for topic in quote.topics:
        yield Term("topic", topic), wording.ON_TOPIC.format(topic=topic)
    if quote.source and quote.source.publisher:
        publisher = quote.source.publisher
        yield Term("src", publisher.slug, "="), wording.FROM_SOURCE.format(name=publisher.name)
    for hop in quote.chain[:1]:
        yield Term("via", hop.actor.slug, "="), wording.VIA.format(name=hop.actor.name)
    for addressee in quote.addressees:
        yield Term("to", addressee.slug, "="), wording.TO.format(name=addressee.name)
    day = _day(quote.row.said_on)
    if day:
        first, last = (day + dt.timedelta(days) for days in (-DAYS_AROUND, DAYS_AROUND))
        yield Term("date", f"{first}..{last}"), wording.AROUND.format(days=DAYS_AROUND, day=day)
    for tag in quote.tags:
        yield Term("tag", tag.name), f"#{tag.name}"


def _text(term: Term) -> str:
    return render(Query((term,)))


def _day(said_on: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((said_on or "")[:10])
    except ValueError:
        return None
