"""What a quote can be searched by: each as a piece of SQL, and as pairs of quotes and values.

The where-clause and the index cache are both made from these tables, so that they cannot differ.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from storage.search_syntax import STANCES
from storage.sql import unseen
from storage.sql.withheld import LIVE_STANCES, SEEN_STANCES

LIVE_LINKS = (
    "quote_link l join batch b on b.id = l.batch and b.state = 'live' "
    f"and l.from_quote not in ({unseen.QUOTES}) and l.to_quote not in ({unseen.QUOTES})"
)


class Column(NamedTuple):
    """`where` holds for quotes with a value among {0}; `pairs` gives each quote with its values."""

    where: str
    pairs: str

    @property
    def named_pairs(self) -> str:
        """The pairs as `quote` and `value`; what they are called by themselves differs."""
        return f"select null as quote, null as value where false union all {self.pairs}"


def _own(column: str) -> Column:
    """A column of the quote itself."""
    return Column(
        f"q.{column} in (select value from json_each({{0}}))",
        f"select id, {column} from quote where {column} is not null",
    )


def _of(table: str, column: str, when: str = "true") -> Column:
    """A column of a table with several rows a quote."""
    return Column(
        f"q.id in (select quote from {table} where {column} in (select value from json_each({{0}})) "
        f"and {when})",
        f"select quote, {column} from {table} where {when}",
    )


def _stance(column: str, value: str | None = None) -> Column:
    """What is found hangs on who asks; the pairs are all that are held."""
    when = f"s.value = '{value}'" if value else "true"
    return Column(_of(SEEN_STANCES, column, when).where, _of(LIVE_STANCES, column, when).pairs)


# As `storage.places.standing` says it of the pieces of a quote in one stored text.
_STANDINGS = """
select p.quote as quote, case
    when sum(t.text is null or p.exact is null) then 'none'
    when sum(substr(t.text, p."start" + 1, p."end" - p."start") <> p.exact) = 0 then 'stands'
    when sum(instr(t.text, p.exact) = 0) = 0 then 'moved' else 'gone' end as standing
from quote_span p join source_text t on t.id = p.source_text join source s on s.id = t.source
join batch b on b.id = s.batch and b.state = 'live'
where p.part = 'content' group by p.quote, t.id
"""
_STANDING = Column(
    f"q.id in (select quote from ({_STANDINGS}) "
    "where standing in (select value from json_each({0})))",
    f"select quote, standing from ({_STANDINGS})",
)

COLUMNS: Final[dict[str, Column]] = {
    "speaker": _own("speaker"),
    "role": _own("role"),
    "format": _own("format"),
    "meeting": _own("meeting"),
    "relation": _own("relation"),
    "source": _own("source"),
    "kind": _own("kind"),
    "held_as": _own("held_as"),
    "status": _own("status"),
    "batch": _own("batch"),
    "joint speaker": _of("quote_speaker", "actor"),
    "reported by": _of("hop", "actor"),
    "reported outermost by": _of("hop", "actor", "n = 0"),
    "links": Column(
        "(select count(*) from hop where quote = q.id) in (select value from json_each({0}))",
        "select q.id, (select count(*) from hop where quote = q.id) from quote q",
    ),
    "addressee": _of("quote_addressee", "actor"),
    "topic": _of("quote_topic", "topic"),
    "tag": _of("quote_tag", "tag"),
    "stance on": _stance("s.topic"),
    "stance": _stance("s.value"),
    **{f"stance {value} on": _stance("s.topic", value) for value in STANCES},
    "standing": _STANDING,
    "language": Column(
        "lower(q.lang) in (select value from json_each({0})) "
        "or lower(q.original_lang) in (select value from json_each({0}))",
        "select id, lower(lang) from quote where lang is not null "
        "union select id, lower(original_lang) from quote where original_lang is not null",
    ),
    "id": Column(
        "q.id in (select value from json_each({0}))", "select id, id from quote where false"
    ),
}
"""Values are ids of records, but for texts such as those of `kind`."""

OF_ACTORS: Final = frozenset(
    {"speaker", "joint speaker", "reported by", "reported outermost by", "addressee"}
)
"""Columns of which the values are actors."""

# Of a million quotes all are read and put in order: 5 to 10 s, where others take milliseconds.
_DUPLICATES: Final = f"""
select id from (
    select o.id, count(*) over (partition by o.speaker, o.text) as alike from quote o
    where o.speaker is not null and o.batch not in (select id from batch where state <> 'live')
    and o.id not in ({unseen.QUOTES}))
where alike > 1
"""

FLAGS: Final = {
    "duplicate": f"q.id in ({_DUPLICATES})",
    "uncertain": "q.date_verified = 0 or q.said_on glob '*[?~%]*'",
    "joint": "(select count(*) from quote_speaker where quote = q.id) > 1",
    "in a format": "q.format is not null",
    "by someone": "q.speaker is not null",
    "on a topic": "q.id in (select quote from quote_topic)",
    "tagged": "q.id in (select quote from quote_tag)",
    "taken a stance": f"q.id in (select s.quote from {SEEN_STANCES})",
    "translated": "q.translation is not null",
    "closed": "q.handling = 'closed' or q.id in (select quote from note where handling = 'closed')",
    "noted": "q.id in (select quote from note where handling <> 'private' or author = :author)",
    "private": "q.handling = 'private' "
    "or q.id in (select quote from note where handling = 'private' and author = :author)",
    "starred": "q.id in (select quote from star where author = :author)",
    "linked": f"q.id in (select l.from_quote from {LIVE_LINKS} "
    f"union all select l.to_quote from {LIVE_LINKS})",
    "answered": f"q.id in (select l.to_quote from {LIVE_LINKS} where l.type = 'answers')",
    "contradicted": f"q.id in (select l.from_quote from {LIVE_LINKS} where l.type = 'contradicts' "
    f"union all select l.to_quote from {LIVE_LINKS} where l.type = 'contradicts')",
}
"""What is so of a quote, or is not."""

ASKED_EACH_TIME: Final = frozenset(
    {"duplicate", "private", "starred", "linked", "answered", "contradicted"}
)
"""Flags of few quotes that hang on who asks, or on more than one quote: no index holds them."""
