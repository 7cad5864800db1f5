"""The search language: whatever is typed is read, and what is read can be written again."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from storage import Library, Query, Term, marked, parse, render
from storage.names import name_key
from storage.query import FIELDS
from storage.search_syntax import FIXED, STANCES
from storage.tokens import ends_in_word, has_words, words_of
from tests.builders import made_library, records_of
from tests.laws import grouping

HOSTILE = (
    '"', "\\", "(", ")", "*", "-", ":", "=", "<", ">", "/", "+", "^", "{", "}", "OR", "NOT", "AND",
    "NEAR", "by:", "tags:", "is:", "stance:", "chain:", "\0", "\n", "\t", "\u202e", "\ud800",
    "…", "é", "e\u0301",     "Кабин", "ليلى", "क्षेत्र", "🤝", "ß", "İ", "U.S.", "--",
    "a", "b", " ", "  ", "3", "'", ";", "%", "_",
)  # fmt: skip

UNKNOWN_TO_THE_INDEX = frozenset("\u01e0\u01e1\u037f\u0528\u052a\u052c\u052e\u0605\u061c\u061d")
"""Younger than the index's table of Unicode: it takes them for letters and doesn't fold them."""


def hostile_text(min_size: int = 0) -> st.SearchStrategy[str]:
    return st.lists(
        st.sampled_from(HOSTILE) | st.text(max_size=3), min_size=min_size, max_size=6
    ).map("".join)


def _no_surrogates(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


@st.composite
def word_terms(draw: st.DrawFn) -> Term:
    """A phrase of any text, or a word that is read as one."""
    negated = draw(st.booleans())
    text = draw(hostile_text().filter(has_words).filter(_no_surrogates))
    phrase = draw(st.booleans()) or parse(text).query != Query((Term("", text),))
    prefix = draw(st.booleans()) and ends_in_word(text)
    return Term("", text, negated=negated, prefix=prefix, phrase=phrase)


@st.composite
def field_terms(draw: st.DrawFn) -> Term:
    """A field with a value that it takes; where it takes a name, any text."""
    negated = draw(st.booleans())
    field = draw(st.sampled_from(FIELDS))
    match field:
        case "is" | "has" | "text" | "type" | "sort":
            return Term(field, draw(st.sampled_from(FIXED[field])), negated=negated)
        case "date" | "since" | "until":
            dates = ("2025", "2025-05", "2025-05-14", "2025-03..2025-05", "2025..", "..2024", "30d")
            comparisons = ("", "=", ">", "<", ">=", "<=") if field == "date" else ("",)
            relation = draw(st.sampled_from(comparisons))
            return Term(field, draw(st.sampled_from(dates)), relation, negated=negated)
        case "stance":
            topic = draw(st.sampled_from(("", "guarantees/", "red lines/", "a/b/", '"a"/')))
            relation = draw(st.sampled_from(("", "=")))
            return Term(field, topic + draw(st.sampled_from(STANCES)), relation, negated=negated)
        case "note":
            value = draw(hostile_text().map(str.strip).filter(has_words).filter(_no_surrogates))
            prefix = draw(st.booleans()) and ends_in_word(value)
            return Term(field, value, negated=negated, prefix=prefix)
        case "via" if draw(st.booleans()):
            relation = draw(st.sampled_from(("", "=", ">", "<", ">=", "<=")))
            return Term(field, str(draw(st.integers(0, 99))), relation, negated=negated)
        case _:
            value = draw(hostile_text().map(str.strip).filter(bool).filter(_no_surrogates))
            takes_names = field not in {"lang", "key"}
            relations = ("", "=", "<=") if field == "by" else ("", "=")
            relation = draw(st.sampled_from(relations)) if takes_names else ""
            counts = field == "via" and value.isascii() and value.isdecimal()
            prefix = takes_names and not counts and draw(st.booleans())
            return Term(field, value, relation, negated=negated, prefix=prefix)


def queries() -> st.SearchStrategy[Query]:
    """Queries as the program itself may build them, from records with any text in them."""
    return grouping.queries(word_terms() | field_terms(), 5)


@given(queries())
def test_rendered_text_means_the_same_query(query: Query) -> None:
    read = parse(render(query))
    assert read.query == query
    assert read.problem is None


@given(text=hostile_text() | st.text(), typing=st.booleans())
@example(text="a)* OR) NOT) NOT* -(x) --y", typing=True)
@example(text='stance:" /support" stance:/ by:"" by:= tags: "', typing=False)
def test_whatever_is_typed_is_read_and_reads_the_same_when_written_again(
    text: str, typing: bool
) -> None:
    query = parse(text, typing=typing).query
    assert parse(render(query)).query == query


@given(hostile_text(1) | st.text())
def test_a_problem_names_a_column_of_the_text(text: str) -> None:
    problem = parse(text).problem
    assert problem is None or 1 <= problem.column <= len(text)


@given(st.lists(hostile_text(), max_size=3))
def test_no_typed_text_reaches_the_index_as_its_syntax(library: Library, texts: list[str]) -> None:
    terms = [term for text in texts for term in parse(text, typing=True).query.words]
    assert library.count(Query(tuple(terms))) == 0


def test_words_are_cut_and_folded_as_the_index_cuts_and_folds_them(library: Library) -> None:
    ranges = ((0x21, 0x250), (0x300, 0x530), (0x590, 0x700), (0x900, 0x980), (0x4E00, 0x4E20))
    letters = [chr(each) for first, end in ranges for each in range(first, end)]
    with records_of(library) as records:
        for n, letter in enumerate(letters):
            records.quote(f"x{n}", f"q{letter}z")
        records.db.execute(
            "create virtual table temp.held using fts5vocab(main, quote_fts, instance)"
        )
        cut: dict[str, list[str]] = {}
        for term, text in records.db.execute(
            "select term, text from held join quote q on q.id = doc order by doc, offset"
        ):
            cut.setdefault(text[1], []).append(term)
    assigned = {each for each in letters if unicodedata.category(each) != "Cn"}
    differing = {each for each in assigned if words_of(f"q{each}z") != tuple(cut[each])}
    assert differing <= UNKNOWN_TO_THE_INDEX


@given(
    st.text(alphabet="абвгдежзиклмнопрстуфхцчшщыэюя αβγδ ابتثج abcé'-", min_size=2).filter(name_key)
)
def test_a_name_is_found_in_its_own_script_and_in_latin_letters(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder, made_library(Path(folder)) as library:
        with records_of(library) as records:
            records.actor("someone", name)
            records.actor("another", "Quixote Zzyzx")
            records.quote("x1", by="someone")
        for typed in (name, name.upper(), name_key(name), f"  {name_key(name).title()} "):
            assert library.count(Query((Term("by", typed),))) == 1


@given(queries(), st.text() | hostile_text())
def test_marked_ranges_are_in_order_apart_and_whole_words(query: Query, text: str) -> None:
    end = 0
    for first, last in marked(text, query):
        assert end <= first < last <= len(text)
        assert words_of(text[first:last])
        end = last


@given(st.lists(st.sampled_from(("peace", "Élan", "мир", "U.S.", "no")), min_size=1))
def test_each_word_of_a_text_marks_itself(words: list[str]) -> None:
    text = ", ".join(words)
    found = marked(text, parse(" ".join(words)).query)
    assert words_of("".join(f"{text[first:last]} " for first, last in found)) == words_of(text)
