"""The lines above and below the board: search, filters, tabs, keys, and what happened."""

from __future__ import annotations

from collections.abc import Sequence

from storage import ActorRow, Query, QuestionProblem, Spelling, Term
from tui import wording
from tui.commands.command import BRIEFS, GRIDS, Command, Place
from tui.commands.keymap import KeyMap
from tui.formatting import Line, Span, span
from tui.gateway.questions import ReadingAnswer
from tui.navigation import Navigation
from tui.panes.search_bar import SearchBar
from tui.panes.status_line import Footer, StatusLine, chip_line, follower_lines
from tui.widgets.framed import Framed
from tui.widgets.one_line import OneLine

TABS = (Place.ACTORS, Place.FORMATS, Place.QUOTES, Place.DETAIL, Place.NOTES)


class Bars:
    """The widgets of one line each, and what they say of an answer, a problem, a place."""

    def __init__(
        self, library: str, keys: KeyMap, *, is_plain: bool = False, is_read_only: bool = False
    ) -> None:
        self._is_plain = is_plain
        self._tab_keys = {each: keys.first_key(f"pane_{each.value}") for each in TABS}
        self.search = SearchBar()
        self.chips = OneLine("chips")
        self.tabs = OneLine("tabs")
        self.tabs.display = False  # until the width is known: few terminals are narrow
        self.footer = Footer("footer", keys)
        self.status = StatusLine("status", library, self._spill, is_read_only=is_read_only)
        self._is_spilled = False
        self.problem: QuestionProblem | None = None
        self.namesake: ActorRow | None = None
        self._spellings: tuple[Spelling, ...] = ()
        self._found = "0"
        self.are_keys_shown = False
        self._is_answered = True
        self._everything: int | None = 0
        self._filters: tuple[list[str], list[str], str] = ([], [], "")
        self._selected = ""
        self._named: tuple[Query, str] | None = None
        self._shown: Query | None = None
        self._last_pane: Framed | None = None
        self._last_place: tuple[Place, Navigation, bool] | None = None
        self._width = 80
        self._is_narrow = self._is_tiny = False

    def fit(self, width: int, *, is_narrow: bool, is_tiny: bool) -> None:
        """Leave out of the bars what a narrow terminal has no room for."""
        self._width, self._is_narrow, self._is_tiny = width, is_narrow, is_tiny
        self.tabs.display = is_narrow and not is_tiny
        self._show_total()

    def show_answer(self, answer: ReadingAnswer) -> None:
        """The counts, the filters as they were understood, and a hint where words are a name."""
        self.problem = None
        self.namesake = answer.namesake
        self._spellings = answer.zero.spellings if answer.zero else ()
        query = self._shown = answer.question.navigation.query
        fixed = [wording.chip(chip) for chip in answer.chips if chip.term in query.terms]
        previews = [wording.chip(chip) for chip in answer.chips if chip.term not in query.terms]
        hint = wording.namesake(self.namesake) if self.namesake else ""
        self._filters = fixed, previews, hint
        self._show_filters()
        self._found = wording.total(answer.quotes.total, goes_on=answer.quotes.goes_on)
        self._everything = answer.everything
        self.show_found()

    def show_selected(self, told: str) -> None:
        """How many quotes are selected, before the filters; `q` leaves that first."""
        self._selected = told
        if self.problem is None:
            self._show_filters()
        if self._last_place:
            place, navigation, is_typing = self._last_place
            self.show_place(place, navigation, is_typing=is_typing)
        if self._last_pane:
            self.show_pane(self._last_pane)

    def name_search(self, query: Query, told: str) -> None:
        """That search has a name, which is told for as long as it is the one that is shown."""
        self._named = query, told
        if self.problem is None:
            self._show_filters()

    @property
    def _search_name(self) -> str:
        return self._named[1] if self._named and self._named[0] == self._shown else ""

    @property
    def _is_typing(self) -> bool:
        return self._last_place is not None and self._last_place[2]

    def _show_filters(self) -> None:
        """The hint says what Tab does while one types, and no longer."""
        fixed, previews, hint = self._filters
        hint = hint if self._is_typing else ""
        self.chips.show(chip_line(fixed, previews, hint, self._selected, self._search_name))

    def _show_total(self) -> None:
        found = self._found if self._is_answered else wording.NO_COUNT
        largest = found if self._everything is None else f"{self._everything:,}"
        self.search.show_total(self._total(found), len(self._total(largest)))

    def _total(self, found: str) -> str:
        if self._everything is None:
            return f"{found} quotes"
        if self._is_narrow:
            return f"{found}/{self._everything:,}"
        return f"{found} of {wording.count(self._everything, 'quote')}"

    def show_unanswered(self) -> None:
        """The rows that stand there answer an earlier text: their total is not this one's."""
        self._is_answered = False
        self._show_total()

    def show_found(self) -> None:
        """The rows that stand there answer the text, but for one that could not be answered."""
        self._is_answered = self.problem is None
        self._show_total()

    def show_problem(self, problem: QuestionProblem) -> None:
        """What is wrong with the search; the last good answer stays."""
        self.problem = problem
        self.show_unanswered()
        place = f"col {problem.column}: " if problem.column else ""
        hint = wording.did_you_mean(problem.text, problem.suggestions)
        self.chips.show((Span(" "), span(f"{place}{problem.text}{hint}", "warn")))

    def show_place(self, place: Place, navigation: Navigation, *, is_typing: bool) -> None:
        """The keys that matter now, and on a narrow terminal which pane is shown."""
        was_typing = self._is_typing
        self._last_place = place, navigation, is_typing
        if was_typing != is_typing and self.problem is None:
            self._show_filters()
        if not self._is_plain:
            self.tabs.show(self._tabs(place, navigation.facet))
        if self._is_spilled:
            return
        if self._is_tiny:
            self.footer.show((Span(wording.TOO_SMALL, "warn"),))
        elif is_typing:
            self.footer.show_typing(self._width)
        else:
            is_bare = not (navigation.query.terms or navigation.previews or self._selected)
            self.footer.show_place(place, self._width, is_at_top=is_bare and place in TABS)

    def _spill(self, line: Line | None) -> None:
        """The line of the keys holds the first half of a sentence, until something else is said."""
        self._is_spilled = line is not None
        if line is not None:
            self.footer.show(line)
        elif self._last_place is not None:
            place, navigation, is_typing = self._last_place
            self.show_place(place, navigation, is_typing=is_typing)

    def _tabs(self, place: Place, facet: str) -> Line:
        if place in GRIDS | BRIEFS:
            return (Span(f"▐{place.value}▌", "strong"),)
        second = wording.FACETS[facet].partition(" ")[0]
        names = {each: each.value for each in TABS} | {Place.FORMATS: second}
        titles = {each: f"{self._tab_keys[each]}{name.title()}" for each, name in names.items()}
        shown = " ".join(f"▐{title}▌" if each is place else title for each, title in titles.items())
        before, edge, rest = shown.replace(" ▐", "▐").replace("▌ ", "▌").partition("▐")
        title, end, after = rest.partition("▌")
        return (Span(before), Span(f"{edge}{title}{end}", "strong"), Span(after))

    def show_followers(self, followers: Sequence[tuple[str, Command]]) -> None:
        """What the second of two keys may be, on the lowest line, and the one above if need be."""
        self.are_keys_shown = bool(followers)
        if followers:
            first, second = follower_lines(followers, self._width)
            if second:
                self.footer.show(first)
            self.status.show(second or first)
        else:
            self.status.show_state()

    def show_pane(self, pane: Framed) -> None:
        """Where the keys go, in words, for a screen that is heard."""
        self._last_pane = pane
        if self._is_plain:
            at = min(pane.current_row + 1, pane.rows_in_all)
            told = wording.pane_in_words(pane.title, at, pane.rows_in_all, self._selected)
            self.tabs.show((Span(told, "strong"),))

    def completed(self, query: Query) -> Query | None:
        """The query that Tab offers: the actor whose name was typed; None where it offers none."""
        if self.namesake is None:
            return None
        by = Term("by", self.namesake.slug, relation="=")
        return Query(query.chips).with_term(by)

    def mended(self, text: str) -> str | None:
        """The text with what was not understood put right; None where nothing is known."""
        problem = self.problem
        if problem is None and self._spellings:
            before, _, after = text.rpartition(self._spellings[0].word)
            return f"{before}{self._spellings[0].near}{after}"
        if problem is None or not problem.suggestions:
            return None
        better = problem.suggestions[0]
        # A name that fits several records has no column: its field is found by its own name.
        field = better.partition(":")[0]
        start = problem.column - 1 if problem.column else text.rfind(f"{field}:")
        if start < 0:
            return None
        if text.startswith("(", start + len(field) + 1):
            return None  # of several values it is not known which is meant
        end = text.find(" ", start)
        return f"{text[:start]}{better}{'' if end < 0 else text[end:]}"
