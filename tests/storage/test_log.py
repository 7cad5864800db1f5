"""Every write has its entry in the log, and the log can't be changed unseen."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest

from storage import Key, Library, RecordMissing, open_library
from storage.connections import Connections
from storage.history.log import next_hlc, open_door
from tests.builders import AUTHOR, FixedClock, key, records_of
from tests.storage.logs import Entry, entries, heads, heads_of

HOSTILE = "all of it\n\x1b[31m \u202e \x00 “Кабулов”"


class SetClock:
    """A clock that someone sets to another moment now and then."""

    def __init__(self) -> None:
        self.now = FixedClock().milliseconds()

    def milliseconds(self) -> int:
        return self.now

    def wall(self) -> str:
        return dt.datetime.fromtimestamp(self.now / 1000, tz=dt.UTC).isoformat(timespec="seconds")

    def today(self) -> dt.date:
        return dt.datetime.fromtimestamp(self.now / 1000, tz=dt.UTC).date()


@pytest.fixture
def quote(library: Library) -> Key:
    with records_of(library) as records:
        records.actor("norland")
        records.quote("q1", "We will table a text.", by="norland")
        return records.quote("q2", "Observers first.", by="norland")


def sha256(text: str, salt: bytes = b"") -> bytes:
    return hashlib.sha256(salt + text.encode()).digest()


def hash_of(entry: Entry) -> bytes:
    """The hash of an entry, from nothing but what the row says."""
    covered = [
        1, entry.site, entry.seq, entry.hlc, entry.wall, entry.author, entry.txn, entry.rec,
        entry.field, sorted(entry.parents), entry.kind, entry.vhash.hex(),
        entry.whyhash.hex() if entry.whyhash is not None else None, entry.prev.hex(),
    ]  # fmt: skip
    return sha256(json.dumps(covered, ensure_ascii=False, separators=(",", ":")))


def test_an_entrys_hash_covers_everything_that_it_says(sample: Path) -> None:
    with open_library(sample, author="Ведущий") as library:
        library.add_note(library.quotes().rows[0].key, HOSTILE)
        library.undo()
    previous = bytes(32)
    for number, entry in enumerate(entries(sample), 1):
        assert entry.seq == number
        assert entry.prev == previous
        assert entry.hash == hash_of(entry)
        assert entry.vhash == sha256(entry.val, entry.salt)
        previous = entry.hash


def test_a_reason_is_covered_by_a_hash_of_its_own(library: Library, quote: Key) -> None:
    connections = Connections(library.path)
    with open_door(connections, AUTHOR, library.clock) as door:
        door.correct(quote, "cue", "insisted", why="the transcript has it so")
    connections.close()
    entry = entries(library.path)[-1]
    assert entry.why == "the transcript has it so"
    assert entry.whyhash == sha256("the transcript has it so", entry.salt)
    assert entry.hash == hash_of(entry)
    assert library.verify().findings == ()


def test_the_same_value_twice_has_two_hashes_so_that_it_cannot_be_guessed(
    library: Library, quote: Key
) -> None:
    for _ in range(2):
        library.star(quote)
    for _ in range(2):
        library.star(quote)
    stars = [entry for entry in entries(library.path) if entry.field.startswith("star:")]
    assert stars[0].value == stars[2].value
    assert len({entry.vhash for entry in stars}) == len(stars)
    assert all(len(entry.salt) == 16 for entry in stars)


def test_a_new_note_is_one_entry_with_all_of_it(library: Library, quote: Key) -> None:
    before = len(entries(library.path))
    receipt = library.add_note(quote, HOSTILE)
    (entry,) = entries(library.path)[before:]
    assert (entry.kind, entry.field, entry.author) == ("add", "", AUTHOR)
    assert (entry.txn, entry.parents) == (receipt.txn, ())
    assert entry.rec[:2] == "n-"
    assert entry.value == {
        "key": entry.rec, "quote": quote, "text": HOSTILE, "kind": "memo", "handling": "closed",
        "author": AUTHOR, "written": entry.wall, "changed": entry.wall,
    }  # fmt: skip


def test_an_entry_rests_on_the_one_whose_place_it_takes(library: Library, quote: Key) -> None:
    for _ in range(3):
        library.star(quote)
    on, off, on_again = (entry for entry in entries(library.path) if entry.field.startswith("star"))
    assert [entry.kind for entry in (on, off, on_again)] == ["add", "remove", "add"]
    assert on.parents == ()
    assert off.parents == (on.hash.hex(),)
    assert on_again.parents == (off.hash.hex(),)
    assert heads(library.path)[quote, on.field] == {on_again.hash}


def test_the_marked_heads_are_those_that_follow_from_the_log(library: Library, quote: Key) -> None:
    library.tag((quote,), add=("wording", "check"))
    library.tag((quote,), remove=("check",))
    library.add_note(quote, "a thought")
    library.undo()
    assert heads(library.path) == heads_of(entries(library.path))


def test_a_write_that_was_refused_leaves_no_gap(library: Library, quote: Key) -> None:
    library.star(quote)
    with pytest.raises(RecordMissing):
        library.tag((quote, key("q", "never-made")), add=("half-done",))
    library.star(quote)
    log = entries(library.path)
    assert [entry.seq for entry in log] == list(range(1, len(log) + 1))
    assert "half-done" not in {tag.name for tag in library.tags()}


def test_time_in_the_log_never_goes_back_when_the_clock_does(tmp_path: Path) -> None:
    clock = SetClock()
    with open_library(tmp_path / "talks.db", author=AUTHOR, clock=clock) as library:
        with records_of(library) as records:
            quote = records.quote("q1")
        for moment in (clock.now + 5_000, clock.now - 86_400_000, 0, clock.now + 5_001):
            clock.now = moment
            library.star(quote)
    readings = [entry.hlc for entry in entries(tmp_path / "talks.db")]
    assert readings == sorted(set(readings))


@pytest.mark.parametrize(
    ("last", "now", "following"),
    [
        ("", 5, "0000000000005-00000"),
        ("0000000000005-00000", 6, "0000000000006-00000"),
        ("0000000000005-00000", 5, "0000000000005-00001"),
        ("0000000000005-00009", 4, "0000000000005-00010"),
        ("0000000000005-99999", 5, "0000000000006-00000"),
        ("0000000000005-99999", 9, "0000000000009-00000"),
    ],
)
def test_a_reading_of_the_logs_clock_comes_after_the_last(
    last: str, now: int, following: str
) -> None:
    assert next_hlc(last, now) == following
    assert next_hlc(last, now) > last


def test_entries_written_together_share_their_transaction_and_its_time(
    library: Library, quote: Key
) -> None:
    receipt = library.tag((quote, key("q", "q1")), add=("wording",))
    together = [entry for entry in entries(library.path) if entry.txn == receipt.txn]
    assert len(together) == 3
    assert len({entry.wall for entry in together}) == 1


def correct(path: Path, quote: Key, column: str, value: str) -> list[Entry]:
    """Correct a column; gives the entries that were written."""
    before = len(entries(path))
    connections = Connections(path)
    with open_door(connections, AUTHOR, FixedClock()) as door:
        door.correct(quote, column, value)
    connections.close()
    return entries(path)[before:]


def test_an_import_is_one_entry_with_the_root_of_its_records(sample: Path) -> None:
    (imported,) = (entry for entry in entries(sample) if entry.kind == "import")
    assert imported.rec[:2] == "b-"
    assert imported.value["records"] > 179
    assert len(bytes.fromhex(imported.value["root"])) == 32


def test_the_imported_value_enters_the_log_before_it_first_changes(sample: Path) -> None:
    with open_library(sample) as library:
        detail = library.quote(library.find("q0014"))
        assert library.verify().findings == ()
    (imported,) = (entry for entry in entries(sample) if entry.kind == "import")
    quote = detail.row.key
    kept, changed = correct(sample, quote, "text", "A corrected rendering.")
    assert (kept.rec, kept.field, kept.kind) == (quote, "text", "set")
    assert kept.value == detail.row.text
    assert kept.parents == (imported.hash.hex(),)
    assert changed.value == "A corrected rendering."
    assert changed.parents == (kept.hash.hex(),)
    (again,) = correct(sample, quote, "text", "A better one.")
    assert again.parents == (changed.hash.hex(),)
    with open_library(sample) as library:
        assert library.quote(quote).row.text == "A better one."
        assert library.verify().findings == ()


def test_a_correction_is_undone_to_the_imported_value(sample: Path) -> None:
    with open_library(sample) as library:
        before = library.quote(library.find("q0014"))
    *_, changed = correct(sample, before.row.key, "text", "A corrected rendering.")
    with open_library(sample) as library:
        library.undo(changed.txn)
        assert library.quote(before.row.key) == before
        assert library.verify().findings == ()


def test_the_log_grows_by_no_imported_row(sample: Path) -> None:
    assert len(entries(sample)) < 10


def test_two_programs_write_one_log(sample: Path) -> None:
    with open_library(sample) as one, open_library(sample) as two:
        quote = one.quotes().rows[0].key
        for number in range(10):
            writer = one if number % 2 else two
            writer.add_note(quote, f"note {number}")
        assert len(one.quote(quote).notes) == 10
        assert one.verify().findings == ()
