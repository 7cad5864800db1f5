"""Where the words of a quote come from, as lines of inked text."""

from __future__ import annotations

from storage import Place, Query, QuoteDetail
from tui import wording
from tui.formatting import (
    Line,
    Span,
    chain,
    checks,
    labelled,
    source_lines,
    span,
    speaker_name,
    words_line,
)


def provenance_lines(detail: QuoteDetail, query: Query) -> list[Line]:
    """Where the words come from, hop by hop, where they stand, and whose text that is."""
    row = detail.row
    lines: list[Line] = [words_line(detail, query), ()]
    lines.append((Span("THE CHAIN, outermost first", "label"),))
    if not detail.chain:
        lines.append((span(f"  {wording.no_chain(detail)}"),))
    for hop in detail.chain:
        read = "  ← this report was read" if hop.was_read else ""
        hedge = f", {hop.hedge}" if hop.hedge != "none" else ""
        verb = hop.verb or "reported"
        lines.append(
            (span(f"  {hop.actor.name}", "strong"), span(f" {verb}{hedge}"), Span(read, "dim"))
        )
    last = "said it" if row.kind in {"direct", "mixed"} else "is reported as saying so"
    lines.append((span(f"  {speaker_name(row)}", "strong"), Span(f" {last}")))
    lines.append((span(f"  in short: {chain(detail)}", "dim"),))
    lines += [(), (Span("THE SOURCE CITED", "label"),)]
    lines += source_lines(detail)
    source = detail.source
    if source and source.url:
        lines.append(labelled("", [span(source.url)]))
    lines += [(), (Span("WHERE THE WORDS STAND", "label"),), (span(f"  {checks(detail)}"),)]
    for place in detail.places:
        lines += _place(place)
    return lines


def _place(place: Place) -> list[Line]:
    whose = "the project's own text, no evidence" if place.ours else "the cited source's text"
    head = (span(f"  {place.source.name}", "strong"), span(f" · version {place.version} · {whose}"))
    numbers = ", ".join(f"{piece.start}–{piece.end}" for piece in place.pieces)
    if place.surroundings is None:
        return [(), head, (span(f"  characters {numbers}; the text itself is not stored here"),)]
    text, spans, at = place.surroundings, [Span("  … " if place.offset else "  ")], 0
    for piece in place.pieces:
        start, end = piece.start - place.offset, piece.end - place.offset
        spans += [span(text[at:start]), span(text[start:end], "marked")]
        at = end
    spans.append(span(text[at:]))
    return [(), head, (span(f"  characters {numbers}", "dim"),), tuple(spans)]
