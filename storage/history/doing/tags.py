"""Tags: putting them on quotes and taking them off."""

from __future__ import annotations

from collections.abc import Sequence

from storage import deeds, ids
from storage.errors import RecordMissing, WriteRefused
from storage.history import materialise
from storage.history.doing import targets
from storage.history.log import Door
from storage.ids import Key
from storage.rows import Receipt

TAG_NAMED = "select key, name from tag where name = ? collate nocase"
TAGGED = """
select q.key from quote q join quote_tag t on t.quote = q.id
where t.tag = (select id from tag where key = ?) and q.key in ({marks})
"""


def put(door: Door, deed: deeds.PutTags) -> Receipt:
    """Put tags on quotes and take others off; what is so already is left alone.

    Raises:
        WriteRefused: a tag's name is empty or has a space at its edge.
        RecordMissing: there is no such quote, or no such tag to take off.
    """
    targets.must_exist(door, *deed.quotes)
    adding = [_tag_called(door, name) for name in deed.add]
    removing = [_known_tag(door, name) for name in deed.remove]
    for key, _name in adding:
        tagged = _having(door, deed.quotes, key)
        without = [quote for quote in deed.quotes if quote not in tagged]
        value = {"author": door.author, "made": door.wall}
        door.join_all(without, materialise.tag_field(key), value)
    for key, _name in removing:
        tagged = _having(door, deed.quotes, key)
        having = [quote for quote in deed.quotes if quote in tagged]
        door.leave_all(having, materialise.tag_field(key))
    said = [f"tag {name} on" for _key, name in adding] + [
        f"tag {name} off" for _key, name in removing
    ]
    summary = f"{', '.join(said)} {targets.named(deed.quotes)}"
    return Receipt(door.txn if door.entries else "", summary, deed.quotes)


def must_be_a_name(name: str) -> None:
    """See to it that a tag can be called that.

    Raises:
        WriteRefused: it is empty or has a space at its edge.
    """
    if not name or name != name.strip():
        msg = f"{name!r} is no name for a tag. Nothing was saved; leave out the space around it."
        raise WriteRefused(msg)


def _having(door: Door, quotes: Sequence[Key], tag: Key) -> set[Key]:
    """Those of the quotes on which the tag is."""
    return targets.among(door, quotes, TAGGED, ids.raw_of(tag))


def _tag_called(door: Door, name: str) -> tuple[Key, str]:
    must_be_a_name(name)
    row = door.db.execute(TAG_NAMED, (name,)).fetchone()
    if row:
        return ids.key_of("t", row[0]), row[1]
    key = door.new_key("t")
    door.add({"key": key, "name": name, "author": door.author, "made": door.wall})
    return key, name


def _known_tag(door: Door, name: str) -> tuple[Key, str]:
    row = door.db.execute(TAG_NAMED, (name,)).fetchone()
    if row is None:
        msg = f"No tag is called {name}. Nothing was changed."
        raise RecordMissing(msg)
    return ids.key_of("t", row[0]), row[1]
