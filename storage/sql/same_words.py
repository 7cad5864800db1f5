"""Which other quotes of the same speakers have the same text."""

from __future__ import annotations

from itertools import zip_longest
from typing import Final

from storage import tokens
from storage.connections import Connection
from storage.sql import identities, names

LOOKED_AT_MOST: Final = 2_000
"""Quotes that are compared: 4 to 5 µs each. More share only words that say little."""
LETTERS_ASKED_FOR: Final = 16
WORDS_ASKED_FOR: Final = 3
"""Two long words leave 60 of 10,000,000 quotes to compare, two short ones 8,000; the more words,
the longer the index takes."""

SPEAKERS: Final = """
select speaker from quote where id = :quote and speaker is not null
union select actor from quote_speaker where quote = :quote
"""
WITH_WORDS: Final = "select rowid from quote_fts where quote_fts match ? limit ?"
BY_SPEAKERS: Final = """
select id from quote where speaker in (select value from json_each(:speakers))
union all
select quote from quote_speaker where actor in (select value from json_each(:speakers))
limit :limit
"""
THEIRS: Final = """
select q.id, q.text from json_each(:ids) each cross join quote q on q.id = each.value
where q.id <> :quote and (
    q.speaker in (select value from json_each(:speakers))
    or exists(select 1 from quote_speaker where quote = q.id
              and actor in (select value from json_each(:speakers))))
"""


def others(db: Connection, quote_id: int, text: str) -> list[int] | None:
    """The ids of quotes that share a speaker with that one and all words of its text in order.

    Case, the accents of Latin letters, punctuation and spaces make no difference. None where both
    the speakers and the words have so many quotes that they are not looked through.
    """
    words = tokens.words_of(text)
    spoken = [row[0] for row in db.execute(SPEAKERS, {"quote": quote_id})]
    speakers = identities.read(db).with_same(spoken)
    if not words or not speakers:
        return []
    asked: dict[str, object] = {"quote": quote_id, "speakers": names.as_json(speakers)}
    candidates = _candidates(db, words, asked)
    if candidates is None:
        return None
    theirs = db.execute(THEIRS, {**asked, "ids": names.as_json(sorted(candidates))})
    return [each["id"] for each in theirs if _has_just(each["text"], words)]


def _candidates(
    db: Connection, words: tuple[str, ...], asked: dict[str, object]
) -> set[int] | None:
    """Quotes among which all those are."""
    limit = LOOKED_AT_MOST + 1
    match = f"text : ({' '.join(map(_quoted, _rarest(words)))})"
    found = [row[0] for row in db.execute(WITH_WORDS, (match, limit))]
    if len(found) == limit:
        found = [row[0] for row in db.execute(BY_SPEAKERS, {**asked, "limit": limit})]
    return set(found) if len(found) < limit else None


def _rarest(words: tuple[str, ...]) -> list[str]:
    """The longest words, which are the rarest as a rule: as many as leave few quotes."""
    chosen: list[str] = []
    for word in sorted(set(words), key=_longest_first)[:WORDS_ASKED_FOR]:
        if sum(map(len, chosen)) < LETTERS_ASKED_FOR:
            chosen.append(word)
    return chosen


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _quoted(word: str) -> str:
    return f'"{word}"'


def _has_just(text: str, words: tuple[str, ...]) -> bool:
    """Whether those are the words of the text; most differ in the first and are read no further."""
    own = (token.folded for token in tokens.tokens(text))
    return all(one == other for one, other in zip_longest(own, words))
