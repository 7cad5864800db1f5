"""kill -9 while a table is read in: all of its quotes are in the library afterwards, or none."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from pathlib import Path

from storage import open_library
from tests.faults.kills import ROOT

ROWS = 400
ENDS_WITHIN_SECONDS = 0.4  # most of the time; one that is done already was not killed

# For each line of its input, a number of seconds, it begins an import in a child, kills it after
# that, and tells the child's status.
IMPORTING = """
import os, sys, time
from pathlib import Path
from storage import open_library
from storage.exchange import bulk, importing, loading, reading
from storage.exchange.loading import Claim
{fault}
path, table = sys.argv[1], Path(sys.argv[2])
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        with open_library(path) as library:
            looked = library.look_at_table(table, {{}}, {{}})
            library.import_table(looked, "words", lambda rows: None)
        os._exit(0)
    end = time.monotonic() + float(line)
    while time.monotonic() < end:
        os.sched_yield()
    os.kill(child, 9)
    print(os.waitpid(child, 0)[1], flush=True)
"""
# The planted fault: what is read in is shown from the first step on.
SHOWN_AT_ONCE = """
begin = Claim.begin

def shown(claim, db, *given):
    begin(claim, db, *given)
    db.execute("update batch set state = 'live' where id = ?", (claim.batch,))

Claim.begin = shown
Claim.renew = lambda claim, db: None
"""


def write_table(path: Path) -> Path:
    rows = ({"id": n, "text": f"Statement {n} on guarantees.", "speaker": "N"} for n in range(ROWS))
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def kill_imports(path: Path, table: Path, kills: int, *, fault: str = "") -> int:
    """Begin an import over and over, and kill it at some moment; look at what is left each time.

    Gives how many were killed before they were done.

    Raises:
        AssertionError: a part of it was left, or the search does not fit what is held.
    """
    open_library(path).close()
    chance = random.Random(2017)
    command = [sys.executable, "-c", IMPORTING.format(fault=fault), path, table]
    killed = 0
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdin
        assert program.stdout
        while killed < kills:
            program.stdin.write(f"{chance.uniform(0, ENDS_WITHIN_SECONDS)}\n")
            program.stdin.flush()
            status = int(program.stdout.readline())
            killed += status == signal.SIGKILL
            _is_all_or_nothing(path, is_done=status == 0)
        program.stdin.close()
    return killed


def _is_all_or_nothing(path: Path, *, is_done: bool) -> None:
    with open_library(path) as library:
        total = library.quotes().total
        assert total in ({ROWS} if is_done else {0, ROWS})
        assert library.verify().findings == ()
        if total:
            library.undo(library.log(1)[0].txn)
            assert library.quotes().total == 0
