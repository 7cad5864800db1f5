"""What `--slow` leaves out, and when it is offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import open_library, parse
from tests.driver import at_the_keyboard
from tests.pty_driver import PtyProgram, peace_tui
from tests.slow_line import SlowLine
from tui import wording
from tui.look import Look
from tui.terminal_guard.line import ANSWER, QUESTION, SLOW_SECONDS, Line

ROOT = Path(__file__).parents[2]
SETTLED_MS = 900  # a pause, its answer, and a cursor that has rested


async def test_on_a_slow_line_the_search_waits_for_a_pause(sample: Path) -> None:
    async with at_the_keyboard(sample, look=Look(is_slow=True)) as ui:
        await ui.press("slash")
        before = ui.screen().splitlines()[2:-2]
        shown = await ui.type_and_look("moscow")
        assert shown.splitlines()[2:-2] == before
        assert "– of 179" in shown
        await ui.settled()
        assert ui.sees("16 of 179")


async def test_on_a_slow_line_enter_searches_at_once(sample: Path) -> None:
    async with at_the_keyboard(sample, look=Look(is_slow=True)) as ui:
        await ui.press("slash")
        await ui.burst(*"moscow", "enter")
        assert ui.sees("moscow* ", "16 of 179")


async def test_a_text_that_is_the_same_again_has_its_total_again(sample: Path) -> None:
    async with at_the_keyboard(sample, look=Look(is_slow=True)) as ui:
        await ui.press("slash")
        await ui.burst("m", "backspace")
        assert ui.sees("179 of 179")


async def test_the_palette_turns_to_the_slow_pace_and_back(sample: Path) -> None:
    async with at_the_keyboard(sample) as ui:
        for said in (wording.PACE_SLOW, wording.PACE_USUAL):
            await ui.press("colon")
            await ui.type("slow line")
            await ui.press("enter")
            assert ui.sees(said)


def bytes_of_a_word(sample: Path, state: Path, *options: str) -> int:
    environment = {"XDG_STATE_HOME": str(state), "PYTHONPATH": str(ROOT)}
    with PtyProgram(peace_tui(str(sample), *options), env=environment) as program:
        program.wait_for(r"1/179")
        program.send("/")
        program.read_quiet(SETTLED_MS)
        before = len(program.raw)
        for letter in "moscow":
            program.send(letter)
            program.read_quiet(100)
        program.wait_for("16 of 179")
        program.read_quiet(SETTLED_MS)
        return len(program.raw) - before


def test_a_word_typed_costs_one_answer_rather_than_six(sample: Path, tmp_path: Path) -> None:
    slow, usual = bytes_of_a_word(sample, tmp_path, "--slow"), bytes_of_a_word(sample, tmp_path)
    assert slow <= 6 * 150 + 3_072
    assert slow < usual


def test_over_a_slow_line_it_is_offered_and_what_is_typed_blind_keeps_its_order(
    sample: Path, tmp_path: Path
) -> None:
    environment = {"XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with SlowLine(
        peace_tui(str(sample)), environment, bits_a_second=57_600, round_trip=0.7
    ) as line:
        line.wait_for(r"1/179")
        line.wait_for("The line is slow")
        for key in ("/", *"moscow taliban", "\r"):
            line.type(key)
        line.wait_for(r"/ moscow taliban\*? ")
        line.wait_for(r"3 QUOTES─+1/\d+╮")
        for key in ("a", *"seen before", "\x1b"):
            line.type(key)
        line.wait_for("saved: note on")
    with open_library(sample) as library:
        rows = library.quotes(parse("has:note").query).rows
        notes = [library.quote(row.key).notes for row in rows]
    assert [note.text for of_a_quote in notes for note in of_a_quote] == ["seen before"]


@pytest.mark.parametrize(("seconds", "told"), [(SLOW_SECONDS, 1), (SLOW_SECONDS / 2, 0)])
def test_a_line_is_slow_when_something_waited_for_it(seconds: float, told: int) -> None:
    line, heard = Line(), list[str]()
    line.listen(lambda: heard.append("slow"))
    line.took(seconds)
    line.took(seconds)
    assert len(heard) == told


def test_a_line_found_slow_before_anyone_listens_is_told_then() -> None:
    line, heard = Line(), list[str]()
    line.took(SLOW_SECONDS)
    line.listen(lambda: heard.append("slow"))
    assert heard == ["slow"]


def test_an_answer_that_was_not_asked_for_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("tui.terminal_guard.line.time.monotonic", lambda: now[0])
    line, heard = Line(), list[str]()
    line.listen(lambda: heard.append("slow"))
    line.came(ANSWER)
    line.sent(QUESTION)
    now[0] = SLOW_SECONDS
    line.came("typed")
    assert heard == []
    line.came(ANSWER)
    assert heard == ["slow"]
