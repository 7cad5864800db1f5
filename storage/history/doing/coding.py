"""Coding with others: samples, who is done, and what settles what coders see differently."""

from __future__ import annotations

from storage import deeds, ids
from storage.errors import RecordMissing, WriteRefused
from storage.history import materialise
from storage.history.doing import stances, targets, topics
from storage.history.doing.unchanged import must_be
from storage.history.log import Door
from storage.ids import Key
from storage.rows import Receipt
from storage.schema import shapes
from storage.schema.shapes import Record
from storage.search_syntax import NOT_ABOUT, STANCES
from storage.sql import coding

SAMPLE_NAMED = "select 1 from coding_sample where name = ? collate nocase"
MOST_SEED = 1 << 62


def draw(door: Door, deed: deeds.DrawSample) -> Receipt:
    """Keep a sample that was drawn.

    Raises:
        WriteRefused: its name is taken or none, or there is nothing or nobody in it.
        RecordMissing: a quote or topic is not there any more.
    """
    name = deed.name.strip()
    if not name:
        raise WriteRefused("A sample needs a name. Nothing was saved; give it one.")
    if door.db.execute(SAMPLE_NAMED, (name,)).fetchone():
        msg = f"There is a sample called {name} already. Nothing was saved; give it another name."
        raise WriteRefused(msg)
    coders = _logins(deed.coders)
    if not (deed.quotes and deed.topics and coders):
        what = "quotes" if not deed.quotes else "topics" if not deed.topics else "coders"
        msg = f"A sample without {what} leaves nothing to code. Nothing was saved; name some."
        raise WriteRefused(msg)
    if not 0 <= deed.seed < MOST_SEED:
        raise WriteRefused("A seed is a whole number from 0 on. Nothing was saved; name another.")
    quotes, coded_on = list(dict.fromkeys(deed.quotes)), list(dict.fromkeys(deed.topics))
    targets.must_exist(door, *quotes)
    for topic in coded_on:
        topics.in_use(door, topic)
    key = door.add(
        {
            "key": door.new_key("d"),
            "name": name,
            "query": deed.query,
            "seed": deed.seed,
            "author": door.author,
            "made": door.wall,
            "coding_quote": [{"n": n, "quote": quote} for n, quote in enumerate(quotes)],
            "coding_topic": [{"n": n, "topic": topic} for n, topic in enumerate(coded_on)],
            "coding_coder": _coder_rows(coders),
        }
    )
    return Receipt(door.txn, f"sample {name} of {targets.named(quotes)}", (key,))


def change(door: Door, deed: deeds.ChangeSample) -> Receipt:
    """Add coders to a sample; who is one already stays one.

    Raises:
        RecordMissing: there is no such sample any more.
    """
    sample = _sample(door, deed.sample)
    now = [row["coder"] for row in sample["coding_coder"]]
    added = [login for login in _logins(deed.add) if login not in now]
    if added:
        door.correct(deed.sample, "coding_coder", _coder_rows([*now, *added]))
    summary = f"coders of {sample['name']}: {', '.join([*now, *added])}"
    return Receipt(door.txn if added else "", summary, (deed.sample,))


def drop(door: Door, deed: deeds.DropSample) -> Receipt:
    """Take a sample away, with who is done; the codes stay.

    Raises:
        RecordMissing: there is no such sample any more.
    """
    sample = _sample(door, deed.sample)
    for row in sample["coding_coder"]:
        if materialise.held(door.db, deed.sample, materialise.done_field(row["coder"])):
            door.leave(deed.sample, materialise.done_field(row["coder"]))
    door.remove(deed.sample)
    return Receipt(door.txn, f"dropped sample {sample['name']}", (deed.sample,))


def mark_done(door: Door, deed: deeds.MarkDone) -> Receipt:
    """Say that the author is done with a sample, or not yet after all.

    Raises:
        RecordMissing: there is no such sample any more.
        WriteRefused: the author is not one of its coders.
    """
    sample = _sample(door, deed.sample)
    if door.author not in [row["coder"] for row in sample["coding_coder"]]:
        msg = f"{door.author} is no coder of {sample['name']}. Nothing was saved; add them first."
        raise WriteRefused(msg)
    field = materialise.done_field(door.author)
    is_done = materialise.held(door.db, deed.sample, field) is not None
    summary = f"coding {'done' if deed.is_done else 'not done'} in {sample['name']}"
    if is_done == deed.is_done:
        return Receipt("", summary, (deed.sample,))
    if deed.is_done:
        door.join(deed.sample, field, {"made": door.wall})
    else:
        door.leave(deed.sample, field)
    return Receipt(door.txn, summary, (deed.sample,))


def adjudicate(door: Door, deed: deeds.Adjudicate) -> Receipt:
    """Settle what coders see differently; what they see stays beside it.

    Raises:
        RecordMissing: the quote or the topic is not there any more.
        WriteRefused: no code is called that, or it is still being coded.
        EditConflict: somebody else settled it meanwhile.
    """
    targets.must_exist(door, deed.quote)
    topic = topics.in_use(door, deed.topic)
    if deed.value not in (*STANCES, NOT_ABOUT):
        known = ", ".join((*STANCES, NOT_ABOUT))
        msg = f"{deed.value} is no value of a stance. Nothing was saved; take one of {known}."
        raise WriteRefused(msg)
    for name, at_work in coding.open_on(door.db, deed.quote, deed.topic):
        msg = (
            f"{ids.short(deed.quote)} is still being coded on {topic.slug} in {name} by "
            f"{', '.join(at_work)}. Nothing was saved; adjudicate when all are done."
        )
        raise WriteRefused(msg)
    where = (ids.raw_of(deed.quote), ids.raw_of(deed.topic))
    row = door.db.execute(stances.SETTLED, where).fetchone()
    summary = f"adjudicated {topic.slug}: {deed.value} on {ids.short(deed.quote)}"
    if row is None:
        door.add(
            {
                "key": door.new_key("c"),
                "quote": deed.quote,
                "topic": deed.topic,
                "coder": door.author,
                "value": deed.value,
                "made": door.wall,
                "version": topic.version,
                "adjudicated": 1,
            },
            why=deed.why,
        )
        return Receipt(door.txn, summary, (deed.quote,))
    key = ids.key_of("c", row["key"])
    must_be(door, key, deed.seen, {"value": deed.value})
    held = shapes.read(door.db, key) or {}
    if held["value"] != deed.value:
        wished = {"value": deed.value, "coder": door.author, "version": topic.version}
        for column, value in wished.items():
            if held.get(column) != value:
                door.correct(key, column, value, why=deed.why)
    return Receipt(door.txn if door.entries else "", summary, (deed.quote,))


def _sample(door: Door, key: Key) -> Record:
    found = shapes.read(door.db, key)
    if found is None:
        msg = f"There is no sample {ids.short(key)} any more. Nothing was saved."
        raise RecordMissing(msg)
    return found


def _logins(names: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))


def _coder_rows(logins: list[str]) -> list[Record]:
    return [{"n": n, "coder": login} for n, login in enumerate(logins)]
