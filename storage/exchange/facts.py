"""The facts of a sample, as its JSON tells them, turned into records one kind at a time. Pure."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from storage import ids
from storage.dates import bounds
from storage.derived import domain_of, script_of
from storage.ids import Key
from storage.names import name_key
from storage.schema.shapes import Record

Fact = Mapping[str, Any]
"""One object of the sample's JSON."""

IMPORTER: Final = "sample"
"""Keys are derived from it, and it is the coder of what the sample judges."""

CONTEXT: Final = 32  # code points kept on each side of a span, to find its words in a changed text
HELD_LANG: Final = "en"  # the language of the sample's own paraphrases, and of the words it holds
PUBLIC: Final = "public"


def key(letter: str, source_id: str) -> Key:
    return ids.derived_key(letter, IMPORTER, source_id)


def held(**columns: object) -> Record:
    """A record of what is known: nothing stands in it for what is not, nor for an empty list."""
    return {name: value for name, value in columns.items() if value is not None and value != []}


# Who.


def actor(fact: Fact, relations: Iterable[Fact]) -> Record:
    """An actor with all its names, its own first, and its ties to others."""
    own: Fact = {"name": fact["name"], "used": "own"}
    others: list[Fact] = [{**alias, "used": "common"} for alias in fact["aliases"]]
    return held(
        **_named(fact, "a"),
        kind=fact["kind"],
        name=fact["name"],
        country=fact["country"],
        description=fact["description"],
        wikidata=fact.get("wikidata"),
        actor_name=[
            held(
                n=n,
                name=name["name"],
                name_key=name_key(name["name"]),
                lang=name.get("lang"),
                script=script_of(name["name"]),
                used=name["used"],
                verified=_flag(name.get("verified")),
            )
            for n, name in enumerate([own, *others])
        ],
        relation=[
            {"n": n, "type": tie["type"], "to_actor": key("a", tie["to"])}
            for n, tie in enumerate(relations)
        ],
    )


def roles(fact: Fact) -> list[Record]:
    """An actor's posts, each a record of its own, with the months in which a source shows them."""
    return [
        held(
            key=key("r", "/".join([fact["id"], post["org"], post["title"], post["start"] or ""])),
            actor=key("a", fact["id"]),
            organisation=key("a", post["org"]),
            title=post["title"],
            valid_from=post["start"],
            valid_to=post["end"],
            role_attested=[{"n": n, "month": month} for n, month in enumerate(post["attested"])],
        )
        for post in fact["roles"]
    ]


# From where.


def source(fact: Fact, actor_names: Mapping[str, str]) -> Record:
    """A source. One without a title gets one in square brackets, as catalogues mark their own."""
    published_lo, published_hi = _days(fact["published"])
    title, inferred = fact["title"], fact.get("title_inferred")
    if title is None:
        told = (actor_names[fact["publisher"]], fact["published"] or "undated")
        title, inferred = f"[{', '.join(told)}]", True
    return held(
        **_named(fact, "s"),
        kind=fact["kind"],
        title=title,
        publisher=key("a", fact["publisher"]),
        author=fact["author"],
        published=fact["published"],
        published_lo=published_lo,
        published_hi=published_hi,
        url=fact["url"],
        domain=domain_of(fact["url"]),
        lang=fact["lang"],
        carrier=fact.get("carrier"),
        caveat=fact.get("caveat"),
        title_inferred=_flag(inferred),
        handling=PUBLIC,
        source_text=[dict(fact["text_read"])] if "text_read" in fact else [],
    )


def brief(gold: Fact, text: str) -> Record:
    """A text of the project's own, stored whole; never evidence that anyone said anything."""
    return held(
        key=key("s", gold["article"]),
        slug=gold["article"],
        ref=gold["article"],
        kind="project_text",
        title=gold["title"],
        lang=gold["lang"],
        caveat=(
            "The project's own brief, written in the shape of a wire report with the dateline "
            f"{gold['date']}; it was printed nowhere and is no evidence."
        ),
        handling=PUBLIC,
        source_text=[
            {
                "version": 1,
                "text": text,
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
                "length": len(text),
            }
        ],
    )


# Where.


def topic(fact: Fact) -> Record:
    return held(**_named(fact, "o"), definition=fact["definition"], version=1)


def talks(fact: Fact) -> Record:
    """A format with its names, its own first, and who hosts it or belongs to it."""
    belonging = [
        *({"actor": host, "mode": "host", "listed_as": "host"} for host in fact["hosts"]),
        *({**member, "listed_as": "member"} for member in fact["members"]),
    ]
    return held(
        **_named(fact, "f"),
        name=fact["name"],
        kind=fact["kind"],
        status=fact["status"],
        valid_from=fact["start"],
        valid_to=fact["end"],
        start_verified=_flag(fact["start_verified"]),
        description=fact["description"],
        remark=fact.get("remark"),
        format_name=[
            held(n=n, name=name["name"], name_key=name_key(name["name"]), lang=name.get("lang"))
            for n, name in enumerate([{"name": fact["name"]}, *fact["aliases"]])
        ],
        format_source=_sources(fact["sources"]),
        format_participation=[
            {"n": n, **each, "actor": key("a", each["actor"])} for n, each in enumerate(belonging)
        ],
    )


