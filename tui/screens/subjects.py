"""What the detail is about: the quote under the cursor, or an actor or talks that one looks at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from storage import (
    EVERYTHING,
    ActorProfile,
    FormatProfile,
    FormatRow,
    Key,
    MeetingProfile,
    RecordMissing,
    Slug,
    StorageError,
    Term,
)
from tui import wording
from tui.commands.command import Place
from tui.formatting import Line, Target, span
from tui.gateway.questions import PositionQuestion, ProfileAnswer, ProfileQuestion
from tui.navigation import ACTORS, FORMATS, term_of
from tui.screens.room import Room

FINDS: Final[dict[str, Callable[[str], Term]]] = {
    "topic": lambda slug: Term("topic", slug),
    "tag": lambda name: Term("tag", name),
    "brief": lambda name: Term("brief", name),
    "source": lambda slug: Term("src", slug, "="),
}
"""Of records that have nothing to show but their quotes: what finds these."""


class Looked(NamedTuple):
    """What the detail was about, and which of the names in it was chosen."""

    subject: Target | None
    name: int | None


class Subjects:
    """Follows the cursor of the pane that has the keys, and the names that are jumped to."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._before: list[Looked] = []
        self._wished_name: int | None = None
        self._wished: Target | None = None

    def follow(self) -> None:
        """The keys go to another pane, or its cursor is on another row."""
        self._before.clear()
        if self._room.board.active is Place.QUOTES:
            self._show(None)
        elif self._room.board.tree_here is not None:
            self._show(self.under_cursor)

    def forget(self) -> None:
        """The detail is about the quote under the cursor again."""
        self._before.clear()
        self._show(None)

    def show(self, answer: ProfileAnswer) -> None:
        """It is told what is held about an actor, a format or a meeting."""
        if answer.question.target == self._wished:
            detail = self._room.board.detail
            detail.show_record(answer.question.target, _lines(answer.profile))
            self._tell_apart(wording.OF_THE_QUOTE)
            if self._wished_name is not None:
                detail.choose_number(self._wished_name)
                self._wished_name = None

    def failed(self, question: ProfileQuestion, error: StorageError) -> None:
        """What is not there any more is told in its place."""
        if question.target == self._wished and isinstance(error, RecordMissing):
            self._room.board.detail.show_record(question.target, [(span(str(error), "warn"),)])

    def ask_again(self) -> None:
        """The library changed: what is held about the same may be another."""
        if self._wished:
            self._room.inquiry.ask_profile(self._wished)

    def jump(self) -> bool:
        """Go to the record whose name is chosen in the detail; False where none is."""
        detail = self._room.board.detail
        target = detail.chosen
        if target is None:
            return False
        if target.kind in {"actor", "format", "meeting"}:
            detail.pin(is_pinned=False)
            self._before.append(Looked(detail.subject, detail.number_of_chosen))
            self._room.waiting.wait_for(ProfileQuestion)
            self._show(target)
        elif target.kind == "quote":
            self._room.waiting.wait_for(PositionQuestion)
            self._room.inquiry.ask_position(Key(target.slug_or_key))
        else:
            self._room.to_quotes(EVERYTHING.with_term(FINDS[target.kind](target.slug_or_key)))
        return True

    def meant(self) -> Target | None:
        """What a command is about: what the detail shows, or will when the cursor has rested.

        None where that is a quote.
        """
        here = self.under_cursor if self._room.board.view is None else None
        is_led = self._room.board.place in {Place.DETAIL, Place.READER}
        return self._room.board.detail.subject if is_led else here

    def look_at(self, target: Target) -> None:
        """Be about that from here on, wherever the cursors are."""
        self._before.clear()
        self._show(target)

    def drill(self) -> bool:
        """Filter by the actor or the talks that the detail is about; False where it is a quote."""
        subject = self._room.board.detail.subject
        if subject is None:
            return False
        here, slug = self._room.inquiry.navigation, Slug(subject.slug_or_key)
        if subject.kind == "actor":
            here = here.following(term_of(ACTORS, slug))
        else:
            here = here._replace(facet=FORMATS).within(term_of(FORMATS, slug))
        self._room.to_quotes(here.query)
        return True

    def back(self) -> bool:
        """To what was shown before, else choose no name any more; False where none was."""
        if self._room.board.place not in {Place.DETAIL, Place.READER}:
            return False
        if not self._before:
            return self._room.board.detail.unchoose()
        subject, name = self._before.pop()
        self._show(subject, name)
        return True

    def _show(self, subject: Target | None, name: int | None = None) -> None:
        self._wished, self._wished_name = subject, name
        if subject is None:
            self._room.board.detail.show_the_quote()
            self._room.board.detail.choose_number(name)
            self._tell_apart("")
        else:
            self._room.inquiry.ask_profile(subject)

    def _tell_apart(self, aside: str) -> None:
        """What stands beside the detail is about the quote, also where the detail is not."""
        self._room.board.provenance.tell_apart(aside)
        self._room.board.notes.tell_apart(aside)

    @property
    def under_cursor(self) -> Target | None:
        """What the row under the cursor of a narrowing pane is about."""
        board = self._room.board
        tree = board.tree_here
        row = tree.current if tree else None
        if row is None or not row.slug:
            return None
        if board.place is Place.ACTORS or self._room.inquiry.navigation.facet in {"to", "via"}:
            return Target("actor", row.slug)
        if isinstance(row, FormatRow):
            return Target("meeting" if row.within else "format", row.slug)
        return None


def _lines(profile: ActorProfile | FormatProfile | MeetingProfile) -> list[Line]:
    from tui import profiles  # noqa: PLC0415  # a start shows a quote

    match profile:
        case ActorProfile():
            return profiles.actor_lines(profile)
        case FormatProfile():
            return profiles.format_lines(profile)
        case MeetingProfile():
            return profiles.meeting_lines(profile)
