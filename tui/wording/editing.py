"""What is said about facts that are added, corrected and retracted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from storage import is_date
from storage.fields import KINDS, Edited, Field, Kind

EDIT_EXAMPLES = """\b
Examples:
  peace-tui edit norland                          the fields and what they hold
  peace-tui edit q0003 said_on=2018-11-09? --why 'the page gives no day'
  peace-tui edit norland actor_name+='NRL; use: official' country=NL
  peace-tui edit moscow-format participation-=2   the second of the list
  peace-tui edit --fields quote
"""
ADD_EXAMPLES = """\b
Examples:
  peace-tui add actor name='Relief Union' kind=ngo
  peace-tui add quote text='No peace.' kind=direct held_as=words speaker=norland source=gazette
  peace-tui add --fields meeting
"""
RETRACT_EXAMPLES = """\b
Examples:
  peace-tui retract q0003 --why 'misheard: see the transcript'
  peace-tui retract q0003 --back
"""
VOCABULARY_EXAMPLES = """\b
Examples:
  peace-tui vocabulary                            the lists
  peace-tui vocabulary list mode
  peace-tui vocabulary add 'format kind' shuttle
"""
NO_ASSIGNMENT = (
    "{word} is no change. Write FIELD=VALUE, FIELD+=ROW or FIELD-=NUMBER; `edit --fields KIND` "
    "lists the fields."
)
NO_SUCH_FIELD = "{kind} has no field {name}. Nothing was saved; `--fields {kind}` lists them."
NO_LIST = "{field} is no list: write {field}=VALUE. Nothing was saved."
NO_SUCH_ROW = "{field} has no row {number}. Nothing was saved; it has {rows}."
NO_JSON = "{field}: that is no JSON ({reason}). Nothing was saved."
WHAT_TO_EDIT = "Name a record, or a kind with --fields."
WHAT_TO_ADD = "Name a kind and its fields: quote, actor, role, format, meeting or source."
WHY_RETRACT = "Say why, in a few words: --why TEXT. Nothing was retracted."
VOCABULARY_HOW = "Write `vocabulary`, `vocabulary list KIND` or `vocabulary add KIND WORD`."
DRY_RUN = "would be saved: {summary} · a dry run, nothing was written"
NEEDED = "needed"

UNKNOWN = "–"
YES_NO: Final = {0: "no", 1: "yes", None: UNKNOWN}
TITLES: Final = {
    "q": "QUOTE", "a": "ACTOR", "r": "ROLE", "f": "TALKS", "m": "MEETING", "s": "SOURCE",
}  # fmt: skip
NEW = "NEW {title}"
EDIT = "EDIT {title} {key}"
RETRACTED = "RETRACTED"
REASON = "why"
REASON_HELP = "the reason, kept in the log"
WHY_RETRACT_TITLE = "WHY retract {about}"
WHY_KEYS = " ⏎ retract · Esc leave it as it is"
NO_DATE = "no date"
READ_AS = "read as {meaning}"
MISSING = "missing"
WAS = "  was {value}"
CHANGED_COUNT = "{number} changed"
FORM_KEYS = " ⏎ change · Esc save · Ctrl-p more · → its own fields"
ROW_KEYS = " ⏎ change · Esc back · Ctrl-p more"
ROWS_KEYS = " ⏎ change · Esc back · Del remove · < > move"
TEXT_KEYS = " ⏎ take it · Ctrl-u empty · Esc back"
ADD_ROW = "+ add"
EMPTY_LINE = "(none)"
NEW_WORD = "+new: "
SAVE = "Save and close"
AS_IT_WAS = "This field as it was"
EMPTY_FIELD = "Empty this field"
NOTHING_FITS = "nothing is called so; +new makes one"
THROW_AWAY = "Throw all changes away"
LATER = "Close, and keep what was typed for later"
NOTHING_CHANGED = "nothing changed, nothing saved"
KEPT_FOR_LATER = "kept as a draft: {edit} opens it again"
THROWN_AWAY = "thrown away: nothing was changed"
FILL_IN = "{label} is missing: fill it in, or Ctrl-p throws this away."
NOT_A_DATE = "{label}: {value} is no date. Mend it, or Ctrl-p and “as it was”."
DRAFT_FOUND = "Changes of {about} were not saved. ⏎ goes on with them · Esc leaves them for later"
NOT_HERE = "There is nothing here to edit: go to a quote, an actor or talks."
NEEDS_FORMAT = "A meeting is one of some talks: go to them, or to one of their quotes, first."
RETRACTED_SO = "RETRACTED: {why}"
RETRACTED_BARE = "RETRACTED"

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
OPEN = "an unknown day"
DOUBTS: Final = {"?": ", uncertain", "~": ", about", "%": ", about and uncertain"}


def title(kind: Kind, key: str | None) -> str:
    """What a form says that it is of."""
    if key is None:
        return NEW.format(title=TITLES[kind.letter])
    return EDIT.format(title=TITLES[kind.letter], key=key)


def shown(field: Field, value: Any, names: Mapping[str, str]) -> str:  # JSON
    """A value on one line; what is not known is "–"."""
    if value is None:
        return UNKNOWN
    match field.takes:
        case "flag":
            return YES_NO[int(bool(value))]
        case "record":
            return names.get(value, value)
        case "choice" | "word":
            return str(value).replace("_", " ")
        case "parts":
            return "; ".join(row(field, each, names) for each in value) or UNKNOWN
        case _:
            return " ".join(str(value).split())


def row(field: Field, values: Edited, names: Mapping[str, str]) -> str:
    """A row of a list: its first field, the others behind it."""
    told: list[str] = []
    for part in field.parts:
        value = values.get(part.name)
        if value in (None, 0, "none"):
            continue
        if part.takes == "flag":
            told.append(part.label)
        elif part.takes == "parts":
            told.append(f"{part.label}: {shown(part, value, names)}")
        else:
            told.append(shown(part, value, names))
    return " · ".join(told)


def meaning(edtf: str) -> str | None:
    """What a date is read as, in words; None where it is none."""
    if not is_date(edtf):
        return None
    return " to ".join(OPEN if each == ".." else _point(each) for each in edtf.split("/"))


def _point(text: str) -> str:
    plain = text.rstrip("?~%")
    doubt = DOUBTS.get(text[len(plain) :][:1], "")
    year, *rest = plain.split("-")
    if not rest:
        return f"some day in {year}{doubt}"
    month = MONTHS[int(rest[0]) - 1]
    if len(rest) == 1:
        return f"some day in {month} {year}{doubt}"
    return f"{int(rest[1])} {month} {year}{doubt}"


def field_lines(kind: Kind, words: Mapping[str, Sequence[str]]) -> list[str]:
    """The fields of a kind, a line each, and those of the rows of lists below them."""
    return [line for field in kind.fields for line in _field_lines(field, words, 0)]


def _field_lines(field: Field, words: Mapping[str, Sequence[str]], depth: int) -> list[str]:
    about = f"{'  ' * depth}{field.name:<{22 - 2 * depth}}{takes(field, words)}"
    lines = [f"{about} · {field.help}" if field.help else about]
    for part in field.parts:
        lines += _field_lines(part, words, depth + 1)
    return lines


def takes(field: Field, words: Mapping[str, Sequence[str]]) -> str:
    """What may be put into a field."""
    told = {
        "text": "text", "date": "date", "flag": "yes or no", "number": "number",
        "choice": ", ".join(field.choices), "word": ", ".join(words.get(field.of, ())),
        "record": KINDS[field.of].name if field.takes == "record" else "", "parts": "list",
    }[field.takes]  # fmt: skip
    return f"{told} ({NEEDED})" if field.is_needed else told
