"""Rows of a table as records that only have to be written. Knows no library."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from storage import ids
from storage.exchange.judging import IMPORTER, Judge, Row, refused
from storage.exchange.reading import Line, Name, Table
from storage.history.leaves import leaf_of
from storage.ids import Key
from storage.names import name_key
from storage.schema.shapes import Record
from storage.tokens import one_spelling

LETTERS: Final = {"actor": "a", "format": "f", "source": "s", "topic": "o"}
NOT_OF_A_SLUG: Final = re.compile(r"[^a-z0-9]+")

Columns: TypeAlias = tuple[Any, ...]


class Names(NamedTuple):
    """How a library calls what it holds before a table is read in, by the kind of record."""

    unique: Mapping[str, Mapping[str, Key]]
    """Names that one record alone has."""
    slugs: Mapping[str, set[str]]
    earlier: Mapping[Key, str]
    """Slugs of what an earlier table of the same name brought."""


class Named(NamedTuple):
    """A record that quotes name, as the first of them does."""

    table: str
    raw: bytes
    line: int
    leaf: bytes | None
    """None where the library has it already, by its name."""
    columns: Columns
    parts: tuple[Columns, ...]


class Quote(NamedTuple):
    """A quote; what it names is given by the 16 bytes of its key."""

    raw: bytes
    line: int
    leaf: bytes
    speaker: bytes | None
    format: bytes | None
    source: bytes | None
    topics: tuple[bytes, ...]
    columns: Columns
    words: tuple[str, str]


class Ready(NamedTuple):
    """Some rows of the table; none at its end."""

    rows: int
    named: list[Named]
    quotes: list[Quote]


class _Known(NamedTuple):
    """What stands for a named record."""

    key: Key
    raw: bytes


class Preparer:
    """Makes records of rows, in their order."""

    def __init__(self, table: Table, held_as: str, names: Names) -> None:
        self._table = table
        self._judge = Judge(table, held_as)
        self._lines = table.lines()
        self._names = names
        self._known: dict[tuple[str, str], _Known] = {}
        self._named: list[Named] = []

    def some(self, most: int) -> Ready:
        """The next rows, at most so many.

        Raises:
            WriteRefused: one of them is not what it should be.
        """
        self._named = []
        lines = itertools.islice(self._lines, most)
        quotes = [self._quote(self._judge.row(line)) for line in lines]
        return Ready(len(quotes), self._named, quotes)

    def _quote(self, row: Row) -> Quote:
        line, values, (first, last) = row.line, row.values, row.days
        speaker = self._actor(line, values.get("speaker"))
        format_ = self._format(line, values.get("format"))
        source = self._source(line, values.get("source"), values.get("url"))
        topics = self._topics(line, values.get("topics"))
        ref, translation = values.get("id"), values.get("translation")
        language, remark = values.get("language"), values.get("remark")
        record: Record = {
            "key": ids.key_of("q", row.raw), "ref": ref, "kind": row.kind, "held_as": row.held_as,
            "text": row.text, "translation": translation, "lang": language,
            "speaker": speaker and speaker.key, "said_on": row.said_on, "said_lo": first,
            "said_hi": last, "format": format_ and format_.key, "source": source and source.key,
            "status": "accepted", "remark": remark, "handling": "public",
            "quote_topic": [
                {"n": n, "topic": topic.key, "coder": IMPORTER} for n, topic in enumerate(topics)
            ] or None,
        }  # fmt: skip
        return Quote(
            row.raw, line.number, _leaf(record), speaker and speaker.raw, format_ and format_.raw,
            source and source.raw, tuple([topic.raw for topic in topics]),
            (
                ref, row.kind, row.held_as, row.text, translation, language, row.said_on, first,
                last, remark,
            ),
            (one_spelling(row.text), one_spelling(translation or "")),
        )  # fmt: skip

    # What quotes name.

    def _actor(self, line: Line, value: str | None) -> _Known | None:
        if value is None:
            return None
        known = self._known.get(("actor", value))
        return known or self._new_actor(line, value, self._name(line, "speaker", value))

    def _new_actor(self, line: Line, value: str, name: Name) -> _Known:
        names = [
            {"n": n, "name": each, "name_key": name_key(each), "used": used}
            for n, (each, used) in enumerate(((name.name, "own"), (name.alias, "common")))
            if each
        ]
        record: Record = {"kind": "other", "name": name.name, "actor_name": names}
        parts = tuple(tuple(each.values()) for each in names)
        return self._record(line, "actor", value, name.name, record, (name.name,), parts)

    def _format(self, line: Line, value: str | None) -> _Known | None:
        if value is None:
            return None
        known = self._known.get(("format", value))
        if known is not None:
            return known
        name = self._name(line, "format", value).name
        record: Record = {"name": name, "kind": "standing"}
        return self._record(line, "format", value, name, record, (name,))

    def _source(self, line: Line, title: str | None, url: str | None) -> _Known | None:
        name = title or url
        if name is None:
            return None
        record: Record = {"kind": "other", "title": name, "url": url, "handling": "public"}
        return self._record(line, "source", url or name, name, record, (name, url))

    def _topics(self, line: Line, value: str | None) -> list[_Known]:
        if value is None:
            return []
        # Where nothing else parts them, a space does: "red lines; borders", but "truce borders".
        parts = re.split(r"[;,]" if re.search(r"[;,]", value) else r"\s", value)
        names = dict.fromkeys(each.strip() for each in parts if each.strip())
        return [self._record(line, "topic", each, each, {"version": 1}, ()) for each in names]

    def _name(self, line: Line, what: str, value: str) -> Name:
        if what not in self._table.names:
            return Name(value)
        found = self._table.names[what].get(value)
        if found is None:
            raise refused(self._table, line.number, f"no {what} has the id {value}")
        return found

    def _record(
        self,
        line: Line,
        kind: str,
        own: str,
        name: str,
        record: Record,
        columns: Columns,
        parts: tuple[Columns, ...] = (),
    ) -> _Known:
        """The record that the table calls `own`; one in the library only where the name is all.

        Two rows of another table are two records, whatever their names.
        """
        known = self._known.get((kind, own))
        if known is not None:
            return known
        there = self._names.unique[kind].get(name) if own == name else None
        key = there or ids.derived_key(LETTERS[kind], self._judge.importer, own)
        known = self._known[kind, own] = _Known(key, ids.raw_of(key))
        if there is not None:
            self._named.append(Named(kind, known.raw, line.number, None, (), ()))
            return known
        slug = self._names.earlier.get(key) or self._new_slug(kind, name, key)
        leaf = _leaf({"key": key, "slug": slug, **record})
        self._named.append(Named(kind, known.raw, line.number, leaf, (slug, *columns), parts))
        return known

    def _new_slug(self, kind: str, name: str, key: Key) -> str:
        slug = NOT_OF_A_SLUG.sub("-", name_key(name)).strip("-") or key
        taken = self._names.slugs[kind]
        free = slug if slug not in taken else f"{slug}-{key[-ids.SHORT_LENGTH :]}"
        taken.add(free)
        return free


def _leaf(record: Record) -> bytes:
    return leaf_of({key: each for key, each in record.items() if each is not None})
