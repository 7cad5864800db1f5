"""`link`: what one quote says of another."""

from __future__ import annotations

import json

import pytest

from tests.tui.verbs.conftest import PeaceTui

pytestmark = pytest.mark.usefixtures("sample")


def links_of(peace_tui: PeaceTui, name: str) -> list[dict[str, object]]:
    printed = peace_tui("link", name, "--json")
    return json.loads(printed.out)["links"]


def test_a_link_is_made_listed_changed_and_dropped(peace_tui: PeaceTui) -> None:
    made = peace_tui("link", "q0014", "contradicts", "q0020", "--remark", "same day")
    assert made.code == 0
    assert made.err.startswith("saved: link q-")
    (tie,) = links_of(peace_tui, "q0014")
    assert (tie["type"], tie["outgoing"], tie["ref"]) == ("contradicts", True, "q0020")
    assert (tie["basis"], tie["remark"]) == ("analyst", "same day")
    key = str(tie["key"])
    assert key[-6:] in peace_tui("link", "q0014").out
    changed = peace_tui("link", key, "--type", "answers", "--turn", "--basis", "source")
    assert changed.code == 0
    (tie,) = links_of(peace_tui, "q0014")
    assert (tie["type"], tie["outgoing"], tie["basis"]) == ("answers", False, "source")
    assert peace_tui("link", "q0020", "answers", "q0014", "--drop").code == 0
    assert peace_tui("link", "q0014").code == 1
    assert peace_tui("undo", "--yes").code == 0
    assert links_of(peace_tui, "q0014")


def test_a_dry_run_says_and_writes_nothing(peace_tui: PeaceTui) -> None:
    printed = peace_tui("link", "q0014", "repeats", "q0020", "--dry-run", "--json")
    assert "nothing was written" in printed.err
    assert json.loads(printed.out)["dry_run"] is True
    assert peace_tui("link", "q0014").code == 1


def test_many_are_linked_from_standard_input(peace_tui: PeaceTui) -> None:
    printed = peace_tui("link", "-", "supports", "q0020", piped=b"q0014\nq0015\n")
    assert printed.err.count("saved:") == 2
    assert [tie["ref"] for tie in links_of(peace_tui, "q0020")] == ["q0014", "q0015"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("q0014", "denies", "q0020"), 2),
        (("q0014", "contradicts"), 2),
        (("q0014", "contradicts", "q0014"), 3),
        (("q0067", "answers", "q0066"), 3),
        (("q0014", "contradicts", "q9999"), 1),
        (("q0014", "contradicts", "q0020", "--drop"), 1),
        (("q0014", "--drop"), 2),
    ],
)
def test_what_cannot_be_linked_is_refused(
    peace_tui: PeaceTui, words: tuple[str, ...], code: int
) -> None:
    printed = peace_tui("link", *words)
    assert printed.code == code
    assert printed.err
