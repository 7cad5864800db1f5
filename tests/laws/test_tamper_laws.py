"""One byte of any entry of the log, changed from outside, is found and its place named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import open_library
from storage.deeds import ChangeNote
from storage.history import many
from tests.builders import AUTHOR, FixedClock, made_library
from tests.laws.written import some_records
from tests.storage.logs import change, rows

COLUMNS = (
    "hash", "site", "seq", "hlc", "wall", "author", "txn", "rec", "field", "parents", "kind", "val",
    "vhash", "salt", "why", "whyhash", "prev",
)  # fmt: skip


@pytest.fixture(scope="module")
def worked_on(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with an entry of each kind: one about many, corrections, removals, undos."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(many, "MORE_THAN", 2)
        with made_library(tmp_path_factory.mktemp("tampered")) as library:
            some_records(library)
            quotes = [row.key for row in library.quotes().rows]
            library.tag(quotes, add=("check",))
            library.tag(quotes[:1], remove=("check",))
            library.add_note(quotes[0], "a thought")
            (note,) = library.quote(quotes[0]).notes
            library.do(ChangeNote(note.key, {"text": "another"}, {"text": "a thought"}))
            library.undo()
            library.redo()
            assert library.verify().findings == ()
            return library.path


def mutated(value: object, place: int, by: int) -> object:
    """The value with one of its bytes changed."""
    if isinstance(value, int):
        return value ^ (1 << place % 8)
    raw = bytearray(value if isinstance(value, bytes) else str(value).encode())
    at = place % len(raw)
    if isinstance(value, bytes):
        raw[at] ^= by
        return bytes(raw)
    raw[at] = 0x21 + (raw[at] + by) % 0x5E if raw[at] < 0x80 else 0x21
    return raw.decode(errors="replace")


@given(
    entry=st.integers(0),
    column=st.sampled_from(COLUMNS),
    place=st.integers(0, 999),
    by=st.integers(1, 93),
)
def test_one_changed_byte_of_an_entry_is_found(
    worked_on: Path,
    tmp_path_factory: pytest.TempPathFactory,
    entry: int,
    column: str,
    place: int,
    by: int,
) -> None:
    log = rows(worked_on, f"select rowid, seq, {column} from op order by seq")  # ours
    row, seq, value = log[entry % len(log)]
    if value in {None, "", b""}:
        return
    tampered = mutated(value, place, by)
    if tampered == value:
        return
    copy = tmp_path_factory.mktemp("copy") / "talks.db"
    shutil.copy(worked_on, copy)
    change(copy, f"update or ignore op set {column} = ? where rowid = ?", tampered, row)
    if rows(copy, f"select {column} from op where rowid = ?", row)[0][0] == value:
        return  # the table itself refused it
    with open_library(copy, author=AUTHOR, clock=FixedClock()) as library:
        found = {finding.about for finding in library.verify().findings}
    assert any(each.startswith("entry ") for each in found) or "the log" in found
    if column not in {"seq", "site"}:
        assert any(each.startswith((f"entry {seq} ", f"entry {seq + 1} ")) for each in found), found
