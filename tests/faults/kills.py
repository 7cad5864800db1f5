"""kill -9 while notes are written: what was acknowledged is there, and the library is whole."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from storage import Key, Library, Verdict, open_library

ROOT = Path(__file__).parents[2]
WRITERS = 3
AT_LEAST_MS, AT_MOST_MS = 60, 140  # between a writer's first acknowledged note and its end

# Acknowledges each note only after `add_note` has returned, by one write to a file that only grows.
SAFE_WRITER = """
import os, sys
from storage import Key, open_library
acknowledged = os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND)
with open_library(sys.argv[1], author="writer") as library:
    quote = Key(sys.argv[3])
    number = 0
    parent = os.getppid()
    while os.getppid() == parent:  # no longer than the rig
        text = f"note {os.getpid()} {number}"
        library.add_note(quote, text)
        os.write(acknowledged, f"{text}\\n".encode())
        number += 1
"""
# The planted fault: it acknowledges what is written but not committed yet.
UNSAFE_WRITER = SAFE_WRITER.replace(
    "        library.add_note(quote, text)\n"
    '        os.write(acknowledged, f"{text}\\n".encode())\n',
    "        with open_door(library._connections, 'writer', library.clock) as door:\n"
    "            doing.do(door, deeds.WriteNote(quote, text))\n"
    '            os.write(acknowledged, f"{text}\\n".encode())\n',
).replace(
    "import os, sys\n",
    "import os, sys\n"
    "from storage import deeds\n"
    "from storage.history import doing\n"
    "from storage.history.log import open_door\n",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is left after the kills."""

    kills: int
    acknowledged: int
    lost: tuple[str, ...]
    verdict: Verdict


def kill_writers(path: Path, kills: int, *, writer: str = SAFE_WRITER) -> Outcome:
    """Start writers on a library and kill them, over and over; then look."""
    with open_library(path) as library:
        quote = library.quotes().rows[0].key
    acknowledged = path.with_suffix(".acknowledged")
    acknowledged.touch()
    chance = random.Random(2019)  # the same moments each time
    done = 0
    while done < kills:
        command = [sys.executable, "-c", writer, path, acknowledged, quote]
        with contextlib.ExitStack() as stack:
            running = [
                stack.enter_context(subprocess.Popen(command, cwd=ROOT))
                for _ in range(min(WRITERS, kills - done))
            ]
            for process in running:
                stack.callback(process.kill)  # where the rig itself fails
            for process in running:
                _wait_for_note_of(process, acknowledged)
                _kill_after(process, chance.uniform(AT_LEAST_MS, AT_MOST_MS) / 1000)
        done += len(running)
    with open_library(path) as library:
        return _outcome(library, quote, acknowledged, done)


def _wait_for_note_of(process: subprocess.Popen[bytes], acknowledged: Path) -> None:
    mark = f"note {process.pid} "
    while mark not in acknowledged.read_text(encoding="utf-8"):
        assert process.poll() is None, "a writer ended by itself"


def _kill_after(process: subprocess.Popen[bytes], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        os.sched_yield()
    process.send_signal(signal.SIGKILL)
    process.wait()


def _outcome(library: Library, quote: Key, acknowledged: Path, kills: int) -> Outcome:
    held = {note.text for note in library.quote(quote).notes}
    said = acknowledged.read_text(encoding="utf-8").splitlines()
    lost = tuple(text for text in said if text not in held)
    return Outcome(kills, len(said), lost, library.verify())
