"""Judgements about two actors: the same, different, or not sure."""

from __future__ import annotations

from typing import Any

from storage import deeds, ids
from storage.connections import Row
from storage.errors import RecordMissing, WriteRefused
from storage.history.log import Door
from storage.ids import Key
from storage.rows import Receipt
from storage.sql import identities

ACTOR = """
select a.id, a.key, a.name from actor a join batch b on b.id = a.batch and b.state = 'live'
where a.key = ?
"""
ACTOR_OF_ID = "select id, key, name from actor where id = ?"
BETWEEN = """
select key, one, other, verdict from identity_edge
where (one = :one and other = :other) or (one = :other and other = :one)
"""
SAID = {
    "same": "{other} counts as {one}",
    "different": "{other} and {one} are two",
    "unsure": "{other} may be {one}",
}


def judge(door: Door, deed: deeds.JudgeIdentity) -> Receipt:
    """Judge two actors; where they are the same, `other` counts as `one` from now on.

    Raises:
        RecordMissing: one of them is not there.
        WriteRefused: it is one actor, or the judgement contradicts others that stand.
    """
    one, other = (_actor(door, key) for key in (deed.one, deed.other))
    if one["id"] == other["id"]:
        raise WriteRefused("An actor is itself already. Nothing was saved; name another one.")
    same = identities.read(door.db)
    are_same = same.of(one["id"]) == same.of(other["id"])
    held = door.db.execute(BETWEEN, {"one": one["id"], "other": other["id"]}).fetchone()
    if deed.verdict == "same" and not are_same:
        # What each counts as by now is what is judged, so that the one chosen is kept of them all.
        one, other = (_of_id(door, same.of(each["id"])) for each in (one, other))
        held = door.db.execute(BETWEEN, {"one": one["id"], "other": other["id"]}).fetchone()
    elif deed.verdict != "same" and are_same and not (held and held["verdict"] == "same"):
        msg = (
            f"{one['name']} and {other['name']} are the same by way of others. Nothing was saved; "
            "take those judgements back first (`peace-tui history` shows them)."
        )
        raise WriteRefused(msg)
    elif deed.verdict == "same" and (held is None or held["verdict"] == "same"):
        held_so = held is not None and held["one"] == one["id"]
        if held is None or held_so or len(same.same_as(one["id"])) > 2:
            return Receipt("", "they are the same already")
    return _write(door, deed, one, other, held)


def _write(
    door: Door, deed: deeds.JudgeIdentity, one: Row, other: Row, held: Row | None
) -> Receipt:
    keys = ids.key_of("a", one["key"]), ids.key_of("a", other["key"])
    wished: dict[str, Any] = {"one": keys[0], "other": keys[1], "verdict": deed.verdict}
    if held is None:
        pen = {"author": door.author, "made": door.wall}
        door.add({"key": door.new_key("g"), **wished, **pen}, why=deed.why)
    else:
        now = {"one": held["one"], "other": held["other"], "verdict": held["verdict"]}
        is_turned = deed.verdict == "same" and now["one"] != one["id"]
        fields = ["verdict"] * (now["verdict"] != deed.verdict) + ["one", "other"] * is_turned
        for field in fields:
            door.correct(ids.key_of("g", held["key"]), field, wished[field], why=deed.why)
    said = SAID[deed.verdict].format(one=one["name"], other=other["name"])
    return Receipt(door.txn if door.entries else "", said, keys)


def _actor(door: Door, key: Key) -> Row:
    row = door.db.execute(ACTOR, (ids.raw_of(key),)).fetchone()
    if row is None:
        msg = f"There is no actor {ids.short(key)} any more. Nothing was saved."
        raise RecordMissing(msg)
    return row


def _of_id(door: Door, actor: int) -> Row:
    return door.db.execute(ACTOR_OF_ID, (actor,)).fetchone()
