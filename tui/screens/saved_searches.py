"""Saving the search that is shown, and going back to one that was saved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from storage import Chip, Interrupted, Key, Query, Questions, StorageError, Term, parse, render
from storage.analyst import SavedCount, SavedSearch
from storage.deeds import ChangeSearch, DropSearch, RenameSearch, SaveSearch
from tui.screens.analysing import Bench
from tui.screens.name_box import NEW, NameBox, RenameBox
from tui.screens.saved_picker import SavedPicker
from tui.wording import saved_searches as wording

COUNTING, OPENING, THEMSELVES = "counts of searches", "search opened", "saved searches"
PROPOSED_AT_MOST = 40  # cells of a name


class Held(NamedTuple):
    """What is saved, and how the filters of the search that is shown are understood."""

    searches: tuple[SavedSearch, ...]
    chips: tuple[Chip, ...]


class Opened(NamedTuple):
    """The saved search that was opened last, what it asked for, how much of it was new then."""

    search: Key
    query: Query
    new: int | None


class SavedSearches:
    """Opens the boxes, and keeps them as the library is; remembers which search was opened last."""

    def __init__(self, bench: Bench) -> None:
        self._room = bench.room
        self._pen = bench.pen
        self._box: SavedPicker | None = None
        self._due: dict[Key, SavedSearch] = {}
        self._opened: Opened | None = None
        bench.room.following.append(self._library_changed)

    def save(self) -> None:
        """Give the search that is shown a name."""
        query = self._room.inquiry.navigation.query
        self._room.look_up(
            lambda ask: Held(ask.saved_searches(), ask.chips(query)), partial(self._name, query)
        )

    def _name(self, query: Query, held: Held) -> None:
        text = render(query)
        taken = {each.name.casefold() for each in held.searches}
        box = NameBox(held.searches, text, proposed_name(query, held.chips, taken))

        def named(picked: str | None) -> None:
            if picked is None:
                return
            if picked.startswith(NEW):
                self._pen.write(SaveSearch(picked.removeprefix(NEW), text))
            for each in held.searches:
                if each.key == picked:
                    self._pen.write(ChangeSearch(each.key, {"query": each.query}, text))

        self._room.stage.open_box(box, named)

    def open(self) -> None:
        """The list of all of them."""
        self._room.look_up(Questions.saved_searches, self._list)

    def _list(self, searches: Sequence[SavedSearch]) -> None:
        box = SavedPicker(
            searches,
            self._room.keys.key_of("save_search"),
            self._rename,
            lambda search: self._pen.write(DropSearch(search.key)),
        )

        def picked(key: str | None) -> None:
            self._box = None
            self._room.glance(COUNTING, _nothing, _done)  # what is being counted is not wanted
            for each in box.searches:
                if each.key == key:
                    self._go(each, box.counts.get(each.key))

        self._box = box
        self._room.stage.open_box(box, picked)
        self._count(searches)

    def _rename(self, search: SavedSearch) -> None:
        def named(name: str | None) -> None:
            if name is not None and name != search.name:
                self._pen.write(RenameSearch(search.key, {"name": search.name}, name))

        searches = self._box.searches if self._box else ()
        self._room.stage.open_box(RenameBox(searches, search), named)

    def _library_changed(self) -> None:
        if self._box or self._opened:
            self._room.glance(THEMSELVES, Questions.saved_searches, self._came_anew)

    def _came_anew(self, searches: Sequence[SavedSearch]) -> None:
        if self._box:
            self._box.show(searches)
            self._count(searches)
        self._tell_opened(searches)

    # What each finds: counted one after another, for as long as the list is open.

    def _count(self, searches: Sequence[SavedSearch]) -> None:
        """Those that wait longest come first, however often the library changes meanwhile."""
        now = {each.key: each for each in searches}
        self._due = {key: now[key] for key in self._due if key in now} | now
        self._count_next()

    def _count_next(self) -> None:
        if self._box and self._due:
            search = self._due.pop(next(iter(self._due)))
            read = partial(_counted, search=search)
            self._room.glance(COUNTING, read, partial(self._counted, search.key))

    def _counted(self, search: Key, counted: SavedCount) -> None:
        if self._box:
            self._box.count(search, counted)
            self._count_next()

    # Going there.

    def _go(self, search: SavedSearch, counted: SavedCount | None) -> None:
        """To what it finds. From now on what came in until now is seen."""
        parsed = parse(search.query)
        if parsed.problem:
            self._room.bars.status.tell(str(parsed.problem), is_trouble=True)
            return
        seen = partial(self._seen, search, parsed.query)
        if counted is None:
            self._room.glance(OPENING, partial(_counted, search=search), seen)
        else:
            seen(counted)
        self._room.to_quotes(parsed.query)

    def _seen(self, search: SavedSearch, query: Query, counted: SavedCount) -> None:
        self._opened = Opened(search.key, query, counted.new)
        self._tell_opened([search])
        self._pen.mark_seen(search.key)

    def _tell_opened(self, searches: Sequence[SavedSearch]) -> None:
        """Say by its name of now which one is shown; nothing where it is dropped."""
        if self._opened:
            names = {each.key: each.name for each in searches}
            name = names.get(self._opened.search)
            told = wording.shown(name, self._opened.new) if name is not None else ""
            self._room.bars.name_search(self._opened.query, told)


def _counted(ask: Questions, search: SavedSearch) -> SavedCount:
    try:
        return ask.saved_count(search)
    except Interrupted:
        raise
    except StorageError as error:
        return SavedCount(problem=str(error))


def _nothing(_ask: Questions) -> None:
    """Reads nothing: it only takes the place of what is being read."""


def _done(_found: None) -> None:
    pass


def proposed_name(query: Query, chips: Sequence[Chip], taken: set[str]) -> str:
    """A name made of the words and of what the filters mean, that no other search has."""
    labels = {chip.term: chip.label for chip in chips}
    pieces = [
        part.value
        if isinstance(part, Term) and part not in labels
        else labels.get(part, "").rpartition(":")[2]
        for part in query.terms
    ]
    name = " ".join(" ".join(pieces).split()) or wording.NO_PROPOSAL
    name = name[:PROPOSED_AT_MOST].strip()
    number, free = 2, name
    while free.casefold() in taken:
        free, number = f"{name} {number}", number + 1
    return free
