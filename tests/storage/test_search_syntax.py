"""What a person may type into the search bar, and what is said about mistakes."""

from __future__ import annotations

import pytest

from storage import Query, SyntaxProblem, Term, marked, parse, render
from storage.query import Part
from storage.search_syntax import HAS, IS
from storage.sql import conditions


def terms(text: str, *, typing: bool = False) -> tuple[Part, ...]:
    return parse(text, typing=typing).query.terms


def test_words_phrases_beginnings_and_exclusions_are_told_apart() -> None:
    assert terms('cease "red line" guarant* -draft NOT "no deal" "red li"*') == (
        Term("", "cease"),
        Term("", "red line", phrase=True),
        Term("", "guarant", prefix=True),
        Term("", "draft", negated=True),
        Term("", "no deal", negated=True, phrase=True),
        Term("", "red li", phrase=True, prefix=True),
    )


def test_fields_take_a_word_a_quoted_value_or_exactly_one_record() -> None:
    assert terms('by:norland from:"Anna Kabin" by:=kabin -in:lakeside tag:guar*') == (
        Term("by", "norland"),
        Term("by", "Anna Kabin"),
        Term("by", "kabin", relation="="),
        Term("in", "lakeside", negated=True),
        Term("tag", "guar", prefix=True),
    )


def test_a_chain_is_asked_for_by_its_length_or_by_a_reporting_party() -> None:
    assert terms("chain:3 chain:>=2 chain:wire via:=wire") == (
        Term("via", "3"),
        Term("via", "2", relation=">="),
        Term("via", "wire"),
        Term("via", "wire", relation="="),
    )
    assert render(Query(terms("chain:3 via:>=2"))) == "chain:3 chain:>=2"


@pytest.mark.parametrize("text", ["http://x.example", "3:1", "re:", "US:", "remark:well", "tags:"])
def test_a_colon_alone_makes_no_field(text: str) -> None:
    assert parse(text).problem is None
    assert terms(text) == (Term("", text),)


@pytest.mark.parametrize(
    "text", ["", "  ", "-", "- ", "…", "()", '"', '""', "*", "by:", 'by:""', "NOT"]
)
def test_lone_punctuation_and_what_has_no_value_yet_is_nothing(text: str) -> None:
    assert parse(text).query == Query()
    assert parse(text).problem is None


@pytest.mark.parametrize(
    ("text", "column", "suggestion"),
    [
        ("peace stance:suport", 7, "stance:support"),
        ("stance:guarantees/oppos", 1, "stance:guarantees/oppose"),
        ("-is:retractd", 2, "is:retracted"),
        ("a b has:caveats", 5, "has:caveat"),
        ("tags:draft", 1, "tag:draft"),
        ('form:"Anna Kabin"', 1, 'from:"Anna Kabin"'),
    ],
)
def test_a_mistake_is_named_with_its_place_and_what_was_perhaps_meant(
    text: str, column: int, suggestion: str
) -> None:
    problem = parse(text).problem
    assert isinstance(problem, SyntaxProblem)
    assert (problem.column, problem.suggestions) == (column, (suggestion,))


def test_the_rest_of_a_query_with_a_mistake_is_still_read() -> None:
    read = parse("peace until:soon by:norland")
    assert render(read.query) == "peace by:norland"
    assert read.problem is not None
    assert read.problem.column == 7
    assert read.problem.text.startswith("until:soon is no date; write 2025")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("(red line) (by:norland)", "red line by:norland"),
        ("a b | c", "a b OR c"),
        ("(a OR (b OR c)) d", "(a OR b OR c) d"),
        ("a OR OR b OR", "a OR b"),
        ("OR a", "a"),
        ("( ) a", "a"),
        ("(a OR (b c", "a OR b c"),
        ("-(a OR b)", "-(a OR b)"),
        ("NOT (a b)", "-(a b)"),
        ("-(a)", "-a"),
        ("-(-a)", "a"),
        ("-(-(a b))", "a b"),
        ("-(-(a OR b))", "a OR b"),
        ("by:(norland OR sudmark)", "by:norland OR by:sudmark"),
        ("tag:(draft -final) x", "tag:draft -tag:final x"),
        ('-in:("Lake Side" OR =harbour)', '-(in:"Lake Side" OR in:=harbour)'),
        ('"OR" or', '"OR" or'),
        ("peace) now", "peace now"),
    ],
)
def test_brackets_and_or_are_read_and_written_with_no_more_brackets_than_are_needed(
    text: str, meaning: str
) -> None:
    read = parse(text)
    assert read.problem is None
    assert render(read.query) == meaning
    assert parse(meaning).query == read.query


