"""Whatever a library's texts, a draft, the keyboard or a paste hold, the terminal stays ours."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage import Key, make_sample_library, open_library
from tests.faults.hostile import ALL_AT_ONCE, TAG_NAMES, annotate, forbidden, poison
from tests.faults.unguarded import GUARD, SAFE_TEXT
from tests.pty_driver import PtyProgram, peace_tui
from tui.gateway.drafts import Drafts

ROOT = Path(__file__).parents[2]
QUOTES_WALKED = int(os.environ.get("PEACE_TUI_QUOTES", "2"))
QUIET_MS = 90  # longer than the pause after which the detail follows the cursor
BARE_ESCAPE_MS = 200  # a sequence would have gone on within 100

ENTER, ESCAPE, TAB, BACKSPACE, PAGE_DOWN = "\r", "\x1b", "\t", "\x7f", "\x1b[6~"
STROKES = re.compile(r"\x1b\[200~.*?\x1b\[201~|(?:\x1b\[6~)+|\x1b|[^\x1b]+", re.DOTALL)
SCREEN_LEFT = b"\x1b[?1049l"
TYPED = "no\u202e\u200b\u2066\x9b31m\U000e0041[/] [@click=app.quit()]x[/] e" + "\u0315" * 6
BOTH = f"{SAFE_TEXT}+{GUARD}"
PLAIN = "plain"
HARMLESS, HARMLESS_UNGUARDED = "harmless", "harmless, unguarded"
WITHOUT = {
    SAFE_TEXT: (SAFE_TEXT,), GUARD: (GUARD,), BOTH: (SAFE_TEXT, GUARD), HARMLESS_UNGUARDED: (GUARD,)
}  # fmt: skip
"""The walks that are controls, and what each does without."""
PASTE = f"\x1b[200~{ALL_AT_ONCE}\x1b[201~"

# Everything that can be opened, one step after another, each named by what it shows.
ASKED = (("the question about the draft", ESCAPE), ("the question about undoing", f"u{ESCAPE}"))
PANES = (
    ("the actors", "1jjjjj"),
    ("a filter of an actor", ENTER),
    ("the formats", f"{ESCAPE}2jjjjjjj"),
    ("a filter of a format", ENTER),
    ("all again", f"{ESCAPE}{ESCAPE}"),
    ("the detail", f"4{PAGE_DOWN}{PAGE_DOWN}g3"),
)
TREES = (
    ("an organisation unfolded", "1jlj"),
    ("its profile's end", "4GhhK"),
    ("a jump to a name", f"hh{ENTER}"),
    ("a jump from there", f"lll{ENTER}"),
    ("back from the jumps", ESCAPE * 2),
    ("voices one by one", "11jj"),
    ("talks unfolded", f"{ESCAPE}2jljj"),
    ("a meeting", f"4{PAGE_DOWN}{PAGE_DOWN}GhhhK"),
    ("what it leads to", f"{ENTER}3"),
    ("topics, addressees, reporting parties", "22jj2jj2jj23"),
    ("finding a row", f"1\\TAKEN{ESCAPE}"),
    ("filters of a quote", f"3f{ESCAPE}"),
)
ARRANGED = (
    ("the notes", f"5{PAGE_DOWN}G"),
    ("larger panes", "+++1++-2++"),
    ("pinned panes", f":pin{ENTER}j1:pin{ENTER}j4:pin{ENTER}3jj"),
    ("unpinned panes", f"1:pin{ENTER}2:pin{ENTER}4:pin{ENTER}3"),
    ("one pane alone", "1zz2zz4zz3"),
    ("talks and speakers", "}}}{{<>"),
    ("searches before", "(()F"),
)
A_QUOTE = (
    ("the reader", f"j{ENTER}"),
    ("the reader's end", "G"),
    ("the provenance", "p"),
    ("the provenance's end", "G"),
    ("the quotes", f"{ESCAPE}{ESCAPE}3"),
)
VIEWS = (
    ("the timeline", "vtjhG"),
    ("the matrix", "vmjlG"),
    ("its stances", " "),
    ("its dates", " "),
    ("who was there", "vwjlG"),
    ("the stances", "vsjlG"),
)
A_CELL = (("the quotes of a cell", f"vmg{ENTER}"), ("all quotes", f"{ESCAPE}{ESCAPE}3"))
BOXES = (
    ("the help", "?"),
    ("typing in the help", f"[/]\u202e{ESCAPE}"),
    ("typing in the palette", f":[@click=x]\x9b{ESCAPE}"),
    ("the tags", "t"),
    ("typing in the tags", f"a\u202e[/]{ESCAPE}"),
    ("a tag", "t2"),
    ("the same again", "j."),
    ("a star", "*"),
    ("taken back", "u"),
    ("what is selected", " VjV"),
    ("its tags", f"t{ESCAPE}"),
    ("the selected ones plain", f"Y{ESCAPE}"),
    ("the tags of all", f"{ESCAPE}T{ESCAPE}"),
    ("wrapped rows", "wx}{"),
    ("rows of one line", "wxr"),
    ("the settings", f",{ESCAPE}"),
)
ANALYSED = (
    ("the stances to give", f"3s{ENTER}{ESCAPE}{ESCAPE}"),
    ("the kinds of links", f"L{ESCAPE}"),
    ("the quotes to link to", f"Lc{ESCAPE}{ESCAPE}"),
    ("the briefs to add to", f"b{ESCAPE}"),
    ("typing in them", f"ba\u202e[/]{ESCAPE}"),
    ("the briefs", "B"),
    ("a brief", f"{ENTER}jjjjG"),
    ("its last item", f"e{ESCAPE}"),
    ("out of the briefs", f"{ESCAPE}{ESCAPE}3"),
    ("the history", f"U{PAGE_DOWN}{ESCAPE}"),
    ("the log", f"U{TAB}{PAGE_DOWN}{ESCAPE}"),
    ("the saved searches", f"`jj{PAGE_DOWN}{ESCAPE}"),
    ("a name for a search", f"Sa\u202e[/]{ESCAPE}"),
    ("the form of a quote", f"e{PAGE_DOWN}{PAGE_DOWN}{ESCAPE}{ESCAPE}"),
    ("a field of it", f"e{ENTER}{ESCAPE}{ESCAPE}"),
    ("the form of an actor", f"1je{PAGE_DOWN}{ESCAPE}{ESCAPE}3"),
    ("a reason", f"D[/]\u202e{ESCAPE}{ESCAPE}"),
    ("the notes", f"5jjj{PAGE_DOWN}"),
    ("a note in its editor", f"e{ESCAPE}{ESCAPE}3"),
    ("the codebook", f"vc{PAGE_DOWN}{ENTER}{ESCAPE}{ESCAPE}"),
    ("the tags as a tree", f":tags{ENTER}{PAGE_DOWN}{ESCAPE}{ESCAPE}"),
    ("the actors to merge", f":merge{ENTER}{PAGE_DOWN}{ESCAPE}{ESCAPE}"),
    ("the likely duplicates", f":duplicates{ENTER}{PAGE_DOWN}{ESCAPE}{ESCAPE}"),
    ("how far coders agree", f":agree{ENTER}{PAGE_DOWN}{ESCAPE}{ESCAPE}"),
    ("the samples to code", f":code{ENTER}{PAGE_DOWN}{ESCAPE}{ESCAPE}"),
    ("a sample to draw", f":draw{ENTER}a\u202e[/]{ESCAPE}{ESCAPE}"),
)
SEARCHES = (
    ("hostile letters in the search", f"/{TYPED}"),
    ("a hostile paste in the search", PASTE),
    ("nothing found", ENTER),
    ("an error in the search", f"{ESCAPE}/bye:[/]\u202e"),
    ("a name that is not there", f"{ESCAPE}/by:\u202e[red]\x9b"),
    ("a hostile name that is there", f"{ESCAPE}/by:TAKEN {TAB}{ENTER}{ESCAPE}"),
)
WALK = (
    *ASKED,
    *PANES,
    *TREES,
    *ARRANGED,
    *A_QUOTE * QUOTES_WALKED,
    *VIEWS,
    *A_CELL,
    *BOXES,
    *ANALYSED,
    *SEARCHES,
)
# Where no text stands in a text field, which holds it as it is: there the guard is alone.
ONLY_READ = (*ASKED, ("many quotes", "j" * 60), ("the formats", "2jjjjj3"), *A_QUOTE * 2, *VIEWS)

Steps = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Lab:
    """A harmless library, the same with every text poisoned, and walks through the program."""

    harmless: Path
    hostile: Path
    walks: Mapping[str, Future[bytes]]

    def forbidden(self, walk: str, *more: str) -> frozenset[str]:
        """What this walk sent that those through the harmless library did not."""
        benign = b"".join(self.walks[each].result() for each in (HARMLESS, *more))
        return forbidden(self.walks[walk].result(), benign)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """All walks go on at once: most of their time is waiting for silence."""
    folder = tmp_path_factory.mktemp("hostile")
    harmless, hostile = folder / "harmless.db", folder / "hostile.db"
    make_sample_library(harmless)
    shutil.copy(harmless, hostile)
    with open_library(harmless) as library:
        annotate(library, "a note")
    poison(hostile)

    def walk(name: str, size: tuple[int, int] = (80, 24), steps: Steps = WALK) -> Future[bytes]:
        is_harmless = name in {HARMLESS, HARMLESS_UNGUARDED}
        library = Path(shutil.copy(harmless if is_harmless else hostile, folder / name))
        without = WITHOUT.get(name, ())
        options = ("--plain",) if name == PLAIN else ()
        state = folder / f"{name}.state"
        return pool.submit(walked, library, state, size, steps, without, options)

    with ThreadPoolExecutor(9) as pool:
        walks = {
            HARMLESS: walk(HARMLESS),
            HARMLESS_UNGUARDED: walk(HARMLESS_UNGUARDED, steps=ONLY_READ),
            "80x24": walk("80x24"),
            "40x20": walk("40x20", size=(40, 20)),
            "130x40": walk("130x40", size=(130, 40)),
            PLAIN: walk(PLAIN),
            SAFE_TEXT: walk(SAFE_TEXT, steps=ONLY_READ),
            GUARD: walk(GUARD, steps=ONLY_READ),
            BOTH: walk(BOTH, steps=()),  # what it sends is answered, and so typed
        }
        yield Lab(harmless, hostile, walks)


def walked(
    library: Path,
    state: Path,
    size: tuple[int, int],
    steps: Steps,
    without: Sequence[str],
    options: Sequence[str] = (),
) -> bytes:
    """Go everywhere in the program; gives all that it sent. A step that ends it fails by name."""
    keep_draft(library, state, ALL_AT_ONCE)
    with program_on(library, state, size, without, options) as program:
        program.wait_for("was not finished")
        program.read_quiet(BARE_ESCAPE_MS)
        for name, keys in steps:
            for stroke in STROKES.findall(keys):
                program.send(stroke)
                program.read_quiet(BARE_ESCAPE_MS if stroke == ESCAPE else QUIET_MS)
            assert SCREEN_LEFT not in program.raw, f"it ended at {name}:\n{program.screen()}"
        return program.raw


def program_on(
    library: Path,
    state: Path,
    size: tuple[int, int] = (80, 24),
    without: Sequence[str] = (),
    options: Sequence[str] = (),
) -> PtyProgram:
    """The program on a library, or a control without a part of its defence."""
    control = [sys.executable, "-m", "tests.faults.unguarded", "+".join(without), str(library)]
    environment = {"XDG_STATE_HOME": str(state), "PYTHONPATH": str(ROOT)}
    return PtyProgram(control if without else peace_tui(str(library), *options), size, environment)


def keep_draft(library: Path, state: Path, text: str) -> Key:
    """Leave a half-typed note behind, on the first quote that is shown."""
    with open_library(library) as opened:
        key = opened.quotes().rows[0].key
    earlier = Drafts(state / "peace-tui" / "drafts", library, "earlier")
    earlier.keep(key, text)
    earlier.close()
    return key


@pytest.mark.parametrize("size", ["80x24", "40x20", "130x40", PLAIN])
def test_no_text_of_a_library_acts_on_the_terminal(lab: Lab, size: str) -> None:
    assert lab.forbidden(size) == set()


def test_a_frame_that_is_kept_of_it_steers_nothing(lab: Lab, tmp_path: Path) -> None:
    library = Path(shutil.copy(lab.hostile, tmp_path / "frames.db"))
    with program_on(library, tmp_path) as program:
        program.wait_for("3 QUOTES")
        program.send("Q")
        assert program.exit_code() == 0
    frames = [
        frame
        for frame in Path(os.environ["XDG_CACHE_HOME"]).glob("peace-tui/frames/*")
        if str(library) in frame.read_text()
    ]
    assert len(frames) == 1
    lines = frames[0].read_text().split("\n", 3)[3]
    assert forbidden(lines.replace("\n", "").encode(), lab.walks[HARMLESS].result()) == set()


def test_what_looks_like_a_command_is_shown_as_it_is_written(lab: Lab) -> None:
    shown = lab.walks["80x24"].result().decode()
    assert "[/]" in shown
    assert "[@click=app.quit()]quit[/]" in shown
    assert "␛]0;TAKEN␇" in shown
    assert "⟦RLO⟧gnorw⟦PDF⟧" in shown


def test_the_guard_alone_keeps_it_all_back(lab: Lab) -> None:
    assert lab.forbidden(SAFE_TEXT) == set()


def test_safe_text_alone_keeps_back_all_that_is_only_read(lab: Lab) -> None:
    # Without the guard Textual's own sequences come through, whatever the library holds.
    assert lab.forbidden(GUARD, HARMLESS_UNGUARDED) == set()


def test_without_either_the_rig_sees_the_terminal_taken_over(lab: Lab) -> None:
    """The control: what cannot find a fault that is there proves nothing."""
    seen = lab.forbidden(BOTH)
    for taken in ("\x1b]0;", "\x1b]52;", "\x1b]8;", "\x1bP", "\x1b_", "\x1b[48;5;201m", "\x9b"):
        assert any(each.startswith(taken) for each in seen)
    assert {"\u202e", "\u200b", "\ufeff", "\u2028", "\U000e0041"} <= seen


def test_a_hostile_note_is_typed_saved_and_held_as_it_was_typed(lab: Lab, tmp_path: Path) -> None:
    library = Path(shutil.copy(lab.hostile, tmp_path / "notes.db"))
    key = keep_draft(library, tmp_path, ALL_AT_ONCE)
    with program_on(library, tmp_path) as program:
        program.wait_for("was not finished")
        program.send(ENTER)
        program.wait_for("NOTE on")
        program.send(f"{PASTE}{ENTER}typed [/]\u202e[@click=x] last")
        program.wait_for("last")
        program.send(ESCAPE)
        program.wait_for("saved: note on")
        sent = program.raw
    assert forbidden(sent, lab.walks[HARMLESS].result()) == set()
    with open_library(library) as opened:
        detail = opened.quote(key)
    # A text field has lines of its own, takes no Esc from a paste and no key that shows nothing.
    lines = "\n".join(ALL_AT_ONCE.splitlines())
    assert any(note.text.startswith(lines) for note in detail.notes)
    assert any(note.text.endswith("typed [/][@click=x] last") for note in detail.notes)
    assert ALL_AT_ONCE in [note.text for note in detail.notes]
    assert set(TAG_NAMES) <= {tag.name for tag in detail.tags}


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", ""),
        ("search", "bye:\x1b]0;TAKEN\x07\u202e"),
        ("search", "by:\x9b48;5;201m[/]"),
        ("show", "\x1b]52;c;VEFLRU4=\x07"),
        ("who",),
        ("view", "timeline"),
        ("view", "matrix"),
        ("view", "presence"),
        ("view", "stances"),
        ("log",),
        ("\x1b[48;5;201mTAKEN",),
    ],
    ids=[
        "all",
        "a-field",
        "a-name",
        "a-key",
        "who",
        "timeline",
        "matrix",
        "presence",
        "stances",
        "log",
        "a-verb",
    ],
)
def test_a_verb_prints_text_and_nothing_else(
    lab: Lab, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    environment = {
        "XDG_STATE_HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "PEACE_TUI_DB": str(lab.hostile),
    }
    with PtyProgram(peace_tui(*arguments), env=environment) as program:
        program.exit_code()
        assert program.raw
        assert forbidden(program.raw, b"\r\n") == set()
