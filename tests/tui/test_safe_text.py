"""Whatever a library holds, what is shown acts on no terminal, hides nothing and fits its cells."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from tui.safe_text import (
    LONGEST_LINE,
    MARKS_KEPT,
    cell_width,
    cut,
    fill,
    safe,
    safe_content,
    wrapped,
)

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
TROUBLE = (
    "\0\x07\t\n\r\x1b\x7f\x85\x9b\x9d\xad\u034f\u061c\u115f\u1160\u1161\u1100\u11a8\u17b4\u180b\u180e"
    "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\u2069\u3164\ufe00\ufe0f\ufeff"
    "\uffa0\ufffe\ud800\udfff\ue000\U000e0001\U000e0041\U000e007f\U000e0100\U0001f3fb\U0010ffff"
    "\u0301\u0323\u0345\u0489\u093e\u094d\u0903\u0958\u20e3\U0001d160"
    "é漢한가ａ👩❤☀✓◌⟦⟧␛… 0#aЙ\u0627\u0628\u064b\u0915\u0dc1\u0dca\u0dbb\u0e01\u1025\u102e"
)
lines = st.lists(
    st.sampled_from(TROUBLE) | st.characters(codec=None) | st.sampled_from([FAMILY, "می\u200cروم"]),
    max_size=40,
).map("".join)
widths = st.integers(0, 30)


@given(lines, st.booleans())
def test_doing_it_twice_is_once(text: str, multiline: bool) -> None:
    once = safe(text, multiline=multiline)
    assert safe(once, multiline=multiline) == once


@given(lines, st.booleans())
def test_nothing_that_acts_or_hides_is_left(text: str, multiline: bool) -> None:
    shown = safe(text, multiline=multiline)
    for at, character in enumerate(shown):
        category = unicodedata.category(character)
        if character == "\n":
            assert multiline
        elif character in "\u200c\u200d":
            assert 0 < at < len(shown) - 1
            assert not shown[at - 1].isascii()
            assert not shown[at + 1].isascii()
        else:
            assert category[0] != "C", ascii(character)
            assert category not in {"Zl", "Zp"}, ascii(character)
    assert unicodedata.is_normalized("NFC", shown)


@given(lines)
def test_at_most_four_marks_stand_on_a_base(text: str) -> None:
    marks = 0
    for character in safe(text):
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        assert marks <= MARKS_KEPT


@given(lines, widths)
def test_cut_text_fits_and_filled_text_fits_exactly(text: str, width: int) -> None:
    shown = safe(text)
    assert cell_width(cut(shown, width)) <= width
    assert cell_width(fill(shown, width)) == width


@given(lines, st.integers(2, 30))
def test_wrapped_text_fits_and_loses_no_word(text: str, width: int) -> None:
    shown = safe(text, multiline=True)
    rows = wrapped(shown, width)
    assert all(cell_width(row) <= width for row in rows)
    assert "".join(rows).replace(" ", "") == shown.replace(" ", "").replace("\n", "")


@given(st.text("abcdef .,é", max_size=200))
def test_plain_text_is_shown_as_it_is(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "«Переговоры будут продолжены», — говорится в сообщении.",
        "می\u200cروم خانه\u200cها",  # Persian
        "क\u094d\u200cष",  # Hindi, the letters kept apart
        FAMILY,
        "👩🏽\u200d🚀 ❤️ 1️⃣ 🇳🇴",
        "אָ֑ שָׁלוֹם",
        "Tiếng Việt",
        "漢\U000e0100字",
    ],
)
def test_real_writing_is_left_whole(text: str) -> None:
    assert safe(text) == unicodedata.normalize("NFC", text)


def test_a_joiner_in_sinhala_has_the_width_that_the_terminal_gives_it() -> None:
    joined, apart = "ශ\u0dca\u200dරී", "ශ\u0dcaරී"
    assert cell_width(safe(joined)) == cell_width(apart)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;YQ==\x07", "␛]52;c;YQ==␇"),
        ("\x9b31m", "�31m"),
        ("a\u202etxt.exe", "a⟦RLO⟧txt.exe"),
        ("Lake\u200bside", "Lake⟦ZWSP⟧side"),
        ("no\u200dt", "no⟦ZWJ⟧t"),
        ("\ufeffNorland", "⟦BOM⟧Norland"),
        ("Ver\xadhand\xadlung", "Ver‧hand‧lung"),
        ("x\U000e0073\U000e0001", "x⟦TAG s⟧⟦TAG⟧"),
        ("a\ufe0f", "a⟦VS16⟧"),
        ("\ud800", "�"),
        ("\ue000\u0378", "⟦U+E000⟧⟦U+0378⟧"),
        ("a\u3164b", "a⟦U+3164⟧b"),
        ("\u0301a", "◌\u0301a"),
        ("one\ntwo\tthree", "one two    three"),
        ("[red]a[/]", "[red]a[/]"),
    ],
)
def test_what_would_act_or_hide_is_shown(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_line_breaks_stay_where_they_are_wanted() -> None:
    assert safe("one\ntwo\r", multiline=True) == "one\ntwo␍"


def test_a_khmer_word_gap_is_no_mark() -> None:
    assert safe("សន្តិ\u200bភាព") == "សន្តិភាព"


def test_a_flood_of_marks_is_cut_down() -> None:
    assert safe("a" + "\u0315" * 9_000) == "a" + "\u0315" * MARKS_KEPT


def test_a_line_without_end_is_cut() -> None:
    assert len(safe("x" * 1_000_000)) == LONGEST_LINE
    assert safe(f"{'x' * 20_000}\nshort", multiline=True).endswith("x…\nshort")


def test_a_text_of_many_lines_is_not_one_long_line() -> None:
    text = "line\n" * 5_000
    assert safe(text, multiline=True) == text


def test_wrapping_breaks_between_words_and_inside_long_ones() -> None:
    assert wrapped("Observers first. Then", 10) == ["Observers", "first.", "Then"]
    assert wrapped("unquestionably so", 5) == ["unque", "stion", "ably", "so"]
    assert wrapped("one\n\n  two", 10) == ["one", "", "  two"]


def test_wide_letters_are_cut_between_letters() -> None:
    assert cut("漢字漢字", 4) == "漢…"
    assert fill("漢字漢字", 4) == "漢… "


def test_brackets_are_content_not_markup() -> None:
    content = safe_content("[@click=app.quit]quit[/] \x1b[2J", "bold")
    assert content.plain == "[@click=app.quit]quit[/] ␛[2J"
    assert {span.style for span in content.spans} == {"bold"}
    assert safe_content("a") == Content("a")


def test_the_command_line_has_safe_text_without_textual() -> None:
    program = "import sys, tui.safe_text; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "tui.safe_text" in loaded
    assert "textual" not in loaded
