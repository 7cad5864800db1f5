"""Every write has its entry in the log, and can be taken back."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from storage import Library, UndoRefused, open_library, parse
from storage.connections import connect


def ops(path: Path) -> list[dict[str, object]]:
    db = connect(path)
    try:
        return [dict(row) for row in db.execute("select * from op order by seq")]
    finally:
        db.close()


def test_an_entrys_hash_covers_everything_that_it_says(sample: Path) -> None:
    with open_library(sample) as library:
        library.add_note(library.quotes().rows[0].key, "a thought")
    previous = bytes(32)
    for number, op in enumerate(ops(sample), 1):
        assert op["seq"] == number
        assert op["prev"] == previous
        parents = sorted(json.loads(str(op["parents"])))
        whyhash = op["whyhash"].hex() if isinstance(op["whyhash"], bytes) else None
        vhash, salt, previous_hex = op["vhash"], op["salt"], previous.hex()
        assert isinstance(vhash, bytes)
        assert isinstance(salt, bytes)
        covered = [
            1, op["site"], op["seq"], op["hlc"], op["wall"], op["author"], op["txn"], op["rec"],
            op["field"], parents, op["kind"], vhash.hex(), whyhash, previous_hex,
        ]  # fmt: skip
        text = json.dumps(covered, ensure_ascii=False, separators=(",", ":"))
        assert op["hash"] == hashlib.sha256(text.encode()).digest()
        assert vhash == hashlib.sha256(salt + str(op["val"]).encode()).digest()
        previous = op["hash"] if isinstance(op["hash"], bytes) else b""


def test_a_new_note_is_one_entry_with_all_of_it(sample: Path) -> None:
    before = len(ops(sample))
    with open_library(sample, author="analyst") as library:
        quote = library.quotes().rows[0].key
        library.add_note(quote, "all of it\n\x1b[31m \u202e \x00")
    (entry,) = ops(sample)[before:]
    record = json.loads(str(entry["val"]))
    assert entry["kind"] == "add"
    assert entry["author"] == "analyst"
    assert record["quote"] == quote
    assert record["text"] == "all of it\n\x1b[31m \u202e \x00"


def test_undo_brings_back_what_was_after_a_restart_too(sample: Path) -> None:
    with open_library(sample) as library:
        quote = library.quotes().rows[0].key
        before = library.quote(quote)
        library.tag((quote,), add=("new-one", "check"))
    with open_library(sample) as library:
        receipt = library.undo()
        assert "new-one" in receipt.summary
        assert library.quote(quote) == before
        assert library.verify().findings == ()


def test_a_tag_put_on_and_taken_off_at_once_is_undone_to_what_was(sample: Path) -> None:
    with open_library(sample) as library:
        quote = library.quotes().rows[0].key
        library.tag((quote,), add=("check",))
        library.tag((quote,), add=("follow-up",), remove=("check",))
        library.undo()
        assert [tag.name for tag in library.quote(quote).tags] == ["check"]


def test_an_undo_can_be_taken_back_by_name(sample: Path) -> None:
    with open_library(sample) as library:
        quote = library.quotes().rows[0].key
        library.add_note(quote, "stays after all")
        undone = library.undo()
        assert library.quote(quote).notes == ()
        library.undo(undone.txn)
        assert [note.text for note in library.quote(quote).notes] == ["stays after all"]
        assert library.verify().findings == ()


def test_a_tag_in_use_stays_until_its_uses_are_taken_back(sample: Path) -> None:
    with open_library(sample) as library:
        first, second = (row.key for row in library.quotes().rows[:2])
        made = library.tag((first,), add=("wording",))
        library.tag((second,), add=("wording",))
        with pytest.raises(UndoRefused, match="rests on it"):
            library.undo(made.txn)


def test_nobody_takes_back_another_authors_write_by_accident(sample: Path) -> None:
    with open_library(sample, author="one") as library:
        library.star(library.quotes().rows[0].key)
    with open_library(sample, author="two") as library, pytest.raises(UndoRefused):
        library.undo()


def test_the_sample_is_taken_back_only_by_name_and_comes_back(sample: Path) -> None:
    with open_library(sample) as library:
        imported = next(entry for entry in library.log() if "import of" in entry.summary)
        with pytest.raises(UndoRefused):
            library.undo()
        undone = library.undo(imported.txn)
        assert library.count(parse("").query) == 0
        assert library.count(parse("moscow").query) == 0
        assert library.participations(None, None) == ()
        library.undo(undone.txn)
        assert library.count(parse("").query) == 179
        assert library.verify().findings == ()


def test_the_sample_stays_while_a_note_rests_on_it(sample: Path) -> None:
    with open_library(sample) as library:
        library.add_note(library.quotes().rows[0].key, "rests here")
        imported = next(entry for entry in library.log() if "import of" in entry.summary)
        with pytest.raises(UndoRefused, match="rests on it"):
            library.undo(imported.txn)


@pytest.mark.parametrize(
    "damage",
    [
        "update op set val = replace(val, 'thought', 'x') where rec like 'n-%'",
        "update op set author = 'someone else' where seq = 2",
        "delete from op where seq = 3",
        "delete from head where rec like 'n-%'",
        "update note set text = 'changed from outside'",
        "update quote set text = text || '.' where ref = 'q0014'",
        "update source_text set text = replace(text, 'Pakistani', 'x') where text is not null",
        "drop trigger note_insert_words",
        "insert into quote_tag select id, 1, 'outside', '' from quote limit 1",
        "update quote_words set text = 'stale' where id = 1",
    ],
)
def test_verify_finds_what_was_changed_from_outside(sample: Path, damage: str) -> None:
    with open_library(sample) as library:
        library.add_note(library.quotes().rows[0].key, "a thought")
        assert library.verify().findings == ()
    db = connect(sample)
    db.execute(damage)
    db.close()
    with open_library(sample) as library:
        assert library.verify().findings


def test_two_programs_write_in_turn(sample: Path) -> None:
    with open_library(sample) as one, open_library(sample) as two:
        key = one.quotes().rows[0].key
        for number in range(10):
            writer: Library = one if number % 2 else two
            writer.add_note(key, f"note {number}")
        assert len(one.quote(key).notes) == 10
        assert one.verify().findings == ()
