"""The texts that are searched, and the triggers that keep them and their index true."""

from __future__ import annotations

from storage.schema.tables import not_loading

SPELLING = {"ё": "е", "Ё": "Е"}
"""Letters that one writer tells apart and another does not; the index itself keeps them apart."""


def spelled(text: str) -> str:
    """SQL for a text in the spelling in which it is searched; each letter keeps its place."""
    for letter, other in SPELLING.items():
        text = f"replace({text}, '{letter}', '{other}')"
    return text


_NOTES = spelled("group_concat(text, char(10))")
NOTES_OF = (
    f"coalesce((select {_NOTES} from (select text from note where quote = {{0}} order by id)), '')"
)
TEXT_OF = spelled("{0}.text")
TRANSLATION_OF = spelled("coalesce({0}.translation, '')")
INTO_WORDS = (
    "insert into quote_words(id, text, translation, notes) "
    f"select q.id, {TEXT_OF.format('q')}, {TRANSLATION_OF.format('q')}, '' from quote q"
)
"""Texts of quotes that have no notes yet."""
INTO_INDEX = (
    "insert into quote_fts(rowid, text, translation, notes) "
    "select id, text, translation, notes from quote_words"
)
INTO_INDEX_OF = f"{INTO_INDEX} where id = (select id from quote where key = ?)"
INTO_INDEX_BETWEEN = f"{INTO_INDEX} where id between ? and ?"
"""While a batch is loading, each step of it brings its own texts into the index."""

_NOTED = "update quote_words set notes = {notes} where id = {row}.quote;"
_FTS_DELETE = (
    "insert into quote_fts(quote_fts, rowid, text, translation, notes) "
    "values('delete', old.id, old.text, old.translation, old.notes);"
)
_FTS_INSERT = (
    "insert into quote_fts(rowid, text, translation, notes) "
    "values(new.id, new.text, new.translation, new.notes);"
)
_SHOWN = not_loading("(select batch from quote where id = new.id)")


def _noted(row: str) -> str:
    return _NOTED.format(notes=NOTES_OF.format(f"{row}.quote"), row=row)


TRIGGERS = [
    f"create trigger quote_insert_words after insert on quote when {not_loading('new.batch')} begin "
    f"{INTO_WORDS} where q.id = new.id; end;",
    "create trigger quote_update_words after update of text, translation on quote begin "
    f"update quote_words set text = {TEXT_OF.format('new')}, "
    f"translation = {TRANSLATION_OF.format('new')} where id = new.id; end;",
    "create trigger quote_delete_words after delete on quote begin "
    "delete from quote_words where id = old.id; end;",
    f"create trigger note_insert_words after insert on note begin {_noted('new')} end;",
    f"create trigger note_update_words after update of text, quote on note begin "
    f"{_noted('old')} {_noted('new')} end;",
    f"create trigger note_delete_words after delete on note begin {_noted('old')} end;",
    f"create trigger quote_words_insert_fts after insert on quote_words when {_SHOWN} begin "
    f"{_FTS_INSERT} end;",
    "create trigger quote_words_update_fts after update on quote_words begin "
    f"{_FTS_DELETE} {_FTS_INSERT} end;",
    f"create trigger quote_words_delete_fts after delete on quote_words begin {_FTS_DELETE} end;",
]
