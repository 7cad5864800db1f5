"""A text in the person's own editor: a program with arguments, no shell, and a private file."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Final

from tui.folders import private
from tui.wording import editor as wording

VARIABLES: Final = ("VISUAL", "EDITOR")
IS_OFFERED: Final = True
"""The one switch for where nobody may start a program of the machine's."""
_HANDLED: Final = (signal.SIGINT, signal.SIGQUIT)
_DEFAULT: Final = (signal.SIGTSTP, signal.SIGCONT)


class EditorFailed(Exception):
    """Nothing came back from the editor; its text is one sentence for a person."""


def editor(environ: Mapping[str, str]) -> tuple[str, ...]:
    """The program that the person wants, with its arguments.

    Raises:
        EditorFailed: none is named, or it is not there.
    """
    if not IS_OFFERED:
        raise EditorFailed(wording.NOT_HERE)
    named = next((environ[name] for name in VARIABLES if environ.get(name, "").strip()), "")
    if not named:
        raise EditorFailed(wording.NONE_NAMED)
    try:
        argv = tuple(shlex.split(named))
    except ValueError as error:
        raise EditorFailed(wording.NOT_UNDERSTOOD.format(named=named, reason=error)) from error
    if not argv or not shutil.which(argv[0], path=environ.get("PATH", "")):
        raise EditorFailed(wording.NOT_FOUND.format(named=named))
    return argv


def edit(text: str, argv: tuple[str, ...], environ: Mapping[str, str], folder: Path) -> str:
    """Have the person edit a text, which waits for the editor to end; gives what was saved there.

    Raises:
        EditorFailed: it ended with a fault, or what it saved is no text.
    """
    descriptor, name = tempfile.mkstemp(prefix="text-", suffix=".md", dir=private(folder))
    file = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="") as opened:
            opened.write(text)
        with _keys_are_the_editors():
            ended = subprocess.run([*argv, name], env=dict(environ), check=False)  # noqa: S603  # no shell
        if ended.returncode:
            raise EditorFailed(
                wording.ENDED.format(named=Path(argv[0]).name, code=ended.returncode)
            )
        return _saved(file, had_line_end=text.endswith("\n"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise EditorFailed(wording.NOT_RUN.format(named=argv[0], reason=reason)) from error
    finally:
        file.unlink(missing_ok=True)


def _saved(file: Path, *, had_line_end: bool) -> str:
    """What stands in the file, without the line end that editors put behind a text."""
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as opened:
        try:
            text = opened.read().decode()
        except UnicodeDecodeError as error:
            raise EditorFailed(wording.NO_TEXT) from error
    return text if had_line_end else text.removesuffix("\n")


@contextlib.contextmanager
def _keys_are_the_editors() -> Generator[None]:
    """Ctrl-C is for the editor alone, and Ctrl-Z stops both; a handler is not inherited."""
    before = {each: signal.getsignal(each) for each in (*_HANDLED, *_DEFAULT)}
    try:
        for each in _HANDLED:
            signal.signal(each, _do_nothing)
        for each in _DEFAULT:
            signal.signal(each, signal.SIG_DFL)
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler if handler is not None else signal.SIG_DFL)


def _do_nothing(_signal: int, _frame: object) -> None:
    pass
