"""Overviews as they leave the program: objects of JSON, and one row a cell for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from storage import Matrix, Named, Overview, Presence, Sitting, Stances, Timeline
from tui.records import Record

Row = tuple[object, ...]

TIMELINE_COLUMNS: Final = ("actor", "name", "period", "quotes")
MATRIX_COLUMNS: Final = (
    "actor", "name", "format", "format_name", "quotes", "last", "topic", "stance", "coder",
    "adjudicated",
)  # fmt: skip
PRESENCE_COLUMNS: Final = (
    "meeting", "said_on", "format", "actor", "name", "mode", "disputed", "remark", "quotes",
)  # fmt: skip
STANCE_COLUMNS: Final = (
    "actor", "name", "topic", "coder", "said_on", "value", "changed", "quote", "adjudicated",
)  # fmt: skip


def overview_record(overview: Overview) -> Record:
    """All cells that hold something; other records are named by their slugs."""
    match overview:
        case Timeline():
            return _timeline(overview)
        case Matrix():
            return {
                "actors": overview.actors,
                "formats": [_named(each) for each in overview.formats],
                "formats_in_all": overview.formats_in_all,
                "stances_withheld_in": overview.withheld,
                "cells": _records(MATRIX_COLUMNS, _matrix_rows(overview)),
            }
        case Presence():
            return {
                "actors": overview.actors,
                "meetings": [_sitting(each) for each in overview.sittings],
                "meetings_in_all": overview.meetings,
                "parts": _records(PRESENCE_COLUMNS, _presence_rows(overview)),
            }
        case Stances():
            return {
                "rows": overview.total,
                "stances_withheld_in": overview.withheld,
                "codings": _records(STANCE_COLUMNS, _stance_rows(overview)),
            }


def overview_sheet(overview: Overview) -> Iterator[Row]:
    """The names of the columns, then the rows."""
    match overview:
        case Timeline():
            yield TIMELINE_COLUMNS
            yield from _timeline_rows(overview)
        case Matrix():
            yield MATRIX_COLUMNS
            yield from _matrix_rows(overview)
        case Presence():
            yield PRESENCE_COLUMNS
            yield from _presence_rows(overview)
        case Stances():
            yield STANCE_COLUMNS
            yield from _stance_rows(overview)


def _records(columns: tuple[str, ...], rows: Iterator[Row]) -> list[Record]:
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _named(each: Named) -> Record:
    return {"slug": each.slug, "name": each.name}


def _timeline(timeline: Timeline) -> Record:
    return {
        "unit": timeline.unit,
        "periods": list(timeline.periods),
        "actors": timeline.actors,
        "rows": [
            {
                "actor": row.actor.slug,
                "name": row.actor.name,
                "quotes": list(row.quotes),
                "not_placed": row.apart,
            }
            for row in timeline.rows
        ],
        "meetings": [
            {
                "meeting": each.meeting,
                "title": each.title,
                "said_on": each.said_on,
                "format": each.format.slug,
                "period": timeline.periods[each.period],
            }
            for each in timeline.rounds
        ],
    }


def _timeline_rows(timeline: Timeline) -> Iterator[Row]:
    """A row without a period counts those that no one period holds."""
    for row in timeline.rows:
        for period, quotes in zip(timeline.periods, row.quotes, strict=True):
            if quotes:
                yield row.actor.slug, row.actor.name, period, quotes
        if row.apart:
            yield row.actor.slug, row.actor.name, None, row.apart


def _matrix_rows(matrix: Matrix) -> Iterator[Row]:
    for row in matrix.rows:
        for format_, cell in zip(matrix.formats, row.cells, strict=True):
            if cell.quotes:
                yield row.actor.slug, row.actor.name, format_.slug, format_.name, *cell


def _presence_rows(presence: Presence) -> Iterator[Row]:
    for row in presence.rows:
        for sitting, cell in zip(presence.sittings, row.cells, strict=True):
            meeting = sitting.meeting
            for part in cell.parts:
                yield (
                    meeting.slug, meeting.said_on, sitting.format.slug, row.actor.slug,
                    row.actor.name, part.mode, part.disputed, part.remark, cell.quotes,
                )  # fmt: skip


def _stance_rows(stances: Stances) -> Iterator[Row]:
    for row in stances.rows:
        for each in row.codings:
            yield (
                row.actor.slug, row.actor.name, row.topic, row.coder, each.said_on, each.value,
                each.changed, each.quote, row.is_adjudicated,
            )  # fmt: skip


def _sitting(sitting: Sitting) -> Record:
    meeting = sitting.meeting
    return {
        "meeting": meeting.slug,
        "title": meeting.title,
        "said_on": meeting.said_on,
        "format": sitting.format.slug,
        "disputed": bool(meeting.disputes),
    }
