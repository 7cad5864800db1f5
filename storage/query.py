"""What is asked of a library: frozen values, equal when they mean the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from storage.ids import Slug

Relation = Literal["", "=", ">", "<", ">=", "<="]

WORDS: Final = ""
"""The field of a term that is a plain word or phrase."""

FIELDS: Final = (
    "by", "via", "to", "in", "at", "on", "topic", "stance",
    "date", "since", "until", "tag", "is", "has", "src", "lang", "key",
)  # fmt: skip
FIELD_ALIASES: Final = {"from": "by", "chain": "via"}


class Term(NamedTuple):
    """One thing asked for.

    `field` is "" for words, else one of FIELDS. `value` is the text as typed, without its quotation
    marks. `relation` is "=" for exactly that record. `prefix` means that the last word may go on.
    `phrase` means that the words stand next to each other; only words have it.
    """

    field: str
    value: str
    relation: Relation = ""
    negated: bool = False
    prefix: bool = False
    phrase: bool = False


class Query(NamedTuple):
    """All terms must hold. The order of the terms is the order in which they were typed."""

    terms: tuple[Term, ...] = ()

    @property
    def words(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.field == WORDS)

    @property
    def chips(self) -> tuple[Term, ...]:
        """The terms that are shown as chips: everything but words."""
        return tuple(term for term in self.terms if term.field != WORDS)

    def with_term(self, term: Term) -> Query:
        return self if term in self.terms else self._replace(terms=(*self.terms, term))

    def without_term(self, term: Term) -> Query:
        return self._replace(terms=tuple(each for each in self.terms if each != term))

    def without_last_filter(self) -> Query:
        """Less its last chip; where there is none, less all its words."""
        return self.without_term(self.chips[-1]) if self.chips else Query()

    def without_fields(self, *fields: str) -> Query:
        """The query less its wishes for these fields; what they leave out stays left out."""
        return self._replace(
            terms=tuple(term for term in self.terms if term.negated or term.field not in fields),
        )

    def spoken_by(self, actor: Slug) -> Query:
        """Narrowed to one actor, in place of any other wished for."""
        return self.without_fields("by").with_term(Term("by", actor, relation="="))

    def talked_in(self, format_or_meeting: Slug) -> Query:
        """Narrowed to one format or meeting, in place of any other wished for."""
        return self.without_fields("in").with_term(Term("in", format_or_meeting, relation="="))


EVERYTHING: Final = Query()


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows of an answer: `count` rows from the `start`-th, counted from 0."""

    start: int = 0
    count: int = 50
