"""What an analyst does beyond notes, tags and stars: each command with what does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple

from storage import Key, Library
from tui.screens.on_quote import OnQuote
from tui.screens.pen import Pen
from tui.screens.room import Room
from tui.screens.selecting import Selecting
from tui.screens.subjects import Subjects

if TYPE_CHECKING:
    from storage.deeds import Deed
    from tui.screens.briefs import Briefs
    from tui.screens.coding import CodingWithOthers
    from tui.screens.editing import Editing
    from tui.screens.identities import Identities
    from tui.screens.noting import Noting
    from tui.screens.saved_searches import SavedSearches
    from tui.screens.taking import Taking

NEW_RECORDS: Final = {
    "new_quote": "q", "new_actor": "a", "new_role": "r", "new_talks": "f", "new_meeting": "m",
    "new_source": "s",
}  # fmt: skip
"""Commands that make a record, by the letter of its key."""


class Bench(NamedTuple):
    """What these commands work with."""

    room: Room
    pen: Pen
    selecting: Selecting
    on_quote: OnQuote
    subjects: Subjects
    taking: Callable[[], Taking]
    library: Library
    followers: list[Callable[[Deed], object]]
    """Told of each deed that was done or refused."""
    ways_back: list[Callable[[], bool]]
    """Tried before any other when one goes back; the first that leads anywhere gives True."""


def analysing(bench: Bench) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each command by its id; what it needs is loaded when it is asked for."""
    yield from _on_facts(bench)
    yield "stance", partial(bench.selecting.do, partial(_ask_stance, bench))
    yield "codebook", partial(_open_codebook, bench, {})
    yield "tags", partial(_open_tags, bench)
    yield from _notes(bench)
    yield "link", lambda: _link(bench)
    yield from _about_briefs(bench)
    yield "duplicates", lambda: _identities(bench).open_suspects()
    yield "merge", lambda: _identities(bench).open_merge()
    searches = cache(partial(_saved_searches, bench))
    yield "save_search", lambda: searches().save()
    yield "saved_searches", lambda: searches().open()
    yield "redo", lambda: _redo(bench)
    yield "history", lambda: _open_history(bench)
    yield "log", lambda: _open_history(bench, is_log=True)
    yield "draw_sample", lambda: _coding(bench).draw()
    yield "code_sample", lambda: _coding(bench).code()
    yield "agreement", lambda: _coding(bench).compare()


def _link(bench: Bench) -> None:
    from tui.screens.linking import Linking  # noqa: PLC0415  # most runs link nothing

    bench.selecting.do(Linking(bench.room, bench.pen).ask)


def _about_briefs(bench: Bench) -> Iterator[tuple[str, Callable[[], object]]]:
    @cache
    def briefs() -> Briefs:
        """Made once: it knows which brief is shown."""
        from tui.screens.briefs import Briefs  # noqa: PLC0415  # most runs open none

        library = bench.library
        made = Briefs(bench.room, bench.pen, bench.taking, library.path, library.author)
        bench.followers.append(made.follow_deed)
        bench.room.following.append(made.follow)
        bench.ways_back.append(made.back)
        return made

    yield "brief_add", lambda: bench.selecting.do(briefs().add)
    yield "view_briefs", lambda: briefs().open_list()
    yield "brief_open", lambda: briefs().open()
    yield "brief_down", lambda: briefs().move(1)
    yield "brief_up", lambda: briefs().move(-1)
    yield "brief_paragraph", lambda: briefs().write()
    yield "brief_edit", lambda: briefs().edit()
    yield "brief_drop", lambda: briefs().drop()
    yield "brief_copy", lambda: briefs().copy()
    yield "brief_file", lambda: briefs().write_file()


def _ask_stance(bench: Bench, quotes: tuple[Key, ...]) -> None:
    from tui.screens.stances import Stances  # noqa: PLC0415  # most runs code nothing

    Stances(bench.room, bench.pen).ask(quotes)


def _open_codebook(bench: Bench, unsaved: dict[Key, str]) -> None:
    from tui.screens.codebook import Codebook  # noqa: PLC0415  # most runs open none

    Codebook(bench.room, bench.pen, unsaved).open()


def _open_tags(bench: Bench) -> None:
    from tui.screens.tag_tree import TagTree  # noqa: PLC0415  # most runs open none

    TagTree(bench.room, bench.pen).open()


def _notes(bench: Bench) -> Iterator[tuple[str, Callable[[], object]]]:
    def noting() -> Noting:
        from tui.screens.noting import Noting  # noqa: PLC0415  # most runs write none

        return Noting(bench)

    def handle(quote: Key) -> None:
        from tui.screens.handling import open_handling  # noqa: PLC0415  # most runs set none

        open_handling(bench, quote)

    bench.pen.together["ChangeNote"] = lambda deed, conflict: noting().together(deed, conflict)
    yield "note", lambda: noting().write()
    yield "note_private", lambda: noting().write("private")
    yield "note_outside", lambda: noting().write(is_outside=True)
    yield "edit_note", lambda: noting().change()
    yield "retract_note", lambda: noting().retract()
    yield "choose_words", lambda: noting().choose_words()
    yield "handling", lambda: bench.selecting.do_with_one(handle)


def _identities(bench: Bench) -> Identities:
    from tui.screens.identities import Identities  # noqa: PLC0415  # most runs judge none

    return Identities(bench)


def _open_history(bench: Bench, *, is_log: bool = False) -> None:
    from tui.screens.history import History  # noqa: PLC0415  # most runs open none

    History(bench.room, bench.pen, bench.on_quote).open(is_log=is_log)


def _redo(bench: Bench) -> None:
    """Behind what is being looked up: `u` typed before it comes first."""
    from storage.deeds import Redo  # noqa: PLC0415  # most runs bring nothing back

    bench.room.look_up(lambda _ask: None, lambda _nothing: bench.pen.write(Redo()))


def _coding(bench: Bench) -> CodingWithOthers:
    from tui.screens.coding import CodingWithOthers  # noqa: PLC0415  # most runs code nothing

    return CodingWithOthers(bench.room, bench.pen)


def _saved_searches(bench: Bench) -> SavedSearches:
    from tui.screens.saved_searches import SavedSearches  # noqa: PLC0415  # most runs open none

    return SavedSearches(bench)


def _on_facts(bench: Bench) -> Iterator[tuple[str, Callable[[], object]]]:
    def editing() -> Editing:
        from tui.screens.editing import Editing  # noqa: PLC0415  # many runs edit nothing

        return Editing(bench.room, bench.pen, bench.on_quote, bench.subjects)

    bench.pen.resume_form = lambda record, refused: editing().resume(record, refused)
    yield "edit", lambda: editing().edit()
    yield "retract", lambda: editing().retract()
    for command_id, letter in NEW_RECORDS.items():
        yield command_id, partial(_add, editing, letter)


def _add(editing: Callable[[], Editing], letter: str) -> None:
    editing().add(letter)
