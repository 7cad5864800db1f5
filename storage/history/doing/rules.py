"""What has to hold between the fields of a fact, and what follows when one of them changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from storage import dates, ids
from storage.connections import Connection
from storage.errors import FieldRefused
from storage.fields import Edited, Kind
from storage.history.doing import resting
from storage.history.log import Door
from storage.ids import Key
from storage.sql import referring

FORMAT_OF: Final = "select f.key from meeting m join format f on f.id = m.format where m.key = ?"
HOLDER_OF: Final = "select a.key from role r join actor a on a.id = r.actor where r.key = ?"
PARENT_OF: Final = "select p.key from format f join format p on p.id = f.parent where f.key = ?"
QUOTES_AT: Final = """
select q.key from quote q join format f on f.id = q.format
where q.meeting = (select id from meeting where key = ?) and f.key = ?
"""
UNSAVED: Final = "Nothing was saved."


def completed(db: Connection, kind: Kind, wished: dict[str, Any], now: Edited) -> dict[str, Any]:
    """The wishes with what need not be said: a meeting's format, the first of several speakers.

    Of a chain of reports the outermost was read, where nothing else is said.
    """
    if kind.letter != "q":
        return wished
    wished = dict(wished)
    if wished.get("meeting") and "format" not in wished:
        found = _one(db, FORMAT_OF, wished["meeting"], "f")
        if found != now.get("format"):
            wished["format"] = found
    if wished.get("quote_speaker") and not _after(wished, now, "speaker"):
        wished["speaker"] = wished["quote_speaker"][0]["actor"]
    if wished.get("hop"):
        wished["hop"] = _with_defaults(wished["hop"])
    return wished


def _with_defaults(hops: list[dict[str, Any]]) -> list[dict[str, Any]]:
    was_told = any(hop.get("was_read") for hop in hops)
    return [
        {**hop, "hedge": hop.get("hedge", "none")}
        | {"was_read": hop.get("was_read", 0) if was_told else int(n == 0)}
        for n, hop in enumerate(hops)
    ]


def must_hold(db: Connection, kind: Kind, key: Key, after: Edited, wished: Edited) -> None:
    """See to it that a record can be as it is to be, as far as the change touches it.

    Raises:
        FieldRefused: it cannot.
    """
    for field in kind.fields:
        if field.is_needed and field.name not in after:
            article = "An" if kind.name[0] in "aeiou" else "A"
            msg = f"{article} {kind.name} needs its {field.label}. {UNSAVED}"
            raise FieldRefused(field.name, msg)
    if {"valid_from", "valid_to"} & wished.keys():
        first, last = dates.bounds(after.get("valid_from")), dates.bounds(after.get("valid_to"))
        if dates.NO_DATE not in (first, last) and first[0] > last[1]:
            raise FieldRefused("valid_to", f"It ends before it begins. {UNSAVED}")
    if kind.letter in RULES:
        RULES[kind.letter](db, key, after, wished)


def _quote(db: Connection, _key: Key, after: Edited, wished: Edited) -> None:
    if "source" not in after and "remark" not in after:
        msg = f"A quote needs its source, or a remark that says where it is from. {UNSAVED}"
        raise FieldRefused("source", msg)
    if {"speaker", "speaker_text"} & wished.keys() and {"speaker", "speaker_text"} <= after.keys():
        msg = f"Its speaker is an actor or someone unnamed, not both: empty one of them. {UNSAVED}"
        raise FieldRefused("speaker_text", msg)
    if (
        {"kind", "held_as"} & wished.keys()
        and after["kind"] == "indirect"
        and after["held_as"] != "paraphrase"
    ):
        msg = f"An indirect quote holds none of its speaker's words: a paraphrase. {UNSAVED}"
        raise FieldRefused("held_as", msg)
    if "role" in after and {"role", "speaker", "quote_speaker"} & wished.keys():
        holder = _one(db, HOLDER_OF, after["role"], "a")
        joint = {row["actor"] for row in after.get("quote_speaker", ())}
        if holder not in {after.get("speaker"), *joint}:
            role = referring.shown(db, after["role"])
            msg = f"The role {role} is not the speaker's. {UNSAVED} Choose another one, or none."
            raise FieldRefused("role", msg)
    if "meeting" in after and {"meeting", "format"} & wished.keys():
        found = _one(db, FORMAT_OF, after["meeting"], "f")
        if found is not None and found != after.get("format"):
            meeting, talks = (referring.shown(db, each) for each in (after["meeting"], found))
            msg = f"The meeting {meeting} is one of {talks}. {UNSAVED} Choose both to fit."
            raise FieldRefused("meeting", msg)
    if "hop" in wished and sum(hop.get("was_read", 0) for hop in after.get("hop", ())) > 1:
        msg = f"One link of a chain was read by whoever enters it, not several. {UNSAVED}"
        raise FieldRefused("hop", msg)


def _actor(_db: Connection, key: Key, after: Edited, _wished: Edited) -> None:
    if any(row["to_actor"] == key for row in after.get("relation", ())):
        raise FieldRefused("relation", f"An actor has no tie to itself. {UNSAVED}")


def _role(db: Connection, key: Key, _after: Edited, wished: Edited) -> None:
    rest = resting.on(db, key)
    if "actor" in wished and rest:
        msg = f"Whose role it is stays: {rest}. {UNSAVED} Make a new role instead."
        raise FieldRefused("actor", msg)


def _format(db: Connection, key: Key, after: Edited, wished: Edited) -> None:
    above = wished.get("parent")
    passed: set[Key] = set()
    while above and above not in passed:
        if above == key:
            msg = f"{referring.shown(db, after['parent'])} is part of it already. {UNSAVED}"
            raise FieldRefused("parent", msg)
        passed.add(above)
        above = _one(db, PARENT_OF, above, "f")


def _meeting(_db: Connection, _key: Key, after: Edited, wished: Edited) -> None:
    if "participation" not in wished:
        return
    for row in after.get("participation", ()):
        if row["mode"] == "invited_declined" and not row.get("sources"):
            msg = f"That one was invited and declined needs a source for both. {UNSAVED}"
            raise FieldRefused("participation", msg)


RULES: Final[dict[str, Callable[[Connection, Key, Edited, Edited], None]]] = {
    "q": _quote,
    "a": _actor,
    "r": _role,
    "f": _format,
    "m": _meeting,
}


def follow(door: Door, kind: Kind, key: Key, wished: Edited, now: Edited, why: str | None) -> int:
    """Take the quotes of a meeting along to the format that it is of now; how many they are."""
    if kind.letter != "m" or "format" not in wished:
        return 0
    rows = door.db.execute(QUOTES_AT, (ids.raw_of(key), ids.raw_of(now["format"]))).fetchall()
    for row in rows:
        door.correct(ids.key_of("q", row[0]), "format", wished["format"], why=why)
    return len(rows)


def _after(wished: Edited, now: Edited, name: str) -> Any:  # JSON
    return wished[name] if name in wished else now.get(name)


def _one(db: Connection, statement: str, key: str, letter: str) -> Key | None:
    row = db.execute(statement, (ids.raw_of(Key(key)),)).fetchone()
    return ids.key_of(letter, row[0]) if row else None
