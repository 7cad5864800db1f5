"""What a person sees on the reading screen."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from textual import events

from storage import EVERYTHING, Questions, Window, open_library, parse
from tests.driver import PATIENCE_SECONDS, PeaceDriver, at_the_keyboard
from tui.gateway import answering
from tui.gateway.answering import first_rows
from tui.gateway.questions import ReadingAnswer, ReadingQuestion
from tui.messages import Answered
from tui.navigation import Navigation

LISTS = ("actors", "formats", "quotes")


@pytest_asyncio.fixture
async def ui(sample: Path) -> AsyncIterator[PeaceDriver]:
    async with at_the_keyboard(sample) as driver:
        yield driver


async def test_a_zero_result_never_reads_as_never_said(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("by:kabulov guarantee")
    assert ui.quotes_say(
        "0 in the words held; 23 of Zamir Kabulov's 28 are paraphrases, the published words may "
        "differ"
    )
    assert ui.quotes_say("holdings: 12 sources, 2017-02-16 to 2021-10-15")
    assert ui.quotes_say("without guarantee*: 28")


async def test_a_name_that_fits_several_actors_asks_and_keeps_the_last_rows(
    ui: PeaceDriver,
) -> None:
    await ui.press("slash")
    await ui.type("by:united")
    assert ui.sees("by:united fits 7 actors")
    assert ui.app.reading.board.quotes.window.total > 0


async def test_tab_takes_the_first_actor_that_a_name_may_mean(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("by:united")
    await ui.press("tab")
    assert "by:=" in ui.app.reading.bars.search.input.value
    assert not ui.sees("fits 7 actors")


async def test_a_mistyped_value_is_named_with_its_place_and_mended_by_tab(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("stance:suport ")
    assert ui.sees("did you mean stance:support?")
    await ui.press("tab")
    assert ui.app.reading.bars.search.input.value.startswith("stance:support")
    assert ui.sees(f"{ui.library.count(parse('stance:support').query)} of 179")


async def test_words_that_are_a_name_offer_the_speaker(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("кабулов")
    assert ui.sees("Zamir Kabulov speaks in 28 quotes")
    await ui.press("tab")
    assert ui.sees("28 of 179 quotes", "by:Zamir Kabulov ✕")


async def test_a_paraphrase_is_led_by_its_mark_and_never_stands_in_quotation_marks(
    ui: PeaceDriver,
) -> None:
    await ui.press("slash")
    await ui.type("key:q0014")
    assert ui.sees("≈ The Moscow format is not there to compete")
    assert "“The Moscow" not in ui.screen()


async def test_held_words_stand_in_quotation_marks(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("key:q0003")
    assert ui.sees("“Pakistani partners”", "EIRNS, reporting TASS, reporting Zamir Kabulov")


async def test_an_uncertain_date_keeps_its_mark(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("key:q0003")
    assert ui.sees("2019-01-29?", "not confirmed")


async def test_a_disputed_meeting_and_a_weak_source_are_told_with_the_quote(
    ui: PeaceDriver,
) -> None:
    await ui.press("slash")
    await ui.type("key:q0015")
    await ui.press("enter", "enter")
    assert ui.sees("sources dispute the meeting", "the source has a caveat")
    assert ui.sees("One article lists the United States as an observer", "advocacy publisher")


async def test_an_answer_held_is_told_with_the_quote(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("key:q0066")
    assert ui.sees("answered by q-")


async def test_resting_on_an_actor_previews_and_escape_takes_the_preview_away(
    ui: PeaceDriver,
) -> None:
    await ui.press("1", "down")
    assert ui.sees("(by:Russian Federation)", "52 of 179 quotes")
    await ui.press("escape")
    assert ui.sees("179 of 179 quotes")


async def test_the_counts_of_a_pane_are_what_choosing_a_row_shows(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("moscow ")
    await ui.press("enter", "1", "down")
    row = ui.app.reading.board.actors.current
    assert row is not None
    await ui.press("enter")
    assert ui.app.reading.board.quotes.window.total == row.quotes


async def test_what_is_below_an_organisation_is_unfolded_and_folded_again(ui: PeaceDriver) -> None:
    await ui.press("1", "j")
    assert ui.sees("(by:Russian Federation)", "52 of 179 quotes")
    actors = ui.app.reading.board.actors
    folded = actors.window.total
    await ui.press("l")
    assert ui.sees("-Russian", "·itself", "+Minist", "·Z. Kab")
    assert actors.window.total == folded + 4
    await ui.press("j", "j", "l", "j", "j", "j")
    assert actors.current is not None
    assert actors.current.name == "Sergey Lavrov"
    await ui.press("h", "h")
    assert actors.window.total == folded + 4
    assert actors.current.name == "Ministry of Foreign Affairs of the Russian Federation"
    await ui.press("h", "h")
    assert actors.window.total == folded
    assert ui.sees("(by:Russian Federation)", "52 of 179 quotes")
    await ui.press("l", "enter")
    assert ui.sees("by:Russian Federation ✕")


@pytest.mark.parametrize("pane", ["1", "2"])
@pytest.mark.parametrize("keys", ["lh", "lj", "ljjh", "jlhl", "lljh"])
async def test_keys_that_are_typed_while_a_row_unfolds_find_it_unfolded(
    sample: Path, pane: str, keys: str
) -> None:
    outcomes: list[tuple[str, str]] = []
    for at_once in (False, True):
        async with at_the_keyboard(sample) as ui:
            await ui.press(pane, "j")
            await (ui.burst(*keys) if at_once else ui.press(*keys))
            outcomes.append((ui.screen(), ui.app.reading.board.place.value))
    assert outcomes[0] == outcomes[1]


async def test_1_once_more_lists_who_speaks_one_by_one(ui: PeaceDriver) -> None:
    await ui.press("1", "1")
    assert ui.shows_pane("VOICES")
    await ui.press("j")
    assert ui.sees("(by:Zamir Kabulov)", "28 of 179 quotes")
    await ui.press("1")
    assert ui.shows_pane("ACTORS")
    assert ui.sees("179 of 179 quotes", "+Russian")


async def test_a_format_unfolds_to_its_meetings(ui: PeaceDriver) -> None:
    await ui.press("2", "j", "j", "right", "j")
    formats = ui.app.reading.board.formats.current
    assert formats is not None
    assert ui.sees("2017-04-14", f"{formats.quotes} of 179 quotes")
    await ui.press("enter")
    assert ui.app.reading.board.quotes.window.total == formats.quotes
    await ui.press("2", "2")
    assert ui.shows_pane("TOPICS")


async def test_another_persons_note_shows_while_the_cursor_stays(
    ui: PeaceDriver, sample: Path
) -> None:
    await ui.press("down", "down")
    quote = ui.current
    with open_library(sample, author="other") as theirs:
        theirs.add_note(quote, "seen from another desk")
    ui.app.look_for_changes()
    await ui.settled()
    assert ui.current == quote
    await ui.press("enter")
    assert ui.sees("seen from another desk", "other")


async def test_a_note_thrown_away_leaves_nothing(ui: PeaceDriver) -> None:
    quote = ui.current
    await ui.press("a")
    await ui.type("better not")
    await ui.press("ctrl+p")
    await ui.type("throw")
    await ui.press("enter")
    assert ui.library.quote(quote).notes == ()
    await ui.press("a")
    assert not ui.sees("better not")


async def test_undoing_a_new_note_offers_its_text_again(ui: PeaceDriver) -> None:
    await ui.press("a")
    await ui.type("first thought")
    await ui.press("escape", "u")
    assert ui.sees("took back: note on")
    await ui.press("a")
    assert ui.sees("first thought")


async def test_an_earlier_runs_write_is_asked_about_before_it_is_taken_back(sample: Path) -> None:
    with open_library(sample) as library:
        quote = library.quotes().rows[0].key
        library.add_note(quote, "of last week")
    async with at_the_keyboard(sample) as ui:
        await ui.press("u")
        assert ui.sees("Take back what you wrote on", "note on")
        await ui.press("escape")
        assert ui.library.quote(quote).notes
        await ui.press("u", "enter")
        assert not ui.library.quote(quote).notes


async def test_a_new_tag_needs_its_own_line(ui: PeaceDriver) -> None:
    quote = ui.current
    await ui.press("t")
    await ui.type("wording-shift")
    assert ui.sees("+new: wording-shift")
    await ui.press("enter")
    assert [tag.name for tag in ui.library.quote(quote).tags] == ["wording-shift"]


async def test_a_star_is_put_on_and_taken_off(ui: PeaceDriver) -> None:
    quote = ui.current
    await ui.press("asterisk")
    assert ui.library.quote(quote).row.starred
    await ui.press("asterisk")
    assert not ui.library.quote(quote).row.starred


async def test_a_half_typed_note_is_offered_by_the_next_start(sample: Path) -> None:
    async with at_the_keyboard(sample, run="first") as ui:
        await ui.press("a")
        await ui.type("not finished")
        ui.app.keep_drafts()
    async with at_the_keyboard(sample, run="second") as ui:
        assert ui.sees("was not finished")
        await ui.press("enter")
        assert ui.sees("not finished")
        await ui.press("escape")
        assert any(
            note.text == "not finished"
            for row in ui.library.quotes().rows
            for note in ui.library.quote(row.key).notes
        )


async def test_help_runs_the_line_that_was_found(ui: PeaceDriver) -> None:
    await ui.press("question_mark")
    assert ui.sees("HELP: quotes")
    await ui.type("hop by hop")
    await ui.press("enter")
    assert ui.sees("PROVENANCE")


async def test_paste_into_a_list_goes_to_the_search_bar(ui: PeaceDriver) -> None:
    await ui.paste("moscow\nand more")
    assert ui.app.reading.bars.search.input.value == "moscow"


async def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    async with at_the_keyboard(tmp_path / "new.db") as ui:
        assert ui.sees("This library is empty", "peace-tui --sample")


@pytest.mark.parametrize("pane", ["1", "2", "3", "4"])
async def test_typing_an_actors_name_into_a_pane_by_mistake_changes_nothing(
    sample: Path, pane: str
) -> None:
    with open_library(sample) as library, library.questions() as ask:
        names = [row.name for row in ask.actors(EVERYTHING, Window(0, 200)).rows]
        before = library.log()
    async with at_the_keyboard(sample) as ui:
        for name in names:
            await ui.press(pane)
            # q and Q may leave the program, which writes nothing either.
            await ui.burst(*name.replace("q", "").replace("Q", ""))
            await ui.close_boxes()
    with open_library(sample) as library:
        assert library.log() == before


async def test_enter_keeps_what_typing_showed(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("tali")
    shown = ui.app.reading.board.quotes.window.total
    await ui.press("enter")
    assert ui.app.reading.board.quotes.window.total == shown > 0


async def test_every_key_is_answered_in_the_order_typed(ui: PeaceDriver) -> None:
    await ui.burst("slash", "m", "o", "s", "ctrl+u", "t", "a", "l", "i", "enter", "j", "a", "x")
    assert ui.sees("NOTE on")
    assert ui.app.reading.bars.search.input.value == "tali*"


async def test_the_right_edge_shows_where_the_rows_are_and_takes_one_anywhere(
    ui: PeaceDriver,
) -> None:
    assert ui.sees("┃")
    lines = ui.app.reading.board.quotes.inner_height
    await ui.drag("quotes", 0, 2, lines - 1)
    assert ui.sees("179/179")
    assert ui.quotes_say("2015-07-08")
    await ui.drag("quotes", lines - 1, 0)
    assert ui.sees("1/179")
    await ui.drag("actors", lines // 2)
    assert ui.shows_pane("ACTORS")
    assert ui.app.reading.board.actors.cursor > 8


async def test_a_list_that_is_shown_whole_has_no_thumb(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("key:q0003")
    await ui.press("enter")
    assert not ui.sees("┃")


async def test_a_click_puts_the_cursor_on_the_row(ui: PeaceDriver) -> None:
    await ui.click("actors", row=1)
    assert ui.shows_pane("ACTORS")
    assert ui.sees("(by:Russian Federation)")


async def test_a_mistake_in_the_text_stays_told_while_older_answers_come_in(
    ui: PeaceDriver,
) -> None:
    await ui.press("slash")
    for _ in range(3):
        await ui.type("stance:suport ")  # what came before it fits nothing either
        assert ui.sees("did you mean stance:support?")
        await ui.press("ctrl+u")
        assert not ui.sees("did you mean")


async def test_a_mistake_taken_back_is_told_no_longer(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("kabul stance:suport ")
    assert ui.sees("did you mean stance:support?")
    await ui.press(*["backspace"] * len("stance:suport "))
    assert not ui.sees("did you mean")
    assert ui.sees(f"{ui.library.count(parse('kabul*').query)} of 179")


async def test_q_drops_the_words_after_the_chips_and_leaves_only_then(ui: PeaceDriver) -> None:
    await ui.press("slash", *"moscow", "enter", "1", "j", "enter")
    assert ui.sees("✕")
    for filters in (True, False):
        assert ui.sees("q back")
        await ui.press("q")
        assert ui.sees("16 of 179 quotes" if filters else "179 of 179 quotes")
    assert ui.sees("q leave")
    await ui.press("q")
    assert ui.sees("q once more leaves")  # a `q` too many is not meant so
    assert await ui.leaves_by("q") == 0


async def test_the_quote_that_was_picked_stays_when_a_filter_is_dropped(ui: PeaceDriver) -> None:
    await ui.press("slash", *"moscow", "enter", "j", "j", "j")
    picked = ui.current
    await ui.press("backspace")
    assert ui.sees("179 of 179 quotes")
    assert ui.current == picked


async def test_a_list_that_nobody_moved_in_starts_at_its_top_again(ui: PeaceDriver) -> None:
    first = ui.current
    await ui.press("1", "j", "j")
    assert ui.current != first
    await ui.press("escape")
    assert ui.current == first


async def test_tab_completes_a_value_with_counts_and_goes_on_to_the_next(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("by:za")
    await ui.press("tab")
    assert ui.sees("Tab: by:=kabulov 28 · by:=khalilzad 13")
    assert ui.app.reading.bars.search.input.value == "by:=kabulov "
    assert ui.sees("28 of 179 quotes")
    await ui.press("tab")
    assert ui.sees("13 of 179 quotes")
    await ui.type("moscow")
    await ui.press("tab")
    assert ui.app.reading.bars.search.input.value != "by:=kabulov "


async def test_tab_where_there_is_nothing_to_complete_leaves_the_search(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("ceasefire ")
    await ui.press("tab")
    assert not ui.app.reading.bars.search.input.has_focus
    assert ui.sees("ceasefire")


async def test_a_misspelt_word_is_told_and_tab_mends_it(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("by:kabulov moscw ")
    assert ui.quotes_say("no quote holds moscw; did you mean moscow (")
    await ui.press("tab")
    assert ui.app.reading.bars.search.input.value.startswith("by:kabulov moscow")
    assert not ui.sees("no quote holds")


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("by:(lavrov OR kabu", "by:(lavrov OR =kabulov "),
        ("moscow -by:lav", "moscow -by:=lavrov "),
        ("(moscow", "moscow"),  # nothing to complete: Tab leaves the search
    ],
)
async def test_tab_completes_the_last_word_and_leaves_the_rest_as_it_is(
    ui: PeaceDriver, typed: str, becomes: str
) -> None:
    await ui.press("slash")
    await ui.type(typed)
    await ui.press("tab")
    assert ui.app.reading.bars.search.input.value.rstrip("*") == becomes


async def test_what_is_typed_right_behind_a_tab_stands_behind_what_it_put_in(
    ui: PeaceDriver,
) -> None:
    await ui.press("slash")
    await ui.burst(*"by", "colon", *"kabu", "tab", "space", *"troops")
    assert ui.app.reading.bars.search.input.value.split() == ["by:=kabulov", "troops"]
    assert ui.sees(f"{ui.library.count(parse('by:=kabulov troops*').query)} of 179 quotes")


async def test_rows_of_an_earlier_text_are_not_counted_as_the_answer(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("in:zzz peace")
    assert ui.sees("fits no format", "– of 179 quotes", "3 QUOTES")
    assert [ui.is_dim(each) for each in LISTS] == [True, True, True]
    assert "/179" not in ui.screen()
    await ui.press("ctrl+u")
    await ui.type("peace")
    assert ui.sees("54 of 179 quotes")
    assert [ui.is_dim(each) for each in LISTS] == [False, False, False]


async def test_rows_of_an_earlier_text_are_dim_until_the_answer_is_there(
    ui: PeaceDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows_may_come, counts_may_come = threading.Event(), threading.Event()

    def rows_later(ask: Questions, question: ReadingQuestion) -> ReadingAnswer:
        rows_may_come.wait(PATIENCE_SECONDS)
        return first_rows(ask, question)

    def counts_later(ask: Questions, answer: ReadingAnswer) -> ReadingAnswer:
        counts_may_come.wait(PATIENCE_SECONDS)
        return with_counts(ask, answer)

    first_rows, with_counts = answering.first_rows, answering.with_counts
    monkeypatch.setattr(answering, "first_rows", rows_later)
    monkeypatch.setattr(answering, "with_counts", counts_later)
    monkeypatch.setattr(answering, "ROWS_FIRST_FROM", 0)
    await ui.press("slash")
    ui.app.post_message(events.Key("x", "x"))
    await ui.until(lambda: ui.is_dim("quotes"))
    assert ui.sees("– of 179 quotes")
    assert [ui.is_dim(each) for each in LISTS] == [True, True, True]
    rows_may_come.set()
    await ui.until(lambda: not ui.is_dim("quotes"))
    assert [ui.is_dim(each) for each in LISTS] == [True, True, False]
    counts_may_come.set()
    await ui.settled()
    assert [ui.is_dim(each) for each in LISTS] == [False, False, False]


async def test_a_title_gives_way_to_a_long_count_and_the_frame_stays_whole(ui: PeaceDriver) -> None:
    ui.app.reading.board.actors.window.total = 1_019_999
    ui.app.reading.board.actors.refresh()
    await ui.press("1")
    edge = next(line for line in ui.screen().splitlines() if line.startswith("╭"))
    assert edge.startswith("╭▸1 ─1,019,999╮╭2")


async def test_rows_that_come_before_their_number_are_shown_as_so_many_and_more(
    ui: PeaceDriver,
) -> None:
    question = ReadingQuestion(Navigation(parse("by:kabulov").query), rows=5)
    ui.app.reading.inquiry.navigation = question.navigation
    with ui.library.questions() as ask:
        whole = first_rows(ask, question)
    some = whole.quotes._replace(rows=whole.quotes.rows[:5], total=5, goes_on=True)
    ui.app.reading.post_message(Answered(whole._replace(quotes=some)))
    await ui.settled()
    assert ui.sees("5+ of 179 quotes", "1/5+")
    await ui.press("j", "j")
    here = ui.current
    ui.app.reading.post_message(Answered(whole))
    await ui.settled()
    assert ui.sees("28 of 179 quotes", "3/28")
    assert ui.current == here


async def test_words_in_brackets_that_are_missing_are_told_as_words(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type('"peace moscow" OR zzyzx ')
    assert ui.quotes_say("0 in the words held; ")
    assert not ui.quotes_say("filters")


async def test_filters_that_leave_nothing_are_not_told_as_words_that_are_missing(
    ui: PeaceDriver,
) -> None:
    await ui.press("slash")
    await ui.type("who:taliban mode:absent ")
    assert ui.quotes_say("no quote that is held fits all of these filters")
    assert ui.quotes_say("without mode:absent: 61")
    assert not ui.quotes_say("0 of 0 quotes")


async def test_back_and_forward_go_through_the_searches_that_were_gone_to(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("moscow")
    await ui.press("enter", "1", "1", "j", "enter")
    assert ui.sees("by:Zamir Kabulov ✕")
    narrowed = ui.screen().splitlines()[0]
    await ui.press("left_parenthesis")
    assert ui.app.reading.bars.search.input.value == "moscow*"
    assert not ui.sees("by:Zamir Kabulov ✕")
    await ui.press("left_parenthesis")
    assert ui.sees("179 of 179 quotes")
    await ui.press("left_parenthesis")
    assert ui.sees("This is the first search.")
    await ui.press("right_parenthesis", "right_parenthesis")
    assert ui.screen().splitlines()[0] == narrowed
    await ui.press("right_parenthesis")
    assert ui.sees("This is the last search.")


async def test_a_quote_is_what_others_are_filtered_by(ui: PeaceDriver) -> None:
    await ui.press("slash", *"key:q0003", "enter", "f")
    assert ui.sees("1 said by Zamir Kabulov")
    await ui.press("1")
    assert ui.sees("1 of 179 quotes", "by:Zamir Kabulov ✕")
    await ui.press("F")
    assert ui.sees("179 of 179 quotes")
    await ui.press("f", *"days")
    assert ui.sees("within 7 days of")
    await ui.press("escape")
    assert ui.sees("179 of 179 quotes")


async def test_before_and_after_are_the_same_speakers_on_the_same_matters(ui: PeaceDriver) -> None:
    await ui.press("slash", *"by:kabulov", "enter", "F", "slash", *"key:q0003", "enter")
    here = ui.current
    await ui.press("less_than_sign")  # it is not among those shown: all that he said is shown
    assert ui.sees("by:Zamir Kabulov ✕", "of 179 quotes")
    before = ui.current
    with ui.library.questions() as ask:
        old, new = ask.quote(here), ask.quote(before)
        assert ask.neighbour(here, is_later=False) == before
    assert new.row.speaker == old.row.speaker
    assert (new.row.said_on or "") <= (old.row.said_on or "")
    assert {*new.topics} & {*old.topics} or new.format == old.format
    await ui.press("greater_than_sign")
    assert ui.current == here
    await ui.press(*["greater_than_sign"] * 28)
    assert ui.sees("Nothing later by this speaker")


async def test_a_pane_can_be_alone_and_back_among_the_others(ui: PeaceDriver) -> None:
    await ui.press("3", "z")
    assert ui.sees("▸3 QUOTES")
    assert not ui.sees("1 ACTORS")
    assert not ui.sees("4 DETAIL")
    await ui.press("1")
    assert ui.sees("▸1 ACTORS")
    assert not ui.sees("3 QUOTES")
    await ui.press("q")
    assert ui.sees("▸1 ACTORS", "3 QUOTES", "4 DETAIL")


async def test_the_second_pane_turns_to_topics_addressees_and_reporting_parties(
    ui: PeaceDriver,
) -> None:
    await ui.press("slash", *"by:kabulov", "enter", "2")
    assert ui.shows_pane("FORMATS")
    for title in ("TOPICS", "TO WHOM", "VIA"):
        await ui.press("2")
        assert ui.shows_pane(title)
        await ui.press("j")
        row = ui.app.reading.board.formats.current
        assert row is not None
        assert ui.sees(f"({ui.app.reading.inquiry.navigation.facet}:")  # it previews
        await ui.press("enter")
        assert ui.sees(f"{row.quotes} of 179 quotes")
        await ui.press("backspace", "2")
    await ui.press("2")
    assert ui.shows_pane("FORMATS")
    assert ui.sees("28 of 179 quotes")


async def test_a_row_of_a_narrowing_pane_is_found_by_its_name_in_any_script(
    ui: PeaceDriver,
) -> None:
    await ui.press("1", "backslash")
    assert ui.sees("FIND in ACTORS")
    await ui.press(*"лавр")
    assert ui.sees("Sergey Lavrov 12")
    await ui.press("enter")
    assert ui.sees("by:Sergey Lavrov ✕", "12 of 179 quotes")
    await ui.press("F", "2", "backslash", *"doha", "enter")  # to the right of the actors
    assert ui.sees("topic:doha-agreement", "16 of 179 quotes")
    await ui.press("1", "backslash", "escape")
    assert ui.sees("16 of 179 quotes")
    assert ui.shows_pane("ACTORS")


@pytest.mark.parametrize("word", ["moscow", "zzyzx"])
async def test_a_note_typed_blind_is_on_the_quote_that_was_searched_for_or_on_none(
    ui: PeaceDriver, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    rows_may_come = threading.Event()

    def rows_later(ask: Questions, question: ReadingQuestion) -> ReadingAnswer:
        rows_may_come.wait(PATIENCE_SECONDS)
        return rows_at_once(ask, question)

    rows_at_once = answering.first_rows
    await ui.press("slash")
    before = ui.library.log()
    monkeypatch.setattr(answering, "first_rows", rows_later)
    for key in (*word, "enter", "a", *"unread", "escape"):
        ui.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await ui.until(lambda: ui.is_dim("quotes"))
    assert ui.library.log() == before
    rows_may_come.set()
    await ui.settled()
    noted = ui.library.quotes(parse("note:unread").query).rows
    found = ui.library.quotes(parse(word).query).rows
    assert [row.key for row in noted] == [row.key for row in found[:1]]
    assert len(ui.library.log()) == len(before) + len(noted)
