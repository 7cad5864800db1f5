"""What verbs print: data on standard output, sentences on standard error, all safe to show."""

from __future__ import annotations

import shutil
import sys

from storage import AmbiguousName, QuestionProblem, StorageError, UndoRefused
from tui import early_frame, wording
from tui.formatting import Line, text_of
from tui.records import as_json
from tui.safe_text import safe, wrapped

LABEL_WIDTH = 8


def say(line: str = "") -> None:
    """One line of data."""
    sys.stdout.write(f"{safe(line)}\n")


def say_text(text: str) -> None:
    """Data whose line breaks stay."""
    sys.stdout.write(f"{safe(text, multiline=True)}\n")


def say_json(value: object) -> None:
    sys.stdout.write(f"{as_json(value)}\n")


def say_lines(lines: list[Line]) -> None:
    """Paragraphs, broken at the terminal's width where there is one."""
    for line in lines:
        for each in _broken(line):
            sys.stdout.write(f"{each}\n")


def tell(*said: str) -> None:
    """Sentences about what was done, or why not, on the person's own screen."""
    early_frame.leave()
    for sentence in said:
        sys.stderr.write(f"{safe(sentence)}\n")


def terminal_width() -> int | None:
    """How many columns lines may have; None where what is printed goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def sentences(error: StorageError) -> list[str]:
    """What went wrong, with what could be typed instead."""
    said = [str(error)]
    if isinstance(error, AmbiguousName):
        said += [f"  {field}" for field in error.suggestions]
    if isinstance(error, QuestionProblem) and error.column:
        said[0] = wording.at_column(error.column, said[0])
    if isinstance(error, UndoRefused) and error.resting:
        from tui.wording import history  # noqa: PLC0415  # few runs refuse

        said += history.in_the_way(error)
    return said


def _broken(line: Line) -> list[str]:
    text, width = text_of(line), terminal_width()
    if width is None:
        return [text]
    first, *rest = wrapped(text, width)
    if rest and line[0].ink == "label" and len(line[0].text) == LABEL_WIDTH < width // 2:
        first, *rest = wrapped(text[LABEL_WIDTH:], width - LABEL_WIDTH)
        return [f"{text[:LABEL_WIDTH]}{first}", *(f"{'':{LABEL_WIDTH}}{each}" for each in rest)]
    return [first, *rest]
