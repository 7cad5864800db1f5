"""What a transaction did, in a few words: for the log, for undo and for refusals."""

from __future__ import annotations

import json
from typing import Any

from storage import fields, ids
from storage.connections import Connection
from storage.history.materialise import STAR_FIELD, TAG_FIELD
from storage.ids import Key

RETRACTION = "retraction"
RETRACTED = "retracted"
SAID_AT_MOST = 3
OPS_IN_ORDER = "select rec, field, kind, val from op where txn = ? order by seq"
TAG_ADDED_AS = "select val from op where rec = ? and field = '' and kind = 'add' limit 1"
TAGGED = """
select q.key from quote_tag qt join quote q on q.id = qt.quote join tag t on t.id = qt.tag
where t.key = ?
"""
TAGGED_BY = "select rec from op where txn = ? and field = ? and kind in ('add', 'undo')"
RESTING_ON_BATCH = """
with own(id) as (select id from batch where key = :batch),
mine as (select id from quote where batch in own)
select (select count(*) from note where quote in mine)
     + (select count(*) from quote_tag where quote in mine)
     + (select count(*) from star where quote in mine)
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


def of_transaction(db: Connection, txn: str) -> str:
    """One line, such as "note on q-4t9f3c" or "tag check on 3 quotes"."""
    said: dict[str, list[Key]] = {}
    new_tags: set[str] = set()
    corrected: dict[Key, dict[str, None]] = {}
    for rec, field, kind, val in db.execute(OPS_IN_ORDER, (txn,)).fetchall():
        value: dict[str, Any] = json.loads(val) or {}
        if kind == "undo":
            return f"undo of {of_transaction(db, value['undoes'])}"
        if kind == "import":
            return f"import of {value['name']} ({value['records']} records)"
        if field == "" and rec[0] == "t":
            new_tags.add(value["name"])
            continue
        if field == "" and kind == "add" and rec[0] == "k":
            said_word = f"new word for {value['kind']}: {value['value']}"
            said.setdefault(said_word, [])
            continue
        if _is_column(field) and rec[0] in fields.KINDS:
            corrected.setdefault(Key(rec), {})[_change(rec[0], field, value)] = None
            continue
        subject, about = _deed(db, Key(rec), field, kind, value)
        said.setdefault(subject, []).append(about)
    parts = [f"new tag {name}" for name in sorted(new_tags)]
    parts += [f"{subject} {_on(about)}".rstrip() for subject, about in said.items()]
    parts += [_correction(key, tuple(changes)) for key, changes in corrected.items()][:SAID_AT_MOST]
    if len(corrected) > SAID_AT_MOST:
        parts.append(f"and {len(corrected) - SAID_AT_MOST} more")
    return ", ".join(parts) or "nothing"


def _deed(
    db: Connection, key: Key, field: str, kind: str, value: dict[str, Any]
) -> tuple[str, Key]:
    """The deed without its object, and the record that it was done to."""
    if field == "" and kind in {"set", "remove"}:
        return f"{'change' if kind == 'set' else 'removal'} from outside of", key
    if field == "":
        name = {"n": "note on", "c": "stance on", "l": "link on"}.get(key[0])
        return name or f"new {ids.LETTERS[key[0]].replace('_', ' ')}", Key(value.get("quote", key))
    if field.startswith(TAG_FIELD):
        row = db.execute(TAG_ADDED_AS, (field.removeprefix(TAG_FIELD),)).fetchone()
        name = json.loads(row[0])["name"] if row else field
        return (f"tag {name} on" if kind == "add" else f"tag {name} off"), key
    if field.startswith(STAR_FIELD):
        return ("star on" if kind == "add" else "star off"), key
    return f"{field} of", key


def _is_column(field: str) -> bool:
    return field != "" and not field.startswith((TAG_FIELD, STAR_FIELD))


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
    if not keys:
        return ""
    distinct = list(dict.fromkeys(keys))
    return ids.short(distinct[0]) if len(distinct) == 1 else f"{len(distinct)} quotes"


def uses_of_tag(db: Connection, tag: Key, besides: str) -> int:
    """On how many quotes a tag stands that transaction `besides` did not put it on."""
    tagged = {ids.key_of("q", row[0]) for row in db.execute(TAGGED, (ids.raw_of(tag),))}
    return len(tagged - {row[0] for row in db.execute(TAGGED_BY, (besides, f"{TAG_FIELD}{tag}"))})


def resting_on_batch(db: Connection, batch: Key) -> int:
    """How many annotations, and quotes that came later, rest on what an import brought."""
    return int(db.execute(RESTING_ON_BATCH, {"batch": ids.raw_of(batch)}).fetchone()[0])
