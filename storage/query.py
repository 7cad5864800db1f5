"""What is asked of a library: frozen values, equal when they mean the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias, TypeGuard

from storage.ids import Slug

Relation = Literal["", "=", ">", "<", ">=", "<="]

QUOTE: Final = "quote"
"""The type of records that are asked for where `type:` does not say."""

WORDS: Final = ""
"""The field of a term that is a plain word or phrase."""

FIELDS: Final = (
    "by", "via", "to", "in", "at", "on", "who", "mode", "topic", "stance", "text",
    "date", "since", "until", "tag", "note", "brief", "place", "is", "has", "src", "lang", "key",
    "type", "sort",
)  # fmt: skip
FIELD_ALIASES: Final = {"from": "by", "chain": "via"}


class Term(NamedTuple):
    """One thing asked for.

    `field` is "" for words, else one of FIELDS. `value` is the text as typed, without its quotation
    marks. `relation` is "=" for exactly that record; of `by`, "<=" is for it and all below it.
    `prefix` means that the last word may go on. `phrase` means that the words stand next to each
    other; only words have it.
    """

    field: str
    value: str
    relation: Relation = ""
    negated: bool = False
    prefix: bool = False
    phrase: bool = False


class Group(NamedTuple):
    """Of several alternatives one must hold, that is all its terms; `negated`: none may.

    There are several, unless it is negated; each has a term, and one alone only where there are
    several. `grouped` makes groups so.
    """

    alternatives: tuple[tuple[Term | Group, ...], ...]
    negated: bool = False


Part: TypeAlias = Term | Group


class Query(NamedTuple):
    """All terms must hold. The order of the terms is the order in which they were typed."""

    terms: tuple[Part, ...] = ()

    @property
    def words(self) -> tuple[Term, ...]:
        """Those that are not in brackets."""
        return tuple(part for part in self.terms if isinstance(part, Term) and part.field == WORDS)

    @property
    def wished_words(self) -> tuple[Term, ...]:
        """All words that a quote may be found by, those in brackets too."""
        return tuple(_wished_words(self.terms))

    @property
    def fields(self) -> tuple[Term, ...]:
        """The fields that are not in brackets."""
        return tuple(part for part in self.terms if isinstance(part, Term) and part.field != WORDS)

    @property
    def chips(self) -> tuple[Part, ...]:
        """What is shown as chips: everything but words."""
        return tuple(part for part in self.terms if part not in self.words)

    @property
    def type(self) -> str:
        """What records are asked for, as `type:` says it last."""
        types = [term.value for term in self.fields if term.field == "type" and not term.negated]
        return types[-1] if types else QUOTE

    @property
    def order(self) -> str | None:
        """By what the answer is ordered, as `sort:` says it last; None for newest first."""
        orders = [term.value for term in self.fields if term.field == "sort" and not term.negated]
        return orders[-1] if orders else None

    def with_term(self, term: Part) -> Query:
        return self if term in self.terms else self._replace(terms=(*self.terms, term))

    def without_term(self, term: Part) -> Query:
        return self._replace(terms=tuple(each for each in self.terms if each != term))

    def without_last_filter(self) -> Query:
        """Less its last chip; where there is none, less all its words."""
        return self.without_term(self.chips[-1]) if self.chips else Query()

    def without_fields(self, *fields: str) -> Query:
        """The query less its wishes for these fields; what they leave out stays left out."""
        return self._replace(
            terms=tuple(
                part
                for part in self.terms
                if isinstance(part, Group) or part.negated or part.field not in fields
            ),
        )

    def spoken_by(self, actor: Slug, *, alone: bool = True) -> Query:
        """Narrowed to one actor, or to all at or below it, in place of any other wished for."""
        relation = "=" if alone else "<="
        return self.without_fields("by").with_term(Term("by", actor, relation))

    def talked_in(self, format_or_meeting: Slug) -> Query:
        """Narrowed to one format or meeting, in place of any other wished for."""
        return self.without_fields("in").with_term(Term("in", format_or_meeting, relation="="))


def grouped(alternatives: Iterable[Iterable[Part]], *, negated: bool = False) -> tuple[Part, ...]:
    """What brackets around those alternatives mean, with no more brackets than are needed."""
    several: dict[tuple[Part, ...], None] = {}
    for alternative in alternatives:
        parts = tuple(dict.fromkeys(alternative))
        first = parts[0] if parts else None
        if len(parts) == 1 and isinstance(first, Group) and not first.negated:
            several.update(dict.fromkeys(first.alternatives))
        elif parts:
            several[parts] = None
    if len(several) != 1:
        return (Group(tuple(several), negated),) if several else ()
    (parts,) = several
    if not negated:
        return parts
    if len(parts) == 1:
        return grouped([parts[0].alternatives[0]]) if _is_not_all(parts[0]) else (_not(parts[0]),)
    return (Group((parts,), negated=True),)


def _is_not_all(part: Part) -> TypeGuard[Group]:
    return isinstance(part, Group) and part.negated and len(part.alternatives) == 1


def _not(part: Part) -> Part:
    return part._replace(negated=not part.negated)


def _wished_words(parts: Iterable[Part]) -> Iterator[Term]:
    for part in parts:
        if part.negated:
            continue
        if isinstance(part, Group):
            for alternative in part.alternatives:
                yield from _wished_words(alternative)
        elif part.field == WORDS:
            yield part


EVERYTHING: Final = Query()


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows of an answer: `count` rows from the `start`-th, counted from 0."""

    start: int = 0
    count: int = 50