def test_brackets_without_end_are_no_question_and_no_crash() -> None:
    assert parse("(" * 5_000 + "a").problem is not None
    assert parse("-(" * 5_000 + "a").problem is not None


@pytest.mark.parametrize("text", ["a " * 20_000, "a OR " * 20_000, f"by:({'a ' * 3_000})"])
def test_so_many_words_are_no_question(text: str) -> None:
    problem = parse(text).problem
    assert problem is not None
    assert "more than 500 words" in problem.text


def test_the_last_word_in_an_open_bracket_may_go_on() -> None:
    assert render(parse("x (ceasefire OR tru", typing=True).query) == "x (ceasefire OR tru*)"
    assert render(parse("x (ceasefire OR tru)", typing=True).query) == "x (ceasefire OR tru)"
    assert render(parse("by:(nor", typing=True).query) == "by:nor*"


def test_words_in_brackets_are_marked_but_for_those_that_must_not_be_there() -> None:
    query = parse("(red OR (line -blue)) -(green OR white)").query
    assert list(marked("red line blue green white", query)) == [(0, 3), (4, 8)]


def test_the_last_word_may_go_on_while_it_is_typed() -> None:
    assert terms("cease fi", typing=True)[-1] == Term("", "fi", prefix=True)
    assert terms("cease fi ", typing=True)[-1] == Term("", "fi")
    assert terms("cease fi.", typing=True)[-1] == Term("", "fi.")
    assert terms('"red li', typing=True) == (Term("", "red li", phrase=True, prefix=True),)
    assert terms('"red li"', typing=True) == (Term("", "red li", phrase=True),)
    assert terms("by:nor", typing=True) == (Term("by", "nor", prefix=True),)
    assert terms('by:"Anna K', typing=True) == (Term("by", "Anna K", prefix=True),)


@pytest.mark.parametrize("text", ["is:dir", "stance:sup", "stance:x/", "date:2025-0", "has:"])
def test_a_value_is_not_judged_while_it_is_typed(text: str) -> None:
    assert parse(text, typing=True).problem is None


def test_a_value_that_nothing_begins_with_is_named_at_once() -> None:
    problem = parse("stance:suport", typing=True).problem
    assert problem is not None
    assert problem.text == '"stance:suport" — did you mean stance:support?'


def test_a_quotation_mark_inside_a_value_is_doubled() -> None:
    query = Query((Term("tag", 'the "red" line'),))
    assert render(query) == 'tag:"the ""red"" line"'
    assert parse(render(query)).query == query


def test_capitals_are_read_where_a_name_is_long() -> None:
    assert terms("Stance:Support Date:2025") == terms("stance:support date:2025")
    assert terms("On:time") == (Term("", "On:time"),)


def test_every_value_that_is_and_has_take_has_its_condition() -> None:
    assert set(IS) == {*conditions.IS, "new"}  # which hangs on who asks, and when
    assert set(HAS) == set(conditions.HAS)


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("Peace, and no peaceful élan.", "PEACE elan", ["Peace", "élan"]),
        ("Peace, and no peaceful élan.", "peac*", ["Peace", "peaceful"]),
        ("a cease-fire, then cease all fire", "cease-fire", ["cease-fire"]),
        ("in the U.S. now; us too", "u.s.", ["U.S"]),
        ("red line, red lines", '"red li"*', ["red line", "red lines"]),
        ("Мир и мирный план", "мир*", ["Мир", "мирный"]),
        ("no no no", '"no no"', ["no no no"]),
        ("peace by norland", "-peace by:norland", []),
    ],
)
def test_the_words_searched_for_are_marked(text: str, query: str, shown: list[str]) -> None:
    assert [text[start:end] for start, end in marked(text, parse(query).query)] == shown
