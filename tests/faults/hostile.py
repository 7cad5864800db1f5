"""A library in which every text tries to take the terminal over, and what may be on the line."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from storage import Library, Piece, open_library
from storage.connections import Connection, connect
from storage.deeds import (
    AddParagraph,
    AddToBrief,
    AddTopic,
    Correct,
    DrawSample,
    JudgeIdentity,
    LinkQuotes,
    LinkSays,
    Retract,
    SaveSearch,
    SetStance,
    WriteNote,
)
from storage.ids import raw_of

PAYLOADS: Final = (
    "\x1b]0;TAKEN\x07",  # the window's title
    "\x1b]52;c;VEFLRU4=\x07",  # the clipboard
    "\x1b]8;;http://taken.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[48;5;201m\x1b[3J\x1b[999;999H",
    "\x1b[>0q\x1b[c\x1b[6n\x1b[21t",  # questions whose answers would be typed
    "\x1bPTAKEN\x1b\\",
    "\x1b_TAKEN\x1b\\\x1b^TAKEN\x1b\\\x1bXTAKEN\x1b\\",
    "\x1bc\x1b(0\x1b#8\x0e",
    "\x9b48;5;201m\x9d0;TAKEN\x9c\x90TAKEN\x9c\x84\x85",
    "\x07\x08\x0b\x0c\x7f\x05",
    "one\rtwo\nthree\tfour",
    "a\x00b",
    "[/]",
    "[@click=app.quit()]quit[/]",
    "[link=http://taken.example]link[/link] [red on",
    "\\[bold] ${TAKEN} {0} %s $(TAKEN)",
    "\u202egnorw\u202c \u2066in\u2069 \u200fx\u061c",
    "ze\u200bro\u2060 \ufeffw\u00adidth",
    "no\u200dt \u200cx",
    "x\U000e0001\U000e0041\U000e007f",  # tag characters
    "line\u2028paragraph\u2029",
    "\u0301\u0301starts with marks",
    "\ufff9anchor\ufffa\ufffb\ue000\U0010fffd\uffff",
    "\u115f\u3164\u034f\u17b4 blank",
    "🏳️\u200d🌈\u200d🌈\u200d🌈\u200d🌈\ufe0f\ufe0f\ufe0f",
)
FLOOD: Final = "e" + "\u0315\u0308" * 5_000
ALL_AT_ONCE: Final = " ".join(PAYLOADS)
TAG_NAMES: Final = (FLOOD, *(f"a{payload}z" for payload in PAYLOADS))
# What a function of SQL gives back ends at its first NUL.
PAYLOADS_OF_FUNCTIONS: Final = tuple(each for each in PAYLOADS if "\x00" not in each)

# What steers the program rather than being shown: constraints, hashes, and who may see a record.
NOT_FOR_PEOPLE: Final = frozenset(
    {"name_key", "handling", "sha256", "state", "status", "part", "verdict", "rank", "keeper"}
)
NOT_RECORDS: Final = frozenset({
    "site", "library", "door", "op", "head", "change_log", "quote_words", "vocabulary", "note",
    "tag",
})  # fmt: skip
# Words of a vocabulary decide which lines are shown at all, so that only some rows lose them.
VOCABULARY: Final = frozenset(
    {"kind", "held_as", "relation", "type", "mode", "used", "about", "basis", "value", "hedge"}
)
SPACES: Final = (" ", "\x1b", " ", "\x9b", " ", "\u202e", " ", "\x07", " ", "\u200b")

TEXT_COLUMNS: Final = """
select m.name, c.name from sqlite_schema m, pragma_table_info(m.name) c
where m.type = 'table' and m.name not glob 'quote_fts*' and m.name not glob 'sqlite_*'
and m.name not glob '_sqlite*'
and not (m.name = 'source_text' and c.name = 'text') and c.name <> 'exact'
and upper(c.type) = 'TEXT' order by m.name, c.cid
"""
HELD: Final = 'select distinct "{column}" from {table} where "{column}" is not null'
CHANGE: Final = 'update {table} set "{column}" = ? where "{column}" = ?'
CHANGE_SOME: Final = (
    'update {table} set "{column}" = poisoned("{column}") where "{column}" is not null'
)
CHANGE_WORDS: Final = "update quote set text = ? where key = ?"
STORED_TEXTS: Final = "select id, text from source_text where text is not null"
CHANGE_STORED_TEXT: Final = "update source_text set text = ? where id = ?"
CHANGE_SPANS: Final = """
update quote_span set exact = (
    select substr(t.text, "start" + 1, "end" - "start") from source_text t where t.id = source_text)
