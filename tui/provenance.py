"""Where the words of a quote come from, as lines of inked text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from storage import Passage, Piece, Place, Provenance, Query, QuoteDetail, SameWords, short
from tui import wording
from tui.formatting import (
    SCREEN,
    Ink,
    Line,
    Span,
    chain,
    date,
    dispute_lines,
    labelled,
    source_lines,
    span,
    speaker_name,
    tie_line,
    words_line,
)

OTHERS_SHOWN: Final = 50
REPEATS: Final = "repeats"


def provenance_lines(detail: QuoteDetail, query: Query) -> list[Line]:
    """All that is known about where a quote comes from, its words first."""
    sections = (
        [words_line(detail, query)],
        *_from_outermost_to_speaker(detail),
        [_heading(wording.SOURCE_CITED), *source_lines(detail), *_addresses(detail)],
        *_where_it_stands(detail),
        *_others(detail),
        *_ties(detail),
        *_how_it_came_in(detail),
    )
    return _parted(sections)


def further_lines(detail: QuoteDetail) -> list[Line]:
    """What the detail of a quote leaves out of all that."""
    sections = (
        *_from_outermost_to_speaker(detail),
        *_where_it_stands(detail),
        *_others(detail),
        *_how_it_came_in(detail),
    )
    return _parted(sections)


def _parted(sections: tuple[list[Line], ...]) -> list[Line]:
    """With an empty line between one section and the next."""
    lines = [line for section in sections for line in (*section, ())]
    return lines[:-1]


def _heading(text: str) -> Line:
    return (Span(text, "label"),)


def _from_outermost_to_speaker(detail: QuoteDetail) -> Iterator[list[Line]]:
    lines: list[Line] = [_heading(wording.HOP_BY_HOP)]
    if not detail.chain:
        lines.append((span(f"  {wording.no_chain(detail)}"),))
    published = detail.source.published if detail.source else None
    lines += [
        (
            span(f"  {hop.actor.name}", "strong"),
            span(f" {wording.hop(hop)}"),
            span(wording.was_read(published) if hop.was_read else "", "dim"),
        )
        for hop in detail.chain
    ]
    said = wording.says_so(detail.row.kind)
    lines.append(
        (span(f"  {speaker_name(detail.row)}", "strong"), span(f" {said} · {date(detail)}"))
    )
    if detail.chain:
        lines.append((span(f"  in short: {chain(detail)}", "dim"),))
    if detail.provenance:
        begins = detail.provenance.beginning
        ink: Ink = "plain" if begins else "warn"
        lines.append((span(f"  {wording.beginning(begins)}", ink),))
    yield lines


def _addresses(detail: QuoteDetail) -> list[Line]:
    source = detail.source
    addresses = (source.url, source.archive_url) if source else ()
    return [labelled("", [span(each)]) for each in addresses if each]


def _where_it_stands(detail: QuoteDetail) -> Iterator[list[Line]]:
    """One section says it in short, and one for each stored text follows."""
    in_words = detail.row.in_words
    stands = wording.standing(detail.places, in_words=in_words)
    yield [_heading(wording.where_it_stands(in_words=in_words)), (span(f"  {stands}"),)]
    for place in detail.places:
        yield _place(place, detail)


def _place(place: Place, detail: QuoteDetail) -> list[Line]:
    lines: list[Line] = [
        (span(f"  {place.source.name}", "strong"), span(f" · {wording.text_of_source(place)}")),
        (span(f"  {wording.place(place, in_words=detail.row.in_words)}"),),
    ]
    if place.caveat and not (detail.source and detail.source.slug == place.source.slug):
        lines.append((Span("  ! ", "warn"), span(place.caveat, "warn")))
    if place.standing == "gone":
        lines += [(span(f"  {wording.sought(each)}", "dim"),) for each in place.pieces]
    for passage in place.passages or ():
        marked = place.pieces if place.standing == "none" else place.now
        lines += _passage(passage, marked)
    return lines


def _passage(passage: Passage, pieces: tuple[Piece, ...]) -> Iterator[Line]:
    """The stored text with those pieces marked, its lines as they are there."""
    cut_before = "… " if passage.start else ""
    cut_behind = " …" if passage.goes_on else ""
    at = passage.start
    lines = passage.text.split("\n")
    for number, line in enumerate(lines):
        spans = [Span(f"  {cut_before if number == 0 else ''}"), *_marked(line, at, pieces)]
        if number == len(lines) - 1:
            spans.append(Span(cut_behind))
        if line:
            yield tuple(spans)
        at += len(line) + 1


def _marked(line: str, start: int, pieces: tuple[Piece, ...]) -> Iterator[Span]:
    """A line that begins at code point `start`, as far as pieces reach into it marked."""
    at = 0
    for piece in sorted(pieces, key=lambda each: each.place):
        begin, end = (min(max(at, each - start), len(line)) for each in (piece.start, piece.end))
        yield span(line[at:begin])
        yield span(line[begin:end], "marked")
        at = end
    yield span(line[at:])


def _others(detail: QuoteDetail) -> Iterator[list[Line]]:
    if detail.provenance is None:
        return
    lines = [_heading(wording.others(in_words=detail.row.in_words))]
    others = detail.provenance.others or ()
    lines += [_other(each, detail) for each in others[:OTHERS_SHOWN]]
    if len(others) > OTHERS_SHOWN:
        lines.append((span(f"  and {len(others) - OTHERS_SHOWN:,} more", "dim"),))
    if not others:
        lines.append((span(f"  {wording.no_others(detail)}", "dim"),))
    lines += [
        (Span("  "), *tie_line(tie, SCREEN, with_words=False))
        for tie in detail.links
        if tie.type == REPEATS
    ]
    if detail.provenance.chains:
        lines.append((span(f"  in all: {wording.chains(detail.provenance.chains)}"),))
    yield lines


def _other(other: SameWords, detail: QuoteDetail) -> Line:
    row = other.row
    came = wording.chain(other.chain, speaker_name(row)) if other.chain else speaker_name(row)
    named = [came, other.source.title if other.source else wording.NO_SOURCE, short(row.key)]
    retracted = [Span(f"{wording.RETRACTED} ", "warn")] if row.retracted else []
    return (
        Span("  "),
        *retracted,
        span(f"{row.said_on or wording.NO_DATE} ", "strong"),
        span(" · ".join(named)),
        span(wording.differs(other, in_words=detail.row.in_words), "dim"),
    )


def _ties(detail: QuoteDetail) -> Iterator[list[Line]]:
    """What else is held against it or beside it, and what sources dispute about the meeting."""
    ties = [tie for tie in detail.links if tie.type != REPEATS]
    lines = [(Span("  "), *tie_line(tie, SCREEN)) for tie in ties]
    disputes = dispute_lines(detail)
    if lines or disputes:
        yield [_heading(wording.TIED_TO_IT), *lines, *disputes]


def _how_it_came_in(detail: QuoteDetail) -> Iterator[list[Line]]:
    told: Provenance | None = detail.provenance
    if told:
        yield [
            _heading(wording.HOW_IT_CAME_IN),
            *((span(f"  {each}"),) for each in wording.entry(told.entry)),
        ]
