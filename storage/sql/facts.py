"""Facts as forms show them: their fields, what these name, and what they may name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from storage import fields, ids
from storage.connections import Connection
from storage.editing import EditedFact, Pick
from storage.errors import RecordMissing
from storage.fields import Edited, Field, Kind
from storage.ids import Key
from storage.names import name_key
from storage.schema import shapes
from storage.sql import keys, referring, vocabularies

PICKED_AT_MOST: Final = 100
LIVE: Final = "batch not in (select id from batch where state <> 'live')"
RECORDS: Final[dict[str, str]] = {
    "a": f"""
    select a.key, a.name, a.kind, a.slug || ' ' || coalesce((
        select group_concat(name, ' ') from actor_name n where n.actor = a.id), ''), null
    from actor a where a.retracted is null and a.{LIVE}
    """,
    "f": f"""
    select f.key, f.name, f.kind, f.slug || ' ' || coalesce(f.acronym, '') || ' ' || coalesce((
        select group_concat(name, ' ') from format_name n where n.format = f.id), ''), null
    from format f where f.retracted is null and f.{LIVE}
    """,
    "m": f"""
    select m.key, coalesce(m.title, f.name), coalesce(m.said_on, '') || ' ' || coalesce(m.place, ''),
        m.slug || ' ' || f.name || ' ' || coalesce(f.acronym, ''), f.key
    from meeting m join format f on f.id = m.format where m.retracted is null and m.{LIVE}
    """,
    "s": f"""
    select s.key, s.title, coalesce(a.name, s.domain, '') || ' ' || coalesce(s.published, ''),
        s.slug || ' ' || coalesce(s.domain, ''), a.key
    from source s left join actor a on a.id = s.publisher
    where s.retracted is null and s.{LIVE}
    """,
    "r": f"""
    select r.key, r.title, a.name || ' for ' || o.name || coalesce(', from ' || r.valid_from, ''),
        '', a.key
    from role r join actor a on a.id = r.actor join actor o on o.id = r.organisation
    where r.retracted is null and r.{LIVE}
    """,
}
"""Key, name, what tells it from others, more that it is found by, and what it is of."""


def edited(db: Connection, letter: str, name: str, author: str) -> EditedFact:
    """The fact of that kind that a key, slug or former id names.

    Raises:
        RecordMissing: there is none.
    """
    kind = fields.named(letter)
    key = keys.find(db, name, kind.letter, author)
    record = shapes.read(db, key)
    if record is None or not referring.is_there(db, key):
        msg = f"There is no {kind.name} {ids.short(key)} any more."
        raise RecordMissing(msg)
    values = fields.seen_by(author, fields.edited(kind, record))
    is_retracted = referring.is_retracted(db, key)
    return EditedFact(
        key,
        kind.letter,
        referring.shown(db, key),
        values,
        _names(db, kind, values),
        _words(db, kind.fields),
        is_retracted,
        referring.why_retracted(db, key) if is_retracted else None,
    )


def blank(db: Connection, letter: str, given: Edited, author: str) -> EditedFact:
    """A new fact of that kind, of which some is given already; records by key or slug."""
    kind = fields.named(letter)
    values = dict(given)
    for field in kind.fields:
        if field.takes == "record" and field.name in values:
            values[field.name] = keys.find(db, values[field.name], field.of, author)
    names = _names(db, kind, values)
    return EditedFact(None, kind.letter, "", values, names, _words(db, kind.fields))


def picks(db: Connection, letter: str, typed: str, within: str | None) -> tuple[Pick, ...]:
    """Records that still hold and have all words that were typed, in any script.

    Those of `within` come first: roles of an actor, meetings of a format, sources of a publisher.
    """
    wished = name_key(typed).split()
    found: list[tuple[bool, int, str, Pick]] = []
    for raw, name, about, more, owner in db.execute(RECORDS[letter]):
        key = ids.key_of(letter, raw)
        known = f"{name_key(f'{name} {about} {more}')} {key}"
        if all(word in known for word in wished):
            is_within = owner is not None and _owner(letter, owner) == within
            place = f" {name_key(name)}".find(f" {wished[0]}") if wished else 0
            later = place if place >= 0 else len(known)
            found.append((not is_within, later, name, Pick(key, name, about.strip())))
    found.sort(key=lambda each: each[:3])
    return tuple(each[3] for each in found[:PICKED_AT_MOST])


def _owner(letter: str, raw: bytes) -> Key:
    return ids.key_of("f" if letter == "m" else "a", raw)


def _names(db: Connection, kind: Kind, values: Edited) -> dict[str, str]:
    named = {key for field in kind.fields for key in _named_in(field, values)}
    return {key: referring.shown(db, key) for key in named}


def _named_in(field: Field, values: Mapping[str, Any]) -> Iterator[Key]:
    """The keys of the records that a field names, in the rows of lists too."""
    value = values.get(field.name)
    if field.takes == "record" and value:
        yield Key(value)
    if field.takes == "parts":
        for row in value or ():
            for part in field.parts:
                yield from _named_in(part, row)


def _words(db: Connection, known: tuple[Field, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for field in known:
        if field.takes == "word":
            found[field.of] = vocabularies.words(db, field.of)
        found |= _words(db, field.parts)
    return found
