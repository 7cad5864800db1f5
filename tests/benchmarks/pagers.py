"""Programs that show rows of text, on the sample's quotes: what a key costs in them, and a start.

A benchmark measures them beside ours where they are installed: `less` on a text, `mutt` on a
mailbox with a message for each quote, and the smallest Textual list.
"""

from __future__ import annotations

import datetime as dt
import mailbox
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Final, NamedTuple

from storage import EVERYTHING, QuoteRow, Window, open_library

SMALLEST: Final = "smallest list"
ALL: Final = Window(0, 1_000)
INDEX: Final = 'set index_format="%4C %{%Y-%m-%d} %-12.12F %s" quit=yes'


class Pager(NamedTuple):
    """A program, how it is started, and what stands on its screen once its rows do."""

    name: str
    command: list[str]
    shown: str


def installed(library: Path, folder: Path, environment: Mapping[str, str]) -> Iterator[Pager]:
    """Those that are there, each with the quotes in its own form."""
    rows = _rows(library)
    yield Pager(SMALLEST, [sys.executable, "-m", "tests.benchmarks.smallest_list"], "Row 0")
    path = environment["PATH"]
    less, mutt = (shutil.which(name, path=path) for name in ("less", "mutt"))
    first = re.escape(str(rows[0].said_on))
    if less:
        text = folder / "quotes.txt"
        lines = (f"{row.said_on or '':<12} {_speaker(row):<12.12} {row.text}\n" for row in rows)
        text.write_text("".join(lines), encoding="utf-8")
        yield Pager("less", [less, "-S", str(text)], first)
    if mutt:
        box = folder / "quotes.mbox"
        _write_mailbox(box, rows)
        options = ["-n", "-F", "/dev/null", "-e", INDEX, "-e", f"set folder={folder}", "-R"]
        yield Pager("mutt", [mutt, *options, "-f", str(box)], r"Msgs:|\d{4}-\d\d-\d\d")


def missing(environment: Mapping[str, str]) -> list[str]:
    """Those that would be measured as well if they were there."""
    path = environment["PATH"]
    return [name for name in ("less", "mutt") if not shutil.which(name, path=path)]


def _rows(library: Path) -> list[QuoteRow]:
    with open_library(library) as opened, opened.questions(None) as ask:
        return list(ask.quotes(EVERYTHING, ALL).rows)


def _speaker(row: QuoteRow) -> str:
    return row.speaker.name if row.speaker else row.speaker_text or ""


def _write_mailbox(path: Path, rows: list[QuoteRow]) -> None:
    box = mailbox.mbox(path)
    for row in rows:
        message = EmailMessage()
        message["From"] = f"{row.key}@quotes.example"
        message["Subject"] = " ".join(row.text.split())
        message["Date"] = format_datetime(_day(row.said_on))
        box.add(message)
    box.close()


def _day(said_on: str | None) -> dt.datetime:
    """The day, or the first that an uncertain date may mean."""
    numbers = [int(each) for each in re.findall(r"\d+", said_on or "2000")]
    year, month, day = (*numbers, 1, 1)[:3]
    return dt.datetime(year, month, day, tzinfo=dt.UTC)
