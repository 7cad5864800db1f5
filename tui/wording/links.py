"""What is said while two quotes are linked."""

from __future__ import annotations

from typing import Final

from storage import Link, short
from tui.wording import LINK_IN, LINK_OUT

LETTERS: Final = {
    "contradicts": "c",
    "answers": "a",
    "clarifies": "l",
    "repeats": "r",
    "translates": "t",
    "other_rendering": "o",
    "compares": "p",
    "retracts": "x",
    "supports": "s",
    "misquotes": "m",
}
"""The letter that chooses each type of link."""
SAYS: Final = LINK_OUT | {"compares": "is to be compared with"}
IS_SAID: Final = {
    **{type_: f"is {by}" for type_, by in LINK_IN.items()},
    "other_rendering": "has another rendering in",
    "compares": "is to be compared with",
}
BASES: Final = {"analyst": "by you", "source": "the source says so"}
OF_TWO: Final = "A link is between two quotes; {number} are selected. Nothing was linked."
NO_OTHER: Final = "No quote fits; other words or a key may find some."
REMARK: Final = "REMARK on the link"
REMARK_KEPT: Final = "remark: {text}"
NO_REMARK: Final = "no remark"
WHICH_LINK: Final = "A link is changed or dropped by its own key: `peace-tui link KEY` lists them."
KEY_TYPE_KEY: Final = "Two quotes and what the first says of the second, as KEY TYPE KEY."
NOT_LINKED: Final = "No link says that {one} {says} {other}. Nothing was changed."
EXAMPLES: Final = """\b
Examples:
  peace-tui link q0014 contradicts q0020 --remark "the same day, another paper"
  peace-tui link q0014 --json
  peace-tui link q0014 contradicts q0020 --drop
"""


def heading(quote: str, in_short: str) -> str:
    return f"LINK {quote} · {in_short}"


def choosing(quote: str, type_: str, *, is_turned: bool) -> str:
    """What is about to be said of a quote that is not chosen yet."""
    return f"LINK {quote} {(IS_SAID if is_turned else SAYS)[type_]} …"


def sentence(type_: str, other: str, basis: str, *, is_turned: bool) -> str:
    """What is said of the other quote, seen from this one, and on what it rests."""
    return f"{BASES[basis]}: this {(IS_SAID if is_turned else SAYS)[type_]} {other}"


def existing(tie: Link) -> str:
    """A link that is held, seen from its quote."""
    return f"{(SAYS if tie.outgoing else IS_SAID)[tie.type]} {short(tie.other.key)}"


def turned(tie: Link) -> str:
    """The same the other way round."""
    return f"turn round: {(IS_SAID if tie.outgoing else SAYS)[tie.type]} {short(tie.other.key)}"


def held(tie: Link) -> str:
    """A link that is held, on one line of its own."""
    return f"{short(tie.key)}  {existing(tie)}"
