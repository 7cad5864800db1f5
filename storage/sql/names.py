"""Which records a name means: whole names first, then words, then what its last word begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from storage import names
from storage.connections import Connection, Row
from storage.errors import AmbiguousName, UnknownName
from storage.ids import Slug
from storage.query import Term
from storage.search_syntax import render_term
from storage.sql import identities

NEAR_NAMES = 3
NEAR_WORDS = 5
NAMED_AT_MOST = 5  # of the actors that a name fits: more would not stand on a line
LETTERS_OF_A_NAME = 3  # a shorter word of a text is seldom meant as a name

ACTORS = """
select id, slug, name, kind from actor
where batch not in (select id from batch where state <> 'live')
"""
ACTOR_OF_SLUG = """
select id, slug, name, kind from actor
where slug = ? and batch not in (select id from batch where state <> 'live')
"""
ACTOR_NAMES = "select actor, name_key from actor_name"
# In Python a look at every name takes 60 ms with 20,000 actors, while no key is answered. A plain
# name is its own key but for case and what parts its words; others are looked at in any case.
ACTORS_WITH = """
select id, slug, name, kind from actor
where batch not in (select id from batch where state <> 'live')
and (slug = :value or instr(lower(name), :word) or name glob '*[^ -~]*'
     or id in (select actor from actor_name where instr(name_key, :word)))
"""
NAMES_OF_ACTORS = """
select actor, name_key from actor_name where actor in (select value from json_each(:actors))
"""
NAMES_AS_WRITTEN = "select actor, name from actor_name"
NAMES_IN_OTHER_SCRIPTS = """
select actor, name from actor_name
where actor in (select actor from actor_name where name glob '*[^ -~]*')
"""
NAME_KEYS = "select distinct name_key from actor_name"
ACTORS_OF = """
select id, slug, name, kind from actor where id in (select value from json_each(:actors))
and batch not in (select id from batch where state <> 'live')
"""
FORMATS = """
select id, slug, name, kind, acronym from format
where batch not in (select id from batch where state <> 'live')
"""
FORMAT_OF_SLUG = """
select id, slug, name, kind from format
where slug = ? and batch not in (select id from batch where state <> 'live')
"""
FORMAT_NAMES = "select format, name_key from format_name"
MEETINGS = """
select m.id, m.slug, coalesce(m.title, f.name || coalesce(', ' || m.said_on, '')), m.level,
       m.format, m.title
from meeting m join format f on f.id = m.format
where m.batch not in (select id from batch where state <> 'live')
"""
MEETING_OF_SLUG = """
select m.id, m.slug, coalesce(m.title, f.name || coalesce(', ' || m.said_on, '')), m.level
from meeting m join format f on f.id = m.format
where m.slug = ? and m.batch not in (select id from batch where state <> 'live')
"""
RETRACTED = {
    "actor": "select id from actor where retracted is not null",
    "format": "select id from format where retracted is not null",
}
TOPICS = """
select id, slug from topic where batch not in (select id from batch where state <> 'live')
"""
PLACES = """
select id, place from meeting
where place is not null and batch not in (select id from batch where state <> 'live')
"""
MODES = "select value from vocabulary where kind = 'mode' union select mode from participation"
TAGS = "select id, name from tag"
BRIEFS = "select id, name from brief"
PUBLISHERS = """
select distinct publisher from source
where publisher is not null and batch not in (select id from batch where state <> 'live')
"""
SOURCE_OF_SLUG = """
select id, slug, title from source
where slug = ? and batch not in (select id from batch where state <> 'live')
"""
IS_DOMAIN = """
select exists(select 1 from source where lower(domain) = :domain
              or substr(lower(domain), -length(:domain) - 1) = '.' || :domain)
"""
AT_OR_BELOW = """
with recursive below(id) as (
    select value from json_each(:actors)
    union
    select r.from_actor from relation r join below on r.to_actor = below.id
    where r.type = 'part_of'
    {same})
select id from below
"""
SAME_AS_THOSE = """
    union select m.kept from merged m join below on m.actor = below.id
    union select m.actor from merged m join below on m.kept = below.id
"""
TOPICS_BELOW = """
with recursive below(id) as (
    select value from json_each(:topics)
    union
    select t.id from topic t join below on t.parent = below.id)
select id from below
"""

TAGS_BELOW = """
with recursive below(id) as (
    select value from json_each(:tags)
    union
    select t.id from tag t join below on t.parent = below.id)
