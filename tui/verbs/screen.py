"""Opening the reading room: on a terminal that can show it, with the library that is meant."""

from __future__ import annotations

import gc
import os
import sys

from storage import open_library, parse
from tui import early_keys, interrupts, wording
from tui.folders import folders
from tui.look import COLORS_VARIABLE, SCHEME_NAMES, NoSuchScheme, Wishes, look_for
from tui.settings import read_settings
from tui.verbs.exits import Exit
from tui.verbs.libraries import USUAL, Chosen, located, make_first_library
from tui.verbs.output import tell

NONE = Wishes()
FRAMES_PER_SECOND = 120  # of Textual's own 60 each change waits up to 17 ms to be painted
SLOW_FRAMES_PER_SECOND = 15  # what is typed faster is echoed together


def open_screen(chosen: Chosen = USUAL, query: str = "", wishes: Wishes = NONE) -> int:
    """Show a library until the person leaves; a named one that is not there yet is made empty.

    Raises:
        StorageError: the library cannot be opened, or the query is not understood.
    """
    obstacle = _obstacle()
    if obstacle:
        tell(obstacle)
        return Exit.NOT_UNDERSTOOD
    try:
        look = look_for(os.environ, _with_kept(wishes))
    except NoSuchScheme as named:
        tell(wording.no_such_scheme(str(named), SCHEME_NAMES))
        return Exit.NOT_UNDERSTOOD
    problem = parse(query).problem
    if problem:
        raise problem
    frames = SLOW_FRAMES_PER_SECOND if look.is_slow else FRAMES_PER_SECOND
    os.environ.setdefault("TEXTUAL_FPS", str(frames))
    gc.disable()  # what is made up to the first frame stays; the app enables it again then
    with early_keys.kept(), located(chosen) as path:
        makes_one = chosen.named is None and not chosen.is_read_only
        is_new = makes_one and make_first_library(path, is_confidential=chosen.is_confidential)
        if chosen.is_confidential and not path.exists():
            open_library(path, confidential=True).close()
        with interrupts.held():
            from tui import app  # noqa: PLC0415  # Textual, which what is refused above needs not

        code = app.run(
            path,
            look,
            query=query,
            is_first_start=is_new or chosen.is_throw_away,
            is_read_only=chosen.is_read_only,
        )
        is_kept = not (chosen.is_throw_away or chosen.is_read_only)
        if code == Exit.DONE and is_kept and app.keeps_frames(look, query):
            from tui import next_frame  # noqa: PLC0415  # not before it is due

            next_frame.keep_next(path, look)
    return code


def _with_kept(wishes: Wishes) -> Wishes:
    """What was asked for now, else what is kept for each start."""
    kept = read_settings(folders(os.environ).settings)
    colors = wishes.colors or os.environ.get(COLORS_VARIABLE) or kept.colors
    return wishes._replace(colors=colors, slow=wishes.slow or kept.slow)


def _obstacle() -> str:
    """Why nothing can be drawn here; empty where it can. Textual draws on standard error."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return wording.NO_TERMINAL
    return wording.DUMB_TERMINAL if os.environ.get("TERM") == "dumb" else ""
