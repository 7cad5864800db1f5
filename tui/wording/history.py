"""What is said about what was written, changed, taken back and brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeGuard, cast

from storage import Key, LogEntry, Receipt, Resting, UndoRefused, short
from storage.analyst import Rebuilt, Version

NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})
HISTORY_EXAMPLES: Final = """\b
Examples:
  peace-tui history q0003
  peace-tui history q0003 --restore 41be0c93a7d2 --dry-run
"""
NO_SUCH_ENTRY: Final = (
    "No single entry of {name} begins like that. Nothing was changed; `peace-tui history` lists "
    "them."
)
NOTHING: Final = "nothing"
LETTERS_SHOWN: Final = 60
RESTING_HEADING: Final = "In the way:"
UNDO_NOT_ASKED: Final = (
    "Nothing was taken back. `peace-tui undo {name}` takes it back, and so does "
    "`peace-tui undo --yes`."
)
UNDO_QUESTION: Final = "Take it back?"
REDONE: Final = "brought back: {summary} · {undo} takes it back again"
REDO_EXAMPLES: Final = """\b
Examples:
  peace-tui redo
  peace-tui redo x-4t9f3c
"""


def redone_by_verb(receipt: Receipt) -> str:
    name = short(Key(receipt.txn))
    return f"brought back: {receipt.summary} · `peace-tui undo {name}` takes it back again"


def would_be_taken_back(entry: LogEntry) -> str:
    return f"would take back: {entry.summary}, written {minute(entry.wall)} UTC"


def minute(wall: str) -> str:
    """A moment without its seconds."""
    return wall[:16].replace("T", " ")


def in_the_way(error: UndoRefused) -> list[str]:
    """What rests on what was to be taken back, a line each."""
    return [RESTING_HEADING, *(f"  {resting(each)}" for each in error.resting)]


def resting(each: Resting) -> str:
    who = f"{short(Key(each.txn))}  {minute(each.wall)}  {each.author}" if each.txn else "imported"
    return f"{who}  {change(each)}"


def change(each: Resting | Version) -> str:
    """What was changed, and from what to what."""
    if ":" in each.field:  # one of the record's sets
        return f"{about(each)}: {_is_on(each.before)} → {_is_on(each.after)}"
    named = each.named if isinstance(each, Version) else NO_NAMES
    return f"{about(each)}: {value(each.before, named)} → {value(each.after, named)}"


def about(each: Resting | Version) -> str:
    """The record, by its kind, and its field where it is about one."""
    words = " ".join(filter(None, (field_word(each.field), each.name)))
    record = Key(each.record)
    named = each.named.get(record) if isinstance(each, Version) else None
    called = named or f"{KIND_WORDS.get(record[0], '')} {short(record)}".strip()
    return f"{words} of {called}" if words else called


def _is_on(held: object) -> str:
    return "off" if held is None else "on"


def field_word(field: str) -> str:
    """What a field of a record is called; that of the whole record has no name."""
    kind, is_of_set, _member = field.partition(":")
    return kind if is_of_set else FIELD_WORDS.get(field, field.replace("_", " "))


FIELD_WORDS: Final[Mapping[str, str]] = {
    "actor_name": "names",
    "coding_coder": "coders",
    "dispute": "disputes",
    "format_name": "names",
    "format_participation": "members",
    "format_source": "sources",
    "hop": "chain",
    "meeting_source": "sources",
    "participation": "who took part",
    "quote_addressee": "addressees",
    "quote_span": "places",
    "quote_speaker": "speakers",
    "quote_topic": "topics",
    "relation": "ties",
    "said_as": "role",
    "said_on": "date",
    "source_text": "stored text",
}


KIND_WORDS: Final[Mapping[str, str]] = {
    "c": "stance", "d": "sample", "g": "judgement", "i": "place in a brief", "l": "link",
    "n": "note", "o": "topic", "p": "brief", "r": "role", "s": "source", "v": "search",
}  # fmt: skip
"""What records are called before their keys, which people know by their letter alone if at all."""


def value(held: object, named: Mapping[str, str] = NO_NAMES) -> str:
    """What a field holds, on one line; records by the names that they are `named` by."""
    match held:
        case None | "" | []:
            return NOTHING
        case str():
            return shortened(_called(held, named) if _is_key(held) else held)
        case list():
            rows = cast("Sequence[Any]", held)
            return shortened(", ".join(value(row, named) for row in rows))
        case dict():
            return _record(cast("Mapping[str, Any]", held), named)
        case _:
            return str(held)


def _called(key: str, named: Mapping[str, str]) -> str:
    return named.get(key) or short(Key(key))


def _record(record: Mapping[str, Any], named: Mapping[str, str]) -> str:
    """What tells a record apart, with what it is about."""
    told = next((record[each] for each in TELLING if record.get(each)), "")
    about_it = ("type", "topic", "brief", "to_quote", "actor", "one", "other")
    words = [str(record[each]) for each in about_it if record.get(each)]
    said = [_called(word, named) if _is_key(word) else word for word in words]
    if not told and not said:
        said = [_called(each, named) for each in record.values() if _is_other(record, each)][:1]
    return shortened(" ".join([*said, str(told)]).strip() or "there")


def _is_other(record: Mapping[str, Any], told: object) -> TypeGuard[str]:
    return isinstance(told, str) and _is_key(told) and told != record.get("key")


TELLING: Final = ("text", "name", "value", "verdict", "slug", "title", "mode", "month", "verb")


def _is_key(text: str) -> bool:
    return len(text) == 28 and text[1] == "-" and text[2:].isalnum()


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LETTERS_SHOWN else f"{line[: LETTERS_SHOWN - 1]}…"


HISTORY_OF: Final = " HISTORY of {name} "
LOG: Final = " LOG "
WOULD_CHANGE: Final = " {what} "
RESTORING: Final = "RESTORE"
TAKING_BACK: Final = "TAKE BACK"
BRINGING_BACK: Final = "BRING BACK"
IN_THE_WAY: Final = "IN THE WAY"
HISTORY_KEYS: Final = " ⏎ as it was then · Esc close · Tab log · letters find · ↑↓ choose"
LOG_KEYS: Final = " ⏎ take back · Tab history · Esc close · letters find · ↑↓ choose"
DO_KEYS: Final = " ⏎ do it · Esc leave it · ↑↓ look"
CLOSE_KEYS: Final = " Esc close · ↑↓ look"
NOTHING_TO_RESTORE: Final = "It is as it was then: nothing would change."
NO_HISTORY: Final = "Nothing was written about this."
IMPORTED: Final = "imported"
UNDONE_MARK: Final = "taken back"


def version(each: Version) -> str:
    """A version on one line: when, who, what, and from what to what."""
    who = f"{minute(each.wall)}  {each.author}"
    if each.kind == "import":
        return f"{who}  {IMPORTED}: {value(each.after)}"
    return f"{who}  {change(each)}"


def version_more(each: Version) -> str:
    """The whole of it, as far as two lines go."""
    why = f" ({each.why})" if each.why else ""
    return f"{change(each)}{why}"


def log_entry(entry: LogEntry) -> str:
    mark = f" ({UNDONE_MARK})" if entry.undone else ""
    return f"{minute(entry.wall)}  {entry.author}  {entry.summary}{mark}"


def rebuilt(found: Rebuilt, *, is_dry: bool) -> str:
    """How much was not what the log says."""
    full_text, counted = found.full_text, found._asdict()
    parts = [
        f"{number:,} {what}" for what, number in counted.items() if what != "full_text" and number
    ]
    parts += ["the full-text index"] * full_text
    if not parts:
        return "All is as the log says; nothing had to be made anew."
    return f"{'would be made' if is_dry else 'made'} anew: {', '.join(parts)}"
