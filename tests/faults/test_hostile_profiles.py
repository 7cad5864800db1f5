"""Profiles of a library whose every text is hostile: no line steers, none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from storage import Questions, open_library, parse
from tests.faults.hostile import odd_characters, poison
from tui.formatting import Line, text_of
from tui.profile_records import actor_record, format_record, meeting_record
from tui.profiles import actor_lines, format_lines, meeting_lines
from tui.records import Record, as_json
from tui.widgets.marked_text import wrapped


def profiles(ask: Questions) -> Iterator[tuple[list[Line], Record]]:
    """Every actor, format and meeting, as lines and as an object."""
    for row in ask.records(parse("type:actor").query):
        actor = ask.actor_profile(row.slug)
        yield actor_lines(actor), actor_record(actor)
    for row in ask.records(parse("type:format").query):
        format_ = ask.format_profile(row.slug)
        yield format_lines(format_), format_record(format_)
    for row in ask.records(parse("type:meeting").query):
        meeting = ask.meeting_profile(row.slug)
        yield meeting_lines(meeting), meeting_record(meeting)


def test_no_profile_shows_what_steers_a_terminal(sample: Path) -> None:
    harmless, _ = shown_and_records(sample)
    poison(sample)
    hostile, records = shown_and_records(sample)
    assert odd_characters(hostile.encode()) <= odd_characters(harmless.encode())
    assert len(records) > 100
    assert all(as_json(record).isascii() and as_json(record).isprintable() for record in records)


def shown_and_records(path: Path) -> tuple[str, list[Record]]:
    with open_library(path) as library, library.questions(None) as ask:
        told = list(profiles(ask))
    pieces = [each for lines, _ in told for line in lines for each in wrapped(line, 40)]
    return "".join(map(text_of, pieces)), [record for _, record in told]


def test_a_profile_of_a_hostile_slug_counts_its_own_quotes(sample: Path) -> None:
    poison(sample)
    with open_library(sample) as library, library.questions(None) as ask:
        rows = ask.records(parse("type:meeting").query)
        counted = [ask.meeting_profile(row.slug).said.quotes for row in rows]
    assert counted == [row.quotes for row in rows]
    assert sum(counted) > 0
