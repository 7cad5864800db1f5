"""Other programs over the same quotes as a table, through the same terminal, beside ours.

`compare` is part of `python -m tests.benchmarks.million`. Each word is typed letter by letter. An
echo is the time until the screen changes after a letter. An answer is the time until it changes no
more: after each letter where a program searches while one types, else after Enter; of ripgrep it is
a whole run. The programs do unlike things, so a line says what each was asked for.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import psutil

from storage.connections import connect
from tests.benchmarks.report import Report, since, spread
from tests.pty_driver import PtyProgram, peace_tui

PATIENCE_SECONDS: Final = 300.0
LOOK_SECONDS: Final = 0.05
CLOCK: Final = re.compile(r"\d\d:\d\d:\d\d")  # lnav has one
ERASE_LINE: Final = "\x15"  # Ctrl-u
ENTER: Final = "\r"
HEADING: Final = "id\tsaid_on\tspeaker\ttext\n"
TABLE: Final = """
select q.id, coalesce(q.said_on, ''), coalesce(a.name, ''), q.text
from quote q left join actor a on a.id = q.speaker order by q.id
"""
ONE_LINE: Final = str.maketrans("\t\n\r", "   ")
COLUMNS: Final = ("opened", "echo", "echo p99", "answer", "answer p99", "memory, MB")


@dataclass(frozen=True, slots=True)
class Task:
    """What each program is given: the quotes in both forms, and what is typed."""

    library: Path
    table: Path
    words: Sequence[str]
    environment: Mapping[str, str]
    quiet_seconds: float
    """Without a change of the screen: then an answer is whole."""


@dataclass(slots=True)
class Measured:
    """Milliseconds, and megabytes at the end; None where a program has no such thing."""

    opened: float | None = None
    echoes: list[float] = field(default_factory=list[float])
    answers: list[float] = field(default_factory=list[float])
    memory: float | None = None


class Peer(NamedTuple):
    program: str
    asked: str
    measure: Callable[[Task], Measured]


def ourselves(task: Task) -> Measured:
    measured = Measured()
    with _opened(peace_tui(str(task.library)), task, measured) as program:
        program.send("/")
        _settled(program, task)
        for word in task.words:
            _type(program, task, measured, word, is_answered=True)
            program.send(ERASE_LINE)
            _settled(program, task)
    return measured


def fzf(task: Task) -> Measured:
    measured = Measured()
    # It reads its keys from the terminal, and lines from where a pipe would be.
    command = ["/bin/sh", "-c", 'exec fzf --exact < "$1"', "sh", str(task.table)]
    with _opened(command, task, measured) as program:
        for word in task.words:
            _type(program, task, measured, word, is_answered=True)
            program.send(ERASE_LINE)
            _settled(program, task)
    return measured


def visidata(task: Task) -> Measured:
    measured = Measured()
    with _opened(["vd", str(task.table)], task, measured) as program:
        for word in task.words:
            _ask(program, task, measured, "g|", word)  # select rows by any column
            program.send("gu")  # unselect them
            _settled(program, task)
    return measured


def lnav(task: Task) -> Measured:
    measured = Measured()
    with _opened(["lnav", str(task.table)], task, measured) as program:
        for word in task.words:
            _ask(program, task, measured, "/", word)
    return measured


def ripgrep(task: Task) -> Measured:
    measured = Measured()
    for word in task.words:
        begin = time.perf_counter()
        subprocess.run(
            ["rg", "-w", "-i", word, str(task.table)], check=False, stdout=subprocess.PIPE
        )
        measured.answers.append(since(begin))
    return measured


PEERS: Final = (
    Peer("fzf", "lines with the letters, at each", fzf),
    Peer("vd", "rows selected, at Enter", visidata),
    Peer("lnav", "next line with it, at Enter", lnav),
    Peer("rg", "lines with the word, a run", ripgrep),
)


def compare(report: Report, task: Task) -> None:
    """A line for us and for each program that is installed, and a word on those that are not."""
    path = task.environment["PATH"]
    installed = [peer for peer in PEERS if shutil.which(peer.program, path=path)]
    if installed:
        write_table(task.library, task.table)
    report.table("beside other programs", *COLUMNS, "asked for")
    _tell(report, task, Peer("peace-tui", "all quotes and counts, at each", ourselves))
    for peer in PEERS:
        if peer in installed:
            _tell(report, task, peer)
        else:
            report.row(peer.program, *[None] * len(COLUMNS), "not installed")


def write_table(library: Path, table: Path) -> None:
    with contextlib.closing(connect(library)) as db, table.open("w", encoding="utf-8") as file:
        file.write(HEADING)
        for row in db.execute(TABLE):
            file.write("\t".join(str(each).translate(ONE_LINE) for each in row) + "\n")


def _tell(report: Report, task: Task, peer: Peer) -> None:
    try:
        measured = peer.measure(task)
    except (AssertionError, OSError) as error:  # it ended, or gave no answer
        why = str(error).splitlines()[0]
        report.row(peer.program, *[None] * len(COLUMNS), f"not measured: {why}")
        return
    echo = spread(measured.echoes) if measured.echoes else (None,) * 3
    answer = spread(measured.answers)
    report.row(
        peer.program,
        measured.opened,
        *(echo[0], echo[2]),
        *(answer[0], answer[2]),
        measured.memory,
        peer.asked,
    )


@contextlib.contextmanager
def _opened(command: Sequence[str], task: Task, measured: Measured) -> Generator[PtyProgram]:
    """A program that has read all; its memory is taken at the end."""
    begin = time.perf_counter()
    with PtyProgram(command, env=task.environment) as program:
        first = _changed(program, begin)
        measured.opened = max(first, _settled(program, task, begin))
        yield program
        measured.memory = psutil.Process(program.pid).memory_info().rss / 1e6


def _ask(program: PtyProgram, task: Task, measured: Measured, command: str, word: str) -> None:
    """Of a program that answers at Enter."""
    program.send(command)
    _settled(program, task)
    _type(program, task, measured, word, is_answered=False)
    begin = time.perf_counter()
    program.send(ENTER)
    measured.answers.append(_settled(program, task, begin))


def _type(
    program: PtyProgram, task: Task, measured: Measured, word: str, *, is_answered: bool
) -> None:
    for letter in word:
        begin = time.perf_counter()
        program.send(letter)
        measured.echoes.append(_changed(program, begin))
        answer = _settled(program, task, begin)
        if is_answered:
            measured.answers.append(max(answer, measured.echoes[-1]))


def _changed(program: PtyProgram, begin: float) -> float:
    """Until the screen is another one.

    Raises:
        AssertionError: it stays as it is, or the program ended.
    """
    before = _screen(program)
    while _screen(program) == before:
        assert since(begin) < PATIENCE_SECONDS * 1000, "its screen did not change"
        assert program.read(LOOK_SECONDS) is not None, "it ended"
    return since(begin)


def _settled(program: PtyProgram, task: Task, begin: float | None = None) -> float:
    """Until the last change before the screen stays as it is; 0 where nothing changes.

    Raises:
        AssertionError: it goes on changing, or the program ended.
    """
    begin = begin or time.perf_counter()
    shown, changed, last = _screen(program), time.perf_counter(), 0.0
    while time.perf_counter() - changed < task.quiet_seconds:
        assert since(begin) < PATIENCE_SECONDS * 1000, "its screen went on changing"
        assert program.read(LOOK_SECONDS) is not None, "it ended"
        if _screen(program) != shown:
            shown, changed, last = _screen(program), time.perf_counter(), since(begin)
    return last


def _screen(program: PtyProgram) -> str:
    return CLOCK.sub("", program.screen())
