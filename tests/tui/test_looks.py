"""What is decided about a terminal, and the sequences that are really sent to it."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from tests.pty_driver import PtyProgram, peace_tui
from tui.look import SCHEME_NAMES, Depth, Look, Marks, NoSuchScheme, Wishes, look_for
from tui.marks import TABLE, shown_by
from tui.theme import INKS, OWN, SCHEMES, Colour, Colouring

ROOT = Path(__file__).parents[2]
SGR = re.compile(rb"\x1b\[([0-9;]*)m")
ATTRIBUTES = {"", "0", "1", "2", "4", "7"}
READABLE = 4.5  # WCAG 2.2, 1.4.3
DARK_GROUNDS = ("000000", "1e1e1e", "282828")
LIGHT_GROUNDS = ("ffffff", "fdf6e3", "eeeeee")
MODERN = re.compile(rb"\x1b\[[<>=][0-9;]*u|\x1b\[\?[0-9]+\$p|\x1b\]|\x1b\[\?10(?:0[0-36]|15)[hl]")
LETTERS_OF_DATA = frozenset("ёе")


@pytest.mark.parametrize(
    ("environ", "wishes", "look"),
    [
        ({"TERM": "xterm"}, Wishes(), Look()),
        ({"TERM": "screen"}, Wishes(), Look()),
        ({"TERM": "tmux-256color"}, Wishes(), Look(depth=Depth.MANY)),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, Wishes(), Look(depth=Depth.TRUE)),
        ({"TERM": "xterm", "NO_COLOR": "1"}, Wishes(), Look(depth=Depth.NONE)),
        ({"TERM": "xterm", "NO_COLOR": ""}, Wishes(), Look()),
        ({"TERM": "xterm", "NO_COLOR": "1"}, Wishes("dark"), Look("dark")),
        ({"TERM": "xterm", "COLORFGBG": "0;15"}, Wishes(), Look("light")),
        ({"TERM": "xterm", "PEACE_TUI_COLORS": "blue-orange"}, Wishes(), Look("blue-orange")),
        ({"TERM": "xterm", "PEACE_TUI_COLORS": "dark"}, Wishes("light"), Look("light")),
        ({"TERM": "xterm"}, Wishes("none"), Look(depth=Depth.NONE)),
        ({"TERM": "xterm"}, Wishes(mouse=False), Look(has_mouse=False)),
        ({"TERM": "xterm", "LC_ALL": "C"}, Wishes(), Look(marks=Marks.ASCII)),
        ({"TERM": "xterm", "LANG": "ru_RU.KOI8-R"}, Wishes(), Look(marks=Marks.ASCII)),
        ({"TERM": "xterm", "LC_ALL": "C", "LANG": "C.UTF-8"}, Wishes(), Look(marks=Marks.ASCII)),
        ({"TERM": "xterm", "LANG": "de_DE.utf8"}, Wishes(), Look()),
        (
            {"TERM": "linux"},
            Wishes(),
            Look(marks=Marks.CONSOLE, has_mouse=False, knows_queries=False),
        ),
        (
            {"TERM": "vt220", "COLORTERM": "truecolor"},
            Wishes("dark"),
            Look(
                depth=Depth.NONE, marks=Marks.ASCII, has_mouse=False, knows_queries=False
            ),
        ),
    ],
)  # fmt: skip
def test_the_look_follows_the_terminal_and_what_is_asked_for(
    environ: Mapping[str, str], wishes: Wishes, look: Look
) -> None:
    assert look_for(environ, wishes) == look


def test_colours_of_an_unknown_name_are_refused() -> None:
    with pytest.raises(NoSuchScheme):
        look_for({"PEACE_TUI_COLORS": "pink"})


colours = st.sampled_from((None, "default", "red", "cyan", "yellow", "bright_white", "#123456"))
styles = st.builds(
    Style,
    color=colours,
    bgcolor=colours,
    bold=st.none() | st.booleans(),
    dim=st.none() | st.booleans(),
    italic=st.none() | st.booleans(),
    underline=st.none() | st.booleans(),
    reverse=st.none() | st.booleans(),
    strike=st.none() | st.booleans(),
)


@given(styles, st.sampled_from(sorted(SCHEMES)))
def test_no_style_of_any_widget_has_more_colours_than_the_terminal(
    style: Style, scheme: str
) -> None:
    bare = Colouring(scheme, Depth.NONE).sgr(style).split(";")
    sixteen = Colouring(scheme, Depth.SIXTEEN).sgr(style).split(";")
    many = Colouring(scheme, Depth.MANY).sgr(style)
    assert set(bare) <= ATTRIBUTES
    assert {"38", "48"}.isdisjoint(sixteen)
    assert not re.search(r"[34]8;2;", many)


def luminance(shade: str) -> float:
    """WCAG's relative luminance."""
    parts = (int(shade[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def letters_of(scheme: str) -> list[str]:
    each = SCHEMES[scheme]
    found: list[Colour | None] = [each.label, each.warn, each.good, each.text, each.dim]
    return [colour[0] for colour in found if colour and colour[0] != OWN]


def test_the_measure_of_contrast_is_that_of_the_standard() -> None:
    assert round(contrast("000000", "ffffff"), 2) == 21
    assert round(contrast("777777", "ffffff"), 2) == 4.48


@pytest.mark.parametrize("scheme", [name for name in SCHEMES if SCHEMES[name].ground])
def test_where_a_scheme_has_both_colours_its_letters_can_be_read(scheme: str) -> None:
    ground = SCHEMES[scheme].ground
    assert ground is not None
    assert len(letters_of(scheme)) == 5
    assert min(contrast(shade, ground[0]) for shade in letters_of(scheme)) >= READABLE


@pytest.mark.parametrize(("scheme", "grounds"), [("dark", DARK_GROUNDS), ("light", LIGHT_GROUNDS)])
def test_letters_on_the_terminals_own_ground_can_be_read(
    scheme: str, grounds: tuple[str, ...]
) -> None:
    shades = letters_of(scheme)
    assert min(contrast(shade, ground) for shade in shades for ground in grounds) >= READABLE


def test_every_scheme_that_can_be_named_is_there() -> None:
    assert {*SCHEME_NAMES} == {"auto", "none", *SCHEMES}


def test_in_256_colours_a_shade_is_sent_as_itself() -> None:
    for scheme in SCHEMES:
        for ink in INKS.values():
            for number in re.findall(r"8;5;(\d+)", Colouring(scheme, Depth.MANY).sgr(ink)):
                assert shade_of(int(number)) in {
                    *letters_of(scheme),
                    *(ground[0] for ground in [SCHEMES[scheme].ground] if ground),
                }


def shade_of(number: int) -> str:
    """One of the 256, as xterm defines them."""
    if number >= 232:
        return f"{8 + 10 * (number - 232):02x}" * 3
    steps = (0, 0x5F, 0x87, 0xAF, 0xD7, 0xFF)
    number -= 16
    return "".join(f"{steps[number // size % 6]:02x}" for size in (36, 6, 1))


# What is really sent.


def journey(sample: Path, state: Path, env: Mapping[str, str], *arguments: str) -> PtyProgram:
    """A terminal after rows, a search, a note, a tag, the help and a warning were shown on it."""
    environment = {"XDG_STATE_HOME": str(state), "PYTHONPATH": str(ROOT), **env}
    program = PtyProgram(peace_tui(*arguments, str(sample)), env=environment)
    program.wait_for(r"1/179")
    for keys, shown in (
        ("/moscow", r"/ moscow "),
        ("\r", r" 37 of|3 QUOTES"),
        ("awhat was said", "what was said"),
        ("\x1b", "saved"),
        ("t1", "saved"),
        ("?", "HELP"),
        ("\x1b", "4 DETAIL"),
        ("/\x15by:nobody", "nobody"),
    ):
        program.send(keys)
        program.wait_for(shown)
        program.read_quiet(60)
    return program


def sgr_sent(program: PtyProgram) -> list[list[str]]:
    return [found.decode().split(";") for found in SGR.findall(program.raw)]


@pytest.mark.parametrize(
    "env",
    [{"NO_COLOR": "1"}, {"TERM": "vt220"}, {"PEACE_TUI_COLORS": "none"}],
    ids=lambda env: next(iter(env)),
)
def test_without_colours_only_attributes_are_sent(
    sample: Path, tmp_path: Path, env: Mapping[str, str]
) -> None:
    with journey(sample, tmp_path, env) as program:
        sent = {number for numbers in sgr_sent(program) for number in numbers}
        assert {"1", "2", "7"} <= sent <= ATTRIBUTES


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_a_terminal_of_sixteen_colours_is_sent_no_others(
    sample: Path, tmp_path: Path, scheme: str
) -> None:
    with journey(sample, tmp_path, {"TERM": "xterm"}, "--colors", scheme) as program:
        sent = {number for numbers in sgr_sent(program) for number in numbers}
        assert sent & {"31", "33", "34", "36", "91", "93", "94", "96"}
        assert {"38", "48"}.isdisjoint(sent)


def test_each_depth_gets_its_own_colours(sample: Path, tmp_path: Path) -> None:
    with journey(sample, tmp_path, {"COLORTERM": "truecolor"}, "--colors", "dark") as program:
        assert b"38;2;95;215;255m" in program.raw
    with journey(sample, tmp_path, {}, "--colors", "dark") as program:
        assert b"38;5;81m" in program.raw
        assert b"38;2;" not in program.raw


def test_a_scheme_with_a_ground_paints_every_cell(sample: Path, tmp_path: Path) -> None:
    with journey(sample, tmp_path, {}, "--colors", "high-contrast") as program:
        assert {cell.bg for row in program.cells() for cell in row} == {"000000"}


# Signs.


@given(st.text())
def test_stand_ins_take_the_cells_of_what_they_stand_for(text: str) -> None:
    signs = "".join(sign for sign, _, _ in TABLE)
    for marks in Marks:
        shown = shown_by(marks)
        for each in (*signs, *text):
            if each.isprintable() and cell_len(each):
                assert cell_len(shown(each)) == cell_len(each)
    assert shown_by(Marks.ASCII)(signs + text).isascii()


def test_names_stay_legible_in_ascii() -> None:
    shown = shown_by(Marks.ASCII)
    assert shown("≈ Замир Кабулов, 2019") == "~ Zamir Kabulov, 2019"
    assert shown("Mütefferrika") == "Mutefferrika"


def test_every_sign_of_the_screen_is_in_the_table() -> None:
    known = {sign for sign, _, _ in TABLE}
    unknown: dict[str, set[str]] = {}
    for folder in ("panes", "screens", "widgets", "commands", "wording"):
        for path in (ROOT / "tui" / folder).glob("*.py"):
            unknown[path.name] = signs_in(path) - known
    del unknown["layouts.py"]  # letters that are typed, not drawn
    del unknown["words.py"]  # what ends a sentence in a text
    for name in ("formatting.py", "palette.py"):
        unknown[name] = signs_in(ROOT / "tui" / name) - known
    assert {name: signs for name, signs in unknown.items() if signs} == {}


def signs_in(path: Path) -> set[str]:
    """What is not ASCII in the strings of a module."""
    texts = (
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {sign for text in texts for sign in text if not sign.isascii()}


@pytest.mark.parametrize("env", [{"TERM": "vt220"}, {"LC_ALL": "C"}], ids=str)
def test_where_utf8_cannot_be_shown_only_ascii_is_sent(
    sample: Path, tmp_path: Path, env: Mapping[str, str]
) -> None:
    with journey(sample, tmp_path, env) as program:
        assert program.raw.isascii()
        assert "+>3 QUOTES--" in program.screen()
        assert "Enter keep" in program.screen()
        assert b"~ " in program.raw


def test_a_linux_console_is_sent_signs_of_its_font(sample: Path, tmp_path: Path) -> None:
    with journey(sample, tmp_path, {"TERM": "linux"}) as program:
        assert "┌►3 QUOTES──" in program.screen()
        assert not set("╭▸⏎✎…") & set(program.raw.decode())


@pytest.mark.parametrize("term", ["linux", "vt220"])
def test_an_old_terminal_is_sent_nothing_that_it_would_show_as_letters(
    sample: Path, tmp_path: Path, term: str
) -> None:
    with journey(sample, tmp_path, {"TERM": term}) as program:
        program.send("\x1b")
        program.wait_for("go in")  # and so an escape of its own
        program.send("Q")
        assert program.exit_code() == 0
        assert MODERN.findall(program.raw) == []


@pytest.mark.parametrize("term", ["xterm", "screen", "tmux", "linux", "vt220"])
def test_a_terminal_that_answers_nothing_is_not_waited_for(
    sample: Path, tmp_path: Path, term: str
) -> None:
    environment = {"XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "TERM": term}
    with PtyProgram(peace_tui(str(sample)), env=environment, answers=()) as program:
        program.send("/kab")
        program.wait_for(r"/ kab +\d+ of 179")
        program.send("\r\t")
        program.wait_for(r".4 DETAIL")
        program.send("Q")
        assert program.exit_code() == 0


def test_the_mouse_can_be_left_to_the_terminal(sample: Path, tmp_path: Path) -> None:
    with journey(sample, tmp_path, {}) as program:
        assert b"\x1b[?1000h" in program.raw
    with journey(sample, tmp_path, {}, "--no-mouse") as program:
        assert b"\x1b[?1000h" not in program.raw