select id from below
"""

_name_key = lru_cache(maxsize=1 << 16)(names.name_key)


class Candidate:
    """A record that a name may mean, with the keys of all its names."""

    def __init__(
        self, row: int, slug: Slug, name: str, kind: str = "", keys: Iterable[str] = ()
    ) -> None:
        self.id = row
        self.slug = slug
        self.name = name
        self.kind = kind
        self.keys = set(keys)


class Talks(NamedTuple):
    """The formats and the single meetings that a name means."""

    formats: tuple[Candidate, ...]
    meetings: tuple[Candidate, ...]

    @property
    def all(self) -> tuple[Candidate, ...]:
        return (*self.formats, *self.meetings)


class Publishers(NamedTuple):
    """What a `src:` means: all that these actors published, or what is at a domain, or a source."""

    actors: tuple[Candidate, ...] = ()
    domain: str | None = None
    source: Candidate | None = None


def by_id(
    db: Connection, statement: str, ids: Iterable[int | None], none: str
) -> dict[int | None, tuple[Slug, str, str]]:
    """Slug, name and kind of records, by a statement that is given their ids; None is `none`."""
    rows = db.execute(statement, (as_json({each for each in ids if each is not None}),))
    return {None: (Slug(""), none, ""), **{row[0]: (Slug(row[1]), *row[2:]) for row in rows}}


def actor(db: Connection, term: Term) -> Candidate:
    """The one actor that a term names.

    Raises:
        UnknownName: the name fits none.
        AmbiguousName: it fits several.
    """
    if term.relation:
        row = db.execute(ACTOR_OF_SLUG, (term.value,)).fetchone()
        if row is not None:
            return _kept(db, [Candidate(*row)])[0]
    found = _fitting(_actors_with(db, term.value), term) or _written_otherwise(db, term)
    if not found:
        raise _unknown(term, "actor", _actors_near(db, term.value), "=")
    found = _kept(db, found)
    if len(found) > 1:
        raise _ambiguous(term, found)
    return found[0]


def at_or_below(db: Connection, actor_id: int) -> tuple[int, ...]:
    """The actor and all that is part of it, with all that are judged to be the same as those."""
    same = identities.read(db)
    statement = AT_OR_BELOW.format(same=SAME_AS_THOSE if same.merged else "")
    rows = db.execute(statement, {"actors": as_json(same.same_as(actor_id))})
    return tuple(row[0] for row in rows)


def _kept(db: Connection, found: list[Candidate]) -> list[Candidate]:
    """Those of the candidates that stand for others that are judged the same, once each."""
    same = identities.read(db)
    if not same.merged:
        return found
    known = {each.id: each for each in found}
    wanted = dict.fromkeys(same.of(each.id) for each in found)
    missing = as_json(each for each in wanted if each not in known)
    known |= {row[0]: Candidate(*row) for row in db.execute(ACTORS_OF, {"actors": missing})}
    return [known[each] for each in wanted if each in known]


def called(db: Connection, words: str) -> Candidate | None:
    """The actor of which that is a name or a part of a name, where it is exactly one."""
    if len(_name_key(words)) < LETTERS_OF_A_NAME:
        return None
    found = _kept(db, _fitting(_actors_with(db, words), Term("by", words)))
    return found[0] if len(found) == 1 else None


def nearly_called(db: Connection, words: str) -> Candidate | None:
    """The actor that is called so but for a slip or two, where that is exactly one."""
    slips = _words_near(db, words)
    fewest = [each for each in slips if slips[each] == min(slips.values())]
    near = [each for word in fewest for each in _actors_with_word(db, word)]
    found = _kept(db, list({each.id: each for each in near}.values()))
    return found[0] if len(found) == 1 else None


def talks(db: Connection, term: Term) -> Talks:
    """The formats and meetings of which a name or slug begins with the term's words.

    Raises:
        UnknownName: there is none.
    """
    if term.relation == "=":
        formats = [Candidate(*row) for row in db.execute(FORMAT_OF_SLUG, (term.value,))]
        if formats:
            return Talks(tuple(formats), ())
        rows = db.execute(MEETING_OF_SLUG, (term.value,))
        found_meetings = [Candidate(*row[:3], kind=row[3] or "") for row in rows]
        if found_meetings:
            return Talks((), tuple(found_meetings))
    formats, meetings = all_formats(db), _meetings(db)
    if term.relation == "=":
        found_formats, found_meetings = _whole(formats, term.value), []
    else:
        found_formats = _beginning(formats, term)
        found_meetings = _beginning(meetings, term)
    if not found_formats and not found_meetings:
        raise _unknown(term, "format or meeting", (*formats, *meetings), "=")
    return Talks(tuple(found_formats), tuple(found_meetings))


def talks_json(db: Connection, name: str) -> dict[str, str]:
    """The ids of the formats that a name means, and of their and the other meetings that it means.

    Raises:
        UnknownName: nothing is called that.
    """
    found = talks(db, Term("in", name))
    formats = {each.id for each in found.formats}
    meetings = {each.id for each in found.meetings}
    meetings |= {row[0] for row in db.execute(MEETINGS) if row[4] in formats}
    return {"formats": as_json(formats), "meetings": as_json(meetings)}


def topics(db: Connection, term: Term, name: str, rest: str = "") -> tuple[Candidate, ...]:
    """The topics that `name` means; `rest` is what follows it in the term's value.

    Raises:
        UnknownName: there is none.
    """
    candidates = all_topics(db)
    found = _fitting(candidates, term._replace(value=name))
    if not found:
        raise _unknown(term._replace(value=name), "topic", candidates, term.relation, rest)
    return tuple(found)


def topics_below(db: Connection, found: Iterable[Candidate]) -> tuple[int, ...]:
    """The topics and all that stand below them in the tree."""
    asked = {"topics": as_json(each.id for each in found)}
    return tuple(row[0] for row in db.execute(TOPICS_BELOW, asked))


def tags(db: Connection, term: Term) -> tuple[Candidate, ...]:
    """The tag of that name in either case; with a prefix all that begin with it.

    Leaving out a tag that is not there leaves out nothing, so that a saved search for `-tag:draft`
    can be used in every library.

    Raises:
        UnknownName: one is asked for that is not there.
    """
    return _called(db, term, "tag", TAGS)


def briefs(db: Connection, term: Term) -> tuple[Candidate, ...]:
    """The brief of that name, as of tags.

    Raises:
        UnknownName: one is asked for that is not there.
    """
    return _called(db, term, "brief", BRIEFS)


def _called(db: Connection, term: Term, kind: str, statement: str) -> tuple[Candidate, ...]:
    candidates = [Candidate(row[0], row[1], row[1], keys={row[1]}) for row in db.execute(statement)]
    wished = term.value.casefold()
    found = [each for each in candidates if each.name.casefold() == wished]
    if term.prefix and term.relation != "=":
        found = [each for each in candidates if each.name.casefold().startswith(wished)]
    if not found and not term.negated:
        raise _unknown(term, kind, candidates, "")
    return tuple(found)


def tags_below(db: Connection, found: Iterable[Candidate]) -> tuple[int, ...]:
    """The tags and all that stand below them in the tree."""
    asked = {"tags": as_json(each.id for each in found)}
    return tuple(row[0] for row in db.execute(TAGS_BELOW, asked))


def meetings_at(db: Connection, term: Term) -> tuple[int, ...]:
    """The meetings at places of which the name has these words.

    Raises:
        UnknownName: there is none.
    """
    candidates = [
        Candidate(row[0], Slug(row[1]), row[1], keys={_name_key(row[1])})
        for row in db.execute(PLACES)
    ]
    found = _fitting(candidates, term)
    if not found:
        raise _unknown(term, "place", candidates, "")
    return tuple(each.id for each in found)


def modes_meant(db: Connection, term: Term) -> set[str]:
    """The modes of taking part that a term means: with a prefix all that begin so.

    Raises:
        UnknownName: there is none.
    """
    candidates = [Candidate(0, Slug(each), each, keys={each}) for each in modes(db)]
    wished = term.value.lower().replace("-", "_").replace(" ", "_")
    found = {each.name for each in candidates if each.name == wished}
    if not found and term.prefix and term.relation != "=":
        found = {each.name for each in candidates if each.name.startswith(wished)}
    if not found:
        raise _unknown(term, "mode of taking part", candidates, "")
    return found


def modes(db: Connection) -> list[str]:
    """The modes of taking part that this library knows."""
    return [row[0] for row in db.execute(MODES)]


def publishers(db: Connection, term: Term) -> Publishers:
    """Who published what the term means, by a domain or by a name; `=` takes a source's slug too.

    Raises:
        UnknownName: no source is from there.
    """
    domain = term.value.lower()
    if "." in domain and db.execute(IS_DOMAIN, {"domain": domain}).fetchone()[0]:
        return Publishers(domain=domain)
    ids = {row[0] for row in db.execute(PUBLISHERS)}
    candidates = [each for each in _actors_with(db, term.value) if each.id in ids]
    found = _fitting(candidates, term)
    if not found and term.relation == "=":
        for row in db.execute(SOURCE_OF_SLUG, (term.value,)):
            return Publishers(source=Candidate(*row))
    if not found:
        candidates = [each for each in _actors(db) if each.id in ids]
        raise _unknown(term, "publisher", candidates, "=")
    return Publishers(tuple(found))


def records_called(db: Connection, words: str, letters: str = "afm") -> list[tuple[str, int]]:
    """Actors, formats and meetings of that whole name; failing that, with its words in a name.

    Each by the letter of its keys and its id.
    """
    candidates: dict[str, list[Candidate]] = {}
    if "a" in letters:
        candidates["a"] = _actors_with(db, words)
    if "f" in letters:
        candidates["f"] = all_formats(db)
    if "m" in letters:
        candidates["m"] = _meetings(db)
    for fitting in (_whole, _with_words):
        found = [
            (letter, each.id)
            for letter, those in candidates.items()
            for each in fitting(those, words)
        ]
        if found:
            return found
    return []


def begun(db: Connection, value: str) -> list[Candidate]:
    """Actors of whom a name begins so, or has a word that does; all, where there is no word.

    Those that were retracted are not offered.
    """
    found = _with_begun_words(_actors_with(db, value), value) if _name_key(value) else _actors(db)
    return without_retracted(db, "actor", _kept(db, found))


def without_retracted(db: Connection, kind: str, found: Iterable[Candidate]) -> list[Candidate]:
    """Those that were not retracted; `kind` is actor or format."""
    retracted = {row[0] for row in db.execute(RETRACTED[kind])}
    return [each for each in found if each.id not in retracted]


def all_topics(db: Connection) -> list[Candidate]:
    return [
        Candidate(row[0], row[1], row[1], keys={_name_key(row[1])}) for row in db.execute(TOPICS)
    ]


def tag_names(db: Connection) -> list[str]:
    return [row[1] for row in db.execute(TAGS)]


def brief_names(db: Connection) -> list[str]:
    return [row[1] for row in db.execute(BRIEFS)]


def as_json(ids: Iterable[int]) -> str:
    """Ids as one bound value, which json_each() takes apart again."""
    return f"[{','.join(map(str, sorted(ids)))}]"


def _actors(db: Connection) -> list[Candidate]:
    return _named(db.execute(ACTORS), db.execute(ACTOR_NAMES))


def _actors_with(db: Connection, value: str) -> list[Candidate]:
    """Those that `value` may fit, and some more: all with its longest word anywhere in a name."""
    word = max(_name_key(value).split(), key=len, default="")
    rows = db.execute(ACTORS_WITH, {"value": value, "word": word}).fetchall()
    ids = as_json(row[0] for row in rows)
    return _named(rows, db.execute(NAMES_OF_ACTORS, {"actors": ids}))


def _actors_near(db: Connection, value: str) -> list[Candidate]:
    """Those with a word in a name that may be the longest of `value`, but for a slip or two."""
    slips = _words_near(db, value)
    near = sorted(slips, key=lambda each: (slips[each], each))[:NEAR_WORDS]
    found = {each.id: each for each_word in near for each in _actors_with_word(db, each_word)}
    return list(found.values())


def _actors_with_word(db: Connection, word: str) -> list[Candidate]:
    """Those of which a name has that word; the statement leaves names in other scripts in."""
    found = _actors_with(db, word)
    return [each for each in found if any(word in key.split() for key in each.keys)]


def _words_near(db: Connection, value: str) -> dict[str, int]:
    """Words of actors' names that may be the longest of `value`, each with its slips."""
    word = max(_name_key(value).split(), key=len, default="")
    known = sorted({each for (key,) in db.execute(NAME_KEYS) for each in key.split()})
    return names.near_words(word, known) if word else {}


