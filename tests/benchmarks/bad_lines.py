"""How long a person waits at the far end of a slow line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks.figures import OURSELVES, SMALL, Figure, figure
from tests.benchmarks.pagers import Pager
from tests.pty_driver import peace_tui
from tests.slow_line import SlowLine

BITS_A_SECOND: Final = 57_600
ROUND_TRIP_SECONDS: Final = 0.7
ROUND_TRIPS: Final = 3
LOST: Final = 0.02  # of what is sent, each way
BETWEEN_LETTERS_SECONDS: Final = 0.1
READY_SECONDS: Final = 0.5

HELD_ROUND_TRIP_SECONDS: Final = 0.2
KEYS_A_SECOND: Final = 15
HELD_KEYS: Final = 3 * KEYS_A_SECOND
LAG_MS: Final = 500
STILL_SECONDS: Final = 1.5
HELD: Final = "arrow held on a slow line, {}, ms"


def held_keys(
    library: Path, pagers: Sequence[Pager], environment: Mapping[str, str], keys: int
) -> list[Figure]:
    """Milliseconds from the last of the keys of a held arrow until the screen has followed it."""
    figures: list[Figure] = []
    ours = Pager(OURSELVES, peace_tui(str(library)), "1/179")
    for pager in (ours, *pagers):
        with SlowLine(
            pager.command, environment,
            bits_a_second=BITS_A_SECOND, round_trip=HELD_ROUND_TRIP_SECONDS,
        ) as line:  # fmt: skip
            line.wait_for(pager.shown)
            line.go_on(READY_SECONDS)
            for _ in range(keys):
                line.type("\x1b[B")
                line.go_on(1 / KEYS_A_SECOND)
            released = line.typed_at
            if pager is ours:
                line.wait_for(rf"\D{keys + 1}/179")
                lag = (line.arrived_at - released) * 1000
                figures.append(figure(SMALL, HELD.format("its row"), [lag], LAG_MS))
            line.go_on_until_still(STILL_SECONDS)
            lag = (line.arrived_at - released) * 1000
            figures.append(figure(SMALL, HELD.format("all"), [lag], program=pager.name))
    return figures


def blind_word(library: Path, environment: Mapping[str, str], runs: int) -> list[Figure]:
    """Milliseconds from the last key of a word typed blind until its rows are on the far screen."""
    figures: list[Figure] = []
    budget = ROUND_TRIPS * ROUND_TRIP_SECONDS * 1000
    for what, options, lost, most in (
        ("word typed blind, --slow, ms", ("--slow",), 0.0, budget),
        ("the same where 2% is lost, ms", ("--slow",), LOST, None),
        ("word typed blind, as usual, ms", (), 0.0, None),
    ):
        took = [_blind(library, environment, options, lost, seed) * 1000 for seed in range(runs)]
        figures.append(figure(SMALL, what, took, most))
    return figures


def _blind(
    library: Path, environment: Mapping[str, str], options: Sequence[str], lost: float, seed: int
) -> float:
    """Seconds; that the rows are those of the word shows that its letters kept their order."""
    with SlowLine(
        peace_tui(str(library), *options), environment,
        bits_a_second=BITS_A_SECOND, round_trip=ROUND_TRIP_SECONDS, lost=lost, seed=seed,
    ) as line:  # fmt: skip
        line.wait_for("1/179")
        line.go_on(READY_SECONDS)
        for key in "/mosco":
            line.type(key)
            line.go_on(BETWEEN_LETTERS_SECONDS)
        line.type("w")
        return line.wait_for(r"/ moscow .* 16 of 179[^╮]*(\n.*){2}1/16╮")
