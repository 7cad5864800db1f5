"""A record as JSON and the same record in its tables: one says what the other holds."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import Library
from storage.connections import Connection, Connections, connect
from storage.exchange.importing import in_writing_order
from storage.exchange.sample import read_sample
from storage.history.leaves import leaf_of
from storage.schema import analysis, shapes, tables
from storage.schema.shapes import SHAPES
from tests.builders import key, made_library

LOCAL = {"id", "key", "batch", "leaf"}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    with made_library(tmp_path) as library:
        connections = Connections(library.path)
        with contextlib.closing(connections), connections.writing() as connection:
            yield connection


def columns_of(db: Connection, table: str) -> set[str]:
    return {row["name"] for row in db.execute(f"pragma table_info({table})")}


def test_every_record_of_the_sample_is_read_back_as_it_was_written(db: Connection) -> None:
    records = in_writing_order(read_sample().records)
    for record in records:
        shapes.put_alone(db, record)
    for record in records:
        shapes.put_parts(db, record)
    for record in records:
        assert shapes.read(db, record["key"]) == record
        assert leaf_of(shapes.read(db, record["key"]) or {}) == leaf_of(record)


def test_no_column_is_forgotten_when_a_record_is_written(db: Connection) -> None:
    for shape in SHAPES.values():
        kept = {*shape.columns}
        assert columns_of(db, shape.table) - LOCAL == kept
        for part in shape.parts:
            kept = {*part.columns, part.owner}
            if part.text_of_source:
                kept |= {"source_text"}
            assert columns_of(db, part.table) - LOCAL == kept


def test_a_record_that_is_removed_leaves_no_row_behind(db: Connection) -> None:
    records = in_writing_order(read_sample().records)
    for record in records:
        shapes.put_alone(db, record)
    for record in records:
        shapes.put_parts(db, record)
    db.execute("delete from relation")  # actors point at each other, either way round
    for record in reversed(records):
        shapes.remove(db, record["key"])
    for shape in SHAPES.values():
        for table in (shape.table, *(part.table for part in shape.parts)):
            left = {"tag": len(tables.FIRST_TAGS)}.get(table, 0)
            assert db.execute(f"select count(*) from {table}").fetchone()[0] == left
    assert db.execute("select count(*) from quote_words").fetchone()[0] == 0


def test_a_column_is_changed_by_name_and_an_unknown_name_is_refused(db: Connection) -> None:
    lakeside = key("f", "lakeside")
    shapes.put(
        db, {"key": lakeside, "slug": "lakeside", "name": "Lakeside talks", "kind": "track2"}
    )
    shapes.change(db, lakeside, "name", "Lakeside track")
    changed = shapes.read(db, lakeside)
    assert changed is not None
    assert changed["name"] == "Lakeside track"
    with pytest.raises(KeyError):
        shapes.change(db, lakeside, "name = '' --", "x")


def test_a_record_that_is_not_there_is_none(db: Connection) -> None:
    assert shapes.read(db, key("q", "never-made")) is None


def test_the_library_has_exactly_the_triggers_that_are_listed(library: Library) -> None:
    with contextlib.closing(connect(library.path)) as db:
        held = [row[0] for row in db.execute("select name from sqlite_schema where type='trigger'")]
    assert sorted(held) == sorted(analysis.TRIGGER_NAMES)


def test_every_table_that_a_search_reads_tells_what_changed_in_it() -> None:
    told = {name.rsplit("_", 2)[0] for name in analysis.TRIGGER_NAMES if name.endswith("_told")}
    of_records = {shape.table for shape in SHAPES.values()}
    of_parts = {part.table for shape in SHAPES.values() for part in shape.parts}
    assert told == of_records | of_parts | {"quote_tag", "star", "coding_done", "batch"}
    for table in told - {"batch"}:
        events = {"insert", "update", "delete"}
        assert {f"{table}_{event}_told" for event in events} <= analysis.TRIGGER_NAMES
