"""Cells as a PNG, where Pillow and a font are installed; it is no dependency of the project's."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, Final

from tests.pictures.cells import PALETTES, Cell, Cells, Ground
from tests.pictures.svg import BASELINE, BLOCKS, FONT_SIZE, FRAMES, HEIGHT, MARGIN, WIDTH

FONTS: Final = {False: "DejaVuSansMono.ttf", True: "DejaVuSansMono-Bold.ttf"}


class NoPng(Exception):
    """Pillow or its font is not installed."""


class Painter:
    """Writes PNG files.

    Raises:
        NoPng: nothing is there to write them with.
    """

    def __init__(self) -> None:
        try:
            self._image: Any = importlib.import_module("PIL.Image")
            self._draw: Any = importlib.import_module("PIL.ImageDraw")
            fonts: Any = importlib.import_module("PIL.ImageFont")
            self._fonts = {
                is_bold: fonts.truetype(name, FONT_SIZE) for is_bold, name in FONTS.items()
            }
        except (ImportError, OSError) as error:
            raise NoPng from error

    def write(self, path: Path, cells: Cells, ground: Ground) -> None:
        size = (len(cells[0]) * WIDTH + 2 * MARGIN, len(cells) * HEIGHT + 2 * MARGIN)
        image = self._image.new("RGB", size, f"#{PALETTES[ground].ground}")
        canvas = self._draw.Draw(image)
        for row, line in enumerate(cells):
            for column, cell in enumerate(line):
                self._ground(canvas, MARGIN + column * WIDTH, MARGIN + row * HEIGHT, cell)
            for column, cell in enumerate(line):
                self._sign(canvas, MARGIN + column * WIDTH, MARGIN + row * HEIGHT, cell)
        image.save(path)

    def _ground(self, canvas: Any, left: int, top: int, cell: Cell) -> None:
        canvas.rectangle((left, top, left + WIDTH - 1, top + HEIGHT - 1), f"#{cell.ground}")

    def _sign(self, canvas: Any, left: int, top: int, cell: Cell) -> None:
        ink = f"#{cell.letters}"
        middle = (left + WIDTH // 2, top + HEIGHT // 2)
        if cell.text in FRAMES:
            edges = {
                "n": (middle[0], top), "e": (left + WIDTH, middle[1]),
                "s": (middle[0], top + HEIGHT), "w": (left, middle[1]),
            }  # fmt: skip
            for edge in FRAMES[cell.text]:
                canvas.line((*middle, *edges[edge]), ink, 3 if cell.text == "┃" else 1)
        elif cell.text in BLOCKS:
            x, y, width, height = BLOCKS[cell.text]
            corner = (left + x * WIDTH / 8, top + y * HEIGHT / 8)
            opposite = (corner[0] + width * WIDTH / 8 - 1, corner[1] + height * HEIGHT / 8 - 1)
            canvas.rectangle((*corner, *opposite), ink)
        elif cell.text.strip():
            canvas.text((left, top + BASELINE), cell.text, ink, self._fonts[cell.bold], anchor="ls")
        if cell.underline:
            canvas.line((left, top + BASELINE + 2, left + WIDTH, top + BASELINE + 2), ink)
