"""Checking a library: the log, the tables against it, imported rows, words and indexes.

Nothing is repaired here. What was changed from outside can be taken into the log by `adopt`.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from storage import ids
from storage.connections import Connection, Connections, Row, sqlite
from storage.errors import LibraryUnusable
from storage.history import adoption, chain, logged, materialise
from storage.history.leaves import leaf_of, root_of
from storage.history.log import RECORD, canonical
from storage.history.logged import Fields
from storage.ids import Key
from storage.places import standing
from storage.rows import Finding, Piece, Verdict
from storage.schema import analysis, shapes, words
from storage.schema.shapes import SHAPES
from storage.sql import digest

Heads = Mapping[str, Fields]
Check = Callable[[Connection, Heads], Iterator[Finding]]

COUNT: Final = "select count(*) from {table}"
QUICK_CHECK: Final = "pragma quick_check"
FOREIGN_KEY_CHECK: Final = "pragma foreign_key_check"
TRIGGERS: Final = "select name from sqlite_schema where type = 'trigger'"
BATCHES: Final = "select id, key, name, state, manifest from batch where id <> ? order by id"
LAST_IMPORT: Final = (
    "select val from op where rec = ? and kind = 'import' order by seq desc limit 1"
)
ROWS_OF_BATCH: Final = "select key, leaf from {table} where batch = ?"
KEYS_BY_HAND: Final = "select key from {table} where batch = ?"
KEYS_UNBATCHED: Final = "select key from {table}"
RECORDS_WITH_SETS: Final = """
select 'q', key from quote where id in (select quote from quote_tag union select quote from star)
union all select 'd', key from coding_sample
"""
REMOVED_IMPORTED: Final = """
select count(*) from head h join op o on o.hash = h.op
where o.kind = 'remove' and o.field = '' and o.parents = '[]'
"""
STALE_WORDS: Final = """
select q.key from quote q join batch b on b.id = q.batch and b.state <> 'loading'
left join quote_words w on w.id = q.id
where w.text is not {text} or w.translation is not {translation} or w.notes is not {notes}
""".format(
    text=words.TEXT_OF.format("q"),
    translation=words.TRANSLATION_OF.format("q"),
    notes=words.NOTES_OF.format("q.id"),
)
ORPHANED_WORDS: Final = "select count(*) from quote_words where id not in (select id from quote)"
INDEX_CHECK: Final = "insert into quote_fts(quote_fts, rank) values('integrity-check', 1)"
STORED_TEXTS: Final = """
select s.slug, t.version, t.text, t.sha256, t.length from source_text t
join source s on s.id = t.source where t.text is not null
"""
SPANS: Final = """
select p.source_text, q.key, q.held_as, q.text as words, p.part, p.start, p.end, p.exact, s.slug
from quote_span p join quote q on q.id = p.quote
join source_text t on t.id = p.source_text join source s on s.id = t.source
order by p.source_text, q.id, p.part, p.start
"""
TEXT: Final = "select text from source_text where id = ?"
SOURCES_WITHOUT_TEXT: Final = """
select count(*) from source s join batch b on b.id = s.batch and b.state = 'live'
where not exists (select 1 from source_text t where t.source = s.id and t.text is not null)
"""
LOADING: Final = "select name from batch where state = 'loading'"

STANDING_SENTENCE: Final = {
    "moved": "The {part} is not at its place in the stored text of {slug} but elsewhere in it.",
    "gone": "The {part} is not in the stored text of {slug} any more.",
}

INDEX_NOT_CHECKED: Final = (
    "Whether the full-text index fits its texts was not checked: that takes a library that may be "
    "written."
)


def verify(path: Path, *, is_read_only: bool = False) -> Verdict:
    """Read everything and say what is wrong with it, and what is worth knowing.

    Through connections of its own: SQLite's check of a full-text index (3.53) goes by the layout
    that a connection remembers, and calls an index damaged that others have written to since.
    """
    with contextlib.closing(Connections(path, is_read_only=is_read_only)) as connections:
        return _verdict(connections)


def _verdict(connections: Connections) -> Verdict:
    with connections.reading() as db:
        unreadable: list[Finding] = []
        heads: Heads = {}
        try:
            heads = logged.heads(db)
        except (sqlite.DatabaseError, ValueError, KeyError, TypeError) as error:
            unreadable.append(_unreadable("the log", error))
        findings = [finding for check in CHECKS for finding in _guarded(check, db, heads)]
        reported = tuple(_reported(db, heads))
        entries = int(db.execute(COUNT.format(table="op")).fetchone()[0])
        records = sum(
            int(db.execute(COUNT.format(table=shape.table)).fetchone()[0])
            for shape in SHAPES.values()
        )
        log_digest = digest.digest(db)
    if connections.why_read_only:
        reported = (*reported, INDEX_NOT_CHECKED)
    else:
        findings += _full_text(connections)
    return Verdict(entries, records, log_digest, (*unreadable, *findings), reported)


def _guarded(check: str, db: Connection, heads: Heads) -> Iterator[Finding]:
    """The findings of a check; that it could not be finished is one too."""
    try:
        yield from CHECKS[check](db, heads)
    except (sqlite.DatabaseError, ValueError, KeyError) as error:
        yield _unreadable(check, error)


def _unreadable(what: str, error: Exception) -> Finding:
    return Finding(what, f"It could not be read to its end ({error}).")


def _file(db: Connection, _heads: Heads) -> Iterator[Finding]:
    for row in db.execute(QUICK_CHECK):
        if row[0] != "ok":
            yield Finding("the file", f"SQLite finds it damaged: {row[0]}.")
    for row in db.execute(FOREIGN_KEY_CHECK):
        yield Finding(row[0], f"Row {row[1]} points to a row of {row[2]} that is not there.")


def _triggers(db: Connection, _heads: Heads) -> Iterator[Finding]:
    held = {row[0] for row in db.execute(TRIGGERS)}
    for name in sorted(analysis.TRIGGER_NAMES - held):
        yield Finding(name, "This trigger is missing: changes may have gone unseen.")
    for name in sorted(held - analysis.TRIGGER_NAMES):
        yield Finding(name, "This trigger is not one of the library's.")


def _log(db: Connection, _heads: Heads) -> Iterator[Finding]:
    yield from chain.findings(db)


def _outside(db: Connection, _heads: Heads) -> Iterator[Finding]:
    for key in adoption.changed_from_outside(db):
        yield Finding(
            ids.short(key), f"This {ids.LETTERS[key[0]]} was changed from outside the program."
        )


def _logged(db: Connection, heads: Heads) -> Iterator[Finding]:
    """What the log says against what the tables hold."""
    for rec, fields in heads.items():
        key = Key(rec)
        if key[0] == "b":
            if materialise.held(db, key, RECORD) != logged.batch_state(fields):
                yield Finding(ids.short(key), "The log and the tables differ about this import.")
            continue
        whole = RECORD in fields
        if whole and not logged.same(logged.record(fields), shapes.read(db, key)):
            yield Finding(ids.short(key), f"The log has this {_kind(key)} otherwise.")
        for field, head in fields.items():
            if field == RECORD or (whole and logged.is_column(field)):
                continue
            if not logged.same(materialise.held(db, key, field), head.value):
                yield Finding(ids.short(key), f"The log has its {field} otherwise.")


def _unlogged(db: Connection, heads: Heads) -> Iterator[Finding]:
    """Rows that no entry of the log has written."""
    for shape in SHAPES.values():
        if shape.batched:
            statement, values = KEYS_BY_HAND, (shapes.NO_BATCH,)
        else:
            statement, values = KEYS_UNBATCHED, ()
        for row in db.execute(statement.format(table=shape.table), values):
            key = ids.key_of(shape.letter, row[0])
            if RECORD not in heads.get(key, {}):
                yield Finding(ids.short(key), f"No entry of the log has written this {_kind(key)}.")
    for row in db.execute(RECORDS_WITH_SETS).fetchall():
        key = ids.key_of(*row)
        for field in adoption.sets_of(db, key).keys() - heads.get(key, {}).keys():
            yield Finding(ids.short(key), f"No entry of the log has written its {field}.")


def _imports(db: Connection, heads: Heads) -> Iterator[Finding]:
    for batch in db.execute(BATCHES, (shapes.NO_BATCH,)).fetchall():
        if batch["state"] != "loading":
            yield from _import(db, batch, heads)


def _import(db: Connection, batch: Row, heads: Heads) -> Iterator[Finding]:
    """The rows of an import against the hashes that it came with."""
    key = ids.key_of("b", batch["key"])
    name = f"import of {batch['name']}"
    row = db.execute(LAST_IMPORT, (key,)).fetchone()
    if row is None:
        yield Finding(name, "No entry of the log has brought it in.")
        return
    manifest = json.loads(row[0])
    if batch["manifest"] != canonical(manifest):
        yield Finding(name, "What the tables say about it is not what the log says.")
    leaves: list[bytes] = []
    changed: list[Key] = []
    for record, leaf in _rows_of(db, batch["id"]):
        fields = heads.get(record, {})
        whole = fields.get(RECORD)
        if whole is not None and whole.kind == "add":
            continue  # came from outside and was adopted
        own = leaf if whole is not None else leaf_of(logged.imported(db, record, fields))
        leaves.append(own)
        if own != leaf:
            changed.append(record)
    is_whole = root_of(leaves).hex() == manifest["root"]
    for record in changed:
        yield Finding(
            ids.short(record),
            f"The hash that this {_kind(record)} was imported with was changed; it itself was not."
            if is_whole
            else f"This {_kind(record)} is not as it was imported.",
        )
    missing = manifest["records"] - len(leaves)
    if missing and missing != db.execute(REMOVED_IMPORTED).fetchone()[0]:
        what = f"{missing} are missing" if missing > 0 else f"{-missing} are too many"
        yield Finding(name, f"Of its {manifest['records']} records {what}.")
    elif not (missing or is_whole or changed):
        yield Finding(name, "Its records are not those that were imported, nor are their hashes.")


def _rows_of(db: Connection, batch: int) -> Iterator[tuple[Key, bytes]]:
    for shape in SHAPES.values():
        if shape.batched:
            statement = ROWS_OF_BATCH.format(table=shape.table)
            for raw, leaf in db.execute(statement, (batch,)).fetchall():
                yield ids.key_of(shape.letter, raw), leaf or b""


def _words(db: Connection, _heads: Heads) -> Iterator[Finding]:
    """What is searched against what is held."""
    for row in db.execute(STALE_WORDS):
        key = ids.key_of("q", row[0])
        yield Finding(
            ids.short(key), "The words that are searched are not the words that are held."
        )
    orphans = db.execute(ORPHANED_WORDS).fetchone()[0]
    if orphans:
        yield Finding("the search", f"{orphans} of its texts belong to no quote.")


def _full_text(connections: Connections) -> list[Finding]:
    """The full-text index against its texts: only this check sees terms that have become stale."""
    try:
        with connections.writing() as db:
            db.execute(INDEX_CHECK)
    except LibraryUnusable as error:
        if isinstance(error.__cause__, sqlite.OperationalError):
            return [_unreadable("the search", error.__cause__)]
        return [Finding("the search", "The full-text index does not fit the texts that it covers.")]
    return []


def _texts(db: Connection, _heads: Heads) -> Iterator[Finding]:
    for row in db.execute(STORED_TEXTS):
        text = row["text"]
        sha256 = hashlib.sha256(text.encode()).digest()
        if sha256 != row["sha256"] or len(text) != row["length"]:
            yield Finding(row["slug"], f"Its stored text, version {row['version']}, was changed.")


def _spans(db: Connection, _heads: Heads) -> Iterator[Finding]:
    """Where words are said to stand, against the stored texts and the quotes held as words."""
    rows = db.execute(SPANS).fetchall()
    for text_id, of_text in itertools.groupby(rows, lambda row: row["source_text"]):
        text = db.execute(TEXT, (text_id,)).fetchone()[0]
        for raw, of_quote in itertools.groupby(of_text, lambda row: row["key"]):
            yield from _quote_spans(ids.key_of("q", raw), text, list(of_quote))


def _quote_spans(key: Key, text: str | None, rows: list[Row]) -> Iterator[Finding]:
    for row in rows:
        found = standing(text, (Piece(row["start"], row["end"], row["exact"]),))
        if found in STANDING_SENTENCE:
            sentence = STANDING_SENTENCE[found].format(part=row["part"], slug=row["slug"])
            yield Finding(ids.short(key), sentence)
    pieces = [row["exact"] for row in rows if row["part"] == "content"]
    can_be_compared = rows[0]["held_as"] == "words" and pieces and None not in pieces
    if can_be_compared and " ".join(pieces).split() != rows[0]["words"].split():
        yield Finding(ids.short(key), f"Its words are not those that stand in {rows[0]['slug']}.")


def _kind(key: Key) -> str:
    return ids.LETTERS[key[0]].replace("_", " ")


def _reported(db: Connection, heads: Heads) -> Iterator[str]:
    """Facts worth knowing that are no faults."""
    without = db.execute(SOURCES_WITHOUT_TEXT).fetchone()[0]
    if without:
        yield (
            f"{without} {'source has' if without == 1 else 'sources have'} no stored text: "
            "words from there could not be compared."
        )
    adopted = [
        rec for rec, fields in heads.items() if RECORD in fields and fields[RECORD].kind == "set"
    ]
    if adopted:
        yield f"{len(adopted)} records were changed from outside and adopted since."
    removed = db.execute(REMOVED_IMPORTED).fetchone()[0]
    if removed:
        yield f"{removed} imported records were removed from outside, which was adopted since."
    for row in db.execute(LOADING):
        yield f"{row[0]} is being read in, or that was broken off; nothing of it shows."


CHECKS: Final[Mapping[str, Check]] = {
    "the file": _file,
    "the log": _log,
    "the triggers": _triggers,
    "changes from outside": _outside,
    "logged records": _logged,
    "records without an entry": _unlogged,
    "imported records": _imports,
    "the searched words": _words,
    "the stored texts": _texts,
    "the places of words": _spans,
}
"""In the order in which they are made: what breaks the most comes first."""