def _named(actors: Iterable[Row], names_of: Iterable[Row]) -> list[Candidate]:
    found = {row[0]: Candidate(*row, keys={_name_key(row[2])}) for row in actors}
    for actor_id, key in names_of:
        if actor_id in found:
            found[actor_id].keys.add(key)
    return list(found.values())


def all_formats(db: Connection) -> list[Candidate]:
    found = {
        row[0]: Candidate(*row[:4], keys=_keys_of(row[1], row[2], row[4]))
        for row in db.execute(FORMATS)
    }
    for format_id, key in db.execute(FORMAT_NAMES):
        if format_id in found:
            found[format_id].keys.add(key)
    return list(found.values())


def _meetings(db: Connection) -> list[Candidate]:
    return [
        Candidate(*row[:3], kind=row[3] or "", keys=_keys_of(row[1], row[5]))
        for row in db.execute(MEETINGS)
    ]


def _keys_of(*texts: str | None) -> set[str]:
    return {_name_key(text) for text in texts if text}


def _fitting(candidates: Iterable[Candidate], term: Term) -> list[Candidate]:
    """Those whose whole name it is; failing that, those with its words in a name; and so on."""
    steps: list[Callable[[Iterable[Candidate], str], list[Candidate]]] = [_whole, _with_words]
    if term.prefix:
        steps.append(_with_begun_words)
    steps = [_of_slug, _whole] if term.relation else [*steps, _of_slug]
    for step in steps:
        found = step(candidates, term.value)
        if found:
            return found
    return []


