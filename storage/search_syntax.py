"""The search language: text to Query and back, and what was not understood, with its place.

Words, "phrases", w* and -x; fields such as by:name, tag:"two words", in:=slug. All must hold, but
for what stands on either side of an OR; brackets go round what belongs together, and behind a
field round several of its values.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from storage import dates, tokens
from storage.errors import QuestionProblem, SyntaxProblem
from storage.query import FIELD_ALIASES, FIELDS, WORDS, Group, Part, Query, Relation, Term, grouped

KINDS: Final = ("direct", "mixed", "indirect", "document")
"""The kinds of speech."""
WAYS_OF_HOLDING: Final = ("words", "translation", "paraphrase")
"""What the text of a quote is."""
IS: Final = (
    *KINDS, *WAYS_OF_HOLDING,
    "uncertain", "joint", "disputed", "retracted", "starred", "private", "closed", "duplicate",
    "new",
)  # fmt: skip
"""What a quote can be, by `is:`."""
HAS: Final = (
    "format", "speaker", "topic", "note", "tag", "stance", "link", "answer", "dispute", "caveat",
    "archive", "translation", "contradiction",
)  # fmt: skip
"""What a quote can have, by `has:`."""
STANCES: Final = ("support", "oppose", "conditional", "neutral", "unclear")
"""The values of a stance, by `stance:value` or `stance:topic/value`."""
NOT_ABOUT: Final = "nothing"
"""The code of who read a quote and finds nothing about the topic in it: it counts where coders are
compared, but it is no stance, which is searched for and counted."""

TYPES: Final = ("quote", "actor", "format", "meeting", "source", "note")
"""What records a query finds, by `type:`; quotes where it does not say."""

ORDERS: Final = ("date", "match")
"""How an answer can be ordered, by `sort:`: oldest first, or best match first, not newest first."""

STANDINGS: Final = ("stands", "moved", "gone", "none")
"""What has become of a quote in the stored texts that it was found in, by `text:`."""

FIXED: Final = {
    "is": IS,
    "has": HAS,
    "stance": STANCES,
    "text": STANDINGS,
    "type": TYPES,
    "sort": ORDERS,
}
"""The values of the fields that take no others."""
_DATES: Final = frozenset({"date", "since", "until"})
_NAMES: Final = frozenset(
    {"by", "via", "to", "in", "at", "on", "who", "mode", "topic", "tag", "src", "place"}
)
_RELATIONS: Final[dict[str, tuple[Relation, ...]]] = {
    **dict.fromkeys(_NAMES, ("=",)),
    "by": ("<=", "="),
    "via": (">=", "<=", ">", "<", "="),
    "date": (">=", "<=", ">", "<", "="),
    "stance": ("=",),
}
"""What may stand before a field's value, the longer first."""
_MENDED_FROM: Final = 4  # letters: else the `re:` and `US:` of a text would be taken for fields
_MENDED_TO: Final = 3  # `tags:` may mean `tag:`, but `ions:` never `on:`
_ANY_DAY: Final = dt.date(2000, 1, 1)

_SURROGATES = re.compile("[\ud800-\udfff]")
_FIELD = re.compile(r"([A-Za-z]+):")
_SLASHES_AROUND = re.compile(r"\A[\s/]+|[\s/]+\Z")
_QUOTED = re.compile(r'"((?:[^"]|"")*)("?)(\*?)')
_BARE_ENDS = re.compile(r'[\s")]')
_MOST_TERMS: Final = 500  # SQLite takes a thousand; more is no question of a person
_DEEPEST: Final = 20  # brackets within brackets; more is no question of a person


class Parsed(NamedTuple):
    """What a text asks for, and the first thing in it that was not understood and is left out."""

    query: Query
    problem: QuestionProblem | None = None


def parse(text: str, *, typing: bool = False) -> Parsed:
    """Read a query.

    Args:
        text: what was typed; an unclosed quotation mark is closed at the end.
        typing: more may be typed: the last word may go on, and its value is not judged yet.
    """
    reader = _Reader(_SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text), typing=typing)
    return Parsed(Query(tuple(dict.fromkeys(reader.parts()))), reader.problem)


def render(query: Query) -> str:
    """The text of a query; `parse` reads it back to the same query."""
    match query.terms:
        case (Group(alternatives, negated=False),):
            return _rendered(alternatives)
        case parts:
            return " ".join(map(render_part, parts))


def render_part(part: Part) -> str:
    """The text of a term, or of a group in its brackets."""
    if isinstance(part, Term):
        return render_term(part)
    return f"{'-' if part.negated else ''}({_rendered(part.alternatives)})"


def _rendered(alternatives: Iterable[tuple[Part, ...]]) -> str:
    return " OR ".join(" ".join(map(render_part, parts)) for parts in alternatives)


