"""What a transaction did, in a few words: for the log, for undo and for refusals."""

from __future__ import annotations

import json
from typing import Any

from storage import fields, ids
from storage.connections import Connection
from storage.history import subjects
from storage.history.materialise import STAR_FIELD, TAG_FIELD
from storage.ids import Key

RETRACTION = "retraction"
RETRACTED = "retracted"
SAID_AT_MOST = 3
TOPICS = "quote_topic"
OPS_IN_ORDER = "select rec, field, kind, val from op where txn = ? order by seq"
TAGGED = """
select q.key from quote_tag qt join quote q on q.id = qt.quote join tag t on t.id = qt.tag
where t.key = ?
"""
TAGGED_BY = "select rec from op where txn = ? and field = ? and kind in ('add', 'undo')"
DONE_IN = """
select count(*) from coding_done c join coding_sample d on d.id = c.sample where d.key = ?
"""
RESTING_ON_BATCH = """
with own(id) as (select id from batch where key = :batch),
mine as (select id from quote where batch in own)
select (select count(*) from note where quote in mine)
     + (select count(*) from quote_tag where quote in mine)
     + (select count(*) from star where quote in mine)
     + (select count(distinct sample) from coding_quote where quote in mine)
     + (select count(*) from quote q join batch b on b.id = q.batch and b.state = 'live'
        where b.id not in own and (
            q.speaker in (select id from actor where batch in own)
            or q.role in (select id from role where batch in own)
            or q.format in (select id from format where batch in own)
            or q.meeting in (select id from meeting where batch in own)
            or q.source in (select id from source where batch in own)
            or q.id in (select t.quote from quote_topic t join topic o on o.id = t.topic
                        where o.batch in own)))
"""


NOTES_ON_OTHERS = "select about from note where about is not null"
IS_OF_BATCH = "select 1 from {table} r join batch b on b.id = r.batch where r.key = ? and b.key = ?"


def of_transaction(db: Connection, txn: str) -> str:
    """One line, such as "note on q-4t9f3c" or "tag check on 3 quotes"."""
    said: dict[str, list[Key]] = {}
    corrected: dict[Key, dict[str, None]] = {}
    for rec, field, kind, val in db.execute(OPS_IN_ORDER, (txn,)).fetchall():
        value = json.loads(val)
        if kind == "undo":
            return f"undo of {of_transaction(db, value['undoes'])}"
        if kind == "import":
            return f"import of {value['name']} ({value['records']} records)"
        if _is_of_a_fact(rec, field):
            corrected.setdefault(Key(rec), {})[_change(rec[0], field, value)] = None
            continue
        subject, about = _deed(db, Key(rec), field, kind, value)
        said.setdefault(subject, []).extend(about)
    parts = [f"{subject} {_on(about)}" if about else subject for subject, about in said.items()]
    parts += [_correction(key, tuple(changes)) for key, changes in corrected.items()][:SAID_AT_MOST]
    if len(corrected) > SAID_AT_MOST:
        parts.append(f"and {len(corrected) - SAID_AT_MOST} more")
    return ", ".join(parts) or "nothing"


def _deed(db: Connection, key: Key, field: str, kind: str, value: Any) -> tuple[str, list[Key]]:
    """The deed without its object, and the record that it was done to, where it is not said yet."""
    if field == "" and kind in {"set", "remove"}:
        return f"{'change' if kind == 'set' else 'removal'} from outside of", [key]
    if key[0] in subjects.TOLD:
        return subjects.TOLD[key[0]](db, key, field, kind, value)
        return f"{'change' if kind == 'set' else 'removal'} from outside of", key
    if field == "":
        name = {"l": "link on"}.get(key[0], f"new {ids.LETTERS[key[0]].replace('_', ' ')}")
        return name, [Key(value.get("quote", key))]
    if field.startswith(TAG_FIELD):
        name = subjects.tag_name(db, Key(field.removeprefix(TAG_FIELD)))
        return f"tag {name} {'on' if kind == 'add' else 'off'}", [key]
    if field.startswith(STAR_FIELD):
        return ("star on" if kind == "add" else "star off"), [key]
    if field == TOPICS:
        return "topics of", [key]
    return f"{field} of", [key]


def _is_of_a_fact(rec: str, field: str) -> bool:
    is_column = field != "" and not field.startswith((TAG_FIELD, STAR_FIELD))
    return is_column and field != TOPICS and rec[0] in fields.KINDS


def _change(letter: str, field: str, value: object) -> str:
    """What a field is called, or what it says of the whole record; "" where it only follows."""
    if field == fields.RETRACTED_BY[letter] and value in (RETRACTED, 1):
        return RETRACTION
    known = fields.KINDS[letter].field(field)
    return known.label if known else ""


def _correction(key: Key, changes: tuple[str, ...]) -> str:
    if RETRACTION in changes:
        return f"{RETRACTION} of {ids.short(key)}"
    if changes == ("",):
        return f"{ids.short(key)} holds again"
    return f"correction of {ids.short(key)} ({', '.join(filter(None, changes))})"


def _on(keys: list[Key]) -> str:
    distinct = list(dict.fromkeys(keys))
    return ids.short(distinct[0]) if len(distinct) == 1 else f"{len(distinct)} quotes"


def uses_of_tag(db: Connection, tag: Key, besides: str) -> int:
    """On how many quotes a tag stands that transaction `besides` did not put it on."""
    tagged = {ids.key_of("q", row[0]) for row in db.execute(TAGGED, (ids.raw_of(tag),))}
    return len(tagged - {row[0] for row in db.execute(TAGGED_BY, (besides, f"{TAG_FIELD}{tag}"))})


def coders_done(db: Connection, sample: Key) -> int:
    """How many coders are done with a sample."""
    return int(db.execute(DONE_IN, (ids.raw_of(sample),)).fetchone()[0])


def resting_on_batch(db: Connection, batch: Key) -> int:
    """How many annotations, and quotes that came later, rest on what an import brought."""
    raw = ids.raw_of(batch)
    about = [Key(row[0]) for row in db.execute(NOTES_ON_OTHERS)]
    on_others = sum(
        db.execute(IS_OF_BATCH.format(table=ids.LETTERS[key[0]]), (ids.raw_of(key), raw)).fetchone()
        is not None
        for key in about
    )
    return on_others + int(db.execute(RESTING_ON_BATCH, {"batch": raw}).fetchone()[0])
