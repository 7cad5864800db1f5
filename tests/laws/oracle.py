"""A random small library, and a plain filter that says which of its quotes fit a query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from storage import Query, Slug, Term
from storage.dates import asked, bounds, since, until
from storage.ids import raw_of
from storage.query import Part
from storage.tokens import words_of
from tests.builders import AUTHOR, COLLEAGUE, TODAY, Records, key
from tests.laws import grouping

ACTORS = (
    "norland", "norland-mfa", "norland-desk", "kabin", "ortiz", "sudmark", "gazette", "wire",
)  # fmt: skip
PART_OF = """
insert into relation(from_actor, n, type, to_actor)
select part.id, 0, 'part_of', whole.id from actor part, actor whole
where part.slug = :part and whole.slug = :whole
"""
AT_OR_BELOW = {
    "norland": {"norland", "norland-mfa", "norland-desk"},
    "norland-mfa": {"norland-mfa", "norland-desk"},
    "sudmark": {"sudmark", "norland-desk"},
    "gazette": {"gazette", "wire"},
    "wire": {"gazette", "wire"},
}
"""A desk belongs to two, and two are a part of each other."""
ORGANISATION = {
    "kabin-envoy": "norland-mfa",
    "kabin-adviser": "norland",
    "ortiz-mediator": "sudmark",
    "wire-host": "norland",
}
FORMAT_OF = {"lakeside-1": "lakeside", "lakeside-2": "lakeside", "harbour-1": "harbour"}
DISPUTED = {"lakeside-2"}
TOOK_PART = {
    "lakeside-1": (("norland", "host"), ("sudmark", "participant"), ("norland-mfa", "observer")),
    "lakeside-2": (("norland", "participant"), ("sudmark", "invited_declined")),
    "harbour-1": (("kabin", "observer"),),
}
STORED = "peace and fire, then peace"
"""The stored text of the gazette's source; the wire's has none."""
FOUND = (("peace", 0), ("fire", 3), ("then peace", 16), ("war", 0))
"""Where pieces of quotes were found in it: one was moved since, one is gone."""
TAGS = {"draft": None, "drafted": None, "sketch": "draft"}
"""With what they stand below."""
BELOW_TOPIC = {"guarantees": {"guarantees", "verification"}}
PUBLISHER = {"gazette-1": "gazette", "wire-1": "wire"}
DOMAIN = {"gazette-1": "news.gazette.example", "wire-1": "wire.example"}
WORDS = (
    "peace", "Peace", "peaceful", "cease-fire", "cease", "fire", "U.S.", "U", "S", "Élan", "elan",
    "мир", "Мир", "мирный", "straße", "no", "…", "3:1",
)  # fmt: skip
DAYS = (
    None, "2025", "2025-04", "2025-05-14", "2025-05-14?", "2025-05-13~", "2025-05-10/2025-05-16",
    "../2024", "unknown",
)  # fmt: skip
ASKED = ("2025", "2025-05", "2025-05-14", "2025-04..2025-05-13", "2025-05-15..", "..2024", "30d")


@dataclass(frozen=True)
class Held:
    """A quote of the random library, with what hangs on it."""

    text: str
    translation: str | None
    by: str | None
    jointly: tuple[str, ...]
    role: str | None
    said_on: str | None
    date_verified: bool | None
    kind: str
    held_as: str
    format: str | None
    meeting: str | None
    relation: str | None
    to: tuple[str, ...]
    chain: tuple[str, ...]
    topics: tuple[str, ...]
    source: str | None
    status: str
    lang: str | None
    tags: frozenset[str]
    starred_by: frozenset[str]
    notes: tuple[tuple[str, str, str], ...]
    stances: tuple[tuple[str, str], ...]
    found: tuple[tuple[str, int], ...]
    answered: bool
    ref: str = ""
    hidden: bool = False

    @property
    def speakers(self) -> set[str]:
        return {*self.jointly, *([self.by] if self.by else ())}

    @property
    def order(self) -> tuple[int, int, bytes]:
        first, last = bounds(self.said_on)
        return last, first, raw_of(key("q", self.ref))


def set_the_scene(records: Records) -> None:
    """The actors, formats, topics and sources that every random library has."""
    records.actor("norland", kind="state")
    records.actor("norland-mfa", "Norland Foreign Office", kind="body", part_of=["norland"])
    records.actor("kabin", "Anna Kabin", also=["Анна Кабин"])
    records.actor("ortiz", "Luis Ortiz")
    records.actor("sudmark", kind="state")
    records.actor("norland-desk", kind="body", part_of=["norland-mfa", "sudmark"])
    records.actor("gazette", "The Gazette", kind="media")
    records.actor("wire", "Wire Service", kind="media")
    for part, whole in (("gazette", "wire"), ("wire", "gazette")):
        records.db.execute(PART_OF, {"part": part, "whole": whole})
    for role, organisation in ORGANISATION.items():
        records.role(role, role.split("-")[0], organisation)
    records.format("lakeside", "Lakeside talks")
    records.format("harbour", "Harbour group")
    for meeting, format_ in FORMAT_OF.items():
        records.meeting(
            meeting,
            format_,
            disputed=["who sat"] if meeting in DISPUTED else [],
            took_part=TOOK_PART[meeting],
        )
    records.topic("guarantees", "What secures an agreement.")
    records.topic("verification", parent="guarantees")
    records.topic("borders")
    for source, publisher in PUBLISHER.items():
        records.source(
            source,
            publisher=publisher,
            domain=DOMAIN[source],
            text=STORED if publisher == "gazette" else None,
        )
    for tag, parent in TAGS.items():
        records.tag(tag, parent=parent)


def write(records: Records, held: Iterable[Held], answers_by: str = "x0") -> None:
    """Write the quotes, those that are hidden as parts of an import that is not finished."""
    quotes = tuple(held)
    for quote in quotes:
        if quote.hidden:
            with records.in_batch(f"batch of {quote.ref}", "loading"):
                _write_quote(records, quote)
        else:
            _write_quote(records, quote)
    for quote in quotes:
        if quote.answered:
            records.link(answers_by, "answers", quote.ref)


def _write_quote(records: Records, quote: Held) -> None:
    records.quote(
        quote.ref, quote.text, translation=quote.translation, by=quote.by, jointly=quote.jointly,
        role=quote.role, said_on=quote.said_on, date_verified=quote.date_verified, kind=quote.kind,
        held_as=quote.held_as, format=quote.format, meeting=quote.meeting, relation=quote.relation,
        to=quote.to, chain=quote.chain, topics=quote.topics, source=quote.source,
        status=quote.status, lang=quote.lang,
        found_in=[("gazette-1", start, exact) for exact, start in quote.found],
    )  # fmt: skip
    if quote.hidden:
        return
    for tag in sorted(quote.tags):
        records.put_tag(tag, quote.ref)
    for author in sorted(quote.starred_by):
        records.star(quote.ref, author=author)
    for text, author, handling in quote.notes:
        records.note(quote.ref, text, author=author, handling=handling)
    for topic, value in quote.stances:
        records.stance(quote.ref, topic, value)


def answer(held: Iterable[Held], query: Query, today: dt.date = TODAY) -> list[str]:
    """The refs of the quotes that fit, newest first."""
    found = [each for each in held if not each.hidden and holds_all(each, query.terms, today)]
    newest_first = not any(
        isinstance(part, Term) and part.field == "sort" and not part.negated for part in query.terms
    )
    return [each.ref for each in sorted(found, key=lambda each: each.order, reverse=newest_first)]


def holds_all(quote: Held, parts: tuple[Part, ...], today: dt.date = TODAY) -> bool:
    """Whether a quote is as all parts ask; who and in which mode are asked together."""
    wished = [part for part in parts if isinstance(part, Term) and not part.negated]
    people = [term for term in wished if term.field == "who"]
    modes = [term for term in wished if term.field == "mode" and people]
    return all(
        {mode.value for mode in modes} <= _modes_of(quote, person) != set() for person in people
    ) and all(
        holds(quote, part, today) for part in parts if part not in people and part not in modes
    )


def _modes_of(quote: Held, who: Term) -> set[str]:
    same = {who.value} if who.relation == "=" else AT_OR_BELOW.get(who.value, {who.value})
    return {mode for actor, mode in TOOK_PART.get(quote.meeting or "", ()) if actor in same}


def holds(quote: Held, part: Part, today: dt.date = TODAY) -> bool:
    """Whether a quote is as a part of a query asks, its negation included."""
    if isinstance(part, Term):
        return fits(quote, part, today) is not part.negated
    fits_any = any(holds_all(quote, parts, today) for parts in part.alternatives)
    return fits_any is not part.negated


def fits(quote: Held, term: Term, today: dt.date = TODAY) -> bool:
    """Whether a quote has what a term asks for, its negation aside."""
    value, exact = term.value, term.relation == "="
    match term.field:
        case "":
            return _has_words(quote, term)
        case "by":
            wished = {value} if exact else AT_OR_BELOW.get(value, {value})
            in_role = not exact and ORGANISATION.get(quote.role or "") in wished
            return bool(quote.speakers & wished) or in_role
        case "via" if value.isdecimal():
            count, wished_count = len(quote.chain), int(value)
            return {
                "": count == wished_count, "=": count == wished_count,
                ">": count > wished_count, ">=": count >= wished_count,
                "<": count < wished_count, "<=": count <= wished_count,
            }[term.relation]  # fmt: skip
        case "via":
            return value in (quote.chain[:1] if exact else quote.chain)
        case "to":
            return value in quote.to
        case "in" | "at" | "on":
            there = value in {quote.format, quote.meeting}
            wished_relation = {"at": "said_at", "on": "about"}.get(term.field, quote.relation)
            return there and quote.relation == wished_relation
        case "who":
            return bool(_modes_of(quote, term))
        case "mode":
            return value in {mode for _, mode in TOOK_PART.get(quote.meeting or "", ())}
        case "text":
            return value == _standing(quote)
        case "topic":
            return bool(_topics_meant(value, exact=exact) & set(quote.topics))
        case "stance":
            return _has_stance(quote, value, exact=exact)
        case "date" | "since" | "until":
            days = {"date": asked, "since": since, "until": until}[term.field](value, today)
            first, last = bounds(quote.said_on)
            assert days is not None
            if exact and not days[0] <= first <= last <= days[1]:
                return False
            return first <= last and first <= days[1] and last >= days[0]
        case "tag":
            is_begun = term.prefix and not exact
            meant = {tag for tag in TAGS if tag == value or (is_begun and tag.startswith(value))}
            return any(tag in meant or (not exact and TAGS[tag] in meant) for tag in quote.tags)
        case "is":
            return _is(quote, value)
        case "has":
            return _has(quote, value)
        case "src":
            if value in PUBLISHER:
                return quote.source == value
            domain = DOMAIN.get(quote.source or "", "")
            return PUBLISHER.get(quote.source or "") == value or f".{domain}".endswith(f".{value}")
        case "lang":
            return quote.lang == value
        case "note":
            seen = [text for text, author, handling in quote.notes if _may_see(author, handling)]
            return _stand_in(words_of("\n".join(seen)), words_of(value), prefix=term.prefix)
        case "sort":
            return not term.negated
        case "key":
            return quote.ref == value
        case _:
            raise AssertionError(term)


def _has_words(quote: Held, term: Term) -> bool:
    wished = words_of(term.value)
    if not wished:
        return not term.negated
    seen = [text for text, author, handling in quote.notes if _may_see(author, handling)]
    texts = (quote.text, quote.translation or "", "\n".join(seen))
    return any(_stand_in(words_of(text), wished, prefix=term.prefix) for text in texts)


def _stand_in(words: tuple[str, ...], wished: tuple[str, ...], *, prefix: bool) -> bool:
    *whole, last = wished
    runs = (words[at : at + len(wished)] for at in range(len(words) - len(whole)))
    return any(
        list(run[:-1]) == whole and (run[-1] == last or (prefix and run[-1].startswith(last)))
        for run in runs
    )


def _standing(quote: Held) -> str:
    if not quote.found:
        return "none"
    if all(STORED[start:].startswith(exact) for exact, start in quote.found):
        return "stands"
    return "moved" if all(exact in STORED for exact, _ in quote.found) else "gone"


def _may_see(author: str, handling: str) -> bool:
    return handling != "private" or author == AUTHOR


def _topics_meant(topic: str, *, exact: bool) -> set[str]:
    return {topic} if exact else BELOW_TOPIC.get(topic, {topic})


def _has_stance(quote: Held, text: str, *, exact: bool) -> bool:
    topic, slash, value = text.rpartition("/")
    if not slash and text in {"guarantees", "verification", "borders"}:
        topic, value = text, ""
    return any(
        (not topic or held in _topics_meant(topic, exact=exact)) and (not value or of == value)
        for held, of in quote.stances
    )


def _is(quote: Held, value: str) -> bool:
    by_note = [handling for _text, author, handling in quote.notes if _may_see(author, handling)]
    return {
        "uncertain": quote.date_verified is False
        or any(mark in (quote.said_on or "") for mark in "?~%"),
        "joint": len(quote.jointly) > 1,
        "disputed": quote.status == "disputed" or quote.meeting in DISPUTED,
        "retracted": quote.status == "retracted",
        "starred": AUTHOR in quote.starred_by,
        "private": "private" in by_note,
        "closed": "closed" in by_note,
    }.get(value, value in {quote.kind, quote.held_as})


def _has(quote: Held, value: str) -> bool:
    return {
        "format": quote.format is not None,
        "speaker": quote.by is not None or bool(quote.jointly),
        "topic": bool(quote.topics),
        "note": any(_may_see(author, handling) for _text, author, handling in quote.notes),
        "tag": bool(quote.tags),
        "stance": bool(quote.stances),
        "answer": quote.answered,
        "dispute": quote.meeting in DISPUTED,
        "translation": quote.translation is not None,
        "caveat": False,
        "archive": False,
        "contradiction": False,
    }[value]


def texts() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


def _some(values: Iterable[str], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(tuple(values)), max_size=most, unique=True).map(tuple)


def _one_or_none(values: Iterable[str]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(tuple(values))


@st.composite
def quotes(draw: st.DrawFn) -> Held:
    jointly = draw(st.just(()) | _some(ACTORS, 3))
    meeting = draw(_one_or_none(FORMAT_OF))
    format_ = FORMAT_OF[meeting] if meeting else draw(_one_or_none(("lakeside", "harbour")))
    return Held(
        text=draw(texts()),
        translation=draw(st.none() | texts()),
        by=draw(_one_or_none(ACTORS)) if not jointly else jointly[0],
        jointly=jointly,
        role=draw(_one_or_none(ORGANISATION)),
        said_on=draw(st.sampled_from(DAYS)),
        date_verified=draw(st.sampled_from((None, True, False))),
        kind=draw(st.sampled_from(("direct", "mixed", "indirect", "document"))),
        held_as=draw(st.sampled_from(("words", "translation", "paraphrase"))),
        format=format_,
        meeting=meeting,
        relation=draw(_one_or_none(("said_at", "about"))) if format_ else None,
        to=draw(_some(ACTORS)),
        chain=draw(_some(("gazette", "wire", "kabin"), 3)),
        topics=draw(_some(("guarantees", "verification", "borders"))),
        source=draw(_one_or_none(PUBLISHER)),
        status=draw(st.sampled_from(("accepted", "disputed", "retracted"))),
        lang=draw(_one_or_none(("en", "uk"))),
        tags=frozenset(draw(_some(TAGS))),
        starred_by=frozenset(draw(_some((AUTHOR, COLLEAGUE)))),
        notes=tuple(
            draw(
                st.lists(
                    st.tuples(
                        texts(),
                        st.sampled_from((AUTHOR, COLLEAGUE)),
                        st.sampled_from(("private", "closed")),
                    ),
                    max_size=2,
                    unique=True,
                )
            )
        ),
        stances=tuple(
            draw(
                st.lists(
                    st.tuples(
                        st.sampled_from(("guarantees", "verification", "borders")),
                        st.sampled_from(("support", "oppose")),
                    ),
                    max_size=2,
                    unique=True,
                )
            )
        ),
        found=tuple(draw(st.lists(st.sampled_from(FOUND), max_size=2, unique=True))),
        answered=draw(st.booleans()),
    )


def libraries() -> st.SearchStrategy[tuple[Held, ...]]:
    """The quotes of a random library; one in four is part of an import that is not finished."""
    return st.lists(
        st.tuples(quotes(), st.sampled_from((False, False, False, True))), min_size=1, max_size=8
    ).map(_named)


def _named(drawn: list[tuple[Held, bool]]) -> tuple[Held, ...]:
    """The quotes with their refs; the first answers those that are marked so, if both are seen."""
    first_is_hidden = drawn[0][1]
    return tuple(
        replace(
            quote,
            ref=f"x{n}",
            hidden=hidden,
            answered=quote.answered and n > 0 and not hidden and not first_is_hidden,
        )
        for n, (quote, hidden) in enumerate(drawn)
    )


_FIELD_VALUES: dict[str, tuple[str, ...]] = {
    "to": ACTORS,
    "mode": ("host", "participant", "observer", "invited_declined", "chair"),
    "text": ("stands", "moved", "gone", "none"),
    "at": ("lakeside", "harbour"),
    "on": ("lakeside", "harbour"),
    "topic": ("guarantees", "verification", "borders"),
    "stance": ("support", "oppose", "guarantees", "guarantees/support", "borders/oppose"),
    "date": ASKED,
    "since": ASKED,
    "until": ASKED,
    "is": (
        "direct", "mixed", "indirect", "document", "words", "translation", "paraphrase",
        "uncertain", "joint", "disputed", "retracted", "starred", "private", "closed",
    ),
    "has": (
        "format", "speaker", "topic", "note", "tag", "stance", "answer", "dispute", "translation",
        "caveat", "archive", "contradiction",
    ),
    "src": ("gazette", "wire", "gazette.example", "wire.example", *PUBLISHER),
    "lang": ("en", "uk"),
    "note": ("peace", "cease-fire", "мир", "Élan U"),
    "sort": ("date",),
}  # fmt: skip


@st.composite
def terms(draw: st.DrawFn) -> Term:
    """A term that names nothing that the random library does not have."""
    negated = draw(st.booleans())
    field = draw(
        st.sampled_from((*[""] * 4, "by", "via", "who", "chain", "in", "tag", *_FIELD_VALUES))
    )
    match field:
        case "":
            phrase, prefix = draw(st.booleans()), draw(st.booleans())
            value = draw(texts() if phrase else st.sampled_from(WORDS))
            return Term("", value, negated=negated, prefix=prefix, phrase=phrase)
        case "by" | "via" | "who":
            relation = draw(st.sampled_from(("", "=", "<=") if field == "by" else ("", "=")))
            return Term(field, draw(st.sampled_from(ACTORS)), relation, negated=negated)
        case "chain":
            comparison = draw(st.sampled_from(("", "=", "<", ">", "<=", ">=")))
            return Term("via", draw(st.sampled_from("0123")), comparison, negated=negated)
        case "in":
            talks = draw(st.sampled_from(("lakeside", "harbour", "lakeside-1", "lakeside-2")))
            return Term("in", talks, "=", negated=negated)
        case "tag":
            relation = draw(st.sampled_from(("", "=")))
            return Term("tag", "draft", relation, negated=negated, prefix=draw(st.booleans()))
        case _:
            value = draw(st.sampled_from(_FIELD_VALUES[field]))
            relation = "=" if field in {"at", "on"} or value in PUBLISHER else ""
            if field in {"date", "topic", "stance"}:
                relation = draw(st.sampled_from(("", "=")))
            return Term(field, value, relation, negated=negated)


def queries() -> st.SearchStrategy[Query]:
    return grouping.queries(terms(), 3)


def unfolded() -> st.SearchStrategy[frozenset[Slug]]:
    """Slugs of actors and formats, some of which are in the answer."""
    return st.frozensets(st.sampled_from((*ACTORS, "lakeside", "harbour")).map(Slug))
