"""Whatever is changed in the log past the program, `verify` finds it."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import deeds, open_library
from storage.connections import connect, sqlite
from storage.history import verify
from tests.builders import FixedClock, made_library
from tests.laws.written import some_records

MUTATIONS = int(os.environ.get("PEACE_TUI_MUTATIONS", "40"))
CHAINED = (
    "hash", "site", "seq", "hlc", "wall", "author", "txn", "rec", "field", "parents", "kind", "val",
    "vhash", "salt", "prev",
)  # fmt: skip


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A library in which much was written and some of it taken back."""
    with made_library(tmp_path) as library:
        some_records(library)
        for number, row in enumerate(library.quotes().rows):
            library.add_note(row.key, f"compare {number}")
            library.tag((row.key,), add=("check",))
            library.star(row.key)
            if number % 2:
                library.undo()
        note = library.quote(library.quotes().rows[0].key).notes[0]
        library.do(deeds.ChangeNote(note.key, {"text": "compare both"}, {"text": note.text}))
        assert library.verify().findings == ()
    return tmp_path / "talks.db"


def changed(value: object, chance: random.Random) -> object:
    """The same with one byte, or one number, changed."""
    if isinstance(value, int):
        return value + chance.choice((-1, 1, 1_000_000))
    raw = bytearray(value if isinstance(value, bytes) else str(value).encode())
    place = chance.randrange(len(raw))
    raw[place] ^= 1 if isinstance(value, bytes) else 2
    return bytes(raw) if isinstance(value, bytes) else raw.decode(errors="replace")


def mutate(path: Path, chance: random.Random) -> str:
    """Change one value of one entry; says which."""
    with contextlib.closing(connect(path)) as db:
        while True:
            column = chance.choice(CHAINED)
            rows = db.execute(f"select rowid, {column} from op").fetchall()
            rowid, value = chance.choice([tuple(row) for row in rows])
            if value in {None, "", b""}:
                continue
            try:
                new = changed(value, chance)
                db.execute(f"update op set {column} = ? where rowid = ?", (new, rowid))
            except sqlite.IntegrityError:  # the tables themselves refuse some
                continue
            return f"{column} of row {rowid}: {value!r} became {new!r}"


def unseen(path: Path, mutations: int) -> list[str]:
    """The changes that were not found, of so many that were made one at a time."""
    chance = random.Random(2016)
    missed: list[str] = []
    for _ in range(mutations):
        other = Path(shutil.copy(path, path.with_name("tampered.db")))
        told = mutate(other, chance)
        with open_library(other, clock=FixedClock()) as library:
            if not library.verify().findings:
                missed.append(told)
        for file in path.parent.glob("tampered.db*"):
            file.unlink()
    return missed


def test_each_change_of_the_log_is_found(written: Path) -> None:
    assert unseen(written, MUTATIONS) == []


def test_the_rig_sees_a_check_that_does_not_look(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the chain most of it passes unseen."""
    looks_at_nothing: Callable[..., list[object]] = lambda *_: []  # noqa: E731
    monkeypatch.setitem(verify.CHECKS, "the log", looks_at_nothing)  # pyright: ignore[reportArgumentType]
    assert unseen(written, 40)


def test_an_entry_that_is_taken_out_or_put_in_elsewhere_is_found(written: Path) -> None:
    def found(statement: str) -> bool:
        other = Path(shutil.copy(written, written.with_name("tampered.db")))
        with contextlib.closing(connect(other)) as db:
            db.execute(statement)
        with open_library(other, clock=FixedClock()) as library:
            return bool(library.verify().findings)

    assert found("delete from op where seq = 5")
    assert found("update op set seq = -1 where seq = 7")
