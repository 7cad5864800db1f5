"""The first frame, kept on the disk for the next start that would send the same.

Nothing that is kept is believed for its age. It is that frame where all that decides what a first
frame shows is as it was: the words of the command, where and in which environment they were given,
the program, the terminal's size, and the files that the frame was drawn from, by size, times and
number. Little is imported here: it is read before anything else of the program.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import time
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tui.folders import folders, private

FRAMES_KEPT: Final = 8  # for some sizes and libraries
LARGEST_BYTES: Final = 1 << 20  # a frame has some kilobytes
# Two writes within one tick of the clock that files are stamped by (10 ms at most) look the same.
TICK_NS: Final = 20_000_000
WHOLE_SECOND_NS: Final = 1_000_000_000  # some file systems stamp no finer, or by two
SIDE_FILES: Final = ("-wal", "-journal")  # SQLite's, beside a library
_DECIDING: Final = frozenset({"TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "LANG"})
_ALSO_DECIDING: Final = ("LC_", "PEACE_TUI_")


class Command(NamedTuple):
    """What was given to the program."""

    arguments: Sequence[str]
    environ: Mapping[str, str]


GIVEN: Final = Command(tuple(sys.argv[1:]), dict(os.environ))
"""As it was at the start: what runs later takes variables out."""


class Frame(NamedTuple):
    """What a cleared terminal of that size is sent, a piece for each line."""

    columns: int
    rows: int
    lines: Sequence[str]


def kept_for(command: Command = GIVEN) -> Frame | None:
    """The frame that this start will send; None where that is not known."""
    size = terminal_size(command.environ)
    if size is None:
        return None
    columns, rows = size
    try:
        asked = _asked(command, columns, rows)
        kept = _own_text(_file(command.environ, asked))
        was_asked, library, state, *lines = kept.split("\n")
        chosen = _chosen(command)
    except (OSError, ValueError, RuntimeError):  # none is kept, or there is no home to look in
        return None
    is_whole = was_asked == asked and len(lines) == rows
    is_current = is_whole and state == _state(Path(library), chosen)
    return Frame(columns, rows, lines) if is_current else None


def terminal_size(environ: Mapping[str, str] = GIVEN.environ) -> tuple[int, int] | None:
    """Columns and rows; None where there is no terminal, or Textual sizes its screen otherwise."""
    if sys.platform == "win32" or environ.get("COLUMNS") or environ.get("LINES"):
        return None
    try:
        return os.get_terminal_size(1)
    except OSError:
        return None


class Keeping:
    """Keeps the first frame of this run. Make it before the library is read."""

    def __init__(self, library: Path, command: Command = GIVEN) -> None:
        self._library = library.absolute()
        self._command = command
        self._state = _state(self._library, _chosen(command), now_ns=time.time_ns())

    @property
    def is_certain(self) -> bool:
        """Whether the library is there, and a later change of it will show."""
        return bool(self._state)

    def keep(self, frame: Frame) -> None:
        """Keep it where that is certain; if the disk does not take it, without a word."""
        if not self.is_certain:
            return
        try:
            asked = _asked(self._command, frame.columns, frame.rows)
            pieces = [asked, str(self._library), self._state, *frame.lines]
            if not any("\n" in piece for piece in pieces):
                _keep(_file(self._command.environ, asked), "\n".join(pieces))
        except (OSError, ValueError):  # a name that is no text, a full disk: then the plain way
            return


def _keep(file: Path, text: str) -> None:
    if _header(file) and _own_text(file) == text:
        return
    private(file.parent)
    unfinished = file.with_suffix(f".{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    new = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(new, "w", encoding="utf-8") as opened:
        opened.write(text)
    unfinished.replace(file)
    _drop_others(file)


def _asked(command: Command, columns: int, rows: int) -> str:
    """All that a first frame depends on beside files, on one line."""
    arguments, environ = command
    deciding = sorted(
        (name, value)
        for name, value in environ.items()
        if name in _DECIDING or name.startswith(_ALSO_DECIDING)
    )
    program = (sys.version, _stamp(Path(__file__)))
    usual = [str(each.absolute()) for each in folders(environ)]
    where = str(Path.cwd()) if arguments else ""  # a library's path may be named from here
    return repr((program, list(arguments), where, usual, deciding, columns, rows))


def _chosen(command: Command) -> Sequence[Path]:
    """The files in which a person has chosen how things look."""
    here = folders(command.environ)
    return (here.settings, here.panes)


def _state(library: Path, chosen: Sequence[Path], *, now_ns: int | None = None) -> str:
    """The files that a frame is drawn from; empty where they could change without a trace.

    SQLite says in a library's header how often it was changed, but in WAL mode only now and then,
    and to ask it would take as long as all else here.
    """
    itself = os.path.realpath(library)  # beside which SQLite has its files
    main = _stamp(Path(itself))
    if main is None:
        return ""
    stamps = [main, *(_stamp(Path(f"{itself}{side}")) for side in SIDE_FILES), *map(_stamp, chosen)]
    times = [each for stamp in stamps if stamp for each in stamp[-2:]]
    if now_ns is not None and any(_is_fresh(each, now_ns) for each in times):
        return ""
    return repr((itself, stamps))


def _is_fresh(changed_ns: int, now_ns: int) -> bool:
    is_coarse = changed_ns % WHOLE_SECOND_NS == 0
    return now_ns - changed_ns < (2 * WHOLE_SECOND_NS + TICK_NS if is_coarse else TICK_NS)


def _stamp(file: Path) -> tuple[int, ...] | None:
    """What no write leaves as it is; None where there is no file or an empty one, as a new WAL."""
    try:
        found = file.stat()
    except OSError:
        return None
    if not found.st_size:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _file(environ: Mapping[str, str], asked: str) -> Path:
    return folders(environ).cache / "frames" / f"{zlib.crc32(asked.encode()):08x}"


def _own_text(file: Path) -> str:
    """What this person's program wrote: it goes to the terminal as it is.

    Raises:
        OSError: there is none, or it is another's or open to others.
        ValueError: it is no text.
    """
    # A pipe would be waited for until somebody writes into it.
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as opened:
        found = os.fstat(opened.fileno())
        is_private_file = stat.S_ISREG(found.st_mode) and not found.st_mode & 0o077
        if found.st_uid != os.geteuid() or not is_private_file or found.st_size > LARGEST_BYTES:
            raise PermissionError(file)
        return opened.read().decode()


def _header(file: Path) -> Sequence[str]:
    """What was asked, the library, its state; nothing where the file may not be believed."""
    try:
        return _own_text(file).split("\n", 3)[:3]
    except (OSError, ValueError):
        return ()


def _drop_others(newest: Path) -> None:
    """Drop what won't be believed again: of this library's other states; and all but a few."""
    _, library, state = _header(newest)
    frames = sorted(
        newest.parent.iterdir(), key=lambda each: each.lstat().st_mtime_ns, reverse=True
    )
    for number, each in enumerate(frames):
        match _header(each):
            case [_, other, its_state] if other != library or its_state == state:
                is_wanted = True
            case _:
                is_wanted = False
        if number >= FRAMES_KEPT or not is_wanted:
            with contextlib.suppress(OSError):  # a folder is none of ours
                each.unlink()
