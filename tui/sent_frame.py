"""What the terminal shows by now, so that only cells that change are sent to it.

Textual repaints whole widgets, and from a widget's left edge up to what changed; over a slow line
that is what a person waits for. Everything that is painted passes here and is compared with what
was sent before, as mail readers have always done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

# Sending up to this many unchanged cells costs less than moving the cursor (6 to 8 bytes).
GAP_WORTH_SENDING = 5
# Up to here every character is one cell on every terminal; past it terminals differ in width and in
# direction, so such a line is sent again from its first such character to its end, and what comes
# behind each of them is put where it belongs: columns line up whatever the terminal's widths are.
LAST_PLAIN = 0x02FF
PLAIN_RANGES = ((0x0370, 0x052F), (0x2010, 0x2027), (0x2030, 0x205E), (0x2190, 0x25FF))


FRAMES = frozenset("│┃╮╯")
ERASE_TO_THE_END = "\x1b[K"


class Cell(NamedTuple):
    """One cell of the terminal; the second cell of a wide character holds no text."""

    text: str
    style: Style | None


BLANK = Cell(" ", None)
PAINTED = Cell("", None)
"""What a cleared cell holds where blank ones have a colour: nothing, so that each is sent."""
Row = list[Cell]


class SentFrame:
    """The terminal's screen as it was last painted."""

    def __init__(self, *, is_painted: bool = False) -> None:
        self._rows: list[Row] = []
        self._blank = PAINTED if is_painted else BLANK
        self.is_held = False

    def forget(self) -> None:
        """The terminal may show anything: the next paint clears it and sends everything."""
        self._rows = []

    def hold(self) -> None:
        """Send nothing for now: the terminal shows a frame already."""
        self.is_held = True

    def release(self, shown: Sequence[str], console: Console) -> Changes | None:
        """What is new to a terminal that shows these lines; None where nothing is."""
        self.is_held = False
        if len(shown) != len(self._rows):
            runs = [run for y in range(len(self._rows)) for run in self._runs_of(y)]
            return Changes(runs, clear=True) if self._rows else None
        lines = zip(self.lines(console), shown, self._rows, strict=True)
        runs = [
            Run(0, y, row, is_certain=_is_plain(row))
            for y, (line, shown_line, row) in enumerate(lines)
            if line != shown_line
        ]
        return Changes(runs, clear=False) if runs else None

    def lines(self, console: Console) -> list[str]:
        """Each line as it is sent to a terminal that was cleared."""
        numbers = range(len(self._rows))
        return [Changes(self._runs_of(y), clear=False).render_segments(console) for y in numbers]

    def changes(self, update: CompositorUpdate, width: int, height: int) -> Changes | None:
        """What of an update is new to the terminal; None where nothing is."""
        is_new_size = len(self._rows) != height or len(self._rows[0]) != width
        if is_new_size:
            self._rows = [[self._blank] * width for _ in range(height)]
        runs: list[Run] = []
        for y, x, segments in _painted(update):
            if 0 <= y < height:
                runs += self._changed_runs(y, x, _cells(segments), width)
        if self.is_held:
            return None
        return Changes(runs, clear=is_new_size) if runs or is_new_size else None

    def _changed_runs(self, y: int, x: int, cells: Row, width: int) -> list[Run]:
        row = self._rows[y]
        cells = cells[: max(0, width - x)]
        if row[x : x + len(cells)] == cells:
            return []
        before = row.copy()
        row[x : x + len(cells)] = cells
        return _runs(y, before, row)

    def _runs_of(self, y: int) -> list[Run]:
        """A line on a terminal that was cleared."""
        row = self._rows[y]
        return _runs(y, [self._blank] * len(row), row)


def _runs(y: int, before: Row, row: Row) -> list[Run]:
    """What makes one line the other."""
    changed = [at for at, (old, new) in enumerate(zip(before, row, strict=True)) if old != new]
    if not changed:
        return []
    if not (_is_plain(before) and _is_plain(row)):
        start = min(changed[0], _first_uncertain(before), _first_uncertain(row))
        return [Run(start, y, row[start:], is_certain=False)]
    return [Run(start, y, row[start:end]) for start, end in _joined(changed)]


class Run(NamedTuple):
    """Cells that stand next to each other on one line."""

    x: int
    y: int
    cells: Row
    is_certain: bool = True


