"""How a record, as JSON, lies in its tables: one description that writing and reading back share.

A record is a dict with its `key`, its columns (nulls left out) and, for each part, a list of dicts.
References to other records are written as their keys, so a record means the same in every library.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from storage import ids
from storage.connections import Connection
from storage.ids import Key
from storage.schema.tables import NO_BATCH

Record = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A table whose rows belong to a record; they are kept in the order of `n`."""

    table: str
    owner: str
    columns: tuple[str, ...]
    references: Mapping[str, str] = field(default_factory=dict[str, str])
    text_of_source: bool = False
    """The row points at a version of a source's text: written as [source key, version]."""


@dataclass(frozen=True)
class Shape:
    """Records with a key, and their parts; `references` gives the letter a column points to."""

    letter: str
    table: str
    columns: tuple[str, ...]
    references: Mapping[str, str] = field(default_factory=dict[str, str])
    parts: tuple[Part, ...] = ()
    batched: bool = True


SHAPES: dict[str, Shape] = {
    shape.letter: shape
    for shape in (
        Shape(
            "a",
            "actor",
            ("slug", "ref", "kind", "name", "country", "description", "wikidata", "retracted"),
            parts=(
                Part(
                    "actor_name",
                    "actor",
                    (
                        "n", "name", "name_key", "lang", "script", "used", "verified",
                        "valid_from", "valid_to",
                    ),
                ),
                Part(
                    "relation",
                    "from_actor",
                    ("n", "type", "to_actor", "valid_from", "valid_to", "source"),
                    {"to_actor": "a", "source": "s"},
                ),
            ),
        ),
        Shape(
            "r",
            "role",
            ("actor", "organisation", "title", "valid_from", "valid_to", "retracted"),
            {"actor": "a", "organisation": "a"},
            (Part("role_attested", "role", ("n", "month")),),
        ),
        Shape(
            "s",
            "source",
            (
                "slug", "ref", "kind", "title", "publisher", "author", "published", "published_lo",
                "published_hi", "accessed", "url", "archive_url", "domain", "lang", "carrier",
                "caveat", "title_inferred", "reliability", "credibility", "licence", "handling",
                "keeper", "retracted",
            ),
            {"publisher": "a"},
            (
                Part(
                    "source_text",
                    "source",
                    ("version", "text", "sha256", "length", "accessed", "remark"),
                ),
            ),
        ),
        Shape(
            "o",
            "topic",
            ("slug", "ref", "definition", "version", "parent", "retracted"),
            {"parent": "o"},
        ),
        Shape(
            "f",
            "format",
            (
                "slug", "ref", "name", "acronym", "kind", "parent", "status", "valid_from",
                "valid_to", "start_verified", "description", "remark", "retracted",
            ),
            {"parent": "f"},
            (
                Part("format_name", "format", ("n", "name", "name_key", "lang")),
                Part("format_source", "format", ("n", "source"), {"source": "s"}),
                Part(
                    "format_participation",
                    "format",
                    ("n", "actor", "mode", "listed_as"),
                    {"actor": "a"},
                ),
            ),
        ),
        Shape(
            "m",
            "meeting",
            (
                "slug", "ref", "format", "n", "title", "said_on", "said_lo", "said_hi", "place",
                "level", "modality", "state", "outcome", "verified", "remark", "handling", "keeper",
                "retracted",
            ),
            {"format": "f"},
            (
                Part("meeting_source", "meeting", ("n", "source"), {"source": "s"}),
                Part(
                    "participation",
                    "meeting",
                    ("n", "actor", "mode", "disputed", "remark", "handling", "keeper"),
                    {"actor": "a"},
                ),
                Part(
                    "participation_source",
                    "meeting",
                    ("n", "participation", "source"),
                    {"source": "s"},
                ),
                Part("dispute", "meeting", ("n", "about", "remark")),
                Part("dispute_source", "meeting", ("n", "dispute", "source"), {"source": "s"}),
            ),
        ),
        Shape(
            "q",
            "quote",
            (
                "ref", "kind", "held_as", "text", "translation", "lang", "original_lang", "speaker",
                "speaker_text", "role", "said_as", "cue", "said_on", "said_lo", "said_hi",
                "date_verified", "format", "meeting", "relation", "source", "status", "confidence",
                "remark", "handling", "keeper",
            ),
            {"speaker": "a", "role": "r", "format": "f", "meeting": "m", "source": "s"},
            (
                Part("quote_speaker", "quote", ("n", "actor"), {"actor": "a"}),
                Part("quote_addressee", "quote", ("n", "actor"), {"actor": "a"}),
                Part(
                    "hop",
                    "quote",
                    ("n", "actor", "verb", "mode", "hedge", "was_read"),
                    {"actor": "a"},
                ),
                Part("quote_topic", "quote", ("n", "topic", "coder"), {"topic": "o"}),
                Part(
                    "quote_span",
                    "quote",
                    ("n", "part", "start", "end", "exact", "prefix", "suffix"),
                    text_of_source=True,
                ),
            ),
        ),
        Shape(
            "c",
            "stance",
            ("quote", "topic", "coder", "value", "frame", "made", "version", "adjudicated"),
            {"quote": "q", "topic": "o"},
        ),
        Shape(
            "l",
            "quote_link",
            ("from_quote", "to_quote", "type", "basis", "author", "made", "remark"),
            {"from_quote": "q", "to_quote": "q"},
        ),
        Shape("k", "added_word", ("kind", "value", "author", "made"), batched=False),
        Shape("t", "tag", ("name", "parent", "author", "made"), {"parent": "t"}, batched=False),
        Shape(
            "n",
            "note",
            (
                "quote", "about", "span_start", "span_end", "exact", "text", "kind", "handling",
                "author", "written", "changed",
            ),
            {"quote": "q"},
            batched=False,
        ),
        Shape("p", "brief", ("name", "author", "made"), batched=False),
        Shape(
            "i",
            "brief_item",
            ("brief", "rank", "quote", "text", "author", "made"),
            {"brief": "p", "quote": "q"},
            batched=False,
        ),
        Shape("v", "saved_search", ("name", "query", "author", "made"), batched=False),
        Shape(
            "g",
            "identity_edge",
            ("one", "other", "verdict", "remark", "author", "made"),
            {"one": "a", "other": "a"},
            batched=False,
        ),
        Shape(
            "d",
            "coding_sample",
            ("name", "query", "seed", "author", "made"),
            parts=(
                Part("coding_quote", "sample", ("n", "quote"), {"quote": "q"}),
                Part("coding_topic", "sample", ("n", "topic"), {"topic": "o"}),
                Part("coding_coder", "sample", ("n", "coder")),
            ),
            batched=False,
        ),
    )
}  # fmt: skip
"""In the order in which records can be written: what is pointed to comes first."""

