"""What has come into the library since a line of its change log."""

from __future__ import annotations

from typing import Final, NamedTuple

from storage.changes import LAST_CHANGE
from storage.condition import Among, Condition, Some
from storage.connections import Connection
from storage.schema.tables import NO_BATCH

LIBRARY: Final = "library"
"""In `seen`: the opening of the library. Any other text there is the key of a saved search."""

LINES_BORNE: Final = 1_000
"""Of the log that are looked through for what is new; of more it is worth while to set a mark."""

MARK: Final = "select mark from seen where author = ? and what = ?"
SET_MARK: Final = f"""
insert into seen(author, what, mark) values(?, ?, ({LAST_CHANGE}))
on conflict(author, what) do update set mark = max(mark, excluded.mark)
"""
BATCHES: Final = """
select b.id from batch b where b.state = 'live' and (
    select min(c.seq) from change_log c where c.letter = 'b' and c.key = b.key) > :mark
"""
# From the mark on the log is read in its own order: what came since is little, as a rule.
QUOTES: Final = """
select distinct q.id from change_log c not indexed cross join quote q on q.key = c.key
where c.seq > :mark and c.letter = 'q' and q.batch = :no_batch and not exists(
    select 1 from change_log e where e.letter = 'q' and e.key = c.key and e.seq <= :mark)
"""


class Arrivals(NamedTuple):
    """Imports of which all quotes are new, and new quotes that were entered by hand."""

    batches: tuple[int, ...] = ()
    quotes: tuple[int, ...] = ()

    @property
    def condition(self) -> Condition:
        """What the quotes fulfil that came in."""
        return Some((Among("batch", self.batches), Among("id", self.quotes)))


NOTHING: Final = Arrivals()


def since(db: Connection, mark: int) -> Arrivals:
    """What came in after that line: an import with the line that shows it, else its first."""
    asked = {"mark": mark, "no_batch": NO_BATCH}
    return Arrivals(
        tuple(row[0] for row in db.execute(BATCHES, asked)),
        tuple(row[0] for row in db.execute(QUOTES, asked)),
    )


def mark_of(db: Connection, author: str, what: str) -> int | None:
    """The last line that was there when somebody last opened it; None where they never did."""
    row = db.execute(MARK, (author, what)).fetchone()
    return int(row[0]) if row else None


def is_mark_due(db: Connection, author: str, what: str) -> bool:
    """Whether a mark that is set now tells more than the one that is there.

    Else nothing is written: what was kept of the library as it was can be believed at the next
    start.
    """
    mark = mark_of(db, author, what)
    if mark is None:
        return True
    last = int(db.execute(LAST_CHANGE).fetchone()[0])
    return last - mark > LINES_BORNE or (last > mark and since(db, mark) != NOTHING)


class News:
    """What has come in since somebody last opened the library, in one run of the program.

    From when it counts is read once, so that within a run what is new stays new. Any thread may
    ask.
    """

    def __init__(self, author: str) -> None:
        self._author = author
        self._begun: tuple[int | None] | None = None
        self._found = 0, NOTHING

    def begin(self, db: Connection) -> int | None:
        """From which line on it counts; None for a first opening, to which nothing is new."""
        if self._begun is None:
            self._begun = (mark_of(db, self._author, LIBRARY),)
        return self._begun[0]

    def arrivals(self, db: Connection) -> Arrivals:
        """What is new in the state that is read."""
        mark = self.begin(db)
        if mark is None:
            return NOTHING
        last = int(db.execute(LAST_CHANGE).fetchone()[0])
        known, found = self._found
        if known != last:
            found = since(db, mark) if last > mark else NOTHING
            self._found = last, found
        return found
