"""Changes of a fact as they lie in its tables: with all that follows from them. Pure."""

from __future__ import annotations

from typing import Any, Final

from storage import derived
from storage.fields import OWN, SOURCES_OF, Edited, Kind, is_own_name
from storage.names import name_key

NAMES: Final = {"a": "actor_name", "f": "format_name"}
"""The lists of names in which a record's own stands first."""
BEGINNING: Final[dict[str, dict[str, Any]]] = {"participation": {"handling": "public"}}
"""What a new row has beside its fields, as the table would put it there."""


def laid_out(kind: Kind, changes: Edited, held: Edited) -> dict[str, Any]:
    """Columns and lists as they are to be written; `held` is the record as it lies there now."""
    columns: dict[str, Any] = {}
    for field in kind.fields:
        if field.name not in changes:
            continue
        value = changes[field.name]
        if field.takes != "parts":
            columns[field.name] = value
        elif field.name not in NAMES.values():
            columns[field.name] = _numbered(field.name, value)
            if field.name in SOURCES_OF:
                columns[SOURCES_OF[field.name]] = _sources(field.name, value)
    names = NAMES.get(kind.letter)
    if names and ("name" in changes or names in changes):
        columns[names] = _names(kind.letter, names, changes, held)
    return columns | derived.columns(kind.letter, columns)


def _numbered(part: str, rows: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
    if not rows:
        return None
    return [
        {"n": n}
        | BEGINNING.get(part, {})
        | {name: value for name, value in row.items() if name != "sources"}
        for n, row in enumerate(rows)
    ]


def _sources(owner: str, rows: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
    """The sources of rows, numbered through the record."""
    pairs = [
        (place, each["source"])
        for place, row in enumerate(rows or [])
        for each in row.get("sources", ())
    ]
    return [{"n": n, owner: place, "source": key} for n, (place, key) in enumerate(pairs)] or None


def _names(letter: str, part: str, changes: Edited, held: Edited) -> list[dict[str, Any]]:
    """All names, the record's own first."""
    before: list[dict[str, Any]] = held.get(part, [])
    own: list[dict[str, Any]] = [row for row in before if is_own_name(part, row, held)]
    others: list[dict[str, Any]] = [row for row in before if row not in own]
    if part in changes:
        told: list[dict[str, Any]] = changes[part] or []
        others = [row for row in told if not is_own_name(part, row, held)]
    name: str = changes.get("name", held.get("name"))
    first: dict[str, Any] = own[0] if own and own[0]["name"] == name else {"name": name}
    if letter == "a":
        first = {**first, "used": OWN}
        others = [{"used": "common", **row} for row in others]
    return [{**row, "n": n, **_of_name(letter, row)} for n, row in enumerate([first, *others])]


def _of_name(letter: str, row: Edited) -> dict[str, Any]:
    found: dict[str, Any] = {"name_key": name_key(row["name"])}
    script = derived.script_of(row["name"]) if letter == "a" else None
    return found | ({"script": script} if script else {})
