"""What a search can say, and what the signs on the screen mean: for the help and the README."""

from __future__ import annotations

from typing import Final, NamedTuple


class Piece(NamedTuple):
    """Some ways to ask, the first of which the help puts into the search, and what they mean."""

    examples: tuple[str, ...]
    meaning: str


PIECES: Final = (
    Piece(('"red line"', "guarant*", "-draft"), "a phrase, a beginning, without"),
    Piece(("Geneva OR Doha", "-(a b)", "by:(kabulov OR lavrov)"),
        "either; brackets; several values of a field"),
    Piece(("by:kabulov", "by:=russia", "by:<=russia"),
        "who spoke, by any name in any script; `=` for that actor alone, `<=` for it with its "
        "bodies and who speaks in its roles"),
    Piece(("via:tass", "via:=eirns", "chain:2"),
        "a link of the chain; the outermost; how many links"),
    Piece(("to:", "in:", "at:", "on:"),
        "to whom; in or about a format or meeting; said there; said about it"),
    Piece(("who:taliban", "mode:invited_declined"),
        "quotes of meetings in which someone took part, and how; together: in that mode"),
    Piece(("topic:", "stance:ceasefire/support", "tag:", 'note:"ask again"'),
        "topics with those below them (`topic:=` that one alone), stances, your tags, your notes"),
    Piece(("date:2018-11", "date:2018..2019", "date:30d", "since:", "until:"),
        "uncertain dates count by overlap; `date:=2018-11`: wholly within"),
    Piece(("is:direct", "is:paraphrase", "is:uncertain", "is:joint", "is:disputed", "is:starred"),
        "what kind of quote"),
    Piece(("is:new",), "came in since you last opened the library; within a run it stays new"),
    Piece(("is:duplicate",), "the same speaker has another quote with word for word the same text"),
    Piece(("has:note", "has:answer", "has:dispute", "has:caveat", "-has:format"),
        "what goes with it"),
    Piece(("text:stands", "text:moved", "text:gone", "text:none"),
        "the passage against the stored text that it was found in; none can be looked into"),
    Piece(("src:tass.com", "src:=eirns-2019-01-30", "lang:ru", "place:doha", "key:q0014"),
        "publisher or domain, one source, language, place, one record"),
    Piece(("type:meeting", "type:actor", "type:source"),
        "other records than quotes, by what they say and by their quotes; in the panes, their "
        "quotes"),
    Piece(("sort:date", "sort:match"),
        "the oldest first; the best match of the words first, where at most 20,000 quotes hold "
        "them"),
)  # fmt: skip

SIGNS: Final = (
    ("≈", "a paraphrase: nobody's own words. Only held words stand in quotation marks"),
    ("2019-01-29?", "an uncertain date; ~ is about then, % both"),
    ("!", "contested: disputed, or an answer to it is held, or sources dispute its meeting"),
    ("✎ * #", "noted, starred, tagged"),
    ("R", "retracted"),
    ("●", "new: it came in since you last opened the library, and says nothing of the above"),
    ("A. Name +", "said jointly with others"),
    ("+ -", "before a name: more stands below it, unfolded or not; behind a date +: selected"),
    ("┃", "where in the list its rows are; the mouse drags it"),
    ("(by:…)", "a filter in brackets is a preview: the cursor rests there"),
)
"""Each sign with its meaning."""


def examples_of(field: str) -> str | None:
    """Some ways to ask with a field, such as `date`; None where it is none."""
    said = [each for piece in PIECES for each in piece.examples if each.startswith(f"{field}:")]
    return "  ".join(said) or None


def pieces_markdown() -> str:
    """What a search can say, as a table."""
    rows = ["| Piece | Meaning |", "| --- | --- |"]
    rows += [
        f"| {' '.join(f'`{each}`' for each in piece.examples)} | {piece.meaning} |"
        for piece in PIECES
    ]
    return "\n".join(rows)


def signs_markdown() -> str:
    """The signs, as a table."""
    rows = ["| Sign | Means |", "| --- | --- |"]
    rows += [f"| `{sign}` | {meaning} |" for sign, meaning in SIGNS]
    return "\n".join(rows)