def _written_otherwise(db: Connection, term: Term) -> list[Candidate]:
    """Actors of whom a name is written in another way: with ё for е, or without its vowels.

    Vowels count where both are written with them, be it in another script.
    """
    if term.relation:
        return []
    names_of: dict[int, list[str]] = {}
    held = NAMES_IN_OTHER_SCRIPTS if term.value.isascii() else NAMES_AS_WRITTEN
    for actor_id, name in db.execute(held):
        names_of.setdefault(actor_id, []).append(name)
    is_arabic = names.is_arabic(term.value)
    found: list[int] = []
    for actor_id, written in names_of.items():
        by_consonants = is_arabic or all(map(names.is_arabic, written))
        if any(_is_written_so(name, term, by_consonants=by_consonants) for name in written):
            found.append(actor_id)
    return [Candidate(*row) for row in db.execute(ACTORS_OF, {"actors": as_json(found)})]


def _is_written_so(name: str, term: Term, *, by_consonants: bool) -> bool:
    wished = names.loose_words(term.value, by_consonants=by_consonants)
    if by_consonants and len("".join(wished)) < names.CONSONANTS_NEEDED:
        return False
    held = names.loose_words(name, by_consonants=by_consonants)
    if not term.prefix:
        return bool(wished) and set(wished) <= set(held)
    *whole, last = wished or [""]
    return last != "" and _holds([*held], whole, last)