def meeting(fact: Fact, format_id: str, n: int) -> Record:
    """The n-th sitting of a format, with who was there and what its sources dispute."""
    said_on = fact["date"] if fact["end_date"] is None else f"{fact['date']}/{fact['end_date']}"
    said_lo, said_hi = _days(said_on)
    disputes = fact.get("disputed", [])
    return held(
        **_named(fact, "m"),
        format=key("f", format_id),
        n=n,
        title=fact["title"],
        said_on=said_on,
        said_lo=said_lo,
        said_hi=said_hi,
        place=fact["place"],
        level=fact["level"],
        state="held",
        outcome=fact["outcome"],
        verified=_flag(fact["verified"]),
        remark=fact.get("remark"),
        meeting_source=_sources(fact["sources"]),
        participation=[
            held(
                n=place,
                actor=key("a", party["actor"]),
                mode=party["mode"],
                disputed=_flag(party.get("disputed")),
                remark=party.get("remark"),
                handling=PUBLIC,
            )
            for place, party in enumerate(fact["participants"])
        ],
        participation_source=_sources_of_each("participation", fact["participants"]),
        dispute=[
            {"n": place, "about": dispute["about"], "remark": dispute["remark"]}
            for place, dispute in enumerate(disputes)
        ],
        dispute_source=_sources_of_each("dispute", disputes),
    )


# What.


def quote(
    fact: Fact,
    speakers_roles: Sequence[Record],
    last_styled: Mapping[tuple[str, str], int],
    spans: Iterable[Record],
) -> Record:
    """A statement.

    `speakers_roles` are the posts of its speaker, `last_styled` the last day on which a source
    styled a speaker by a title, `spans` where its words stand.
    """
    said_lo, said_hi = bounds(fact["said_on"])
    return held(
        key=key("q", fact["id"]),
        ref=fact["id"],
        kind=fact["kind"],
        held_as=fact["held_as"],
        text=unicodedata.normalize("NFC", fact["text"]),
        lang=HELD_LANG,
        original_lang=fact["original_lang"],
        speaker=_reference("a", fact["speaker"]),
        role=role_spoken_in(
            speakers_roles,
            fact["said_as"],
            said_lo,
            said_hi,
            {
                title: day
                for (speaker, title), day in last_styled.items()
                if speaker == fact["speaker"]
            },
        ),
        said_as=fact["said_as"],
        said_on=fact["said_on"],
        said_lo=said_lo,
        said_hi=said_hi,
        date_verified=_flag(fact["date_verified"]),
        format=_reference("f", fact["format"]),
        meeting=_reference("m", fact["meeting"]),
        relation=fact["relation"],
        source=_reference("s", fact["source"]),
        status="accepted",
        remark=fact.get("remark"),
        handling=PUBLIC,
        quote_speaker=_actors(fact.get("speakers", [])),
        quote_addressee=_actors(fact["addressee"]),
        hop=[
            {
                "n": n,
                "actor": key("a", party["actor"]),
                "verb": party["verb"],
                "hedge": "none",
                "was_read": int(n == 0),
            }
            for n, party in enumerate(fact["chain"])
        ],
        quote_topic=[
            {"n": n, "topic": key("o", slug), "coder": IMPORTER}
            for n, slug in enumerate(fact["topics"])
        ],
        quote_span=[{"n": n, **span} for n, span in enumerate(spans)],
    )


def days_last_styled(statements: Iterable[Fact]) -> dict[tuple[str, str], int]:
    """The last day on which a source styled each speaker by each title."""
    last: dict[tuple[str, str], int] = {}
    for fact in statements:
        if fact["said_as"]:
            styled = (fact["speaker"], fact["said_as"])
            last[styled] = max(last.get(styled, 0), bounds(fact["said_on"])[0])
    return last


def role_spoken_in(
    posts: Sequence[Record],
    said_as: str | None,
    said_lo: int,
    said_hi: int,
    last_styled: Mapping[str, int],
) -> Key | None:
    """The one post that the styling names, or else the one that is known to cover the day.

    Two that fit are as good as none: a role is never guessed, and never made from a styling. A post
    whose end is unknown is known to go on until the last day on which a source styles its holder
    by its title.
    """
    possible = [post for post in posts if not _excludes(post, said_lo, said_hi)]
    styled = [post for post in possible if post["title"] == said_as]
    if len(styled) == 1:
        return styled[0]["key"]
    covering = [post for post in possible if _covers(post, said_lo, said_hi, last_styled)]
    return covering[0]["key"] if len(covering) == 1 else None


