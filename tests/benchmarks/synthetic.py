"""A large library of made-up quotes: the same for the same size and order, whoever makes it.

Quotes are written in the order of their dates, as articles come in, or shuffled, as archives are
read in; but for the dates those of both are the same. Words are syllables put together, used as
often as in a real language (Zipf), as are the actors and formats. Rows are written the way an
import writes them, under a batch that is loading, so every trigger and index of the schema is
there; only the log has no entry for them.
"""

from __future__ import annotations

import array
import contextlib
import datetime as dt
import itertools
import os
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Generic, Literal, TypeVar, get_args

import numpy as np

from storage import open_library
from storage.connections import Connection, connect
from storage.ids import derived_key, raw_of
from storage.schema.words import INTO_INDEX_BETWEEN

Item = TypeVar("Item")
Order = Literal["dated", "shuffled"]
"""How the ids of quotes go with their dates."""

ORDERS: Final[tuple[Order, ...]] = get_args(Order)

ACTORS: Final = 20_000
FORMATS: Final = 800
SOURCES: Final = 5_000
TOPICS: Final = 60
VOCABULARY: Final = 40_000
SHORT_WORDS: Final = 150
MIDDLING_WORDS: Final = 2_000
KINDS: Final = ("person", "person", "person", "state", "body", "armed_group")
FIRST_DAY: Final = dt.date(1990, 1, 1)
DAYS: Final = 13_000
ROWS_AT_ONCE: Final = 20_000