def render_term(term: Term) -> str:
    """The text of one term."""
    sign = "-" if term.negated else ""
    star = "*" if term.prefix else ""
    if term.field == WORDS:
        return f"{sign}{_quoted(term.value) if term.phrase else term.value}{star}"
    name = "chain" if counts_links(term) else term.field
    value = term.value if _is_bare(term.value) else _quoted(term.value)
    return f"{sign}{name}:{term.relation}{value}{star}"


def counts_links(term: Term) -> bool:
    """Whether a `chain:` asks for a number of links and not for a reporting party."""
    return term.field == "via" and term.value.isascii() and term.value.isdecimal()


def _quoted(value: str) -> str:
    """A value between quotation marks; those inside it are doubled."""
    return '"' + value.replace('"', '""') + '"'


def _is_bare(value: str) -> bool:
    """Whether a field's value can be read without quotation marks."""
    return (
        _BARE_ENDS.search(value) is None
        and not value.startswith(("=", "<", ">", "("))
        and not value.endswith("*")
    )


class _Value(NamedTuple):
    """A word, a phrase or a field's value as it stands in the text, up to `end`."""

    text: str
    end: int
    is_open: bool
    """The text ends inside it, so that more of it may be typed."""
    starred: bool
    quoted: bool = False

    def says(self, keyword: str) -> bool:
        return self.text == keyword and not self.quoted and not self.starred


class _Reader:
    """Reads a text once, from left to right, and keeps the first problem."""

    def __init__(self, text: str, *, typing: bool) -> None:
        self._text = text
        self._typing = typing
        self._terms = 0
        self.problem: QuestionProblem | None = None

    def parts(self) -> tuple[Part, ...]:
        """All that the text asks for."""
        alternatives, _end = self._alternatives(0, 0)
        return grouped(alternatives)

    def _alternatives(self, at: int, depth: int, field: str = "") -> tuple[list[list[Part]], int]:
        """What stands from `at` to a closing bracket, parted by OR, and where reading goes on.

        Between the brackets of a field, words are its values.
        """
        found: list[list[Part]] = [[]]
        negated = False
        while at < len(self._text):
            if self._terms > _MOST_TERMS:
                self._report(f"A search of more than {_MOST_TERMS} words is not understood.", at)
                return found, len(self._text)
            character = self._text[at]
            if character == ")":
                at += 1
                if depth:
                    break
            elif character == "-":
                negated = negated or bool(self._text[at + 1 : at + 2].strip())
                at += 1
            elif character.isspace():
                at += 1
            elif character == "(":
                inner, at = self._brackets(at, depth, field)
                found[-1] += grouped(inner, negated=negated)
                negated = False
            elif self._value(at).says("NOT"):
                negated = True
                at = self._value(at).end
            elif self._value(at).says("OR") or self._value(at).says("|"):
                found.append([])
                at = self._value(at).end
            else:
                self._terms += 1
                parts, at = self._atom(at, depth, field)
                found[-1] += grouped([parts], negated=negated)
                negated = False
        return found, at

    def _brackets(self, at: int, depth: int, field: str) -> tuple[list[list[Part]], int]:
        """What stands in the brackets that open at `at`."""
        if depth < _DEEPEST:
            return self._alternatives(at + 1, depth + 1, field)
        self._report("So many brackets within brackets are not understood.", at)
        return [], len(self._text)

    def _atom(self, at: int, depth: int, field: str) -> tuple[tuple[Part, ...], int]:
        """A term, or the values in a field's brackets."""
        if field:
            term, at = self._field(field, at, at)
            return (term,) if term else (), at
        named = _FIELD.match(self._text, at)
        name = _known_field(named[1]) if named else None
        if named and name and self._text.startswith("(", named.end()):
            inner, at = self._brackets(named.end(), depth, name)
            return grouped(inner), at
        term, at = self._term(at)
        return (term,) if term else (), at

    def _term(self, at: int) -> tuple[Term | None, int]:
        """The term that stands at `at`, if it means anything, and where reading goes on."""
        value = self._value(at)
        field = _FIELD.match(self._text, at)
        if field is not None:
            name = _known_field(field[1])
            if name is not None:
                return self._field(name, at, field.end())
            near = _mended_field(field[1])
            wished = self._value(field.end())
            if near is not None and wished.text:
                self._suggest(at, wished.end, f"{near}:{self._text[field.end() : wished.end]}")
                return None, wished.end
        if not tokens.has_words(value.text):
            return None, value.end
        prefix = self._goes_on(value) and tokens.ends_in_word(value.text)
        return Term(WORDS, value.text, prefix=prefix, phrase=value.quoted), value.end

    def _field(self, name: str, start: int, at: int) -> tuple[Term | None, int]:
        """The field that begins at `start`, its relation and value at `at`."""
        relation = self._relation(name, at)
        value = self._value(at + len(relation))
        text = value.text.strip()
        term = Term(name, text, relation)
        if not text:
            return None, value.end
        if name in _DATES:
            return self._date(term, start, value), value.end
        if name in FIXED:
            return self._fixed(term, start, value), value.end
        if name == "note":
            prefix = self._goes_on(value) and tokens.ends_in_word(text)
            return (term._replace(prefix=prefix) if tokens.has_words(text) else None), value.end
        if counts_links(term):
            return term, value.end
        if name == "via" and relation not in {"", "="}:
            self._report(f"A number must follow chain:{relation}, for it counts links.", start)
            return None, value.end
        return term._replace(prefix=name in _NAMES and self._goes_on(value)), value.end

    def _relation(self, name: str, at: int) -> Relation:
        for relation in _RELATIONS.get(name, ()):
            if self._text.startswith(relation, at):
                return relation
        return ""

    def _date(self, term: Term, start: int, value: _Value) -> Term | None:
        if dates.asked(term.value, _ANY_DAY) is not None:
            return term
        if not self._is_unfinished(value):
            self._report(
                f"{term.field}:{term.value} is no date; write 2025, 2025-05, "
                "2025-03..2025-05 or 30d.",
                start,
            )
        return None

    def _fixed(self, term: Term, start: int, value: _Value) -> Term | None:
        """A term of a field with fixed values; that of a stance may follow a topic, or be one."""
        known = FIXED[term.field]
        topic, slash, last = _topic_and_value(term)
        low = last.lower()
        if low in known:
            return term._replace(value=f"{topic}{slash}{low}")
        if not last or (self._is_unfinished(value) and _begins_any(known, low)):
            return None
        near = next((each for each in known if _is_one_edit(low, each)), None)
        if near is not None:
            self._suggest(
                start, value.end, render_term(term._replace(value=f"{topic}{slash}{near}"))
            )
            return None
        if term.field == "stance" and not slash:
            return term._replace(value=last, prefix=self._goes_on(value))
        typed = self._text[start : value.end]
        self._report(f'"{typed}" is not understood; {term.field}: takes {_listed(known)}.', start)
        return None

    def _value(self, at: int) -> _Value:
        """What stands at `at`: up to a space, or between quotation marks."""
        quoted = _QUOTED.match(self._text, at)
        if quoted is not None:
            text = quoted[1].replace('""', '"')
            is_open = not quoted[2] and not text[-1:].isspace()
            return _Value(text, quoted.end(), is_open, bool(quoted[3]), quoted=True)
        end = next((each.start() for each in _BARE_ENDS.finditer(self._text, at)), len(self._text))
        bare = self._text[at:end]
        word = bare.rstrip("*")
        is_open = end == len(self._text) and word == bare
        return _Value(word, end, is_open, "*" in bare[len(word) :])

    def _goes_on(self, value: _Value) -> bool:
        return value.starred or self._is_unfinished(value)

    def _is_unfinished(self, value: _Value) -> bool:
        return self._typing and value.is_open

    def _suggest(self, start: int, end: int, meant: str) -> None:
        self._report(f'"{self._text[start:end]}" — did you mean {meant}?', start, (meant,))

    def _report(self, sentence: str, start: int, suggestions: tuple[str, ...] = ()) -> None:
        if self.problem is None:
            self.problem = SyntaxProblem(sentence, start + 1, suggestions)


