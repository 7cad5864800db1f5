"""What a person may fill in, kind by kind: one table that forms, the command line and help read.

A record as it is edited is a mapping of these fields; what follows from others (days of dates, keys
of names, the places of rows) is left out of it and is written by the deed. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple

from storage.errors import RecordMissing
from storage.ids import Key

Takes = Literal["text", "date", "flag", "number", "choice", "word", "record", "parts"]
"""`choice` is of a fixed list, `word` of a vocabulary that grows, `parts` a list of rows."""
Edited = Mapping[str, Any]
"""A record, or a row of a list, as it is edited: JSON; what is not known is not in it."""


class Field(NamedTuple):
    """A field of a record, or of a row in one of its lists."""

    name: str
    label: str
    takes: Takes = "text"
    help: str = ""
    is_needed: bool = False
    of: str = ""
    """The letter of the records, or the kind of the words."""
    choices: tuple[str, ...] = ()
    parts: tuple[Field, ...] = ()


class Kind(NamedTuple):
    """Records of one kind; `carried` are columns of rows that are kept as they are."""

    letter: str
    name: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """The field of that name or label, in either case."""
        wished = plain(name)
        for field in self.fields:
            if wished in {plain(field.name), plain(field.label)}:
                return field
        return None


def plain(name: str) -> str:
    return name.strip().casefold().replace("-", " ").replace("_", " ")


HANDLING: Final = ("public", "closed", "private")
DATE_HELP: Final = "2025, 2025-05, 2025-05-14, 2025-05-14/2025-05-16; ? uncertain, ~ about"

_WHO: Final = Field("actor", "who", "record", is_needed=True, of="a")
_SOURCE: Final = Field("source", "source", "record", is_needed=True, of="s")
_SOURCES: Final = Field("sources", "sources", "parts", parts=(_SOURCE,))
_SINCE: Final = Field("valid_from", "from", "date", DATE_HELP)
_UNTIL: Final = Field("valid_to", "to", "date", DATE_HELP)
_REMARK: Final = Field("remark", "remark", help="what else a reader has to know")

ACTOR: Final = Kind(
    "a",
    "actor",
    (
        Field("name", "name", is_needed=True, help="as it is shown"),
        Field("kind", "kind", "word", is_needed=True, of="actor kind"),
        Field(
            "actor_name",
            "other names",
            "parts",
            "aliases, acronyms, former names, other scripts; search finds them all",
            parts=(
                Field("name", "name", is_needed=True),
                Field("used", "use", "choice", choices=("common", "official", "others")),
                Field("lang", "language", help="en, ru, fa …"),
                _SINCE,
                _UNTIL,
            ),
        ),
        Field("country", "country", help="two letters (ISO 3166)"),
        Field("description", "description"),
        Field(
            "relation",
            "ties",
            "parts",
            "what it is part of, member of, envoy of …",
            parts=(
                Field("type", "tie", "word", is_needed=True, of="tie"),
                Field("to_actor", "to", "record", is_needed=True, of="a"),
                _SINCE,
                _UNTIL,
                Field("source", "source", "record", of="s"),
            ),
        ),
        Field("wikidata", "Wikidata", help="Q and a number"),
    ),
)
ROLE: Final = Kind(
    "r",
    "role",
    (
        Field("actor", "who", "record", "the person, or the member", is_needed=True, of="a"),
        Field("title", "title", is_needed=True, help="as its sources style it"),
        Field("organisation", "of", "record", "whose post it is", is_needed=True, of="a"),
        _SINCE,
        _UNTIL,
        Field(
            "role_attested",
            "attested",
            "parts",
            "months in which a source shows it",
            parts=(Field("month", "month", "date", "2025-05", is_needed=True),),
        ),
    ),
)
SOURCE: Final = Kind(
    "s",
    "source",
    (
        Field("title", "title", is_needed=True),
        Field("kind", "kind", "word", is_needed=True, of="source kind"),
        Field("publisher", "publisher", "record", of="a"),
        Field("author", "author"),
        Field("published", "published", "date", DATE_HELP),
        Field("url", "address", help="https://…"),
        Field("archive_url", "archived copy", help="https://…"),
        Field("accessed", "accessed", "date", DATE_HELP),
        Field("lang", "language", help="en, ru, fa …"),
        Field("carrier", "carrier", help="where it was read, if not at its publisher's"),
        Field("caveat", "caveat", help="shown wherever the source is used"),
        Field("reliability", "reliability", "choice", choices=tuple("ABCDEF")),
        Field("credibility", "credibility", "choice", choices=tuple("123456")),
        Field("title_inferred", "title is ours", "flag"),
        Field("licence", "licence"),
        Field("handling", "handling", "choice", choices=HANDLING),
    ),
)
FORMAT: Final = Kind(
    "f",
    "format",
    (
        Field("name", "name", is_needed=True),
        Field("acronym", "acronym"),
        Field("kind", "kind", "word", is_needed=True, of="format kind"),
        Field(
            "format_name",
            "other names",
            "parts",
            parts=(
                Field("name", "name", is_needed=True),
                Field("lang", "language", help="en, ru, fa …"),
            ),
        ),
        Field("parent", "part of", "record", "the talks that it belongs to", of="f"),
        Field("status", "status", "word", of="format status"),
        _SINCE,
        _UNTIL,
        Field("start_verified", "start checked", "flag"),
        Field("description", "description"),
        Field(
            "format_participation",
            "belong to it",
            "parts",
            "hosts and members, whoever came to a meeting",
            parts=(
                _WHO,
                Field("mode", "mode", "word", is_needed=True, of="mode"),
                Field("listed_as", "listed as", "choice", choices=("member", "host")),
            ),
        ),
        Field("format_source", "sources", "parts", parts=(_SOURCE,)),
        _REMARK,
    ),
)
MEETING: Final = Kind(
    "m",
    "meeting",
    (
        Field("format", "format", "record", is_needed=True, of="f"),
        Field("title", "title"),
        Field("n", "number", "number", "its place among the meetings of its format"),
        Field("said_on", "date", "date", DATE_HELP),
        Field("place", "place"),
        Field("level", "level", "word", of="level"),
        Field("modality", "modality", "word", of="modality"),
        Field("state", "state", "choice", choices=("planned", "held", "postponed", "cancelled")),
        Field("outcome", "outcome"),
        Field("verified", "checked", "flag"),
        Field(
            "participation",
            "who was there",
            "parts",
            "or stayed away; invited and declined only with a source",
            parts=(
                _WHO,
                Field("mode", "mode", "word", is_needed=True, of="mode"),
                Field("disputed", "disputed", "flag", "sources disagree"),
                _REMARK,
                _SOURCES,
            ),
        ),
        Field(
            "dispute",
            "disputes",
            "parts",
            "shown with its quotes wherever they are shown or copied",
            parts=(
                Field("about", "about", is_needed=True),
                Field("remark", "who says what", is_needed=True),
                _SOURCES,
            ),
        ),
        Field("meeting_source", "sources", "parts", parts=(_SOURCE,)),
        _REMARK,
        Field("handling", "handling", "choice", choices=HANDLING),
    ),
)
QUOTE: Final = Kind(
    "q",
    "quote",
    (
        Field("text", "text", is_needed=True),
        Field(
            "kind",
            "kind",
            "choice",
            "how its source reports it",
            is_needed=True,
            choices=("direct", "mixed", "indirect", "document"),
        ),
        Field(
            "held_as",
            "held as",
            "choice",
            "what the text is: only words and translations stand in quotation marks",
            is_needed=True,
            choices=("words", "translation", "paraphrase"),
        ),
        Field("translation", "translation"),
        Field("speaker", "speaker", "record", of="a"),
        Field("speaker_text", "unnamed", help="a senior envoy; where no one is named"),
        Field("quote_speaker", "joint", "parts", "who said it jointly", parts=(_WHO,)),
        Field("role", "role", "record", "the post that the speaker spoke in", of="r"),
        Field("said_as", "styled", help="as the source styles the speaker"),
        Field("cue", "cue", help="said, denied …"),
        Field("quote_addressee", "said to", "parts", parts=(_WHO,)),
        Field("said_on", "said on", "date", DATE_HELP),
        Field("date_verified", "date checked", "flag"),
        Field("format", "format", "record", of="f"),
        Field("meeting", "meeting", "record", of="m"),
        Field("relation", "relation", "choice", "to the talks", choices=("said_at", "about")),
        Field("source", "source", "record", of="s"),
        Field(
            "hop",
            "reported by",
            "parts",
            "the chain, outermost first; one of them was read",
            parts=(
                _WHO,
                Field("verb", "verb", help="quoted, cited, reported …"),
                Field(
                    "mode",
                    "mode",
                    "choice",
                    choices=("verbatim", "translation", "paraphrase", "summary"),
                ),
                Field(
                    "hedge",
                    "hedge",
                    "choice",
                    choices=("none", "reportedly", "anonymous", "denied"),
                ),
                Field("was_read", "was read", "flag"),
            ),
        ),
        Field("lang", "language", help="of the text as held: en, ru, fa …"),
        Field("original_lang", "spoken in", help="en, ru, fa …"),
        Field("status", "status", "choice", choices=("proposed", "accepted", "disputed")),
        Field("confidence", "confidence", "number", "from 0 to 1"),
        _REMARK,
        Field("handling", "handling", "choice", choices=HANDLING),
    ),
)
KINDS: Final[Mapping[str, Kind]] = {
    kind.letter: kind for kind in (QUOTE, ACTOR, ROLE, FORMAT, MEETING, SOURCE)
}
"""By the letter of their keys."""
RETRACTED_BY: Final[Mapping[str, str]] = {
    letter: "status" if letter == "q" else "retracted" for letter in KINDS
}
"""The column that says that a record was retracted."""

OWN: Final = "own"
"""The use of the name that is the record's own: it follows from `name`."""
_FOLLOWS: Final = frozenset({"n", "name_key", "script"})
SOURCES_OF: Final[Mapping[str, str]] = {
    "participation": "participation_source",
    "dispute": "dispute_source",
}
"""Lists whose rows have sources, which are kept in a list beside it by the rows' numbers."""


