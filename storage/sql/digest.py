"""What names one state of the log, to be kept outside the library: in minutes, in a citation."""

from __future__ import annotations

from typing import Final

from storage.connections import Connection

LAST_OF_SITES: Final = """
select s.id, (select hash from op where site = s.id order by seq desc limit 1) as last
from site s where last is not null order by s.id
"""


def digest(db: Connection) -> str:
    """The hash of the log's last entry; of several sites, one each."""
    last = [(site, bytes(last).hex()) for site, last in db.execute(LAST_OF_SITES)]
    return last[0][1] if len(last) == 1 else " ".join(f"{site}:{end}" for site, end in last)
