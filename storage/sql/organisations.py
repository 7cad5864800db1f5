"""Which actors are part of which, and of whom the roles are."""

from __future__ import annotations

from typing import Final

from storage.connections import Connection
from storage.sql import identities
from storage.tree import Organisations

LIVE: Final = "not in (select id from batch where state <> 'live')"
PART_OF: Final = f"""
select r.from_actor, r.to_actor from relation r
join actor part on part.id = r.from_actor join actor whole on whole.id = r.to_actor
where r.type = 'part_of' and part.batch {LIVE} and whole.batch {LIVE}
order by r.from_actor, r.n
"""  # noqa: S608  # put together of constants
ROLES: Final = f"""
select r.id, r.organisation from role r join actor a on a.id = r.organisation
where r.batch {LIVE} and a.batch {LIVE}
"""  # noqa: S608  # as above
BY_NAME: Final = "select id from actor order by name, slug"


def read(db: Connection) -> Organisations:
    kept = identities.read(db).of
    part_of = ((kept(row[0]), kept(row[1])) for row in db.execute(PART_OF).fetchall())
    return Organisations(
        (pair for pair in dict.fromkeys(part_of) if pair[0] != pair[1]),
        ((row[0], kept(row[1])) for row in db.execute(ROLES)),
    )


def by_name(db: Connection) -> list[int]:
    """The ids of all actors in the order of their names."""
    return [row[0] for row in db.execute(BY_NAME)]
