"""What is said about actors that may be one."""

from __future__ import annotations

from typing import Final

from storage.analyst import Namesake

NO_SUSPECTS: Final = "No two actors look like one that nobody has judged yet."
ALL_JUDGED: Final = "That was the last pair. Each judgement can be taken back."
NOT_AN_ACTOR: Final = "Go to an actor first: this is about the actor in the detail."
MERGE_INTO: Final = "COUNTS AS {name}"
MERGE_FOOTING: Final = " ⏎ the two are one · Esc close · letters find"
ONE_OR_TWO: Final = "ONE OR TWO? {number} of {total}"
KEEP: Final = "the same: both count as {name}"
DIFFERENT: Final = "two different actors"
UNSURE: Final = "not sure; somebody may look again"
LATER: Final = "leave this pair for later"
MERGE_EXAMPLES: Final = """\b
Examples:
  peace-tui merge kabulov zamir-kabulov --why "the same envoy"
  peace-tui merge --different ghani ghani-baradar
  peace-tui duplicates
"""


def namesake(each: Namesake) -> str:
    """One of two actors that may be one, with what tells them apart."""
    told = (
        each.actor.kind.replace("_", " "),
        each.country,
        f"{each.quotes:,} quotes",
        f"also {each.also}" if each.also else None,
        each.posts,
    )
    return f"{each.actor.name}: {', '.join(filter(None, told))}"