SYLLABLES: Final = tuple(
    f"{consonant}{vowel}{end}"
    for consonant in (*"bdfgklmnprstvz", "br", "dr", "kr", "tr")
    for vowel in "aeiou"
    for end in ("", "n", "r", "l")
)
FAST: Final = ("synchronous = OFF", "cache_size = -400000", "secure_delete = OFF")
BATCH: Final = (
    "insert into batch(key, name, importer, state) values(?, 'made up', 'benchmark', 'loading') "
    "returning id"
)
ACTOR: Final = "insert into actor(id, key, slug, batch, kind, name) values(?, ?, ?, ?, ?, ?)"
ACTOR_NAME: Final = (
    "insert into actor_name(actor, n, name, name_key, used) values(?, 0, ?, ?, 'own')"
)
PART_OF: Final = "insert into relation(from_actor, n, type, to_actor) values(?, 0, 'part_of', ?)"
ROLE: Final = (
    "insert into role(id, key, actor, organisation, title, batch) values(?, ?, ?, ?, 'envoy', ?)"
)
FORMAT: Final = "insert into format(id, key, slug, batch, name, kind) values(?, ?, ?, ?, ?, ?)"
SOURCE: Final = (
    "insert into source(id, key, slug, batch, kind, title, publisher, domain) "
    "values(?, ?, ?, ?, 'news', ?, ?, ?)"
)
TOPIC: Final = "insert into topic(id, key, slug, batch) values(?, ?, ?, ?)"
QUOTE: Final = (
    "insert into quote(id, key, batch, kind, held_as, text, speaker, said_on, said_lo, said_hi, "
    "format, relation, source, role) values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
SPEAKER: Final = "insert into quote_speaker(quote, n, actor) values(?, ?, ?)"
QUOTE_TOPIC: Final = "insert into quote_topic(quote, n, topic, coder) values(?, 0, ?, 'benchmark')"
HOP: Final = "insert into hop(quote, n, actor, verb) values(?, 0, ?, 'said')"
WORDS: Final = (
    "insert into quote_words(id, text, translation, notes) select id, text, '', '' from quote "
    "where id between ? and ?"
)


class Zipf(Generic[Item]):
    """Things of which the n-th is drawn 1/n as often as the first."""

    def __init__(self, things: Sequence[Item], dice: random.Random) -> None:
        self._things = things
        self._dice = dice
        self._weights = list(itertools.accumulate(1 / (n + 1) for n in range(len(things))))

    def draw(self, count: int = 1) -> list[Item]:
        return self._dice.choices(self._things, cum_weights=self._weights, k=count)


def words(dice: random.Random) -> list[str]:
    """The vocabulary, the most used word first: no two alike, the short ones first."""
    made = dict.fromkeys(dice.sample(SYLLABLES, SHORT_WORDS))
    while len(made) < VOCABULARY:
        most = 2 if len(made) < MIDDLING_WORDS else 4
        made["".join(dice.choices(SYLLABLES, k=dice.randint(2, most)))] = None
    return list(made)


def day_of(number: int, quotes: int, dice: random.Random) -> dt.date:
    """Articles tell what was said a while ago: even dated ones are not strictly in order."""
    day = min(DAYS - 1, int(number / quotes * DAYS * dice.uniform(0.97, 1)))
    return FIRST_DAY + dt.timedelta(day)


def text(word: Zipf[str], dice: random.Random) -> str:
    return " ".join(word.draw(dice.randint(6, 30))).capitalize() + "."


def make(path: Path, quotes: int, order: Order = "dated") -> None:
    """Make a library with that many quotes in a new file."""
    open_library(path).close()
    with contextlib.closing(connect(path)) as db:
        for pragma in FAST:
            db.execute(f"pragma {pragma}")
        db.execute("begin immediate")
        batch = db.execute(BATCH, (_raw("b", 0),)).fetchone()[0]
        dice = random.Random(quotes)
        vocabulary = words(dice)
        _write_names(db, batch, vocabulary, dice)
        _write_quotes(db, batch, _places(quotes, order), vocabulary, dice)
        db.execute("update batch set state = 'live' where id = ?", (batch,))
        db.execute("commit")
        db.execute("pragma wal_checkpoint(TRUNCATE)")
    os.sync()


def _places(quotes: int, order: Order) -> Sequence[int]:
    """The place of each quote in the order of dates, from 0."""
    if order == "dated":
        return range(quotes)
    return array.array("q", np.random.default_rng(quotes).permutation(quotes).tobytes())


def _raw(letter: str, number: int) -> bytes:
    return raw_of(derived_key(letter, "benchmark", str(number)))


def names(count: int, vocabulary: Sequence[str], dice: random.Random) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < count:
        made[" ".join(dice.sample(vocabulary[500:6_500], 2)).title()] = None
    return list(made)


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _write_names(db: Connection, batch: int, vocabulary: list[str], dice: random.Random) -> None:
    actors = names(ACTORS, vocabulary, dice)
    numbered = list(enumerate(actors, 1))
    db.executemany(
        ACTOR,
        ((n, _raw("a", n), _slug(name), batch, _kind(n), name) for n, name in numbered),
    )
    db.executemany(ACTOR_NAME, ((n, name, name.lower()) for n, name in numbered))
    bodies = (n for n, _ in numbered if _kind(n) == "body")
    db.executemany(PART_OF, ((n, _organisation_near(n)) for n in bodies if n % 4))
    holders = (n for n, _ in numbered if _role(n))
    db.executemany(ROLE, ((n, _raw("r", n), n, _organisation_near(n), batch) for n in holders))
    formats = names(FORMATS, vocabulary, dice)
    db.executemany(
        FORMAT,
        (
            (n, _raw("f", n), _slug(name), batch, f"{name} talks", "multilateral")
            for n, name in enumerate(formats, 1)
        ),
    )
    sources = names(SOURCES, vocabulary, dice)
    db.executemany(
        SOURCE,
        (
            (n, _raw("s", n), _slug(name), batch, name, n % 300 + 1, f"{_slug(name)}.example")
            for n, name in enumerate(sources, 1)
        ),
    )
    topics = vocabulary[1_000 : 1_000 + TOPICS]
    db.executemany(TOPIC, ((n, _raw("o", n), name, batch) for n, name in enumerate(topics, 1)))


def _kind(actor: int) -> str:
    return KINDS[actor % len(KINDS)]


def _organisation_near(actor: int) -> int:
    """A state or a body that is named a little more often, so that some have many below them."""
    organisation = max(3, actor // 2)
    while _kind(organisation) not in {"state", "body"}:
        organisation += 1
    return organisation


def _role(speaker: int) -> int | None:
    """The role in which a person speaks: two of three have one, of the same number."""
    return speaker if _kind(speaker) == "person" and speaker % len(KINDS) else None


def _write_quotes(
    db: Connection,
    batch: int,
    places: Sequence[int],
    vocabulary: list[str],
    dice: random.Random,
) -> None:
    quotes = len(places)
    word = Zipf(vocabulary, dice)
    actor, format_ = Zipf(range(1, ACTORS + 1), dice), Zipf(range(1, FORMATS + 1), dice)
    kinds = ("direct", "direct", "mixed", "indirect", "document")
    held = {"indirect": "paraphrase"}

    def rows(numbers: range) -> Iterator[tuple[object, ...]]:
        speakers, formats = actor.draw(len(numbers)), format_.draw(len(numbers))
        for n, speaker, talks in zip(numbers, speakers, formats, strict=True):
            said = day_of(places[n - 1] + 1, quotes, dice)
            kind = kinds[n % len(kinds)]
            ordinal = said.toordinal()
            yield (
                n, _raw("q", n), batch, kind, held.get(kind, "words"), text(word, dice),
                None if n % 25 == 0 else speaker, said.isoformat(), ordinal, ordinal,
                None if n % 7 == 0 else talks, "said_at", n % SOURCES + 1,
                _role(speaker) if n % 25 and n % 4 else None,
            )  # fmt: skip

    for start in range(1, quotes + 1, ROWS_AT_ONCE):
        numbers = range(start, min(start + ROWS_AT_ONCE, quotes + 1))
        db.executemany(QUOTE, rows(numbers))
        db.executemany(SPEAKER, _joint(numbers, actor))
        db.executemany(HOP, ((n, actor.draw()[0]) for n in numbers if n % 5 == 0))
        db.executemany(QUOTE_TOPIC, ((n, dice.randint(1, TOPICS)) for n in numbers if n % 2))
        db.execute(WORDS, (numbers[0], numbers[-1]))
        db.execute(INTO_INDEX_BETWEEN, (numbers[0], numbers[-1]))


def _joint(numbers: range, actor: Zipf[int]) -> Iterable[tuple[int, int, int]]:
    """Every fiftieth quote is a statement of two."""
    for n in numbers:
        if n % 50 == 0:
            for place, speaker in enumerate(dict.fromkeys(actor.draw(2))):
                yield n, place, speaker
