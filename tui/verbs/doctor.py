"""`doctor`: what this program, this terminal and this SQLite are, for a report of a fault."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Final, NamedTuple, cast

import click

from storage import engine
from tui import wording
from tui.arguments import Verb
from tui.folders import folders
from tui.look import AUTO, NoSuchScheme, Wishes, has_utf8, look_for
from tui.safe_text import cell_width
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen
from tui.verbs.options import json_option, library_option
from tui.verbs.output import say, say_json
from tui.verbs.width_probe import measured_widths

PACKAGES: Final = (
    "peace-tui", "textual", "rich", "click", "sqlite-utils", "pysqlite3", "numpy", "pyroaring",
    "anyascii", "rapidfuzz",
)  # fmt: skip
# What is not told: variables that hold more than the kind of a terminal.
VARIABLES: Final = (
    "TERM", "COLORTERM", "COLORFGBG", "TERM_PROGRAM", "NO_COLOR", "PEACE_TUI_COLORS",
    "LC_ALL", "LC_CTYPE", "LANG",
)  # fmt: skip
PROBES: Final = {
    "accent": "é",
    "paraphrase mark": "≈",
    "frame": "╭─▸",
    "Arabic": "سلام",
    "Indic": "क्षत्रिय",
    "Chinese": "漢字",
    "joined emoji": "👩‍👩‍👧‍👦",
}

Facts = dict[str, object]


class Width(NamedTuple):
    """The cells that the screen's layout gives a text, and those that the terminal does."""

    reckoned: int
    drawn: int


@click.command(cls=Verb)
@json_option
@library_option
@click.pass_obj
def doctor(chosen: Chosen, *, as_json: bool) -> int:
    """Show what it runs on, for a report of a fault.

    Terminal, colours, SQLite, paths and packages. Nothing of a library is read. On a terminal a
    few signs are drawn and measured.
    """
    facts = told(os.environ, chosen.named)
    if as_json:
        widths = {name: each._asdict() for name, each in facts.widths.items()}
        say_json({"version": 1} | facts._asdict() | {"widths": widths})
    else:
        _say(facts)
    return Exit.DONE


class Told(NamedTuple):
    """All that is found, by what it is about, and hints to what could be better."""

    program: Facts
    terminal: Facts
    widths: dict[str, Width]
    sqlite: Facts
    paths: Facts
    hints: list[str]


def told(environ: Mapping[str, str], library: Path | None) -> Told:
    terminal, widths = _terminal(environ), _widths()
    sqlite: Facts = engine()._asdict()
    return Told(
        {"python": platform.python_version(), "system": platform.platform()} | _packages(),
        terminal,
        widths,
        sqlite,
        _paths(environ, library),
        _hints(environ, terminal, sqlite, is_measured=bool(widths)),
    )


def _packages() -> Facts:
    found: Facts = {}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = None
    return found


def _terminal(environ: Mapping[str, str]) -> Facts:
    size = shutil.get_terminal_size()
    facts: Facts = {name: environ[name] for name in VARIABLES if name in environ}
    try:
        look = look_for(environ)
    except NoSuchScheme:
        look = look_for(environ, Wishes(AUTO))
    return facts | {
        "is_a_terminal": all(each.isatty() for each in (sys.stdin, sys.stdout)),
        "size": f"{size.columns}x{size.lines}",
        "utf8": has_utf8(environ),
        "scheme": look.scheme,
        "colours": int(look.depth),
        "marks": look.marks.name.lower(),
        "mouse": look.has_mouse,
        "within": [name for name in ("TMUX", "STY", "SSH_TTY") if environ.get(name)],
    }


def _widths() -> dict[str, Width]:
    """The cells that the terminal draws each sign in, where it tells, and those reckoned with."""
    measured = measured_widths(tuple(PROBES.values()))
    if measured is None:
        return {}
    return {
        name: Width(cell_width(text), drawn)
        for (name, text), drawn in zip(PROBES.items(), measured, strict=True)
    }


def _paths(environ: Mapping[str, str], library: Path | None) -> Facts:
    usual = folders(environ)
    of_library = library or usual.library
    paths = {"library": of_library, "data": usual.data, "state": usual.state,
             "config": usual.config, "cache": usual.cache}  # fmt: skip
    return {
        name: f"{path}{'' if path.exists() else wording.NOT_THERE_YET}"
        for name, path in paths.items()
    }


def _hints(
    environ: Mapping[str, str], terminal: Facts, sqlite: Facts, *, is_measured: bool
) -> list[str]:
    hints = [
        (environ.get("PEACE_TUI_COLORS") and not _is_scheme(environ), wording.HINT_SCHEME),
        (not terminal["utf8"], wording.HINT_UTF8),
        (environ.get("TMUX"), wording.HINT_TMUX),
        (environ.get("STY"), wording.HINT_SCREEN),
        (environ.get("TERM") == "dumb", wording.DUMB_TERMINAL),
        (sqlite["is_affected"], wording.HINT_SQLITE),
        (not sqlite["has_fts5"], wording.HINT_FTS5),
        (terminal["is_a_terminal"] and not is_measured, wording.HINT_NO_ANSWER),
    ]
    return [hint for is_so, hint in hints if is_so]


def _is_scheme(environ: Mapping[str, str]) -> bool:
    try:
        look_for(environ)
    except NoSuchScheme:
        return False
    return True


def _say(facts: Told) -> None:
    for about, found in facts._replace(hints=[])._asdict().items():
        if found:
            say(about)
        for name, value in dict(found).items():
            say(f"  {name:<16} {_in_words(value)}")
    for hint in facts.hints:
        say(f"! {hint}")


def _in_words(value: object) -> str:
    match value:
        case None:
            return wording.NOT_INSTALLED_HERE
        case bool():
            return "yes" if value else "no"
        case Width(reckoned, drawn):
            same = "" if reckoned == drawn else f", reckoned with {reckoned}"
            return f"{drawn} cells{same}"
        case list():
            return ", ".join(map(str, cast("list[object]", value))) or "none"
        case _:
            return str(value)