def _known_field(name: str) -> str | None:
    """The field of that name; capitals are read as small letters only where the name is long."""
    low = name.lower() if len(name) >= _MENDED_FROM else name
    low = FIELD_ALIASES.get(low, low)
    return low if low in FIELDS else None


def _mended_field(name: str) -> str | None:
    """The field whose name is one edit away from a long enough name."""
    if len(name) < _MENDED_FROM:
        return None
    known = (each for each in (*FIELDS, *FIELD_ALIASES) if len(each) >= _MENDED_TO)
    return next((each for each in known if _is_one_edit(name.lower(), each)), None)


def _is_one_edit(word: str, other: str) -> bool:
    """Whether one letter added, left out, changed or moved by one place makes one of the other."""
    same = 0
    while word[same : same + 1] == other[same : same + 1] != "":
        same += 1
    rest, wished = word[same:], other[same:]
    return (
        rest != wished and (rest[1:] == wished or rest == wished[1:] or rest[1:] == wished[1:])
    ) or (len(rest) > 1 and rest[:2] == wished[1::-1] and rest[2:] == wished[2:])


def _topic_and_value(term: Term) -> tuple[str, str, str]:
    """A stance's topic with the slash after it, and the value, which may stand alone."""
    if term.field != "stance":
        return "", "", term.value
    topic, _slash, last = _SLASHES_AROUND.sub("", term.value).rpartition("/")
    topic = _SLASHES_AROUND.sub("", topic)
    return topic, "/" if topic else "", last.strip()


def _begins_any(known: Iterable[str], word: str) -> bool:
    return any(each.startswith(word) for each in known)


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}"
