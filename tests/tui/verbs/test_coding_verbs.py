"""`sample`, `agree` and `adjudicate`: two people code at the shell, and a third settles it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage import Key, open_library
from storage.deeds import SetStance
from tests.tui.verbs.conftest import PeaceTui

DRAW = ("sample", "draw", "tone", "in:moscow", "--size", "3", "--seed", "7")
ON = ("--topic", "ceasefire", "--coder", "ada", "--coder", "ben")

As = Callable[[str], None]


@pytest.fixture
def log_in(monkeypatch: pytest.MonkeyPatch) -> As:
    """Become somebody else."""
    return lambda login: monkeypatch.setattr("storage.library.login", lambda: login)


def code(path: Path, login: str, quotes: list[str], *values: str) -> None:
    with open_library(path, author=login) as library:
        topic = library.find("ceasefire", "o")
        for quote, value in zip(sorted(quotes), values, strict=True):
            library.do(SetStance((Key(quote),), topic, value, is_alone=True))


def tasks(peace_tui: PeaceTui) -> list[dict[str, Any]]:
    return json.loads(peace_tui("sample", "code", "tone").out)["tasks"]


def test_a_sample_is_drawn_coded_compared_and_settled(
    peace_tui: PeaceTui, sample: Path, log_in: As
) -> None:
    log_in("chair")
    drawn = peace_tui(*DRAW, *ON)
    assert (drawn.code, drawn.out) == (0, "")
    assert "saved: sample tone of 3 quotes" in drawn.err
    assert "3 quotes of in:moscow · ceasefire · seed 7 · ada 0/3, ben 0/3" in (
        peace_tui("sample", "list").out
    )
    quotes = [task["quote"] for task in tasks(peace_tui)]
    code(sample, "ada", quotes, "support", "oppose", "nothing")
    code(sample, "ben", quotes, "support", "support", "nothing")
    log_in("ada")
    assert [task["code"]["coder"] for task in tasks(peace_tui)] == ["ada"] * 3
    hidden = json.loads(peace_tui("show", quotes[0], "--json").out)
    assert {stance["coder"] for stance in hidden["stances"]} & {"ada", "ben"} == {"ada"}
    assert hidden["stances_withheld"] == 1
    assert "hidden until coding is done" in peace_tui("show", quotes[0]).out
    waiting = peace_tui("agree", "tone")
    assert waiting.code == 1
    assert "tone is still being coded: ada 3/3, ben 3/3" in waiting.err
    for coder in ("ada", "ben"):
        log_in(coder)
        assert peace_tui("sample", "done", "tone").code == 0
    agreed = peace_tui("agree", "tone")
    assert agreed.code == 0
    assert "ceasefire: alpha .55" in agreed.out
    assert "3 quotes coded by two or more · 67% of codes agree" in agreed.out
    assert "ada: oppose · ben: support" in agreed.out
    record = json.loads(peace_tui("agree", "tone", "--json").out)
    (differing,) = record["disagreements"]
    settled = peace_tui("adjudicate", differing["quote"], "ceasefire", "oppose", "--why", "heard")
    assert "saved: adjudicated ceasefire: oppose on q-" in settled.err
    told = peace_tui("agree", "tone").out
    assert "oppose, adjudicated by ben" in told
    assert "adjudicated by ben" in peace_tui("show", differing["quote"]).out


@pytest.mark.usefixtures("sample")
def test_a_dry_run_draws_nothing(peace_tui: PeaceTui) -> None:
    tried = peace_tui(*DRAW, *ON, "--dry-run")
    assert tried.code == 0
    assert "would be saved: sample tone of 3 quotes" in tried.err
    assert peace_tui("sample", "list").code == 1
    assert peace_tui("verify").code == 0


@pytest.mark.usefixtures("sample")
def test_one_more_coder_is_added_and_a_sample_dropped(peace_tui: PeaceTui) -> None:
    peace_tui(*DRAW, *ON)
    assert "ada, ben, cem" in peace_tui("sample", "add", "tone", "--coder", "cem").err
    told = json.loads(peace_tui("sample", "drop", "tone", "--json").out)
    assert [each["summary"] for each in told["done"]] == ["dropped sample tone"]
    assert json.loads(peace_tui("sample", "list", "--json").out)["samples"] == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((*DRAW, "--coder", "ada"), 2),
        ((*DRAW, "--topic", "nosuch", "--coder", "ada"), 1),
        (("sample", "draw", "tone", "stance:suport", *ON), 2),
        (("sample", "code"), 2),
        (("sample", "code", "nosuch"), 1),
        (("sample", "done", "nosuch"), 1),
        (("agree", "nosuch"), 1),
        (("adjudicate", "q0003", "ceasefire", "maybe"), 3),
        (("adjudicate", "q0003", "nosuch", "support"), 1),
    ],
)
@pytest.mark.usefixtures("sample")
def test_what_is_not_understood_changes_nothing(
    peace_tui: PeaceTui, words: tuple[str, ...], code: int
) -> None:
    printed = peace_tui(*words)
    assert (printed.code, printed.out) == (code, "")
    assert printed.err


@pytest.mark.usefixtures("sample")
def test_where_one_alone_codes_there_is_nothing_to_compare(peace_tui: PeaceTui) -> None:
    printed = peace_tui("agree")
    assert (printed.code, printed.out) == (1, "")
    assert "No topic is coded by two people" in printed.err
