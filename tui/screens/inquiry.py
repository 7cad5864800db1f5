"""What is asked now: the navigation, and the questions that follow from it."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message

from storage import Key, Library, Query, Run, Window
from tui.commands.command import Place
from tui.formatting import Target
from tui.gateway.asking import QuestionWorker
from tui.gateway.questions import (
    ChosenQuestion,
    CompletionQuestion,
    DetailQuestion,
    Glance,
    LeapQuestion,
    LookBack,
    LookUp,
    NamesQuestion,
    NeighbourQuestion,
    OverviewQuestion,
    PositionQuestion,
    ProfileQuestion,
    RangeQuestion,
    ReadingAnswer,
    ReadingQuestion,
    RowsQuestion,
    TagsOnQuestion,
    TagsQuestion,
    TakenQuestion,
    UndoQuestion,
)
from tui.messages import Answered, Failed
from tui.navigation import Listing, Navigation
from tui.selection import Range


class Inquiry:
    """Asks for all panes at once; answers come to `post` as messages that carry their question."""

    def __init__(
        self,
        library: Library,
        first: ReadingAnswer | None,
        post: Callable[[Message], object],
    ) -> None:
        self.navigation = first.question.navigation if first else Navigation()
        self.rows_visible = 10
        self._everything = first.everything if first else None
        self._pinned: dict[Place, Listing] = {}
        self._worker = QuestionWorker(
            library,
            lambda answer: post(Answered(answer)),
            lambda error, question: post(Failed(error, question)),
        )

        self.now_ms = library.clock.milliseconds

    def navigate(self, navigation: Navigation, around: Key | None = None) -> bool:
        """Go there and ask what is there; False where that is where we are."""
        if navigation == self.navigation:
            return False
        self.navigation = navigation
        self._ask(around)
        return True

    def ask(self) -> None:
        self._ask(None)

    def ask_again(self, around: Key | None, row: int = 0) -> None:
        """The library changed: ask the same anew, with the rows around a quote, or where it was."""
        self._everything = None
        self._ask(around, row)
        for place in self._pinned:
            self.ask_rows(place, Window(0, 3 * self.rows_visible))
        self.ask_tags()

    def _ask(self, around: Key | None, row: int = 0) -> None:
        self._worker.ask(
            ReadingQuestion(self.navigation, self.rows_visible, around, row, self._everything)
        )

    def ask_rows(self, place: Place, window: Window) -> None:
        self._worker.ask(RowsQuestion(place, self.asked_of(place), window))

    def ask_list(self, navigation: Navigation, place: Place, window: Window) -> None:
        """Go where only that list of a narrowing pane is another: ask for nothing else."""
        self.navigation = navigation
        pinned = self._pinned.get(place)
        if pinned:
            of_tree = navigation.actors if place is Place.ACTORS else navigation.second
            self._pinned[place] = pinned._replace(unfolded=of_tree.unfolded)
        self.ask_rows(place, window)

    def pin(self, place: Place) -> None:
        """That narrowing pane lists from now on what it lists now."""
        listing = self.asked_of(place)
        if isinstance(listing, Listing):
            self._pinned[place] = listing

    def unpin(self, place: Place) -> None:
        """It lists what all panes are about again."""
        if self._pinned.pop(place, None):
            self.ask()

    def ask_detail(self, quote: Key) -> None:
        self._worker.ask(DetailQuestion(quote))

    def ask_profile(self, target: Target) -> None:
        self._worker.ask(ProfileQuestion(target))

    def ask_position(self, quote: Key) -> None:
        self._worker.ask(PositionQuestion(quote, self.navigation.for_quotes))

    def ask_taken(self, quotes: tuple[Key, ...], command_id: str) -> None:
        """Ask for quotes to do a command with, wherever the cursor is by then."""
        self._worker.ask(TakenQuestion(quotes, command_id))

    def ask_chosen(self, quotes: tuple[Key, ...]) -> None:
        """Ask how many of these are among those shown."""
        self._worker.ask(ChosenQuestion(self.navigation.for_quotes, quotes))

    def ask_range(self, begun: Range, end: Key) -> None:
        self._worker.ask(RangeQuestion(begun.query, begun.begun, end))

    def ask_tags_on(self, quotes: tuple[Key, ...]) -> None:
        """Ask for the tags of these; where there are none, of all that were found."""
        self._worker.ask(TagsOnQuestion(self.navigation.for_quotes, quotes))

    def ask_completions(self, text: str) -> None:
        self._worker.ask(CompletionQuestion(text))

    def ask_names(self, place: Place) -> None:
        listing = self.asked_of(place)
        if isinstance(listing, Listing):
            self._worker.ask(NamesQuestion(place, listing))

    def ask_neighbour(self, quote: Key, *, is_later: bool) -> None:
        query = self.navigation.for_quotes
        self._worker.ask(NeighbourQuestion(quote, is_later, query))

    def ask_leap(self, quote: Key, *, is_forward: bool) -> None:
        """Ask where other talks begin, or another speaker where the talks are fixed."""
        query = self.navigation.for_quotes
        are_talks_fixed = any(
            term.field in {"in", "at"} and not term.negated for term in query.fields
        )
        run: Run = "speaker" if are_talks_fixed else "format"
        self._worker.ask(LeapQuestion(quote, query, run, is_forward))

    def ask_tags(self) -> None:
        self._worker.ask(TagsQuestion())

    def ask_undo(self) -> None:
        self._worker.ask(UndoQuestion())

    def glance(self, question: Glance) -> None:
        self._worker.ask(question)

    def look_up(self, question: LookUp | LookBack) -> None:
        self._worker.ask(question)

    def ask_overview(self, question: OverviewQuestion) -> None:
        self._worker.ask(question)

    def asked_of(self, place: Place) -> Listing | Query:
        """What the rows of a pane answer."""
        if place in self._pinned:
            return self._pinned[place]
        if place is Place.ACTORS:
            return self.navigation.actors
        return self.navigation.second if place is Place.FORMATS else self.navigation.for_quotes

    def is_asked(self, question: object) -> bool:
        """Whether a question is still the question; a slower, older answer may arrive late."""
        match question:
            case ReadingQuestion(navigation):
                return navigation == self.navigation
            case RowsQuestion(place, asked):
                return asked == self.asked_of(place)
            case _:
                return True

    def learn(self, answer: ReadingAnswer) -> None:
        """Remember how much the library holds, which no search changes."""
        self._everything = answer.everything

    @property
    def is_idle(self) -> bool:
        return self._worker.is_idle

    def close(self) -> None:
        self._worker.close()
