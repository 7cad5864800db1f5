"""Tags themselves: made, renamed, merged, put below one another, dropped."""

from __future__ import annotations

from typing import Any, Final

from storage import deeds, ids
from storage.errors import WriteRefused
from storage.history import materialise
from storage.history.doing import tags, targets, trees, unchanged
from storage.history.log import Door
from storage.ids import Key
from storage.rows import Receipt
from storage.schema import shapes

TAGGED: Final = """
select q.key from quote_tag qt join quote q on q.id = qt.quote
where qt.tag = (select id from tag where key = ?) order by q.id
"""


def make(door: Door, deed: deeds.MakeTag) -> Receipt:
    """Make a tag that is on no quote yet.

    Raises:
        WriteRefused: it is no name for a tag, or one is called that.
        RecordMissing: there is no such tag to stand below.
    """
    _must_be_free(door, deed.name, None)
    record = {"name": deed.name, "author": door.author, "made": door.wall}
    if deed.parent is not None:
        trees.must_exist(door, deed.parent)
        record["parent"] = deed.parent
    key = door.add({"key": door.new_key("t"), **record})
    return Receipt(door.txn, f"new tag {deed.name}", (key,))


def rename(door: Door, deed: deeds.RenameTag) -> Receipt:
    """Give a tag another name.

    Raises:
        WriteRefused: it is no name for a tag, or another one is called that.
        EditConflict: somebody else renamed it meanwhile.
        RecordMissing: there is no such tag.
    """
    before = _tag(door, deed.tag)["name"]
    unchanged.must_be(door, deed.tag, deed.seen, {"name": deed.name})
    _must_be_free(door, deed.name, deed.tag)
    if deed.name != before:
        door.correct(deed.tag, "name", deed.name)
    summary = f"tag {before} renamed {deed.name}"
    return Receipt(door.txn if door.entries else "", summary, (deed.tag,))


def merge(door: Door, deed: deeds.MergeTags) -> Receipt:
    """Put `into` on all quotes with the tag, what is below it below `into`, and drop it.

    Raises:
        WriteRefused: they are one tag already.
        RecordMissing: one of them is not there.
    """
    if deed.tag == deed.into:
        msg = "A tag is not merged into itself. Nothing was changed; choose another one."
        raise WriteRefused(msg)
    one, other = _tag(door, deed.tag), _tag(door, deed.into)
    if trees.is_at_or_below(door.db, deed.into, deed.tag):
        trees.put_below(door, deed.into, one.get("parent"), other.get("parent"))
    quotes = _tagged(door, deed.tag)
    has_it = set(_tagged(door, deed.into))
    value = {"author": door.author, "made": door.wall}
    door.join_all(
        [quote for quote in quotes if quote not in has_it], materialise.tag_field(deed.into), value
    )
    _drop(door, deed.tag, quotes, deed.into)
    on = f", {targets.named(quotes)}" if quotes else ""
    summary = f"tag {one['name']} merged into {other['name']}{on}"
    return Receipt(door.txn, summary, (deed.into,))


def put_under(door: Door, deed: deeds.PutTagUnder) -> Receipt:
    """Put a tag below another, or at the top.

    Raises:
        WriteRefused: the other stands below it.
        RecordMissing: one of them is not there.
    """
    tag = _tag(door, deed.tag)
    trees.put_below(door, deed.tag, deed.parent, tag.get("parent"))
    above = f"below {_tag(door, deed.parent)['name']}" if deed.parent else "to the top"
    summary = f"tag {tag['name']} {above}"
    return Receipt(door.txn if door.entries else "", summary, (deed.tag,))


def drop(door: Door, deed: deeds.DropTag) -> Receipt:
    """Take a tag off all quotes, and drop it.

    Raises:
        RecordMissing: there is no such tag.
    """
    tag = _tag(door, deed.tag)
    quotes = _tagged(door, deed.tag)
    _drop(door, deed.tag, quotes, tag.get("parent"))
    off = f", off {targets.named(quotes)}" if quotes else ""
    return Receipt(door.txn, f"tag {tag['name']} dropped{off}", (deed.tag,))


def _drop(door: Door, tag: Key, quotes: list[Key], parent: Key | None) -> None:
    """What is below goes first and the tag itself last: taking back goes the other way."""
    for below in trees.right_below(door.db, tag):
        if below != parent:
            door.correct(below, "parent", parent)
    door.leave_all(quotes, materialise.tag_field(tag))
    door.remove(tag)


def _tag(door: Door, key: Key) -> dict[str, Any]:
    trees.must_exist(door, key)
    return shapes.read(door.db, key) or {}


def _tagged(door: Door, tag: Key) -> list[Key]:
    rows = door.db.execute(TAGGED, (ids.raw_of(tag),))
    return [ids.key_of("q", row[0]) for row in rows]


def _must_be_free(door: Door, name: str, own: Key | None) -> None:
    tags.must_be_a_name(name)
    row = door.db.execute(tags.TAG_NAMED, (name,)).fetchone()
    if row and ids.key_of("t", row[0]) != own:
        msg = f"A tag is called {row[1]} already. Nothing was changed; merge the two instead."
        raise WriteRefused(msg)
