"""A brief as it leaves the program and as it is read: paragraphs, and quotes with footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from storage import EVERYTHING, QuoteDetail
from storage.analyst import Brief, BriefItem, LeftOut
from tui import copies
from tui.formatting import (
    COPY,
    NOTES_WHOLE,
    Line,
    Span,
    checks,
    copied_words,
    note_lines,
    row_in_short,
    span,
    text_of,
    words_line,
)
from tui.records import Record, whole_record
from tui.safe_text import safe
from tui.wording import briefs as wording


class Print(NamedTuple):
    """What of a brief leaves the library, what stays, and where it comes from."""

    brief: Brief
    left_out: LeftOut
    library: str
    author: str
    day: str
    digest: str

    @property
    def foot(self) -> list[str]:
        """What stands at its end."""
        said = wording.left_out(self.left_out, self.brief.missing)
        return [
            *([said] if said else []),
            wording.where_from(self.library, self.author, self.day, self.digest),
        ]


def markdown(printed: Print) -> str:
    """Paragraphs as they were written, quotes as block quotations with footnotes."""
    blocks = [f"# {copies.escaped(safe(printed.brief.name))}"]
    notes: list[str] = []
    for item in printed.brief.items:
        if item.quote is None:
            blocks.append(safe(item.text or "", multiline=True).strip())
            continue
        mark = f"[^{len(notes) + 1}]"
        blocks.append(copies.quoted(item.quote, mark))
        notes.append(f"{mark}: {copies.footnote(item.quote)}")
        blocks += [
            copies.escaped(" ".join(text_of(line) for line in note_lines(note, COPY)))
            for note in item.quote.notes
        ]
    foot = "\n".join(copies.escaped(safe(each)) for each in printed.foot)
    return "\n\n".join([*blocks, "---", foot, *notes])


def plain(printed: Print) -> str:
    """The same as plain text, the notes at the end."""
    blocks: list[str] = [safe(printed.brief.name)]
    notes: list[str] = []
    for item in printed.brief.items:
        if item.quote is None:
            blocks.append(safe(item.text or "", multiline=True).strip())
            continue
        mark = f"[{len(notes) + 1}]"
        words = "\n".join(text_of(line) for line in copied_words(item.quote))
        blocks.append(f"{words} {mark}\n— {text_of((span(row_in_short(item.quote.row)),))}")
        notes.append(f"{mark} {copies.citation(item.quote)}")
        blocks += [
            "\n".join(text_of(line) for line in note_lines(note, COPY)) for note in item.quote.notes
        ]
    return "\n\n".join([*blocks, *notes, "\n".join(safe(each) for each in printed.foot)])


def record(printed: Print) -> Record:
    """The same as an object of JSON."""
    brief = printed.brief
    return {
        "version": 1,
        "name": brief.name,
        "key": brief.key,
        "author": brief.author,
        "made": brief.made,
        "library": printed.library,
        "digest": printed.digest,
        "left_out": printed.left_out._asdict() | {"missing": brief.missing},
        "items": [_item_record(item) for item in brief.items],
    }


def _item_record(item: BriefItem) -> Record:
    held: Record = {"key": item.key, "author": item.author, "made": item.made}
    if item.quote is None:
        return held | {"paragraph": item.text}
    return held | {"quote": whole_record(item.quote), "handling": item.handling}


def item_lines(item: BriefItem) -> tuple[Line, ...]:
    """An item as it will read, in a view of its brief."""
    if item.quote is None:
        return tuple((span(line),) for line in (item.text or "").splitlines())
    return tuple(_quote_lines(item.quote, item.handling))


def _quote_lines(detail: QuoteDetail, handling: str) -> Iterator[Line]:
    words = words_line(detail, EVERYTHING)
    yield (Span("  "), *words)
    talks = f" · {detail.format.name}" if detail.format else ""
    narrow = f" · {handling}: stays in the library" if handling != "public" else ""
    yield (
        span(f"  — {row_in_short(detail.row)}{talks} · {detail.row.held_as}", "dim"),
        span(narrow, "warn"),
    )
    yield (span(f"  {checks(detail)}", "dim"),)
    for note in detail.notes:
        for line in note_lines(note, NOTES_WHOLE):
            yield (Span("  "), *line)
