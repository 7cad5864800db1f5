"""What goes over the line on the sample, in bytes, which are exact, at two sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.pty_driver import PtyProgram, peace_tui

SETTLED_MS = 400  # longer than any answer of the sample takes, the cursor's rest included
SEQUENCE = rb"\x1b\[[0-9;?]*[A-Za-z]"
BEFORE_REST_MS = 40  # the cursor rests after 80 ms


class Budget(NamedTuple):
    """The most bytes at a size; `detail` is a cursor key with all that follows it."""

    size: tuple[int, int]
    first_frame: int
    cursor: int
    detail: int
    tab: int
    echo: int
    answer: int


BUDGETS = (
    Budget((80, 24), 16_384, cursor=320, detail=1_536, tab=600, echo=150, answer=3_072),
    Budget((120, 40), 24_576, cursor=520, detail=2_560, tab=900, echo=150, answer=6_144),
)


@pytest.fixture(params=BUDGETS, ids=lambda each: "{}x{}".format(*each.size))
def most(request: pytest.FixtureRequest) -> Budget:
    return request.param


@pytest.fixture
def ui(sample: Path, tmp_path: Path, most: Budget) -> Iterator[PtyProgram]:
    environment = {"XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    with PtyProgram(peace_tui(str(sample)), size=most.size, env=environment) as program:
        program.wait_for(r"1/179")
        program.read_quiet(SETTLED_MS)
        yield program


def cost(ui: PtyProgram, keys: str) -> int:
    """Bytes of a key with all that follows it."""
    ui.send(keys)
    return len(ui.read_quiet(SETTLED_MS))


def test_the_first_frame(ui: PtyProgram, most: Budget) -> None:
    assert len(ui.raw) <= most.first_frame


def test_a_start_that_shows_a_kept_frame_sends_at_most_4_kilobytes(
    sample: Path, tmp_path: Path
) -> None:
    environment = {
        "XDG_STATE_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "caches"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }  # fmt: skip
    costs: list[int] = []
    for _ in range(3):  # the first one marks that the library was opened
        with PtyProgram(peace_tui(str(sample)), env=environment) as program:
            program.wait_for("1/179")
            while b"\x1b[?2004h" not in program.raw:  # Textual is there
                program.read(0.02)
            program.read_quiet(SETTLED_MS)
            costs.append(len(program.raw))
    _first, without, kept = costs
    assert kept <= min(4_096, without)


def test_nothing_is_sent_while_nothing_happens(ui: PtyProgram) -> None:
    assert ui.read_quiet(1_000) == b""


def test_a_cursor_key_and_the_detail_that_follows_it(ui: PtyProgram, most: Budget) -> None:
    for key in "jjjjjkkkkk":  # inside a page; what an edge costs is in the held key
        ui.send(key)
        listed = len(ui.read_quiet(BEFORE_REST_MS))
        assert listed <= most.cursor
        assert 0 < listed + len(ui.read_quiet(SETTLED_MS)) <= most.detail


def test_a_cursor_key_that_is_held_over_several_edges_of_the_list(
    ui: PtyProgram, most: Budget
) -> None:
    keys = 2 * most.size[1]
    before = len(ui.raw)
    for _ in range(keys):
        ui.send("j")
        ui.read_quiet(20)
    held = len(ui.raw) - before
    ui.read_quiet(SETTLED_MS)
    assert held / keys <= most.cursor


def test_tab_from_pane_to_pane(ui: PtyProgram, most: Budget) -> None:
    costs = [cost(ui, "\t") for _ in range(8)]
    assert min(costs) > 0
    assert max(costs) <= most.tab


def test_a_typed_letter_and_its_answer(ui: PtyProgram, most: Budget) -> None:
    cost(ui, "/")
    for letter in "moscow":
        before = len(ui.raw)
        ui.send(letter)
        ui.wait_for(rf"/ \w*{letter} ")
        echo = re.match(rb"(?:%b|[^\x1b])*?%b" % (SEQUENCE, letter.encode()), ui.raw[before:])
        assert echo is not None
        assert echo.end() <= most.echo
        ui.read_quiet(SETTLED_MS)
        assert len(ui.raw) - before <= most.echo + most.answer


def test_a_letter_that_changes_nothing_sends_itself_alone(ui: PtyProgram, most: Budget) -> None:
    cost(ui, "/key:q0014")
    assert 0 < cost(ui, " ") <= most.echo


@pytest.mark.parametrize("view", ["vt", "vm", "vw", "vs"])
def test_a_cursor_key_in_a_table(ui: PtyProgram, most: Budget, view: str) -> None:
    cost(ui, view)
    costs = [cost(ui, key) for key in "jjkhlj"]
    assert 0 < max(costs) <= most.cursor