TEXTS = "source_text"
DROP_OTHER_TEXTS = """
delete from source_text where source = ? and version not in (select value from json_each(?))
"""
PUT_TEXT = """
insert into source_text(source, version, text, sha256, length, accessed, remark)
values(:source, :version, :text, :sha256, :length, :accessed, :remark)
on conflict(source, version) do update set text = excluded.text, sha256 = excluded.sha256,
    length = excluded.length, accessed = excluded.accessed, remark = excluded.remark
"""


def put(db: Connection, record: Record, batch: int = NO_BATCH) -> None:
    """Write a record that is not there yet, with its parts."""
    put_alone(db, record, batch)
    put_parts(db, record)


def put_alone(db: Connection, record: Record, batch: int = NO_BATCH) -> None:
    """Write a record without its parts, which may point to records that are not there yet."""
    shape = SHAPES[record["key"][0]]
    columns = ["key", *(column for column in shape.columns if record.get(column) is not None)]
    values = [_bound(shape.references, column, record[column]) for column in columns[1:]]
    marks = ["?", *(_mark(shape.references, column) for column in columns[1:])]
    if shape.batched:
        columns.append("batch")
        values.append(batch)
        marks.append("?")
    db.execute(
        f"insert into {shape.table}({', '.join(map(_quoted, columns))}) values({', '.join(marks)})",
        [ids.raw_of(record["key"]), *values],
    )


def put_parts(db: Connection, record: Record) -> None:
    """Write the parts of a record that is there."""
    shape = SHAPES[record["key"][0]]
    if not any(record.get(part.table) for part in shape.parts):
        return
    owner = db.execute(
        f"select id from {shape.table} where key = ?", (ids.raw_of(record["key"]),)
    ).fetchone()[0]
    for part in shape.parts:
        for row in record.get(part.table, ()):
            columns = [
                part.owner,
                *(column for column in part.columns if row.get(column) is not None),
            ]
            values = [
                owner,
                *(_bound(part.references, column, row[column]) for column in columns[1:]),
            ]
            marks = ["?", *(_mark(part.references, column) for column in columns[1:])]
            if part.text_of_source:
                columns.append("source_text")
                values += [ids.raw_of(row["source"]), row["version"]]
                marks.append(
                    "(select t.id from source_text t join source s on s.id = t.source "
                    "where s.key = ? and t.version = ?)"
                )
            db.execute(
                f"insert into {part.table}({', '.join(map(_quoted, columns))}) "
                f"values({', '.join(marks)})",
                values,
            )


def pointed_to(record: Record) -> Iterator[Key]:
    """The keys of all records that a record, or what is given of it, points to."""
    shape = SHAPES[record["key"][0]]
    yield from (record[column] for column in shape.references if record.get(column))
    for part in shape.parts:
        for row in record.get(part.table) or ():
            yield from (row[column] for column in part.references if row.get(column))
            if part.text_of_source:
                yield row["source"]


