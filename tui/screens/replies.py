"""What an answer changes on the screen, and what a failure does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from storage import QuestionProblem
from tui.gateway.questions import (
    Answer,
    ChosenAnswer,
    CompletionAnswer,
    DetailAnswer,
    GlanceAnswer,
    LeapAnswer,
    LookBackAnswer,
    LookUpAnswer,
    NamesAnswer,
    NamesQuestion,
    NeighbourAnswer,
    OverviewAnswer,
    PositionAnswer,
    PositionQuestion,
    ProfileAnswer,
    ProfileQuestion,
    RangeAnswer,
    ReadingAnswer,
    ReadingQuestion,
    RowsAnswer,
    TagsAnswer,
    TagsOnAnswer,
    TakenAnswer,
    UndoAnswer,
)
from tui.messages import Failed
from tui.screens.awaited import Awaited
from tui.screens.doings import Doings
from tui.screens.emptiness import empty_lines
from tui.screens.on_quote import OnQuote
from tui.screens.overviews import Overviews
from tui.screens.pen import Pen
from tui.screens.refreshing import Refreshing
from tui.screens.room import Room
from tui.screens.searching import Searching
from tui.screens.selecting import Selecting
from tui.screens.subjects import Subjects

if TYPE_CHECKING:
    from tui.screens.taking import Taking


class Replies:
    """Gives each answer to what asked for it; one that is late, to nobody."""

    def __init__(
        self,
        room: Room,
        pen: Pen,
        searching: Searching,
        doings: Doings,
        overviews: Overviews,
        subjects: Subjects,
        taking: Callable[[], Taking],
        awaited: Awaited,
        on_quote: OnQuote,
        selecting: Selecting,
        refreshing: Refreshing,
    ) -> None:
        self._room = room
        self._pen = pen
        self._searching = searching
        self._doings = doings
        self._overviews = overviews
        self._subjects = subjects
        self._taking = taking
        self._awaited = awaited
        self._on_quote = on_quote
        self._selecting = selecting
        self._refreshing = refreshing

    def came(self, answer: object) -> None:
        self._give(answer)
        if isinstance(answer, Answer):
            self._room.waiting.came(answer.question)

    def _give(self, answer: object) -> None:
        board, inquiry = self._room.board, self._room.inquiry
        match answer:
            case ReadingAnswer(question) if inquiry.is_asked(question):
                self.show_reading(answer)
            case RowsAnswer(question, page) if inquiry.is_asked(question):
                self._room.showing.add_rows(question.place, page, question.asked)
            case DetailAnswer(_, detail) if detail.row.key == board.quotes.current_key:
                self._room.showing.show_quote(detail, inquiry.navigation.for_quotes)
            case CompletionAnswer():
                self._searching.completing.offer(answer)
            case NamesAnswer(NamesQuestion(place), rows) if board.place is place:
                self._doings.boxes.find_row(rows)
            case LeapAnswer(question) if question.query == inquiry.navigation.for_quotes:
                self._doings.leap(answer)
            case NeighbourAnswer(question) if question.query == inquiry.navigation.for_quotes:
                self._doings.go_to_neighbour(answer)
            case TagsAnswer(_, tags):
                self._pen.tags = tags
            case TakenAnswer(question, details, log):
                self._taking().take(question.command_id, details, log)
            case ChosenAnswer():
                self._selecting.came(answer)
            case RangeAnswer():
                self._selecting.range_came(answer)
            case TagsOnAnswer():
                self._doings.open_tags(answer)
            case ProfileAnswer():
                self._subjects.show(answer)
            case PositionAnswer(PositionQuestion(key, query), position):
                if query == inquiry.navigation.for_quotes:
                    self._doings.go_to_quote(key, position)
            case OverviewAnswer():
                self._overviews.show(answer)
            case (
                LookUpAnswer(question, found)
                | LookBackAnswer(question, found)
                | GlanceAnswer(question, found)
            ):
                question.then(found)
            case UndoAnswer(_, entry, is_of_this_run):
                self._pen.undo(entry, is_of_this_run=is_of_this_run)
            case _:
                pass  # late: the question is no longer the question

    def show_reading(self, answer: ReadingAnswer) -> None:
        room = self._room
        room.inquiry.learn(answer)
        room.showing.show_answer(answer, empty_lines(answer, room.keys))
        self._overviews.follow(answer.question)
        room.bars.show_answer(answer)
        if self._searching.misread:  # the answer is to what was typed before it
            room.bars.show_problem(self._searching.misread)
        else:
            self._awaited.came(answer)
        self._selecting.follow(answer)
        self._refreshing.came(answer)
        self._on_quote.go_on()

    def failed(self, failed: Failed) -> None:
        room, question, error = self._room, failed.question, failed.error
        if isinstance(question, ReadingQuestion) and room.inquiry.is_asked(question):
            self._awaited.failed()
            self._refreshing.failed()
        self._selecting.failed(question)
        room.waiting.came(question, is_failed=True)
        if isinstance(question, ProfileQuestion):
            self._subjects.failed(question, error)
        if not isinstance(error, QuestionProblem):
            room.bars.status.tell(str(error), is_trouble=True)
        elif self._searching.misread is None and room.inquiry.is_asked(question):
            room.bars.show_problem(error)
        self._on_quote.go_on()
