"""Tables of quotes in files: JSON lines, CSV and TSV, alone or in a folder with tables of names.

Nothing of a file is trusted: what cannot be read is told with its line, and nothing is guessed in
silence. Which column means what is guessed from its name, shown, and can be put right.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
import re
import unicodedata
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, TextIO, cast

from storage.errors import WriteRefused

Values = Mapping[str, str]

KNOWN_AS: Final = {
    "text": ("text", "quote", "statement", "words", "quotation", "utterance", "content", "body"),
    "id": ("id", "ref", "key", "quote_id", "statement_id"),
    "speaker": ("speaker", "actor", "by", "speaker_name", "actor_name", "name", "who", "person"),
    "date": ("date", "said_on", "day", "when", "said", "published"),
    "format": ("format", "talks", "forum", "event", "format_name"),
    "language": ("lang", "language"),
    "source": ("source", "publisher", "outlet", "title", "source_title"),
    "url": ("url", "link", "source_url"),
    "translation": ("translation", "translated", "english"),
    "kind": ("kind",),
    "held_as": ("held_as",),
    "topics": ("topics", "topic", "tags", "labels", "keywords"),
    "remark": ("remark", "note", "notes", "comment"),
}
"""What a quote can have, and by which names of columns it is known; the likelier come first."""
NAMED_BY_ID: Final = {"speaker": ("actor_id", "speaker_id"), "format": ("format_id",)}
"""Columns with ids of another table in the same folder."""
TABLES: Final = {"speaker": ("actors", "speakers"), "format": ("formats",)}
ID_COLUMNS: Final = ("id", "1")
NAME_COLUMNS: Final = ("name", "title", "2")
ALIAS_COLUMNS: Final = ("alias", "native_name", "other_name", "3")
NUMBER: Final = re.compile(r"\d+")
DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?([T ].*)?")
LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
LABELS: Final = re.compile(r"[\w-]{1,20}([ ,;]+[\w-]{1,20})*")
LOOKED_AT: Final = 200  # rows, to see what columns without names hold
ENDINGS: Final = (".jsonl", ".ndjson", ".tsv", ".csv")
LONGEST_FIELD: Final = 10_000_000  # characters
READ_AT_ONCE: Final = 1 << 20


class Name(NamedTuple):
    """A row of another table: a name and another one, or none."""

    name: str
    alias: str = ""


class Line(NamedTuple):
    """A row as it was read, and in which line it begins."""

    number: int
    values: Values


class Table(NamedTuple):
    """A file of quotes, what its columns mean, and the names that its ids stand for."""

    path: Path
    columns: Mapping[str, str]
    """What a quote has, by the column in which it stands."""
    names: Mapping[str, Mapping[str, Name]]
    name: str
    """What its rows' ids belong to: the same id under another name is another quote."""
    unused: tuple[str, ...]
    sha256: str

    def lines(self) -> Iterator[Line]:
        return read(self.path)


def open_table(
    path: Path,
    chosen: Mapping[str, str],
    remembered: Mapping[str, str],
    name: str | None = None,
) -> Table:
    """Look at a file, or at the quotes in a folder, and guess what its columns mean.

    Args:
        path: the file or the folder.
        chosen: columns that are known already, by what they mean.
        remembered: columns that were chosen before, of which some may be gone by now.
        name: of the table; that of the file or folder if not given.

    Raises:
        WriteRefused: there is nothing to read in, or no column holds the quotes' texts.
    """
    names: dict[str, dict[str, Name]] = {}
    file = path
    if path.is_dir():
        file = _in_folder(path, ("quotes", "statements"))
        for what, called in TABLES.items():
            if any((path / f"{each}{ending}").exists() for each in called for ending in ENDINGS):
                names[what] = _names_of(_in_folder(path, called))
    first = [line.values for line in itertools.islice(read(file), LOOKED_AT)]
    if not first:
        msg = f"{file} has no rows. Nothing was read in."
        raise WriteRefused(msg)
    header = tuple(dict.fromkeys(column for row in first for column in row))
    kept = {what: column for what, column in remembered.items() if column in header}
    columns = guessed(header, first, names, kept | dict(chosen))
    unused = tuple(each for each in header if each not in columns.values())
    called = name or (path.resolve().name if path.is_dir() else path.stem)
    return Table(file, columns, names, called, unused, _sha256(file))


def guessed(
    header: Sequence[str],
    rows: Sequence[Values],
    names: Mapping[str, object],
    chosen: Mapping[str, str],
) -> dict[str, str]:
    """What each column means, by its name; where columns have none, by what stands in them.

    Raises:
        WriteRefused: a chosen column is not there, or no column holds the texts.
    """
    known = {each.strip().lower(): each for each in header}
    has_names = not all(each.isdecimal() for each in known)
    columns = _by_name(known, names) if has_names else _by_content(rows, names)
    for what, column in chosen.items():
        if what not in KNOWN_AS:
            msg = f"A quote has no {what}. Nothing was read in; it may have {_listed(KNOWN_AS)}."
            raise WriteRefused(msg)
        if column not in known.values():
            msg = f"There is no column {column}. Nothing was read in; there are {_listed(known)}."
            raise WriteRefused(msg)
        columns = {each: of for each, of in columns.items() if of != column} | {what: column}
    if "text" not in columns:
        msg = (
            f"Which column holds the quotes' texts? There are {_listed(known)}. Nothing was read "
            "in; name it with --column text=COLUMN."
        )
        raise WriteRefused(msg)
    return columns