def _excludes(post: Record, lo: int, hi: int) -> bool:
    begins, ends = post.get("valid_from"), post.get("valid_to")
    return (begins is not None and hi < bounds(begins)[0]) or (
        ends is not None and bounds(ends)[1] < lo
    )


def _covers(post: Record, lo: int, hi: int, last_styled: Mapping[str, int]) -> bool:
    """Whether all of [lo, hi] is surely inside; an unknown start or end is not an open one."""
    begins, ends = post.get("valid_from"), post.get("valid_to")
    last_day = bounds(ends)[0] if ends is not None else last_styled.get(post["title"], 0)
    if begins is not None and bounds(begins)[1] <= lo and hi <= last_day:
        return True
    months = (bounds(attested["month"]) for attested in post.get("role_attested", ()))
    return any(first <= lo and hi <= last for first, last in months)


def stances(fact: Fact) -> list[Record]:
    """How the sample reads the speaker's positions, each a record of its own."""
    return [
        {
            "key": key("c", f"{fact['id']}/{stance['topic']}"),
            "quote": key("q", fact["id"]),
            "topic": key("o", stance["topic"]),
            "coder": IMPORTER,
            "value": stance["stance"],
        }
        for stance in fact.get("stances", ())
    ]


def link(fact: Fact) -> Record:
    return {
        "key": key("l", f"{fact['from']}/{fact['type']}/{fact['to']}"),
        "from_quote": key("q", fact["from"]),
        "to_quote": key("q", fact["to"]),
        "type": fact["type"],
        "basis": fact["basis"],
        "author": IMPORTER,
    }


# Where the words stand.


def spans_in_absent_text(fact: Fact) -> list[Record]:
    """The places of a statement in its source's text, which is not stored.

    What stands at them is known only where the words themselves are held.
    """
    words = fact["text"] if fact["held_as"] == "words" else None
    source_key = key("s", fact["source"])
    return [
        held(
            part=part,
            start=start,
            end=end,
            exact=words if part == "content" else None,
            source=source_key,
            version=1,
        )
        for part, places in fact.get("seed_spans", {}).items()
        for start, end in _pairs(places)
    ]


def spans_in_brief(gold: Fact, text: str, statement: Fact, marked: Fact) -> list[Record]:
    """The places in a brief of the passage `marked` that restates a statement.

    Raises:
        ValueError: words are held that do not stand in the passage's quotation marks.
    """
    content = _pairs(marked["content"])
    if statement["held_as"] == "words":
        content = [
            (start, end)
            for start, end in _pairs(marked["quoted"])
            if text[start:end] == statement["text"]
        ]
        if not content:
            msg = f"{marked['id']} does not hold the words of {statement['id']}"
            raise ValueError(msg)
    places = [("content", *pair) for pair in content]
    places += [
        (part, *pair) for part in ("cue", "speaker_mention") for pair in _pairs(marked[part])
    ]
    return [
        {
            "part": part,
            "start": start,
            "end": end,
            "exact": text[start:end],
            "prefix": text[max(0, start - CONTEXT) : start],
            "suffix": text[end : end + CONTEXT],
            "source": key("s", gold["article"]),
            "version": 1,
        }
        for part, start, end in places
    ]


def _pairs(places: Sequence[Any] | None) -> list[tuple[int, int]]:
    """The spans of a part: one pair, several, or none."""
    if not places:
        return []
    several = places if isinstance(places[0], list) else [places]
    return [(start, end) for start, end in several]


def _named(fact: Fact, letter: str) -> Record:
    return {"key": key(letter, fact["id"]), "slug": fact["id"], "ref": fact["id"]}


def _reference(letter: str, source_id: str | None) -> Key | None:
    return key(letter, source_id) if source_id is not None else None


def _flag(value: bool | None) -> int | None:  # noqa: FBT001  # a fact's value, not a choice
    return None if value is None else int(value)


def _days(edtf: str | None) -> tuple[int | None, int | None]:
    return (None, None) if edtf is None else bounds(edtf)


def _actors(slugs: Iterable[str]) -> list[Record]:
    return [{"n": n, "actor": key("a", slug)} for n, slug in enumerate(slugs)]


def _sources(slugs: Iterable[str]) -> list[Record]:
    return [{"n": n, "source": key("s", slug)} for n, slug in enumerate(slugs)]


def _sources_of_each(owner: str, facts: Iterable[Fact]) -> list[Record]:
    """The sources of a meeting's participations or disputes, numbered through the meeting."""
    pairs = [(place, slug) for place, fact in enumerate(facts) for slug in fact.get("sources", ())]
    return [
        {"n": n, owner: place, "source": key("s", slug)} for n, (place, slug) in enumerate(pairs)
    ]