def named(name: str) -> Kind:
    """The kind of that name or letter.

    Raises:
        RecordMissing: there is none.
    """
    for kind in KINDS.values():
        if plain(name) in {kind.name, kind.letter}:
            return kind
    known = ", ".join(kind.name for kind in KINDS.values())
    msg = f"There are no records of the kind {name}. Nothing was changed; there are {known}."
    raise RecordMissing(msg)


def kind_of(key: Key) -> Kind:
    """The kind of the record with that key.

    Raises:
        RecordMissing: it is none of facts.
    """
    return KINDS[key[0]] if key[0] in KINDS else named(key[0])


def edited(kind: Kind, record: Edited) -> dict[str, Any]:
    """A record as it is held turned into one as it is edited."""
    values: dict[str, Any] = {}
    for field in kind.fields:
        value = record.get(field.name)
        if field.takes == "parts":
            value = _rows(field, record)
        if value is not None and value != []:
            values[field.name] = value
    return values


def seen_by(author: str, values: Edited) -> dict[str, Any]:
    """The values less the rows that others keep private."""
    return {
        name: [row for row in value if not is_kept_from(author, row)]
        if name in SOURCES_OF
        else value
        for name, value in values.items()
    }


def is_kept_from(author: str, row: Edited) -> bool:
    """Whether somebody else keeps a row private."""
    return row.get("handling") == "private" and row.get("keeper") != author


def is_own_name(part: str, row: Edited, record: Edited) -> bool:
    """Whether a row of a list of names is the record's own name."""
    if part == "format_name":
        return row["name"] == record.get("name")
    return row.get("used") == OWN


def _rows(field: Field, record: Edited) -> list[dict[str, Any]]:
    beside = record.get(SOURCES_OF.get(field.name, ""), ())
    rows: list[dict[str, Any]] = []
    for row in record.get(field.name, ()):
        if is_own_name(field.name, row, record):
            continue
        told = {name: value for name, value in row.items() if name not in _FOLLOWS}
        sources = [{"source": each["source"]} for each in beside if each[field.name] == row["n"]]
        rows.append(told | ({"sources": sources} if sources else {}))
    return rows
