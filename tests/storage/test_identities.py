"""Actors that may be one: which are proposed, what a judgement does, and what it refuses."""

from __future__ import annotations

from typing import Literal

import pytest

from storage import Library, RecordMissing, Slug, WriteRefused, open_library, parse
from storage.deeds import JudgeIdentity
from tests.builders import COLLEAGUE, key, records_of
from tests.storage.logs import entries

Verdict = Literal["same", "different", "unsure"]


@pytest.fixture
def people(library: Library) -> Library:
    with records_of(library) as records:
        records.actor("norland", kind="state")
        records.actor("anna-kabin", "Anna Kabin")
        records.actor("a-kabin", "A. Kabin")
        records.actor("kabin-in-cyrillic", "Анна Кабина", also=["Анна Кабин"])
        records.actor("annna-kabin", "Anna Kabim")
        records.actor("luis-ortiz", "Luis Ortiz")
        records.role("envoy", "anna-kabin", "norland")
        records.role("envoy-too", "a-kabin", "norland")
        for number, by in enumerate(("anna-kabin", "anna-kabin", "a-kabin", "luis-ortiz")):
            records.quote(f"q{number}", f"Words {number}.", by=by)
    return library


def proposed(library: Library) -> dict[tuple[str, str], tuple[str, ...]]:
    with library.questions() as ask:
        return {
            (each.one.actor.slug, each.other.actor.slug): each.reasons for each in ask.suspects()
        }


def judge(library: Library, one: str, other: str, verdict: Verdict = "same") -> str:
    return library.do(JudgeIdentity(key("a", one), key("a", other), verdict)).txn


def test_pairs_are_proposed_with_what_speaks_for_them(people: Library) -> None:
    assert proposed(people) == {
        ("anna-kabin", "kabin-in-cyrillic"): ("the same name", "one is written in another script"),
        ("anna-kabin", "a-kabin"): ("a name with an initial", "the same post"),
        ("anna-kabin", "annna-kabin"): ("a name with one letter changed",),
        ("kabin-in-cyrillic", "annna-kabin"): (
            "a name with one letter changed", "one is written in another script",
        ),
        ("a-kabin", "kabin-in-cyrillic"): (
            "a name with an initial", "one is written in another script",
        ),
    }  # fmt: skip


def test_a_pair_that_was_judged_is_proposed_no_more(people: Library) -> None:
    judge(people, "anna-kabin", "a-kabin", "different")
    txn = judge(people, "anna-kabin", "annna-kabin")
    assert ("anna-kabin", "a-kabin") not in proposed(people)
    assert ("anna-kabin", "annna-kabin") not in proposed(people)
    people.undo(txn)
    assert ("anna-kabin", "annna-kabin") in proposed(people)


def test_either_name_finds_the_words_of_both(people: Library) -> None:
    judge(people, "anna-kabin", "a-kabin")
    for text in ("by:=anna-kabin", "by:=a-kabin", 'by:"A. Kabin"'):
        assert people.count(parse(text).query) == 3


def test_the_profile_tells_of_both_and_who_judged(people: Library) -> None:
    judge(people, "anna-kabin", "a-kabin")
    with people.questions() as ask:
        profile = ask.actor_profile(Slug("a-kabin"))
    assert profile.actor.slug == "anna-kabin"
    assert profile.said.quotes == 3
    assert [(each.other.slug, each.verdict, each.author) for each in profile.judged] == [
        ("a-kabin", "same", "analyst")
    ]
    assert "A. Kabin" in [alias.name for alias in profile.names]


def test_the_one_that_is_named_first_is_kept_of_all(people: Library) -> None:
    judge(people, "a-kabin", "annna-kabin")
    judge(people, "anna-kabin", "annna-kabin")
    with people.questions() as ask:
        kept = [ask.actor_profile(Slug(slug)).actor.slug for slug in ("a-kabin", "annna-kabin")]
    assert kept == ["anna-kabin", "anna-kabin"]


def test_what_was_kept_can_be_the_other_one(people: Library) -> None:
    judge(people, "anna-kabin", "a-kabin")
    judge(people, "a-kabin", "anna-kabin")
    with people.questions() as ask:
        assert ask.actor_profile(Slug("anna-kabin")).actor.slug == "a-kabin"


def test_a_judgement_of_the_other_s_is_changed_and_not_written_beside_it(people: Library) -> None:
    judge(people, "anna-kabin", "a-kabin")
    with open_library(people.path, author=COLLEAGUE) as theirs:
        judge(theirs, "a-kabin", "anna-kabin", "different")
    with people.questions() as ask:
        (judged,) = ask.actor_profile(Slug("anna-kabin")).judged
    assert judged.verdict == "different"
    assert people.verify().findings == ()


@pytest.mark.parametrize(
    ("one", "other", "verdict", "problem"),
    [
        ("anna-kabin", "anna-kabin", "same", "itself"),
        ("a-kabin", "annna-kabin", "different", "by way of others"),
        ("anna-kabin", "nobody", "same", "no actor"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused_and_nothing_written(
    people: Library, one: str, other: str, verdict: Verdict, problem: str
) -> None:
    judge(people, "anna-kabin", "a-kabin")
    judge(people, "anna-kabin", "annna-kabin")
    log = entries(people.path)
    with pytest.raises((WriteRefused, RecordMissing), match=problem):
        judge(people, one, other, verdict)
    assert entries(people.path) == log


def test_the_same_judgement_twice_is_written_once(people: Library) -> None:
    judge(people, "anna-kabin", "a-kabin")
    assert judge(people, "anna-kabin", "a-kabin") == ""
