"""Libraries that may not be written: how a program is started where that is so."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.kills import ROOT
from tests.pty_driver import PtyProgram, peace_tui

# Root passes over permissions. Without two rights (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH), which
# PR_CAPBSET_DROP takes away from what is run next, it doesn't.
UNDER_PERMISSIONS = """
import ctypes, os, sys
for right in (1, 2):
    if ctypes.CDLL(None).prctl(24, right, 0, 0, 0):
        sys.exit("root keeps its rights here")
os.execv(sys.argv[1], sys.argv[1:])
"""
# In a mount namespace of its own, which ends with the program and leaves nothing mounted.
ON_READ_ONLY_MOUNT = (
    'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'  # $0 is the folder
)


class Place(NamedTuple):
    """A library that may not be written, and how programs are started that meet it so."""

    library: Path
    state: Path
    before: Sequence[str] = ()
    options: Sequence[str] = ()

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            f"XDG_{each}_HOME": str(self.state) for each in ("STATE", "DATA", "CACHE", "CONFIG")
        }
        return {**kept, "HOME": str(self.state), "PYTHONPATH": str(ROOT), "PEACE_TUI_DB": ""}

    def on_screen(self, *arguments: str) -> PtyProgram:
        command = [*self.before, *peace_tui(str(self.library), *self.options, *arguments)]
        return PtyProgram(command, env=self.environment)

    def verb(self, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        command = [*self.before, *peace_tui(*self.options, "-L", str(self.library), *arguments)]
        return subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **self.environment},
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )

    def digests(self) -> Mapping[str, str]:
        """What each file beside the library and the library itself hold."""
        return {
            file.name: hashlib.sha256(file.read_bytes()).hexdigest()
            for file in self.library.parent.iterdir()
            if not file.name.endswith("-shm")
        }


@contextmanager
def read_only(way: str, sample: Path) -> Generator[Place]:
    """A library with the sample that may not be written, in that way."""
    folder = Path(tempfile.mkdtemp(prefix="peace-tui-read-only-"))
    folder.chmod(0o755)
    try:
        held, state = folder / "held", folder / "state"
        held.mkdir()
        state.mkdir()
        library = held / "talks.db"
        for ending in ("", "-wal"):
            side = sample.with_name(f"{sample.name}{ending}")
            if side.exists():
                shutil.copy(side, f"{library}{ending}")
        yield WAYS[way](library, state)
    finally:
        (folder / "held").chmod(0o755)
        shutil.rmtree(folder)


def _asked(library: Path, state: Path) -> Place:
    return Place(library, state, options=("--read-only",))


def _not_permitted(library: Path, state: Path) -> Place:
    for file in library.parent.iterdir():
        file.chmod(0o444)
    library.parent.chmod(0o555)
    if os.geteuid() != 0:
        return Place(library, state)
    before = (sys.executable, "-c", UNDER_PERMISSIONS)
    _must_run([*before, sys.executable, "-c", ""], "root is above permissions")
    return Place(library, state, before)


def _mounted(library: Path, state: Path) -> Place:
    unshare = shutil.which("unshare")
    if unshare is None or sys.platform != "linux":
        pytest.skip("mounting takes Linux and unshare")
    before = (unshare, "--map-root-user", "--mount", "sh", "-c", ON_READ_ONLY_MOUNT)
    place = Place(library, state, (*before, str(library.parent)))
    _must_run([*place.before, "true"], "no user may mount here")
    return place


def _must_run(command: Sequence[str], reason: str) -> None:
    tried = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True,
        check=False,
    )  # fmt: skip
    if tried.returncode:
        pytest.skip(f"{reason}: {tried.stderr.decode()[-200:]}")


WAYS = {"asked": _asked, "not permitted": _not_permitted, "mounted": _mounted}
