"""Briefs on the screen: quotes added, items moved, paragraphs written, the whole taken away."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from storage import EVERYTHING, Key, Query, Questions, RecordMissing, Term
from storage.analyst import Brief, BriefItem, BriefRow
from storage.deeds import (
    AddParagraph,
    AddToBrief,
    ChangeParagraph,
    Deed,
    DropBrief,
    DropItem,
    MakeBrief,
    MoveItem,
    RenameBrief,
)
from tui.brief_text import Print, item_lines, markdown
from tui.commands.command import BRIEFS, Place
from tui.formatting import span
from tui.navigation import Navigation
from tui.panes.briefs import Entry
from tui.screens.brief_picker import BriefPicker
from tui.screens.line_box import LineBox
from tui.screens.pen import Pen
from tui.screens.room import Room
from tui.screens.taking import Taking
from tui.wording import briefs as wording


class Left(NamedTuple):
    """The brief that was left by one of its quotes, and what was searched before and after."""

    brief: Key
    before: Navigation
    after: Query


class Briefs:
    """The list of briefs or one of them, as the view shows it; what its keys do is saved at once.

    `followers` are told what was written and when the library has changed, `ways_back` are tried
    when a person goes back.
    """

    def __init__(
        self, room: Room, pen: Pen, taking: Callable[[], Taking], library: Path, author: str
    ) -> None:
        self._room = room
        self._pen = pen
        self._taking = taking
        self._library = library
        self._author = author
        self._rows: Sequence[BriefRow] = ()
        self._brief: Brief | None = None
        self._left: Left | None = None
        self._unwritten: list[Deed] = []

    # Adding quotes.

    def add(self, quotes: tuple[Key, ...]) -> None:
        """Ask which brief these quotes are for."""

        def opened(rows: Sequence[BriefRow]) -> None:
            def picked(name: str | None) -> None:
                if name is not None:
                    self._pen.remember(lambda others: AddToBrief(others, name))
                    self._write(AddToBrief(quotes, name))

            self._room.stage.open_box(BriefPicker(len(quotes), rows), picked)

        self._room.look_up(lambda ask: ask.briefs(quotes), opened)

    # The view.

    def open_list(self) -> None:
        """Show all briefs; where they are shown already, close them."""
        if self._room.board.view is Place.BRIEFS:
            self._room.board.view = None
        else:
            self._room.look_up(Questions.briefs, self._show_list)

    def open(self) -> None:
        """Go into the brief under the cursor, or to the quote or the paragraph."""
        if self._room.board.view is Place.BRIEFS:
            row = self._row
            if row:
                self._open_brief(row.key)
        else:
            item = self._item
            if item and item.quote:
                self._go_to(item.quote.row.key)
            elif item:
                self.edit()

    def back(self) -> bool:
        """From a brief to the list, and from a quote of it to the brief."""
        board = self._room.board
        if board.view is Place.BRIEF:
            self._room.look_up(Questions.briefs, self._show_list)
            return True
        left, self._left = self._left, None
        if board.view or left is None or self._room.inquiry.navigation.query != left.after:
            return False
        self._room.go(left.before, None)
        self._open_brief(left.brief)
        return True

    def follow_deed(self, deed: Deed) -> None:
        """A deed was done or refused."""
        if deed in self._unwritten:
            self._unwritten.remove(deed)
            self.follow()

    def follow(self) -> None:
        """Show the view as it is in the library now.

        Not while something is still being written: its own rows are ahead of the library's.
        """
        view = self._room.board.view
        if self._unwritten or view not in BRIEFS:
            return
        if view is Place.BRIEFS:
            self._look_up(Questions.briefs, self._show_list)
        elif self._brief:
            self._look_up(partial(_brief, self._brief.key), self._show_brief)

    def _look_up(self, read: Callable[[Questions], object], then: Callable[..., object]) -> None:
        """As `room.look_up` while keys go on; too late where the view is another by then."""
        view = self._room.board.view

        def shown(found: object) -> None:
            if self._room.board.view is view and not self._unwritten:
                then(found)

        self._room.glance("the view of briefs", read, shown)

    def _open_brief(self, key: Key) -> None:
        self._room.look_up(partial(_brief, key), self._show_brief)

    def _show_list(self, rows: Sequence[BriefRow]) -> None:
        at, self._brief = self._brief.key if self._brief else None, None
        self._rows = rows
        entries = [
            Entry(
                row.key,
                (
                    (
                        span(row.name, "strong"),
                        span(f"  {wording.holds(row)} · {row.author}, {row.changed[:10]}", "dim"),
                    ),
                ),
            )
            for row in rows
        ]
        self._room.board.briefs.show(
            "BRIEFS", entries, (span(self._with_keys(wording.NONE_YET), "dim"),),
            is_parted=False, at=at,
        )  # fmt: skip
        self._room.board.open(Place.BRIEFS)

    def _show_brief(self, brief: Brief | None) -> None:
        if brief is None:
            self._brief = None
            self._room.bars.status.tell(wording.GONE, is_trouble=True)
            self._room.look_up(Questions.briefs, self._show_list)
            return
        self._brief = brief
        quotes = sum(item.quote is not None for item in brief.items)
        told = wording.counted(quotes, len(brief.items) - quotes, brief.leaving()[1], brief.missing)
        self._room.board.briefs.show(
            f"BRIEF {span(brief.name).text}",
            [Entry(item.key, item_lines(item)) for item in brief.items],
            (span(self._with_keys(wording.EMPTY), "dim"),),
            told,
            is_parted=True,
        )
        self._room.board.open(Place.BRIEF)

    def _with_keys(self, text: str) -> str:
        key_of = self._room.keys.key_of
        return text.format(write=key_of("brief_paragraph"), add=key_of("brief_add"))

    @property
    def _row(self) -> BriefRow | None:
        """The brief of the list under the cursor."""
        here = self._room.board.briefs.current
        return next((row for row in self._rows if row.key == here), None)

    @property
    def _item(self) -> BriefItem | None:
        """The item of the brief under the cursor."""
        here = self._room.board.briefs.current
        items = self._brief.items if self._brief else ()
        return next((item for item in items if item.key == here), None)

    def _go_to(self, quote: Key) -> None:
        """To a quote of the brief, among the others of it."""
        if self._brief:
            before = self._room.inquiry.navigation
            query = EVERYTHING.with_term(Term("brief", self._brief.name))
            self._left = Left(self._brief.key, before, query)
            self._room.to_quotes(query, quote)

    # Writing.

    def _write(self, deed: Deed) -> None:
        self._unwritten.append(deed)
        self._pen.write(deed)

    def move(self, items: int) -> None:
        """Move the item under the cursor down, or up where it is negative."""
        brief, item = self._brief, self._item
        if brief is None or item is None:
            return
        others = [each for each in brief.items if each is not item]
        at = brief.items.index(item) + items
        if 0 <= at <= len(others):
            self._write(MoveItem(item.key, others[at - 1].key if at else None))
            moved = (*others[:at], item, *others[at:])
            self._show_brief(brief._replace(items=moved))

    def write(self) -> None:
        """A paragraph after the item under the cursor; in the list a new brief."""
        brief = self._brief
        if self._room.board.view is Place.BRIEFS or brief is None:
            self._ask_name(wording.NEW, "", MakeBrief)
            return
        after = self._item.key if self._item else None
        self._edit(brief.key, brief.name, "", lambda text: AddParagraph(brief.key, text, after))

    def edit(self) -> None:
        """Edit the paragraph under the cursor; in the list give the brief another name."""
        row, item = self._row, self._item
        if self._room.board.view is Place.BRIEFS and row:
            seen = {"name": row.name}
            self._ask_name(
                wording.RENAMED, row.name, lambda name: RenameBrief(row.key, {"name": name}, seen)
            )
        elif item and item.text is None:
            told = wording.NO_WORDS.format(write=self._room.keys.key_of("brief_paragraph"))
            self._room.bars.status.tell(told)
        elif item and self._brief:
            text, seen = item.text or "", {"text": item.text or ""}
            self._edit(
                item.key,
                self._brief.name,
                text,
                lambda new: ChangeParagraph(item.key, {"text": new}, seen),
            )

    def drop(self) -> None:
        """Take the item under the cursor out; in the list drop the brief."""
        row, item = self._row, self._item
        if self._room.board.view is Place.BRIEFS and row:
            self._write(DropBrief(row.key))
        elif item:
            self._write(DropItem(item.key))

    def _ask_name(self, heading: str, text: str, deed: Callable[[str], Deed]) -> None:
        def named(name: str | None) -> None:
            if name is not None and name != text:
                self._write(deed(name.strip()))

        self._room.stage.open_box(LineBox(heading, text), named)

    def _edit(self, record: Key, brief: str, text: str, deed: Callable[[str], Deed]) -> None:
        def written(new: str | None) -> None:
            if new is not None and new != text:
                self._write(deed(new))

        self._pen.edit_paragraph(record, brief, text, written)

    # Taking away.

    def copy(self) -> None:
        """Copy the brief as Markdown."""
        self._take(lambda printed: self._taking().copy(markdown(printed), wording.COPIED))

    def write_file(self) -> None:
        """Ask for a name, and write the brief as Markdown to a new file."""

        def ask(printed: Print) -> None:
            def named(name: str | None) -> None:
                if name:
                    self._put(Path(name).expanduser(), printed)

            usual = Path.cwd() / f"{_as_file_name(printed.brief.name)}.md"
            self._room.stage.open_box(LineBox(wording.FILE, str(usual)), named)

        self._take(ask)

    def _take(self, then: Callable[[Print], object]) -> None:
        key = self._brief.key if self._brief else self._row.key if self._row else None
        if key is None:
            self._room.bars.status.tell(wording.NO_BRIEF)
            return
        library, author = self._library.name, self._author
        self._room.look_up(partial(_print, key, library, author), then)

    def _put(self, file: Path, printed: Print) -> None:
        """Only where nothing is: whatever a name leads to already is left alone."""
        tell = self._room.bars.status.tell
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
                opened.write(f"{markdown(printed)}\n")
        except FileExistsError:
            tell(wording.IS_THERE.format(file=file), is_trouble=True)
        except OSError as error:
            reason = error.strerror or str(error)
            tell(wording.NOT_WRITTEN.format(file=file, reason=reason), is_trouble=True)
        else:
            said = wording.left_out(printed.left_out, printed.brief.missing)
            left_out = f"{said} " if said else ""
            tell(wording.WRITTEN.format(file=file, left_out=left_out))


def _brief(key: Key, ask: Questions) -> Brief | None:
    """None where somebody has dropped it meanwhile."""
    try:
        return ask.brief(key)
    except RecordMissing:
        return None


def _print(key: Key, library: str, author: str, ask: Questions) -> Print:
    brief, left_out = ask.brief(key).leaving()
    return Print(brief, left_out, library, author, ask.today.isoformat(), ask.digest())


def _as_file_name(name: str) -> str:
    return "".join(each if each.isalnum() or each in " -_" else "-" for each in name).strip()