def _of_slug(candidates: Iterable[Candidate], value: str) -> list[Candidate]:
    return [each for each in candidates if each.slug == value]


def _whole(candidates: Iterable[Candidate], value: str) -> list[Candidate]:
    wished = _name_key(value)
    return [each for each in candidates if wished and wished in each.keys]


def _with_words(candidates: Iterable[Candidate], value: str) -> list[Candidate]:
    wished = set(_name_key(value).split())
    return [
        each
        for each in candidates
        if wished and any(wished <= set(key.split()) for key in each.keys)
    ]


def _with_begun_words(candidates: Iterable[Candidate], value: str) -> list[Candidate]:
    *whole, begun = _name_key(value).split() or [""]
    return [
        each
        for each in candidates
        if begun and any(_holds(key.split(), whole, begun) for key in each.keys)
    ]


def _holds(words: list[str], whole: list[str], begun: str) -> bool:
    return set(whole) <= set(words) and any(word.startswith(begun) for word in words)


def _beginning(candidates: Iterable[Candidate], term: Term) -> list[Candidate]:
    wished = _name_key(term.value)
    return [
        each
        for each in candidates
        if wished
        and any(
            f"{key} ".startswith(f"{wished} ") or (term.prefix and key.startswith(wished))
            for key in each.keys
        )
    ]


def _ambiguous(term: Term, found: list[Candidate]) -> AmbiguousName:
    fields = [_exactly(term, each.slug, "=") for each in found[:NAMED_AT_MOST]]
    named = [f"{each.name} ({text})" for each, text in zip(found, fields, strict=False)]
    more = f" and {len(found) - NAMED_AT_MOST} more" if len(found) > NAMED_AT_MOST else ""
    sentence = f"{_typed(term)} fits {len(found)} actors: {', '.join(named)}{more}."
    return AmbiguousName(sentence, suggestions=tuple(fields))


def _unknown(
    term: Term, kind: str, candidates: Iterable[Candidate], relation: str, rest: str = ""
) -> UnknownName:
    slug_of = {key: each.slug for each in candidates for key in (*each.keys, _name_key(each.slug))}
    wished = _name_key(term.value)
    near = names.nearest(wished, slug_of, NEAR_NAMES)
    fields = dict.fromkeys(_exactly(term, f"{slug_of[key]}{rest}", relation) for key in near)
    meant = f"; did you mean {' or '.join(fields)}?" if fields else "."
    return UnknownName(f"{_typed(term)} fits no {kind} here{meant}", suggestions=tuple(fields))


def _typed(term: Term) -> str:
    return render_term(term._replace(negated=False, prefix=False))


def _exactly(term: Term, value: str, relation: str) -> str:
    exact = "=" if relation else ""
    return render_term(Term(term.field, value, exact))
