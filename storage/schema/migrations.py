"""The ordered steps that bring a library's file to this version; none is edited once released."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from storage.schema import analysis, tables, words

if TYPE_CHECKING:
    from sqlite_utils.db import Database

SCHEMA_VERSION = 3

STEPS = Migrations("peace-tui")


@STEPS(name="0001_first_light")
def first_light(db: Database) -> None:
    execute = db.conn.execute
    for statement in (*statements(tables.TABLES + tables.INDEXES), *tables.TRIGGERS):
        execute(statement)
    execute(f"pragma application_id = {tables.APPLICATION_ID}")
    execute("pragma user_version = 1")


@STEPS(name="0002_one_spelling")
def one_spelling(db: Database) -> None:
    """Words are searched without telling ё from е, and an import indexes its texts step by step."""
    execute = db.conn.execute
    columns = ("text", "translation", "notes")
    changed = ", ".join(f"{each} = {words.spelled(each)}" for each in columns)
    held = " or ".join(f"{each} glob '*[{''.join(words.SPELLING)}]*'" for each in columns)
    execute(f"update quote_words set {changed} where {held}")  # noqa: S608  # fixed pieces
    for trigger in tables.WORDS_TRIGGERS:
        execute(f"drop trigger {trigger.split()[2]}")
    for trigger in words.TRIGGERS:
        execute(trigger)
    execute("pragma user_version = 2")


@STEPS(name="0003_analysis")
def analysis_layer(db: Database) -> None:
    """Notes go on anything; briefs, saved searches, judgements and coding have their tables."""
    execute = db.conn.execute
    script = analysis.NOTES_ON_ANYTHING + analysis.COLUMNS + analysis.TABLES
    for statement in (*statements(script), *analysis.TRIGGERS):
        execute(statement)
    for kind, values in analysis.VOCABULARIES.items():
        for value in values:
            execute("insert into vocabulary(kind, value) values(?, ?)", (kind, value))
    execute("pragma user_version = 3")


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: executescript would commit the transaction."""
    return (part for part in (piece.strip() for piece in script.split(";\n")) if part)
