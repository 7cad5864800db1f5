"""Quotes as text to take away: it says what the screen says, and no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from storage import QuoteDetail
from storage.leaving import Leaving, leaving
from tui import wording
from tui.formatting import Line, copied_source, copied_words, text_of
from tui.records import as_json, whole_record
from tui.safe_text import safe
from tui.terminal_guard.sequences import web_address

LOG_SHOWN: Final = 12
"""So many digits of the log's digest name a state of it among those of one library."""
MARKDOWN_SIGNS: Final = re.compile(r"[\\`*_\[\]<>#|~&$]")


def quote(detail: QuoteDetail) -> str:
    """The words or the paraphrase, where they come from, and what calls them into doubt."""
    lines = [*copied_words(detail), *copied_source(detail)]
    return "\n".join(text_of(line) for line in lines)


def citation(detail: QuoteDetail, log: str = "") -> str:
    """All that goes with the words, on one line, and by which state of the log it is so."""
    retracted = [wording.RETRACTED] if detail.row.retracted else []
    state = [f"log {log[:LOG_SHOWN]}"] if log else []
    return " · ".join([*retracted, *map(_phrase, copied_source(detail)), *state])


def markdown(detail: QuoteDetail, log: str = "") -> str:
    """The quote as a block quotation, its citation below it."""
    words = "\n>\n".join(f"> {_words_as_markdown(detail, line)}" for line in copied_words(detail))
    who, *others = copied_source(detail)
    lines = [*map(_as_markdown, others), *([f"log: `{log}`"] if log else [])]
    below = "\n".join(f"- {line}" for line in lines)
    return f"{words}\n\n— {_as_markdown(who)}\n\n{below}"


def json(detail: QuoteDetail, log: str = "") -> str:
    """The object that `show --json` prints."""
    return as_json(whole_record(detail) | ({"log": log} if log else {}))


def address(detail: QuoteDetail) -> str | None:
    """The address of the source."""
    return safe(detail.source.url) if detail.source and detail.source.url else None


def archived(detail: QuoteDetail) -> str | None:
    """The address of the archived copy of the source."""
    return safe(detail.source.archive_url) if detail.source and detail.source.archive_url else None


def key(detail: QuoteDetail) -> str:
    return detail.row.key


def leaving_by(command_id: str, details: Sequence[QuoteDetail]) -> Leaving:
    """What of these quotes may leave by that command; a key alone says nothing of a quote."""
    leaves = leaving(details)
    if command_id == "copy_key":
        return Leaving(tuple(details), {}, {})
    if command_id != "copy_json":  # only there stand notes
        return leaves._replace(notes_left_out={})
    return leaves


def joined(command_id: str, details: Sequence[QuoteDetail], log: str = "") -> str | None:
    """A copy of one quote or of several, as the command has it; None where there is nothing in it.

    Quotes stand apart from each other; what takes one line is on lines that all differ. Of several
    the JSON is a list, as `show --json` prints it.
    """
    if command_id == "copy_json" and len(details) > 1:
        return as_json([whole_record(detail) | {"log": log} for detail in details])
    if command_id in _IN_BLOCKS:
        return "\n\n".join(_IN_BLOCKS[command_id](each, log) for each in details)
    lines = (_ON_LINES[command_id](each, log) for each in details)
    return "\n".join(dict.fromkeys(line for line in lines if line)) or None


_IN_BLOCKS: Final[dict[str, Callable[[QuoteDetail, str], str]]] = {
    "copy_quote": lambda detail, _log: quote(detail),
    "copy_markdown": markdown,
    "copy_json": json,
}
_ON_LINES: Final[dict[str, Callable[[QuoteDetail, str], str | None]]] = {
    "copy_citation": citation,
    "copy_url": lambda detail, _log: address(detail),
    "copy_key": lambda detail, _log: key(detail),
}


def _phrase(line: Line) -> str:
    """A line of the screen as a part of a sentence: a label is a word before a colon."""
    label, text = _parted(line)
    return f"{label}: {text}" if label else text


def _as_markdown(line: Line) -> str:
    label, text = _parted(line)
    link = web_address(text)
    shown = f"<{link}>" if link else _escaped(text)
    return f"{label}: {shown}" if label else shown


def _words_as_markdown(detail: QuoteDetail, line: Line) -> str:
    """The words with their signs escaped, and the mark of a paraphrase as it is."""
    text, mark = text_of(line), wording.PARAPHRASE_COPY
    if detail.row.in_words or mark not in text:
        return _as_markdown(line)
    before, _, after = text.partition(mark)
    return f"{_escaped(before)}{mark}{_escaped(after)}"


def _parted(line: Line) -> tuple[str, str]:
    if line and line[0].ink == "label":
        return line[0].text.strip().lower(), text_of(line[1:]).strip()
    return "", text_of(line).strip()


def _escaped(text: str) -> str:
    return MARKDOWN_SIGNS.sub(r"\\\g<0>", text)
