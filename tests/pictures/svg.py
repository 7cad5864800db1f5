"""Cells as an SVG, in which every cell stands where the terminal has it, whatever the font is.

Frames and blocks are drawn, so that they join; letters are text. Letters that every monospaced font
has come in runs whose length is told; any other has an element of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from tests.pictures.cells import Cell, Cells

NAMESPACE: Final = "http://www.w3.org/2000/svg"
WIDTH: Final = 10  # of a cell; whole numbers, so that cells touch
HEIGHT: Final = 20
FONT_SIZE: Final = 16
BASELINE: Final = 15
MARGIN: Final = 10
FONTS: Final = "ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace"

# From the middle of the cell to its edges: north, east, south, west.
FRAMES: Final = {
    "─": "ew", "│": "ns", "┃": "ns", "╭": "es", "╮": "sw", "╰": "ne", "╯": "nw", "┌": "es",
    "┐": "sw", "└": "ne", "┘": "nw", "├": "nes", "┤": "nsw", "┬": "esw", "┴": "new", "┼": "nesw",
}  # fmt: skip
ROUND: Final = "╭╮╰╯"
HEAVY: Final = "┃"
EDGES: Final = {
    "n": (WIDTH // 2, 0), "e": (WIDTH, HEIGHT // 2), "s": (WIDTH // 2, HEIGHT),
    "w": (0, HEIGHT // 2),
}  # fmt: skip
# Left, top, width and height, in eighths of the cell.
BLOCKS: Final = {
    "▏": (0, 0, 1, 8), "▌": (0, 0, 4, 8), "▐": (4, 0, 4, 8), "█": (0, 0, 8, 8),
    **{sign: (0, 8 - number, 8, number) for number, sign in enumerate("▁▂▃▄▅▆▇", 1)},
}  # fmt: skip


class Run(NamedTuple):
    """Neighbouring cells of one look."""

    column: int
    cells: Sequence[Cell]


def svg(cells: Cells, ground: str, told: str) -> str:
    """The picture; `told` is what is read out instead of it."""
    width = len(cells[0]) * WIDTH + 2 * MARGIN
    height = len(cells) * HEIGHT + 2 * MARGIN
    size = f'width="{width}" height="{height}"'
    place = f"translate({MARGIN} {MARGIN})"
    font = f'font-family="{FONTS}" font-size="{FONT_SIZE}"'
    parts = [
        f'<svg xmlns="{NAMESPACE}" viewBox="0 0 {width} {height}" {size} role="img">',
        f"<title>{escape(told)}</title>",
        f'<rect {size} rx="6" fill="#{ground}"/>',
        f'<g transform="{place}" {font} xml:space="preserve">',
    ]
    for row, line in enumerate(cells):
        parts += _grounds(row, line, ground)
        parts += _letters(row, line)
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _grounds(row: int, line: Sequence[Cell], usual: str) -> Iterator[str]:
    for run in _runs(line, lambda cell: cell.ground):
        if run.cells[0].ground != usual:
            yield (
                f'<rect x="{run.column * WIDTH}" y="{row * HEIGHT}"'
                f' width="{len(run.cells) * WIDTH}" height="{HEIGHT}"'
                f' fill="#{run.cells[0].ground}"/>'
            )


def _letters(row: int, line: Sequence[Cell]) -> Iterator[str]:
    for run in _runs(line, _look):
        first = run.cells[0]
        if first.text in FRAMES:
            yield _frame(row, run)
        elif first.text in BLOCKS:
            yield from (_block(row, run.column + at, cell) for at, cell in enumerate(run.cells))
        elif first.text.isascii():
            yield from _text(row, run)
        else:
            for at, cell in enumerate(run.cells):
                yield from _text(row, Run(run.column + at, [cell]))


def _look(cell: Cell) -> object:
    """Cells of the same are drawn together."""
    return cell._replace(text=_kind(cell.text))


def _kind(text: str) -> str:
    """Letters of every monospaced font, the sign itself where it is drawn, else the text itself."""
    return "a" if text.isascii() and text else text


def _runs(line: Sequence[Cell], look: Callable[[Cell], object]) -> Iterator[Run]:
    column = 0
    for _, group in groupby(line, look):
        cells = list(group)
        yield Run(column, cells)
        column += len(cells)


def _frame(row: int, run: Run) -> str:
    """A line from edge to edge of each cell, a curve where the sign has one."""
    sign = run.cells[0].text
    path = "".join(
        _stroke(sign, (run.column + at) * WIDTH, row * HEIGHT) for at in range(len(run.cells))
    )
    stroke = 3 if sign == HEAVY else 1
    return (
        f'<path d="{path}" fill="none" stroke="#{run.cells[0].letters}" stroke-width="{stroke}"/>'
    )


def _stroke(sign: str, left: int, top: int) -> str:
    middle = f"{left + WIDTH // 2} {top + HEIGHT // 2}"
    ends = [f"{left + EDGES[edge][0]} {top + EDGES[edge][1]}" for edge in FRAMES[sign]]
    if sign in ROUND:
        return f"M{ends[0]}Q{middle} {ends[1]}"
    return "".join(f"M{middle}L{end}" for end in ends)


def _block(row: int, column: int, cell: Cell) -> str:
    left, top, width, height = BLOCKS[cell.text]
    return (
        f'<rect x="{column * WIDTH + left * WIDTH / 8:g}" y="{row * HEIGHT + top * HEIGHT / 8:g}"'
        f' width="{width * WIDTH / 8:g}" height="{height * HEIGHT / 8:g}" fill="#{cell.letters}"/>'
    )


def _text(row: int, run: Run) -> Iterator[str]:
    text = "".join(cell.text for cell in run.cells)
    first = run.cells[0]
    shown = text if first.underline or first.strike else text.strip()
    if not shown:
        return
    column = run.column + text.index(shown)
    length = f' textLength="{len(shown) * WIDTH}"' if len(shown) > 1 and shown.isascii() else ""
    yield (
        f'<text x="{column * WIDTH}" y="{row * HEIGHT + BASELINE}"{length}'
        f' fill="#{first.letters}"{_attributes(first)}>{escape(shown)}</text>'
    )


def _attributes(cell: Cell) -> str:
    lines = " ".join(
        name
        for is_so, name in ((cell.underline, "underline"), (cell.strike, "line-through"))
        if is_so
    )
    return "".join(
        (
            ' font-weight="bold"' if cell.bold else "",
            ' font-style="italic"' if cell.italic else "",
            f' text-decoration="{lines}"' if lines else "",
        )
    )
