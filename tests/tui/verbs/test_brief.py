"""`brief` and `briefs`: printed with footnotes, worked at, listed."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from storage import login
from storage.connections import connect
from tests.tui.verbs.conftest import PeaceTui

QUOTES = ("q0014", "q0066", "q0067")


@pytest.fixture
def begun(sample: Path, peace_tui: PeaceTui) -> Path:
    assert peace_tui("brief", "Thursday", "--add", *QUOTES).code == 0
    return sample


def items(peace_tui: PeaceTui, *options: str) -> list[object]:
    """The refs of quotes and the texts of paragraphs."""
    printed = json.loads(peace_tui("brief", "Thursday", "--json", *options).out)
    return [
        each["quote"]["ref"] if "quote" in each else each["paragraph"] for each in printed["items"]
    ]


def hide(library: Path, statement: str) -> None:
    db = connect(library)
    try:
        db.execute("update door set txn = 'x-0'")
        db.execute(statement)
        db.commit()
    except sqlite3.Error:
        db.rollback()
        raise
    finally:
        db.close()


@pytest.mark.usefixtures("begun")
def test_a_brief_is_worked_at(peace_tui: PeaceTui) -> None:
    work = (
        ("--paragraph", "They differ.", "--after", "q0014"),
        ("--move", "q0067", "--after", "start"),
        ("--drop", "q0066"),
    )
    for words in work:
        assert peace_tui("brief", "thursday", *words).code == 0
    assert items(peace_tui) == ["q0067", "q0014", "They differ."]
    paragraph = peace_tui("brief", "Thursday", "--items").out.splitlines()[-1].split()[0]
    assert peace_tui("brief", "Thursday", "--edit", paragraph, "They agree.").code == 0
    assert items(peace_tui)[-1] == "They agree."
    assert peace_tui("brief", "Thursday", "--rename", "Friday").code == 0
    assert peace_tui("brief", "Friday", "--drop", "--dry-run").code == 0
    assert "Friday  2 quotes, 1 paragraph" in peace_tui("briefs").out
    assert peace_tui("brief", "Friday", "--drop").code == 0
    assert peace_tui("briefs").code == 1


@pytest.mark.usefixtures("begun")
def test_keys_and_paragraphs_come_from_standard_input(peace_tui: PeaceTui) -> None:
    peace_tui("brief", "Thursday", "--add", "-", piped=b"q0003\nq0014\n")
    peace_tui("brief", "Thursday", "--paragraph", "-", piped=b"# A heading\n\nand a text\n")
    peace_tui("brief", "Thursday", "--drop", "-", piped=b"q0066\n")
    assert items(peace_tui) == ["q0014", "q0067", "q0003", "# A heading\n\nand a text\n"]


@pytest.mark.usefixtures("begun")
def test_markdown_has_a_footnote_for_each_quote_and_calls_a_paraphrase_one(
    peace_tui: PeaceTui,
) -> None:
    printed = peace_tui("brief", "Thursday", "--md").out
    lines = printed.splitlines()
    assert lines[0] == "# Thursday"
    words = [line for line in lines if line.startswith("> [paraphrase]")]
    assert [line[-4:] for line in words] == ["[^1]", "[^2]", "[^3]"]
    notes = [line for line in lines if line.startswith("[^")]
    assert len(notes) == 3
    assert "advocacy publisher" in notes[0]
    assert "chain: EIRNS, reporting Zamir Kabulov" in notes[0]
    assert "2019-01-29? (not confirmed)" in notes[0]
    assert "answered by q-" in notes[1]
    assert all("held as a paraphrase" in note for note in notes)
    assert "“" not in "".join(words)
    assert "the log's last entry is" in printed


@pytest.mark.usefixtures("begun")
def test_held_words_alone_stand_in_quotation_marks(peace_tui: PeaceTui) -> None:
    held = peace_tui("search", "is:words", "--keys", "--limit", "1").out.strip()
    peace_tui("brief", "Words", "--add", held)
    printed = peace_tui("brief", "Words").out
    assert printed.splitlines()[2].startswith("“")
    assert "[paraphrase]" not in printed.splitlines()[2]


@pytest.mark.parametrize(
    ("statement", "handling"),
    [
        ("update quote set handling = 'closed' where ref = 'q0066'", "closed"),
        (
            f"update quote set handling = 'private', keeper = '{login()}' where ref = 'q0066'",
            "private",
        ),
    ],
)
def test_what_is_not_public_stays_unless_it_is_asked_for(
    begun: Path, peace_tui: PeaceTui, statement: str, handling: str
) -> None:
    hide(begun, statement)
    for format_ in ("--md", "--json"):
        printed = peace_tui("brief", "Thursday", format_)
        assert "q0066" not in printed.out.replace("Answers q0066", "")
        assert "Left out, for they are not public: 1 quote" in printed.err
    assert "Left out, for they are not public: 1 quote" in peace_tui("brief", "Thursday").out
    assert "q0066" in items(peace_tui, "--with", handling)


def test_the_words_of_a_closed_quote_do_not_leave_by_a_link_to_it(
    begun: Path, peace_tui: PeaceTui
) -> None:
    hide(begun, "update quote set handling = 'closed' where ref = 'q0067'")
    peace_tui("brief", "Thursday", "--drop", "q0067")
    printed = peace_tui("brief", "Thursday", "--md")
    assert "four parts" not in printed.out
    assert "1 link to another quote" in printed.out


def test_what_rests_on_a_closed_source_stays_too(begun: Path, peace_tui: PeaceTui) -> None:
    hide(begun, "update source set handling = 'closed'")
    assert "3 quotes" in peace_tui("brief", "Thursday").err
    assert items(peace_tui) == []


@pytest.mark.usefixtures("begun")
def test_notes_stay_unless_they_are_asked_for(peace_tui: PeaceTui) -> None:
    peace_tui("note", "q0014", "only for us")
    printed = peace_tui("brief", "Thursday", "--md")
    assert "only for us" not in printed.out
    assert "1 note" in printed.err
    assert "only for us" in peace_tui("brief", "Thursday", "--md", "--with", "closed").out


@pytest.mark.usefixtures("begun")
def test_a_dry_run_says_and_writes_nothing(peace_tui: PeaceTui) -> None:
    printed = peace_tui("brief", "Thursday", "--add", "q0003", "--dry-run", "--json")
    assert "would be saved: brief Thursday: q-" in printed.err
    assert json.loads(printed.out)["dry_run"] is True
    assert items(peace_tui) == [*QUOTES]


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("Nowhere",), 1),
        (("Thursday", "--add", "q9999"), 1),
        (("Thursday", "--move", "q0003"), 1),
        (("Thursday", "--add", "--drop", "q0014"), 2),
        (("Thursday", "q0014"), 2),
        (("Thursday", "--new"), 3),
        (("Thursday", "--paragraph", " "), 3),
    ],
)
def test_what_cannot_be_done_is_refused(
    peace_tui: PeaceTui, words: tuple[str, ...], code: int
) -> None:
    printed = peace_tui("brief", *words)
    assert printed.code == code
    assert printed.err
    assert items(peace_tui) == [*QUOTES]


@pytest.mark.usefixtures("begun")
def test_a_quote_says_its_briefs_and_is_found_by_them(peace_tui: PeaceTui) -> None:
    assert "brief: Thursday (1/3)" in peace_tui("show", "q0014").out
    (told,) = json.loads(peace_tui("show", "q0014", "--json").out)["briefs"]
    assert (told["name"], told["place"], told["items"]) == ("Thursday", 1, 3)
    assert peace_tui("search", "--count", "brief:thursday").out == "3\n"
