"""Samples to be coded by several people: what is drawn, what is to do, and how far they agree."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from storage import ids
from storage.agreement import agreement
from storage.answer import Answer
from storage.coding import (
    Code,
    CodedTopic,
    Coder,
    CodingQueue,
    CodingSample,
    Disagreement,
    SampleAgreement,
    Task,
    TopicAgreement,
)
from storage.connections import Connection, Row
from storage.errors import RecordMissing
from storage.ids import Key, Slug
from storage.query import Window
from storage.sql import quotes
from storage.sql.withheld import IS_OPEN, SEEN_CODES

SAMPLES: Final = """
select d.id, d.key, d.name, d.query, d.seed, d.author, d.made from coding_sample d
order by d.made desc, d.id desc
"""
TOPICS: Final = """
select t.key, t.slug, t.definition, t.version from topic t
join batch b on b.id = t.batch and b.state = 'live' where t.retracted is null
order by (select count(*) from quote_topic qt where qt.topic = t.id) desc, t.slug
"""
TOPICS_OF: Final = """
select t.key, t.slug, t.definition, t.version from coding_topic ct
join topic t on t.id = ct.topic where ct.sample = ? order by ct.n
"""
QUOTES_OF: Final = """
select q.id from coding_quote cq join quote q on q.id = cq.quote
join batch b on b.id = q.batch and b.state = 'live' where cq.sample = ? order by cq.n
"""
CODERS_OF: Final = """
select c.coder, exists(
    select 1 from coding_done x where x.sample = c.sample and x.coder = c.coder)
from coding_coder c where c.sample = ? order by c.n
"""
CODED_BY: Final = """
select s.coder, count(distinct s.quote || ' ' || s.topic) from coding_quote cq
join coding_topic ct on ct.sample = cq.sample
join stance s on s.quote = cq.quote and s.topic = ct.topic and s.adjudicated is null
join batch b on b.id = s.batch and b.state = 'live'
where cq.sample = ? group by s.coder
"""
CODES: Final = f"""
select s.quote, t.slug, s.coder, s.value, s.frame, s.version, s.adjudicated is not null as settled
from {SEEN_CODES} join topic t on t.id = s.topic {{}} order by s.quote, t.slug, s.coder, s.id
"""  # noqa: S608  # put together of constants
OF_SAMPLE: Final = """
join coding_quote cq on cq.quote = s.quote and cq.sample = :sample
join coding_topic ct on ct.topic = s.topic and ct.sample = :sample
"""
OPEN_ON: Final = f"""
select d.id, d.name from coding_sample d
join coding_quote cq on cq.sample = d.id join quote q on q.id = cq.quote and q.key = ?
join coding_topic ct on ct.sample = d.id join topic t on t.id = ct.topic and t.key = ?
where {IS_OPEN}
"""  # noqa: S608  # as above
SETTLED: Final = """
select s.value from stance s join quote q on q.id = s.quote join topic t on t.id = s.topic
join batch b on b.id = s.batch and b.state = 'live'
where q.key = ? and t.key = ? and s.adjudicated is not null order by s.id desc
"""
MOST_DISAGREEMENTS: Final = 500


def drawn(db: Connection, answer: Answer, size: int, seed: int) -> tuple[Key, ...]:
    """`size` quotes of an answer, in the order in which they were drawn.

    They are ranked by a hash of the seed and their key: whoever has the same quotes and the seed
    draws the same ones, by whatever program, and a larger sample holds the smaller one.
    """
    found = quotes.keys(db, answer.ids(Window(0, answer.total)))
    return tuple(shuffled(found, str(seed))[:size])


def shuffled(keys: Iterable[Key], salt: str) -> list[Key]:
    """Keys in the order of their SHA-256 behind a salt and a space."""
    return sorted(keys, key=lambda key: hashlib.sha256(f"{salt} {key}".encode()).digest())


def topics(db: Connection) -> tuple[CodedTopic, ...]:
    """The topics that can be coded on, those of most quotes first."""
    return tuple(
        CodedTopic(ids.key_of("o", key), Slug(slug), definition, version)
        for key, slug, definition, version in db.execute(TOPICS)
    )


def samples(db: Connection) -> tuple[CodingSample, ...]:
    """All samples, the newest first."""
    return tuple(_sample(db, row) for row in db.execute(SAMPLES).fetchall())


def sample(db: Connection, key: Key) -> CodingSample:
    """The sample with that key.

    Raises:
        RecordMissing: there is none any more.
    """
    return _sample(db, _held(db, key))


def named(db: Connection, name: str) -> CodingSample:
    """The sample that a person means by its name or its key, or by the end of its key.

    Raises:
        RecordMissing: nothing is called that, or several are.
    """
    wanted = name.strip().casefold()
    rows = db.execute(SAMPLES).fetchall()
    found = [row for row in rows if row["name"].casefold() == wanted] or [
        row
        for row in rows
        if wanted in (key := ids.key_of("d", row["key"]), ids.short(key), key[-ids.SHORT_LENGTH :])
    ]
    if len(found) != 1:
        msg = f"No sample is called {name}. `peace-tui sample list` lists them."
        raise RecordMissing(msg)
    return _sample(db, found[0])


def open_on(db: Connection, quote: Key, topic: Key) -> list[tuple[str, tuple[str, ...]]]:
    """The samples in which the quote is being coded on the topic, each with who is not done."""
    rows = db.execute(OPEN_ON, (ids.raw_of(quote), ids.raw_of(topic))).fetchall()
    return [
        (name, tuple(coder for coder, done in db.execute(CODERS_OF, (number,)) if not done))
        for number, name in rows
    ]


def settled(db: Connection, quote: Key, topic: Key) -> str | None:
    """The value that settles what coders see differently, where there is one."""
    row = db.execute(SETTLED, (ids.raw_of(quote), ids.raw_of(topic))).fetchone()
    return row[0] if row else None


def queue(db: Connection, key: Key, author: str) -> CodingQueue:
    """All tasks of a sample, in an order of the reader's own.

    Each coder meets the quotes in another order, so that tiring eyes don't tire at the same ones.
    """
    held = _held(db, key)
    found = _sample(db, held)
    shown = {row.key: row for row in quotes.rows(db, _quotes(db, held["id"]), author).values()}
    own = _own_codes(db, author, held["id"])
    tasks = tuple(
        Task(shown[quote], topic, own.get((quote, topic.slug)))
        for quote in shuffled(shown, f"{found.seed} {author}")
        for topic in found.topics
    )
    return CodingQueue(found, tasks)


def agreed(db: Connection, key: Key | None, author: str) -> SampleAgreement:
    """How far the coders of a sample agree, or without one all coders on all topics."""
    held = _held(db, key) if key else None
    found = _sample(db, held) if held else None
    coders = {coder.login for coder in found.coders} if found else None
    if found and author in (coders or ()) and found.is_open:
        return SampleAgreement(found, found.at_work, (), ())
    of_unit: dict[tuple[int, Slug], dict[str, Code]] = defaultdict(dict)
    settling: dict[tuple[int, Slug], Code] = {}
    for unit, code, is_settled in _all_codes(db, author, held["id"] if held else None):
        if is_settled:
            settling[unit] = code
        elif coders is None or code.coder in coders:
            of_unit[unit][code.coder] = code  # the newest of a coder's, where there are several
    by_topic: dict[Slug, list[list[str]]] = {
        topic.slug: [] for topic in (found.topics if found else ())
    }
    for (_quote, topic), codes in of_unit.items():
        by_topic.setdefault(topic, []).append([code.value for code in codes.values()])
    seed = found.seed if found else 0
    topics = tuple(
        TopicAgreement(topic, agreement(units, seed)) for topic, units in by_topic.items()
    )
    differing = [
        (unit, codes)
        for unit, codes in of_unit.items()
        if len({code.value for code in codes.values()}) > 1
    ]
    return SampleAgreement(
        found,
        found.at_work if found else (),
        tuple(each for each in topics if found or each.agreement.units),
        tuple(_disagreements(db, differing, settling, author)),
    )


def _disagreements(
    db: Connection,
    differing: Sequence[tuple[tuple[int, Slug], dict[str, Code]]],
    settling: dict[tuple[int, Slug], Code],
    author: str,
) -> Iterator[Disagreement]:
    """What is not settled yet comes first."""
    ordered = sorted(differing, key=lambda each: (each[0] in settling, each[0][1], each[0][0]))
    ordered = ordered[:MOST_DISAGREEMENTS]
    shown = quotes.rows(db, [quote for (quote, _topic), _codes in ordered], author)
    for unit, codes in ordered:
        if unit[0] in shown:
            yield Disagreement(shown[unit[0]], unit[1], tuple(codes.values()), settling.get(unit))


def _own_codes(db: Connection, author: str, sample_id: int) -> dict[tuple[Key, Slug], Code]:
    """The reader's own codes, the newest where there are several."""
    found = {
        unit: code
        for unit, code, is_settled in _all_codes(db, author, sample_id)
        if code.coder == author and not is_settled
    }
    numbers = list(dict.fromkeys(quote for quote, _topic in found))
    keys = dict(zip(numbers, quotes.keys(db, numbers), strict=True))
    return {(keys[quote], topic): code for (quote, topic), code in found.items()}


