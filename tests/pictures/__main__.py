"""Pictures of the running program, one for each screen, as SVG and, where Pillow is, PNG.

    python -m tests.pictures [--out FOLDER] [--size 80x24 …] [--colors 16|256|true|none …]
                             [--ground dark|light] [--scheme NAME] [--term linux] [--only SCREEN …]
    python -m tests.pictures --front

The program runs in a terminal on a copy of the sample, with a clock that stands still. Files are
called by size, colours and screen: `80x24-true-search.svg`. `--front` writes the README's picture.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Final

from tests.pictures.cells import PALETTES, Cells, Ground
from tests.pictures.png import NoPng, Painter
from tests.pictures.screens import (
    FRONT,
    GROUNDS,
    SCREENS,
    VARIABLES,
    Terminal,
    a_sample,
    picture,
)  # fmt: skip
from tests.pictures.svg import svg
from tui.look import SCHEME_NAMES

FRONT_FILE: Final = Path(__file__).parent / "reading-room.svg"
FRONT_TERMINAL: Final = Terminal((120, 40))


def size(text: str) -> tuple[int, int]:
    """Columns and rows, as `80x24`.

    Raises:
        ValueError: it says something else.
    """
    found = re.fullmatch(r"(\d+)x(\d+)", text)
    if not found:
        raise ValueError(text)
    return int(found[1]), int(found[2])


def drawn(cells: Cells, ground: Ground, name: str) -> str:
    """A picture as an SVG."""
    return svg(cells, PALETTES[ground].ground, f"peace-tui: {name.replace('-', ' ')}")


def front(sample: Path) -> str:
    """The README's picture."""
    cells, _ = picture(FRONT, FRONT_TERMINAL, sample)
    return drawn(cells, FRONT_TERMINAL.ground, FRONT)


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("pictures"), help="a folder for them")
    parser.add_argument("--size", type=size, nargs="+", default=[(80, 24)])
    parser.add_argument("--colors", nargs="+", choices=[*VARIABLES], default=["true"])
    parser.add_argument("--ground", choices=[*GROUNDS], default="dark")
    parser.add_argument("--scheme", choices=SCHEME_NAMES, default="auto")
    parser.add_argument("--term", default="", help="a terminal of another kind: linux, vt220")
    parser.add_argument("--only", nargs="+", choices=[*SCREENS], default=[*SCREENS])
    parser.add_argument("--front", action="store_true", help="the README's picture alone")
    return parser


def main(given: Sequence[str] | None = None) -> int:
    """Make them."""
    asked = arguments().parse_args(given)
    painter = None
    with contextlib.suppress(NoPng):
        painter = Painter()
    with a_sample() as sample:
        if asked.front:
            FRONT_FILE.write_text(front(sample), encoding="utf-8")
            return 0
        asked.out.mkdir(parents=True, exist_ok=True)
        for each, colors, name in product(asked.size, asked.colors, asked.only):
            terminal = Terminal(each, colors, asked.ground, asked.scheme, asked.term)
            cells, _ = picture(name, terminal, sample)
            file = asked.out / f"{terminal.name}-{name}.svg"
            file.write_text(drawn(cells, asked.ground, name), encoding="utf-8")
            if painter:
                painter.write(file.with_suffix(".png"), cells, asked.ground)
            sys.stdout.write(f"{file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