class Changes(CompositorUpdate):
    """An update that writes only what changed."""

    def __init__(self, runs: list[Run], *, clear: bool) -> None:
        self.runs = runs
        self.clear = clear

    def render_segments(self, console: Console) -> str:
        color_system = COLOR_SYSTEMS.get(console.color_system or "", ColorSystem.TRUECOLOR)
        written = ["\x1b[0m\x1b[2J"] if self.clear else []
        for run in self.runs:
            for x, cells in _placed(run):
                written.append(Control.move_to(x, run.y).segment.text)
                if x == run.x and not run.is_certain:
                    written.append(ERASE_TO_THE_END)
                for text, style in _styled(cells):
                    written.append(
                        Strip.render_style(style or Style.null(), text, color_system=color_system)
                    )
        return "".join(written)

    def __rich_console__(self, console: Console, options: object) -> Iterator[Segment]:
        raise TypeError("changes are written by render_segments alone")


def _placed(run: Run) -> Iterator[tuple[int, Row]]:
    """The parts of a run that the cursor is moved to: one more at each edge behind what is odd.

    An edge is a frame, or what stands behind a gap of two spaces.
    """
    if run.is_certain:
        yield run.x, run.cells
        return
    start, is_in_doubt = 0, False
    for at, cell in enumerate(run.cells):
        if not _is_certain(cell.text):
            is_in_doubt = True
        elif is_in_doubt and _is_edge(run.cells, at):
            yield run.x + start, run.cells[start:at]
            start, is_in_doubt = at, False
    yield run.x + start, run.cells[start:]


def _is_edge(cells: Row, at: int) -> bool:
    text = cells[at].text
    return text in FRAMES or (
        at > 1 and text != " " and cells[at - 1].text == cells[at - 2].text == " "
    )


def _painted(update: CompositorUpdate) -> Iterator[tuple[int, int, Iterable[Segment]]]:
    """Each painted piece of a line: its row, its first column, its segments."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            yield y, update.region.x, [segment for strip in strips for segment in strip]
    elif isinstance(update, ChopsUpdate):
        for y, first, last in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x < last and end > first:
                    yield y, x, strip


def _cells(segments: Iterable[Segment]) -> Row:
    cells: Row = []
    for text, style, control in segments:
        if control:
            continue
        ink = None if style is None or _is_invisible(style) else style
        if text.isascii() and text.isprintable():
            cells += [Cell(character, ink) for character in text]
            continue
        for start, end, cell_width in split_graphemes(text)[0]:
            if cell_width == 0:
                if cells:
                    cells[-1] = Cell(cells[-1].text + text[start:end], cells[-1].style)
            else:
                cells.append(Cell(text[start:end], ink))
                cells += [Cell("", ink)] * (cell_width - 1)
    return cells


@lru_cache(maxsize=1_024)
def _is_invisible(style: Style) -> bool:
    """Whether a style paints nothing: default colours, no attributes, no link."""
    return not (
        style.link
        or (style.color is not None and not style.color.is_default)
        or (style.bgcolor is not None and not style.bgcolor.is_default)
        or Strip.render_ansi(style.without_color, ColorSystem.TRUECOLOR)
    )


def _is_plain(row: Row) -> bool:
    return all(_is_certain(cell.text) for cell in row)


def _is_certain(text: str) -> bool:
    """Whether every terminal shows this cell at one cell's width, left to right."""
    if len(text) != 1:
        return False
    code = ord(text)
    return code <= LAST_PLAIN or any(low <= code <= high for low, high in PLAIN_RANGES)


def _first_uncertain(row: Row) -> int:
    return next((at for at, cell in enumerate(row) if not _is_certain(cell.text)), len(row))


def _joined(changed: list[int]) -> list[tuple[int, int]]:
    """Ranges [start, end) over the changed columns, small gaps between them included."""
    ranges: list[tuple[int, int]] = []
    start = last = changed[0]
    for at in changed[1:]:
        if at - last > GAP_WORTH_SENDING:
            ranges.append((start, last + 1))
            start = at
        last = at
    return [*ranges, (start, last + 1)]


def _styled(cells: Row) -> Iterator[tuple[str, Style | None]]:
    """Runs of text in one style."""
    text, style = "", cells[0].style
    for cell in cells:
        if cell.style != style:
            yield text, style
            text, style = "", cell.style
        text += cell.text
    yield text, style