def is_there(db: Connection, key: Key) -> bool:
    """Whether the tables hold a record with that key."""
    statement = f"select 1 from {SHAPES[key[0]].table} where key = ?"
    return db.execute(statement, (ids.raw_of(key),)).fetchone() is not None


def read(db: Connection, key: Key) -> Record | None:
    """The record with that key as `put` would write it, or None."""
    shape = SHAPES[key[0]]
    row = db.execute(
        f"select id, {_selected(shape.columns, shape.references, 't')} "
        f"from {shape.table} t where key = ?",
        (ids.raw_of(key),),
    ).fetchone()
    if row is None:
        return None
    record: Record = {"key": key}
    record |= _unbound(shape.columns, shape.references, row[1:])
    for part in shape.parts:
        extra = ", s.key, x.version" if part.text_of_source else ""
        joined = (
            " join source_text x on x.id = t.source_text join source s on s.id = x.source"
            if part.text_of_source
            else ""
        )
        order = "version" if part.table == "source_text" else "n"
        rows = db.execute(
            f"select {_selected(part.columns, part.references, 't')}{extra} "
            f"from {part.table} t{joined} "
            f"where t.{part.owner} = ? order by t.{order}",
            (row[0],),
        ).fetchall()
        if rows:
            record[part.table] = [_part_record(part, each) for each in rows]
    return record


def _part_record(part: Part, row: tuple[Any, ...]) -> Record:
    record = _unbound(part.columns, part.references, row)
    if part.text_of_source:
        record |= {"source": ids.key_of("s", row[-2]), "version": row[-1]}
    return record


def remove(db: Connection, key: Key) -> None:
    """Take a record and its parts out of the tables; the log still has them."""
    shape = SHAPES[key[0]]
    for part in shape.parts:
        db.execute(
            f"delete from {part.table} where {part.owner} = "
            f"(select id from {shape.table} where key = ?)",
            (ids.raw_of(key),),
        )
    db.execute(f"delete from {shape.table} where key = ?", (ids.raw_of(key),))


def change(db: Connection, key: Key, column: str, value: object) -> None:
    """Set one column of a record, or all rows of one of its parts.

    Raises:
        KeyError: records of that kind have no such column or part.
    """
    shape = SHAPES[key[0]]
    part = next((each for each in shape.parts if each.table == column), None)
    if part is not None:
        _change_part(db, key, part, cast("list[Record]", value or []))
        return
    if column not in shape.columns:
        raise KeyError(column)
    db.execute(
        f"update {shape.table} set {_quoted(column)} = {_mark(shape.references, column)} "
        "where key = ?",
        (_bound(shape.references, column, value), ids.raw_of(key)),
    )


def _change_part(db: Connection, key: Key, part: Part, rows: list[Record]) -> None:
    """Put these rows in the place of those that are there.

    Quotes point into a source's texts: those stay, and are changed where they are.
    """
    shape = SHAPES[key[0]]
    owner = db.execute(
        f"select id from {shape.table} where key = ?", (ids.raw_of(key),)
    ).fetchone()[0]
    if part.table == TEXTS:
        kept = [row["version"] for row in rows]
        db.execute(DROP_OTHER_TEXTS, (owner, json.dumps(kept)))
        for row in rows:
            values = {"accessed": None, "remark": None, "text": None, **row, "source": owner}
            db.execute(PUT_TEXT, values | {"sha256": bytes.fromhex(row["sha256"])})
        return
    db.execute(f"delete from {part.table} where {part.owner} = ?", (owner,))
    put_parts(db, {"key": key, part.table: rows})


def _quoted(column: str) -> str:
    return f'"{column}"'


def _mark(references: Mapping[str, str], column: str) -> str:
    if column not in references:
        return "?"
    return f"(select id from {ids.LETTERS[references[column]]} where key = ?)"


def _bound(references: Mapping[str, str], column: str, value: object) -> object:
    if column in references and value is not None:
        return ids.raw_of(Key(str(value)))
    if column == "sha256":
        return bytes.fromhex(str(value))
    return value


def _selected(columns: tuple[str, ...], references: Mapping[str, str], alias: str) -> str:
    return ", ".join(
        f"(select key from {ids.LETTERS[references[column]]} where id = {alias}.{_quoted(column)})"
        if column in references
        else f"{alias}.{_quoted(column)}"
        for column in columns
    )


def _unbound(
    columns: tuple[str, ...], references: Mapping[str, str], row: tuple[Any, ...]
) -> Record:
    record: Record = {}
    for column, value in zip(columns, row, strict=False):
        if value is None:
            continue
        if column in references:
            record[column] = ids.key_of(references[column], value)
        elif isinstance(value, bytes):
            record[column] = value.hex()
        else:
            record[column] = value
    return record