def _all_codes(
    db: Connection, author: str, sample_id: int | None
) -> Iterator[tuple[tuple[int, Slug], Code, bool]]:
    """Each code that the reader sees, with its quote and topic, and whether it settles others."""
    statement = CODES.format("" if sample_id is None else OF_SAMPLE)
    for row in db.execute(statement, {"author": author, "sample": sample_id}):
        code = Code(row["coder"], row["value"], row["frame"], row["version"])
        yield (row["quote"], Slug(row["slug"])), code, bool(row["settled"])


def _held(db: Connection, key: Key) -> Row:
    for row in db.execute(SAMPLES):
        if ids.key_of("d", row["key"]) == key:
            return row
    msg = f"There is no sample {ids.short(key)} any more. Nothing was changed."
    raise RecordMissing(msg)


def _quotes(db: Connection, sample_id: int) -> list[int]:
    return [row[0] for row in db.execute(QUOTES_OF, (sample_id,))]


def _sample(db: Connection, held: Row) -> CodingSample:
    number: int = held["id"]
    coded = {row[0]: row[1] for row in db.execute(CODED_BY, (number,))}
    return CodingSample(
        key=ids.key_of("d", held["key"]),
        name=held["name"],
        query=held["query"],
        seed=held["seed"],
        author=held["author"],
        made=held["made"],
        quotes=len(_quotes(db, number)),
        topics=tuple(
            CodedTopic(ids.key_of("o", key), Slug(slug), definition, version)
            for key, slug, definition, version in db.execute(TOPICS_OF, (number,))
        ),
        coders=tuple(
            Coder(login, coded.get(login, 0), bool(done))
            for login, done in db.execute(CODERS_OF, (number,))
        ),
    )
