"""Rows in any script: what is cut is cut between characters, and columns stay where they are."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from textual._compositor import LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tests.builders import made_library, records_of
from tests.driver import at_the_keyboard
from tests.pty_driver import PtyProgram, peace_tui
from tui.formatting import Span, span
from tui.safe_text import broken, cell_width, clusters, cut, fill, safe
from tui.sent_frame import SentFrame
from tui.widgets.marked_text import to_strip, wrapped

ROOT = Path(__file__).parents[2]
# The names of languages in themselves, and signs: no one's words.
TEXTS = (
    "العربية، لغة 12",
    "فارسی می‌شود",
    "עברית שָׁלוֹם 2019",
    "漢字とかな、한국어 ㄱ",
    "e\u0301u\u0308n\u0303 tiếng Việt",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇫🇷🇩🇪",
    "क्षत्रिय हिन्दी বাংলা ශ්‍රී",
    "ภาษาไทย မြန်မာ ខ្មែរ",
    "ё й ї Ελληνικά",
)
texts = st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3).map(" ".join) | st.text()


@given(texts, st.integers(0, 30))
def test_a_cut_is_between_characters_and_fits(text: str, width: int) -> None:
    shown = safe(text)
    whole = [cluster for cluster, _ in clusters(shown)]
    kept = cut(shown, width)
    assert cell_width(kept) <= width
    assert kept == shown or "".join(whole).startswith(kept[:-1])
    left = [cluster for cluster, _ in clusters(kept[:-1])]
    assert kept == shown or left == whole[: len(left)]
    assert cell_width(fill(shown, width)) == width


@pytest.mark.parametrize("text", TEXTS)
def test_no_cut_leaves_a_part_of_a_character(text: str) -> None:
    shown = safe(text)
    for width in range(cell_width(shown)):
        for kept in (
            cut(shown, width),
            to_strip((Span(shown),), width).text.rstrip(),
            *broken(shown, max(1, width)),
        ):
            rest = shown.removeprefix(kept.removesuffix("…"))
            assert not rest or unicodedata.category(rest[0])[0] != "M"
            assert not rest or rest[0] not in "\u200c\u200d\ufe0f🏽🇷🇪"
            assert not kept.removesuffix("…").endswith(("\u200d", "\u094d"))


@given(texts, st.integers(6, 40))
def test_wrapping_keeps_whole_characters(text: str, width: int) -> None:
    lines = wrapped((span(text),), width)
    shown = "".join(each.text for line in lines for each in line)
    whole = [cluster for cluster, cells in clusters(safe(text)) if cluster.strip() and cells < 3]
    assert all(cluster in shown for cluster in whole)


class Odd(pyte.Screen):
    """A terminal that gives every letter past Latin two cells, as some do in Asia."""

    def draw(self, data: str) -> None:
        for each in data:
            super().draw(each)
            if ord(each) > 0x3000 or "\u0590" < each < "\u0900":
                self.cursor_forward(1)


@pytest.mark.parametrize("terminal", [pyte.Screen, Odd])
def test_what_stands_behind_any_script_is_where_it_belongs(terminal: type[pyte.Screen]) -> None:
    width = 60
    screen = terminal(width, len(TEXTS))
    stream = pyte.Stream(screen)
    stream.feed("\x1b[?7l")  # as Textual does: nothing wraps
    lines = [Strip([Segment(f"│{fill(safe(text), width - 12)}│ count 12│")]) for text in TEXTS]
    sent, region = SentFrame(), Region(0, 0, width, len(TEXTS))
    for shown in (lines, lines[::-1]):
        changes = sent.changes(LayoutUpdate([[line] for line in shown], region), *region.size)
        assert changes is not None
        stream.feed(changes.render_segments(Console(color_system="standard")))
        for line in screen.display:
            # pyte gives a wide letter one character in its lines' texts
            assert line.rstrip().endswith("│ count 12│")
        columns = [
            [at for at in range(width) if screen.buffer[row][at].data == "│"]
            for row in range(len(TEXTS))
        ]
        assert columns == [[0, width - 11, width - 1]] * len(TEXTS)


def a_library_of_scripts(folder: Path) -> Path:
    with made_library(folder) as library:
        with records_of(library) as records:
            for number, text in enumerate(TEXTS):
                records.actor(f"a{number}", text)
                records.format(f"f{number}", text)
                records.quote(f"q{number}", text, by=f"a{number}", format=f"f{number}")
        return library.path


def test_frames_stand_in_a_line_beside_any_script(tmp_path: Path) -> None:
    path = a_library_of_scripts(tmp_path)
    environment = {"XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with PtyProgram(peace_tui(str(path)), env=environment) as program:
        program.wait_for(f"1/{len(TEXTS)}")
        program.read_quiet(300)
        for keys in ("", "jj", "1jj", "2jj"):
            program.send(keys)
            program.read_quiet(300)
            for row in program.cells()[3:10]:
                edges = [at for at, cell in enumerate(row) if cell.data in {"│", "┃"}]
                assert edges == [0, 14, 15, 29, 30, 79]


async def test_every_pane_shows_its_rows_of_any_script_in_its_cells(tmp_path: Path) -> None:
    path = a_library_of_scripts(tmp_path)
    for size in ((80, 24), (47, 20), (132, 30)):
        async with at_the_keyboard(path, size=size) as ui:
            for key in ("down", "1", "down", "4", "p"):
                await ui.press(key)
                for drawn, width in ui.drawn_by_widgets():
                    assert [cell_width(line) for line in drawn] == [width] * len(drawn)


def test_no_isolate_or_override_is_sent_whatever_the_data_holds() -> None:
    """Terminals disagree on their cells; where one reorders a line, it must be seen in the text."""
    sent = SentFrame().changes(
        LayoutUpdate([[to_strip((span("a\u202eb\u2067c\u2069"),), 40)]], Region(0, 0, 40, 1)), 40, 1
    )
    assert sent is not None
    console = Console(color_system="standard")
    assert console.color_system == ColorSystem.STANDARD.name.lower()
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(
        sent.render_segments(console)
    )
