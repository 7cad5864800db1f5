"""Pairs of actors that may be one: the same name, one slip in it, a part of it, the same post."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from storage import ids, names
from storage.analyst import Namesake, Suspects
from storage.connections import Connection
from storage.ids import Slug
from storage.rows import Named
from storage.sql import identities
from storage.sql.names import as_json

ACTORS: Final = """
select a.id, a.name, a.kind, a.country
from actor a join batch b on b.id = a.batch and b.state = 'live' where a.retracted is null
"""
NAMES: Final = "select actor, name from actor_name order by actor, n"
POSTS: Final = """
select r.actor, r.organisation, lower(r.title) from role r
join batch b on b.id = r.batch and b.state = 'live' where r.retracted is null
"""
JUDGED: Final = "select one, other from identity_edge"
TOLD: Final = """
select a.id, a.key, a.slug, a.name, a.kind, a.country,
    (select count(*) from quote q where q.speaker = a.id) as quotes,
    (select group_concat(distinct n.name) from actor_name n
     where n.actor = a.id and n.name <> a.name) as also,
    (select group_concat(r.title || ', ' || o.name, '; ') from role r
     join actor o on o.id = r.organisation where r.actor = a.id) as posts
from actor a where a.id in (select value from json_each(?))
"""
PAIRS_AT_MOST: Final = 500
NAMESAKES_AT_MOST: Final = 20
"""Of more actors with a word in common it says too little: a title, a common surname."""
PERSON: Final = "person"
CONSONANTS_FROM: Final = 5  # with fewer, many names sound alike
SLIP_FROM: Final = 5  # letters: in shorter words one letter makes another name


class _Known(NamedTuple):
    """An actor as it is compared: its names as words in Latin letters, and by their consonants."""

    id: int
    kind: str
    country: str | None
    words: frozenset[tuple[str, ...]]
    sounds: frozenset[tuple[str, ...]]
    is_in_another_script: bool


def suspects(db: Connection) -> tuple[Suspects, ...]:
    """Pairs that nobody has judged yet, the likeliest first."""
    known = _known(db)
    same = identities.read(db)
    judged = {frozenset((row[0], row[1])) for row in db.execute(JUDGED)}
    posts = _posts(db)
    found: list[tuple[int, int, int, tuple[str, ...]]] = []
    for one, other in _with_a_word_in_common(known):
        if frozenset((one.id, other.id)) in judged or same.of(one.id) == same.of(other.id):
            continue
        weight, reasons = _likeness(one, other, posts)
        if weight:
            found.append((-weight, one.id, other.id, reasons))
    found.sort()
    found = found[:PAIRS_AT_MOST]
    told = _told(db, {each for _, one, other, _ in found for each in (one, other)})
    return tuple(_pair(told[one], told[other], reasons) for _, one, other, reasons in found)


def _pair(one: Namesake, other: Namesake, reasons: tuple[str, ...]) -> Suspects:
    """The one with more quotes first: it is more likely to be kept."""
    if other.quotes > one.quotes:
        one, other = other, one
    return Suspects(one, other, reasons)


def _known(db: Connection) -> list[_Known]:
    written: defaultdict[int, list[str]] = defaultdict(list)
    for actor, name in db.execute(NAMES):
        written[actor].append(name)
    return [
        _as_compared(actor, kind, country, dict.fromkeys((name, *written[actor])))
        for actor, name, kind, country in db.execute(ACTORS).fetchall()
    ]


def _as_compared(actor: int, kind: str, country: str | None, written: Iterable[str]) -> _Known:
    every = tuple(written)
    words = {tuple(sorted(names.name_key(each).split())) for each in every} - {()}
    sounds = {tuple(sorted(names.loose_words(each, by_consonants=True))) for each in every} - {()}
    is_in_another_script = not all(each.isascii() for each in every)
    return _Known(actor, kind, country, frozenset(words), frozenset(sounds), is_in_another_script)


def _posts(db: Connection) -> dict[int, set[tuple[int, str]]]:
    found: defaultdict[int, set[tuple[int, str]]] = defaultdict(set)
    for actor, organisation, title in db.execute(POSTS):
        found[actor].add((organisation, title))
    return found


def _with_a_word_in_common(known: Iterable[_Known]) -> Iterator[tuple[_Known, _Known]]:
    """Pairs of the same kind that share a word of their names, or how one sounds."""
    by_word: defaultdict[tuple[str, str], dict[int, _Known]] = defaultdict(dict)
    for each in known:
        for word in {word for name in (*each.words, *each.sounds) for word in name}:
            by_word[each.kind, word][each.id] = each
    seen: set[tuple[int, int]] = set()
    for namesakes in by_word.values():
        if len(namesakes) > NAMESAKES_AT_MOST:
            continue
        for one, other in itertools.combinations(namesakes.values(), 2):
            pair = min(one.id, other.id), max(one.id, other.id)
            if pair not in seen:
                seen.add(pair)
                yield one, other


def _likeness(
    one: _Known, other: _Known, posts: dict[int, set[tuple[int, str]]]
) -> tuple[int, tuple[str, ...]]:
    """How much speaks for it, 0 where too little does, and what."""
    weight, reason = _likeness_of_names(one, other)
    if not weight or (one.country and other.country and one.country != other.country):
        return 0, ()
    reasons = [reason]
    if posts.get(one.id, set()) & posts.get(other.id, set()):
        weight += 2
        reasons.append("the same post")
    if one.is_in_another_script != other.is_in_another_script:
        reasons.append("one is written in another script")
    return weight, tuple(reasons)


def _likeness_of_names(one: _Known, other: _Known) -> tuple[int, str]:
    if one.words & other.words:
        return 6, "the same name"
    if one.kind != PERSON:
        return 0, ""  # organisations share words, and the letters that they are called by
    sounding = one.sounds & other.sounds
    if one.is_in_another_script != other.is_in_another_script and any(
        len("".join(each)) >= CONSONANTS_FROM for each in sounding
    ):
        return 4, "the same consonants"
    pairs = list(itertools.product(one.words, other.words))
    if any(_differ_by_a_slip(*pair) for pair in pairs):
        return 3, "a name with one letter changed"
    if any(_is_shortened(*pair) or _is_shortened(*reversed(pair)) for pair in pairs):
        return 2, "a name with an initial"
    if any(set(a) < set(b) or set(b) < set(a) for a, b in pairs):
        return 1, "a part of the name"
    return 0, ""


def _differ_by_a_slip(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether all words are the same but one, in which a letter is another one."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  # 40 ms

    mine, theirs = set(one) - set(other), set(other) - set(one)
    if len(one) != len(other) or len(mine) != 1 or len(theirs) != 1:
        return False
    (word,), (near,) = mine, theirs
    return min(len(word), len(near)) >= SLIP_FROM and OSA.distance(word, near) == 1


def _is_shortened(short: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether words of the one are initials of words of the other, and the rest is the same."""
    mine, theirs = sorted(set(short) - set(whole)), sorted(set(whole) - set(short))
    return (
        len(short) == len(whole) > len(mine) > 0
        and all(len(each) == 1 for each in mine)
        and all(word.startswith(initial) for initial, word in zip(mine, theirs, strict=True))
    )


def _told(db: Connection, actors: Iterable[int]) -> dict[int, Namesake]:
    return {
        row["id"]: Namesake(
            ids.key_of("a", row["key"]),
            Named(Slug(row["slug"]), row["name"], row["kind"]),
            row["country"],
            row["quotes"],
            row["also"],
            row["posts"],
        )
        for row in db.execute(TOLD, (as_json(actors),))
    }