where source_text = ? and exact is not null
"""

SEQUENCE: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
NUMBER: Final = re.compile(r"\d+")
MARKED: Final = re.compile(r"TAKEN|201|999|VEFL|taken\.example")
MARKS_IN_A_ROW: Final = 4
# Joined emoji are real text, and so the one place where a joiner may go to the terminal.
JOINER_IN_EMOJI: Final = re.compile(
    "(?<=[\ufe0f\U0001f000-\U0001faff])\u200d(?=[\U0001f000-\U0001faff])"
)
ODD_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def poison(path: Path) -> None:
    """Put a payload in front of every text that the library holds, and write some through it."""
    with open_library(path) as library:
        annotate(library)
        first = library.quotes().rows[0].key
    with closing(connect(path)) as db:
        payloads = itertools.cycle((*PAYLOADS, FLOOD))
        db.execute("begin immediate")
        for table, column in db.execute(TEXT_COLUMNS).fetchall():
            if table in NOT_RECORDS or column in NOT_FOR_PEOPLE:
                continue
            if column in VOCABULARY:
                _poison_vocabulary(db, table, column)
            else:
                _poison_column(db, table, column, payloads)
        _poison_stored_texts(db)
        db.execute(CHANGE_WORDS, (ALL_AT_ONCE, raw_of(first)))
        db.execute("commit")
    with open_library(path) as library:
        rows = library.quotes().rows
        for row, text in zip(rows, (ALL_AT_ONCE, FLOOD, *PAYLOADS), strict=False):
            library.add_note(row.key, text)
        library.tag((rows[0].key, rows[1].key), add=TAG_NAMES)


def annotate(library: Library, note: str = ALL_AT_ONCE) -> None:
    """Something of whatever an analyst can write, with free text wherever some is taken."""
    quotes = tuple(row.key for row in library.quotes().rows[:4])
    for number in range(9):
        library.do(AddToBrief(quotes, f"brief {number}"))
        library.do(SaveSearch(f"search {number}", f"peace {number}"))
    with library.questions() as ask:
        (brief, *_), actors = ask.briefs(), ask.picks("a", "")
    library.do(AddParagraph(brief.key, "a paragraph"))
    topic = library.do(AddTopic("a topic", "what it is")).keys[0]
    library.do(SetStance(quotes[:2], topic, "support"))
    library.do(LinkQuotes(LinkSays(quotes[0], "answers", quotes[1], "analyst", "as both say")))
    library.do(Correct(quotes[0], {"remark": "a remark"}, {}, "a reason"))
    library.do(Retract(quotes[1], "a reason"))
    library.do(JudgeIdentity(actors[0].key, actors[1].key, "unsure", "a reason"))
    for about in (actors[0].key, topic):
        library.do(WriteNote(about, note))
    library.do(WriteNote(quotes[0], note, piece=Piece(0, 9, None)))
    library.do(DrawSample("a sample", "peace", 1, quotes, (topic,), ("somebody", library.author)))


def sequences(raw: bytes) -> frozenset[str]:
    """The kinds of control sequence in what was sent: each with its numbers left out."""
    return frozenset(NUMBER.sub("N", found) for found in SEQUENCE.findall(_text(raw)))


def odd_characters(raw: bytes) -> frozenset[str]:
    """Characters outside of sequences that steer, hide or mean nothing."""
    plain = JOINER_IN_EMOJI.sub("", SEQUENCE.sub("", _text(raw)))
    return frozenset(each for each in plain if unicodedata.category(each) in ODD_CATEGORIES)


def forbidden(raw: bytes, benign: bytes) -> frozenset[str]:
    """What is in these bytes that a run on a harmless library of the same shape never sends."""
    text = _text(raw)
    allowed = sequences(benign)
    sent = frozenset(
        each
        for each in SEQUENCE.findall(text)
        if NUMBER.sub("N", each) not in allowed or MARKED.search(each)
    )
    odd = odd_characters(raw) - odd_characters(benign)
    return sent | odd | frozenset(_floods(SEQUENCE.sub("", text)))


def _poison_column(db: Connection, table: str, column: str, payloads: Iterator[str]) -> None:
    held = [row[0] for row in db.execute(HELD.format(table=table, column=column))]
    for text in held:
        db.execute(CHANGE.format(table=table, column=column), (f"{next(payloads)} {text}", text))


def _poison_vocabulary(db: Connection, table: str, column: str) -> None:
    """One word in three, whichever rows those are."""
    payloads = itertools.cycle(PAYLOADS_OF_FUNCTIONS)
    calls = itertools.count()

    def poisoned(text: str) -> str:
        return text if next(calls) % 3 else f"{next(payloads)} {text}"

    db.create_function("poisoned", 1, poisoned)
    db.execute(CHANGE_SOME.format(table=table, column=column))


def _poison_stored_texts(db: Connection) -> None:
    """In a text that words stand in, only its spaces become hostile: each place stays."""
    for text_id, text in db.execute(STORED_TEXTS).fetchall():
        spaces = itertools.cycle(SPACES)
        hostile = re.sub(" ", lambda _, spaces=spaces: next(spaces), text)
        db.execute(CHANGE_STORED_TEXT, (hostile, text_id))
        db.execute(CHANGE_SPANS, (text_id,))


def _floods(text: str) -> Iterator[str]:
    marks = 0
    for each in text:
        marks = marks + 1 if unicodedata.category(each)[0] == "M" else 0
        if marks == MARKS_IN_A_ROW + 1:
            yield f"more than {MARKS_IN_A_ROW} marks on one letter"


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")
