"""Which stances a reader does not see yet: those of others who code the same sample.

Coders agree only as far as none of them knows what the others wrote. So whoever is a coder of a
sample sees no code of another of its coders, nor what settles them, on its topics in its quotes,
until all its coders are done. It is decided here alone: every reader of stances reads `SEEN`.
"""

from __future__ import annotations

from typing import Final

from storage.answer import Answer
from storage.connections import Connection
from storage.search_syntax import NOT_ABOUT
from storage.sql import unseen

IS_OPEN: Final = """exists (
    select 1 from coding_coder at_work where at_work.sample = d.id and not exists (
        select 1 from coding_done done
        where done.sample = d.id and done.coder = at_work.coder))"""
"""Whether a sample `d` has a coder who is not done."""

WITHHELD: Final = f"""
select w.id, w.quote from coding_sample d
join coding_coder reader on reader.sample = d.id and reader.coder = :author
join coding_quote cq on cq.sample = d.id join coding_topic ct on ct.sample = d.id
join stance w on w.quote = cq.quote and w.topic = ct.topic and w.coder <> :author
join batch wb on wb.id = w.batch and wb.state = 'live'
where {IS_OPEN} and (w.adjudicated is not null
    or w.coder in (select coder from coding_coder where sample = d.id))
"""
"""The stances that `:author` does not see yet, and the quotes that they are of."""

LIVE_CODES: Final = "stance s join batch b on b.id = s.batch and b.state = 'live'"
IS_SEEN: Final = f"s.id not in (select id from ({WITHHELD})) and s.quote not in ({unseen.QUOTES})"
IS_STANCE: Final = f"s.value <> '{NOT_ABOUT}'"

LIVE_STANCES: Final = f"{LIVE_CODES} and {IS_STANCE}"
"""All that are held, whoever reads; only where `IS_SEEN` is asked elsewhere."""
SEEN_CODES: Final = f"{LIVE_CODES} and {IS_SEEN}"
SEEN_STANCES: Final = f"{LIVE_STANCES} and {IS_SEEN}"
"""Stances `s` of batches `b` that `:author` may see."""

QUOTES_WITH: Final = f"select distinct quote from ({WITHHELD})"
COUNT_IN: Final = f"select count(distinct id) from ({WITHHELD}) where quote = :quote"


def quotes(db: Connection, author: str) -> list[int]:
    """The quotes with stances that `author` does not see yet."""
    return [row[0] for row in db.execute(QUOTES_WITH, {"author": author})]


def in_quote(db: Connection, quote: int, author: str) -> int:
    """How many stances in a quote `author` does not see yet."""
    return int(db.execute(COUNT_IN, {"quote": quote, "author": author}).fetchone()[0])


def in_answer(db: Connection, answer: Answer, author: str) -> int:
    """In how many quotes of an answer there are stances that `author` does not see yet."""
    found = quotes(db, author)
    return answer.holds(found) if found else 0