def _by_name(known: Mapping[str, str], names: Mapping[str, object]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for what, called in KNOWN_AS.items():
        by_id = NAMED_BY_ID[what] if what in names else ()
        found = next((known[each] for each in (*by_id, *called) if each in known), None)
        if found is not None and found not in columns.values():
            columns[what] = found
    return columns


def _by_content(rows: Sequence[Values], names: Mapping[str, object]) -> dict[str, str]:
    """A number that counts comes first; others are ids of names; the longest is the text."""
    held = {column: [row[column] for row in rows if row.get(column)] for column in rows[0]}
    left = [column for column, values in held.items() if values]
    columns: dict[str, str] = {}

    def take(what: str, fits: Callable[[list[str]], bool]) -> None:
        found = next((column for column in left if fits(held[column])), None)
        if found is not None:
            left.remove(found)
            columns[what] = found

    longest = max(left, key=lambda column: sum(map(len, held[column])), default="")
    take("text", lambda values: bool(longest) and values is held[longest])
    take("id", lambda values: _are(values, NUMBER) and len(set(values)) == len(rows))
    for what in names:
        take(what, lambda values: _are(values, NUMBER))
    take("date", lambda values: _are(values, DATE))
    take("language", lambda values: _are(values, LANGUAGE))
    take("topics", lambda values: _are(values, LABELS))
    take("remark", lambda values: not _are(values, NUMBER))
    return columns


def _are(values: list[str], pattern: re.Pattern[str]) -> bool:
    return bool(values) and all(pattern.fullmatch(value) for value in values)


def read(path: Path) -> Generator[Line]:
    """The rows of a file, one by one.

    Raises:
        WriteRefused: it cannot be read, or a line of it is not what it should be.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        msg = (
            f"{path} is no table that can be read in: its name should end in {_listed(ENDINGS)}. "
            "Nothing was read in."
        )
        raise WriteRefused(msg)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            if ending in {".jsonl", ".ndjson"}:
                yield from _json_lines(path, file)
            else:
                yield from _separated(path, file, "\t" if ending == ".tsv" else ",")
    except UnicodeDecodeError as error:
        msg = f"{path} is not UTF-8 text ({error.reason}). Nothing was read in; save it as UTF-8."
        raise WriteRefused(msg) from error
    except OSError as error:
        msg = f"{path} could not be read ({error.strerror}). Nothing was read in."
        raise WriteRefused(msg) from error


def _json_lines(path: Path, file: TextIO) -> Iterator[Line]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            row: Any = json.loads(line)
            if not isinstance(row, dict):
                raise _bad_line(path, number, "it is no JSON object")
            held = cast("dict[str, Any]", row).items()
            values = {name: _text_of(value) for name, value in held}
            "".join((*values, *values.values())).encode()
        except UnicodeEncodeError as error:
            raise _bad_line(path, number, "it holds one half of a character") from error
        except (ValueError, RecursionError) as error:
            raise _bad_line(path, number, f"it is no JSON that can be read ({error})") from error
        yield Line(number, values)


def _separated(path: Path, file: TextIO, separator: str) -> Iterator[Line]:
    csv.field_size_limit(LONGEST_FIELD)
    # Tabs part what is plain: a quotation mark in a TSV is a quotation mark.
    quoting = csv.QUOTE_NONE if separator == "\t" else csv.QUOTE_MINIMAL
    reader = csv.reader(file, delimiter=separator, quoting=quoting, strict=True)
    try:
        header = next(reader, None)
        if header is None:
            return
        rows: Iterable[list[str]] = reader
        if not _is_header(header):
            rows = itertools.chain([header], reader)
            header = [str(number) for number, _ in enumerate(header, 1)]
        if len(set(header)) != len(header):
            raise _bad_line(path, 1, "two columns have the same name")
        for row in rows:
            if not row:
                continue
            if len(row) != len(header):
                why = f"it has {len(row)} fields, and the first line {len(header)}"
                raise _bad_line(path, reader.line_num, why)
            yield Line(reader.line_num, dict(zip(header, row, strict=True)))
    except csv.Error as error:
        raise _bad_line(path, reader.line_num, str(error)) from error


def _is_header(row: list[str]) -> bool:
    """Whether a first line names columns: by a name that is known, or by no number and no date."""
    known = {each for names in (*KNOWN_AS.values(), *NAMED_BY_ID.values()) for each in names}
    return any(each.strip().lower() in known for each in row) or not any(
        NUMBER.fullmatch(each) or DATE.fullmatch(each) for each in row
    )


def _text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(_text_of, cast("list[object]", value)))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _names_of(path: Path) -> dict[str, Name]:
    found: dict[str, Name] = {}
    for line in read(path):
        own, name, alias = (
            next((line.values[each] for each in called if each in line.values), "").strip()
            for called in (ID_COLUMNS, NAME_COLUMNS, ALIAS_COLUMNS)
        )
        if not own or not name:
            raise _bad_line(path, line.number, "it has no id or no name")
        found[own] = Name(clean(name), "" if NUMBER.fullmatch(alias) else clean(alias))
    return found


def _in_folder(folder: Path, called: tuple[str, ...]) -> Path:
    for each in called:
        for ending in ENDINGS:
            if (folder / f"{each}{ending}").exists():
                return folder / f"{each}{ending}"
    msg = f"There is no file {called[0]}{ENDINGS[0]} (or {_listed(ENDINGS[1:])}) in {folder}."
    raise WriteRefused(msg)


def clean(text: str) -> str:
    """A text as the library keeps texts: composed, without space around it."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if "\r" in text or "\0" in text:
        text = text.replace("\r\n", "\n").replace("\0", "")
    return text.strip()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _bad_line(path: Path, number: int, why: str) -> WriteRefused:
    return WriteRefused(
        f"{path}, line {number}: {why}. Nothing was read in; mend the file and try again."
    )


def _listed(words: Sequence[str] | Mapping[str, object]) -> str:
    *most, last = words or ("none",)
    return f"{', '.join(most)} or {last}" if most else last
