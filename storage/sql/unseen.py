"""What others keep private: for who asks, it is not there.

Quotes are left out by the where-clause of every answer and by the rows that are read of them. Of
meetings, parts in them, their disputes and sources a reader gets views of its own, which are named
as the tables: no statement can forget to leave them out.
"""

from __future__ import annotations

from typing import Final

from storage.connections import Connection

QUOTES: Final = "select id from quote where handling = 'private' and keeper is not :author"
"""Quotes that `:author` may not see: few, and found by an index of their own."""
IS_ANY_QUOTE: Final = f"select exists({QUOTES})"
IS_SEEN: Final = f"q.id not in ({QUOTES})"
"""Whether `:author` may see quote `q`."""
WITH_PRIVATE_PLACES: Final = """
select distinct p.quote from quote_span p join source_text t on t.id = p.source_text
join main.source s on s.id = t.source where s.handling = 'private'
"""
BY_READER: Final = f"""
select id from quote where handling = 'private' union {WITH_PRIVATE_PLACES}
"""  # noqa: S608  # put together of constants
"""Quotes of which it hangs on the reader whether they are seen, or whether their words stand."""

_MEETINGS: Final = """
select id from main.meeting where handling = 'private' and keeper is not :author
"""
_PARTS: Final = """
select meeting from main.participation where handling = 'private' and keeper is not :author
"""
_SOURCES: Final = """
select id from main.source where handling = 'private' and keeper is not :author
"""
_IS_ANY: Final = f"select exists({_MEETINGS}), exists({_PARTS}), exists({_SOURCES})"
_VIEWS: Final = {
    "meeting": "id not in ({meetings})",
    "dispute": "meeting not in ({meetings})",
    "participation": "(handling <> 'private' or keeper is :author) and meeting not in ({meetings})",
    "source": "id not in ({sources})",
}
"""Which rows of each table are there."""
_VIEW: Final = "create temp view {name} as select * from main.{name} where {rows}"


def hide(db: Connection, author: str) -> None:
    """Leave out what others keep private, for the rest of the transaction that `db` reads in.

    Most libraries have nothing of the kind, and nothing is done there.
    """
    meetings, parts, sources = db.execute(_IS_ANY, {"author": author}).fetchone()
    named = [*(("meeting", "dispute") if meetings else ())]
    named += ["participation"] if meetings or parts else []
    named += ["source"] if sources else []
    if not named:
        return
    literal = "'{}'".format(author.replace("'", "''"))
    db.execute("pragma query_only = OFF")  # a view of a connection's own counts as writing
    try:
        for name in named:
            rows = _VIEWS[name].format(meetings=_MEETINGS, sources=_SOURCES)
            db.execute(_VIEW.format(name=name, rows=rows.replace(":author", literal)))
    finally:
        db.execute("pragma query_only = ON")
