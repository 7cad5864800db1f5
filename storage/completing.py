"""What the last word of a search may become: fields, and values with what each would leave."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from storage.answer import Answer
from storage.connections import Connection
from storage.names import name_key
from storage.query import FIELD_ALIASES, FIELDS, Query, Term, Window
from storage.rows import Completion
from storage.search_syntax import FIXED, parse, render_part
from storage.sql import actors, formats, names

OFFERED_AT_MOST: Final = 8
COUNTED_AT_MOST: Final = 200
RANKED_AT_MOST: Final = Window(0, 5_000)
_LAST: Final = re.compile(
    r"(?:\A|(?<=[\s(])|(?<=[\s(]-)|(?<=\A-))"
    r'(?:(?P<field>[A-Za-z]+):=?(?P<value>"[^"]*|[^\s"()]*)|(?P<word>[A-Za-z]+))\Z'
)
_VALUE: Final = re.compile(r'(?:(?<=[\s(])|(?<=[\s(]-))=?("[^"]*|[^\s"()]*)\Z')
_FIELD_BEFORE: Final = re.compile(r"([A-Za-z]+):\Z")
_AFTER_OR: Final = re.compile(r"(?:\A|\s)(?:OR|\|)\s+\Z")

Find = Callable[[Query], Answer]


def complete(db: Connection, text: str, find: Find) -> tuple[Completion, ...]:
    """What may be meant by the last word, what leaves most quotes first.

    Values that would leave none are left out where others leave some. Where what stands before
    leaves none by itself, all values that begin so are offered, without counts.
    """
    opened = _open_field(text)
    if opened is not None:
        field, start = opened
        value = _VALUE.search(text)
        if value is None:
            return ()
        return _offered(db, text[: value.start()], "", field, value[1], text[:start], find)
    last = _LAST.search(text)
    if last is None:
        return ()
    before = text[: last.start()]
    if last["word"]:
        known = (*FIELDS, *FIELD_ALIASES)
        begun = sorted(each for each in known if each.startswith(last["word"].lower()))
        return tuple(Completion(f"{before}{each}:", f"{each}:", None) for each in begun)
    field = _called(last["field"])
    return _offered(db, before, f"{field}:", field, last["value"], before, find)


def _offered(
    db: Connection, before: str, prefix: str, field: str, value: str, base: str, find: Find
) -> tuple[Completion, ...]:
    """Values that begin so, written after `before`, counted among what `base` finds."""
    query = parse(_narrowing(base.removesuffix("-"))).query
    wished = value.removeprefix('"')
    counted = [each for each in _values(db, field, wished, query, find) if each[1]]
    counted.sort(key=lambda each: -each[1])
    values: list[tuple[Term, int | None]] = [*counted]
    if not values:
        terms = list(islice(_terms(db, field, wished), OFFERED_AT_MOST))
        if terms and not find(query).total:
            values = [(term, None) for term in terms]
    return tuple(
        Completion(
            f"{before}{prefix}{render_part(term).partition(':')[2]} ", render_part(term), quotes
        )
        for term, quotes in values[:OFFERED_AT_MOST]
    )


def _open_field(text: str) -> tuple[str, int] | None:
    """The field within whose brackets the text ends, and where the field begins."""
    opened: list[int] = []
    is_quoted = False
    for place, letter in enumerate(text):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter == "(" and not is_quoted:
            opened.append(place)
        elif letter == ")" and not is_quoted and opened:
            opened.pop()
    named = _FIELD_BEFORE.search(text[: opened[-1]]) if opened else None
    if named is None:
        return None
    field = _called(named[1])
    return (field, named.start()) if field in FIELDS else None


def _called(name: str) -> str:
    """The field of that name, or of which it is an alias."""
    return FIELD_ALIASES.get(name.lower(), name.lower())


def _narrowing(before: str) -> str:
    """What comes before and must hold too: what only stands on the other side of an OR need not."""
    if not _AFTER_OR.search(before):
        return before
    opened = before.rfind("(")
    return before[:opened] if opened > before.rfind(")") else ""


def _values(
    db: Connection, field: str, wished: str, base: Query, find: Find
) -> Iterator[tuple[Term, int]]:
    """Terms of that field that begin so, with how many quotes of `base` fulfil them."""
    if field == "by":
        meant = {actor.slug for actor in names.begun(db, wished)}
        for actor in actors.page(db, find(base), base, RANKED_AT_MOST).rows:
            if actor.slug in meant:
                yield Term("by", actor.slug, "="), actor.quotes
        return
    if field == "in":
        meant = {each.slug for each in _formats(db, wished)}
        for format_ in formats.page(db, find(base), base, RANKED_AT_MOST).rows:
            if format_.slug in meant:
                yield Term("in", format_.slug, "="), format_.quotes
        return
    for term in list(_terms(db, field, wished))[:COUNTED_AT_MOST]:
        yield term, find(base.with_term(term)).total


def _terms(db: Connection, field: str, wished: str) -> Iterator[Term]:
    if field in FIXED:
        yield from (Term(field, each) for each in FIXED[field] if each.startswith(wished.lower()))
    elif field in {"by", "via", "to", "src", "who"}:
        for actor in names.begun(db, wished):
            yield Term(field, actor.slug, "=")
    elif field in {"in", "at", "on"}:
        yield from (Term(field, each.slug, "=") for each in _formats(db, wished))
    elif field == "topic":
        yield from (
            Term(field, each.slug) for each in names.all_topics(db) if _begins(wished, each)
        )
    elif field == "mode":
        yield from (
            Term(field, each) for each in names.modes(db) if each.startswith(wished.lower())
        )
    elif field == "tag":
        for tag in names.tag_names(db):
            if tag.casefold().startswith(wished.casefold()):
                yield Term("tag", tag)
    elif field == "brief":
        for brief in names.brief_names(db):
            if brief.casefold().startswith(wished.casefold()):
                yield Term("brief", brief)


def _formats(db: Connection, wished: str) -> list[names.Candidate]:
    """Those that still hold and begin so."""
    known = names.without_retracted(db, "format", names.all_formats(db))
    return [each for each in known if _begins(wished, each)]


def _begins(wished: str, record: names.Candidate) -> bool:
    """Whether a word of one of its names begins so, or its slug does."""
    key = name_key(wished)
    return record.slug.startswith(wished.lower()) or any(
        f" {key}" in f" {each}" for each in record.keys
    )
