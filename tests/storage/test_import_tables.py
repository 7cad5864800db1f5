"""Tables of quotes: what their columns mean, what is read in, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from storage import Library, UndoRefused, WriteRefused, open_library, parse
from storage.exchange import beside
from tests.builders import records_of
from tests.storage.logs import entries, rows

CSV = """id,speaker,date,talks,statement,url,lang,topics
1,Norland,2025-05-14,Lakeside talks,"We met, and will meet.",https://a.example/1,en,truce; borders
2,Anna Kabin,2025-05,Lakeside talks,A pause is not a peace.,https://a.example/1,en,truce
3,,,,No one is named here.,,,
"""
ROOT = Path(__file__).parents[2]
KILLED_WHILE_LOADING = """
import os, sys
from pathlib import Path
from storage import open_library
from storage.exchange import beside

beside.PAYS_FROM = 0
left = int(sys.argv[3])

def killed(_rows):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), 9)

with open_library(sys.argv[1]) as library:
    library.import_table(library.look_at_table(Path(sys.argv[2]), {}, {}), "words", killed)
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "spring.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def read_in(library: Library, path: Path, held_as: str = "paraphrase", **chosen: str) -> str:
    table = library.look_at_table(path, chosen, {})
    return library.import_table(table, held_as, lambda _: None).summary


def refused(library: Library, path: Path, content: str, **chosen: str) -> str:
    """What is said about a file, of which nothing may be kept."""
    path.write_text(content, encoding="utf-8")
    before = held(library)
    with pytest.raises(WriteRefused) as error:
        read_in(library, path, **chosen)
    assert held(library) == before
    return str(error.value)


def held(library: Library) -> object:
    counted = [
        rows(library.path, f"select count(*) from {table}")[0][0]
        for table in ("quote", "actor", "format", "source", "topic", "batch", "quote_words")
    ]
    return counted, entries(library.path)


# What is read in.


def test_columns_are_known_by_their_names(library: Library, table: Path) -> None:
    assert dict(library.look_at_table(table, {}, {}).columns) == {
        "text": "statement", "id": "id", "speaker": "speaker", "date": "date", "format": "talks",
        "language": "lang", "url": "url", "topics": "topics",
    }  # fmt: skip


def test_every_row_becomes_a_quote_with_all_that_it_says(library: Library, table: Path) -> None:
    assert read_in(library, table) == "import of spring (3 quotes, 9 records)"
    first = library.quote(library.find("1"))
    assert first.row.text == "We met, and will meet."
    assert (first.row.held_as, first.row.kind) == ("paraphrase", "indirect")
    assert first.row.speaker is not None
    assert first.row.speaker.name == "Norland"
    assert (first.row.said_on, first.lang) == ("2025-05-14", "en")
    assert first.format is not None
    assert first.format.name == "Lakeside talks"
    assert first.source is not None
    assert first.source.url == "https://a.example/1"
    assert first.topics == ("truce", "borders")
    assert library.quote(library.find("3")).row.speaker is None
    assert library.count(parse('by:kabin in:lakeside topic:truce "a pause"').query) == 1
    assert library.verify().findings == ()


@pytest.mark.parametrize("rows_in_file", [99, 100, 101, 250])
def test_no_row_is_lost_between_two_steps(
    library: Library, tmp_path: Path, rows_in_file: int
) -> None:
    path = tmp_path / "many.jsonl"
    lines = [json.dumps({"id": n, "text": f"Word number{n}."}) for n in range(rows_in_file)]
    path.write_text("\n".join(lines), encoding="utf-8")
    read_in(library, path)
    assert library.quotes().total == rows_in_file
    for number in {0, 98, rows_in_file - 1}:
        assert library.count(parse(f"number{number}").query) == 1


MANY = [
    {"id": n, "text": f"Word number{n}.", "speaker": f"Speaker {n % 7}", "topics": f"t{n % 5}"}
    for n in range(1_000)
]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(map(json.dumps, MANY)), encoding="utf-8")
    return path


@pytest.fixture
def by_two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every table counts as a large one."""
    monkeypatch.setattr(beside, "PAYS_FROM", 0)


def test_a_second_process_reads_the_same_as_one(
    library: Library, tmp_path: Path, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = read_in(library, many)
    monkeypatch.setattr(beside, "PAYS_FROM", 0)
    with open_library(tmp_path / "other.db") as other:
        assert read_in(other, many) == said == "import of many (1,000 quotes, 1,012 records)"
        for table in ("quote", "actor", "topic"):
            sealed = f"select key, leaf from {table} order by key"
            assert [tuple(row) for row in rows(other.path, sealed)] == [
                tuple(row) for row in rows(library.path, sealed)
            ]
        assert (
            rows(other.path, "select val from op where kind = 'import'")[0][0]
            == (rows(library.path, "select val from op where kind = 'import'")[0][0])
        )
        assert other.count(parse("number7 by:=speaker-0").query) == 1
        assert other.verify().findings == ()


@pytest.mark.usefixtures("by_two_processes")
def test_what_a_second_process_refuses_is_told_with_its_line(
    library: Library, tmp_path: Path
) -> None:
    content = "text,date\n" + "We met.,2025\n" + "We left.,soon\n"
    assert "line 3: soon is no date" in refused(library, tmp_path / "a.csv", content)


@pytest.mark.usefixtures("by_two_processes")
def test_a_second_process_that_was_ended_is_told_and_nothing_is_kept(
    library: Library, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = beside.start

    def ended() -> object:
        process = start()
        assert process is not None
        process.kill()
        process.wait()
        return process

    monkeypatch.setattr(beside, "start", ended)
    before = held(library)
    with pytest.raises(WriteRefused, match="The process that reads the table has ended"):
        read_in(library, many)
    assert held(library) == before


@pytest.mark.usefixtures("by_two_processes")
def test_where_no_second_process_can_be_started_one_does_it_all(
    library: Library, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "start", lambda: None)
    read_in(library, many)
    assert library.quotes().total == 1_000


@pytest.mark.usefixtures("by_two_processes")
def test_no_second_process_is_left_after_an_import_was_stopped(
    library: Library, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, started = beside.start, list[subprocess.Popen[bytes]]()

    def watched() -> subprocess.Popen[bytes]:
        process = start()
        assert process is not None
        started.append(process)
        return process

    def stop(_rows: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(beside, "start", watched)
    with pytest.raises(KeyboardInterrupt):
        library.import_table(library.look_at_table(many, {}, {}), "words", stop)
    assert [process.returncode for process in started] == [-9]


def test_words_are_claimed_only_where_that_is_said(library: Library, table: Path) -> None:
    read_in(library, table, "words")
    assert library.count(parse("is:words is:direct").query) == 3


def test_ids_stand_for_the_names_in_other_tables_of_the_folder(
    library: Library, tmp_path: Path
) -> None:
    """Without a line of names too: what stands in a column says what it is."""
    (tmp_path / "actors.tsv").write_text("1\tOmar Tal\tعمر تال\n2\tOmar Tal\t\n", encoding="utf-8")
    (tmp_path / "formats.tsv").write_text("1\tHarbour talks\t2019\n", encoding="utf-8")
    (tmp_path / "quotes.tsv").write_text(
        '1\t1\t1\t2019-07-27\ten\tt1 t2\tWe said "no" and left.\tcompare\n'
        "2\t2\t1\t2019-07-28\tru\t\tMay the truce hold a while longer.\t\n",
        encoding="utf-8",
    )
    read_in(library, tmp_path)
    first, second = library.quote(library.find("1")), library.quote(library.find("2"))
    assert first.row.text == 'We said "no" and left.'
    assert (first.topics, first.remark) == (("t1", "t2"), "compare")
    assert first.row.speaker is not None
    assert second.row.speaker is not None
    assert first.row.speaker.name == second.row.speaker.name == "Omar Tal"
    assert first.row.speaker.slug != second.row.speaker.slug  # two of one name are two
    assert library.count(parse("by:عمر").query) == 1


def test_a_speaker_whom_the_library_knows_by_that_name_is_not_made_again(
    library: Library, table: Path
) -> None:
    with records_of(library) as records:
        records.actor("norland", "Norland", kind="state")
    read_in(library, table)
    assert library.count(parse("by:=norland").query) == 1


def test_the_second_time_changes_nothing_and_more_rows_come_alone(
    library: Library, table: Path
) -> None:
    read_in(library, table)
    before = held(library)
    assert read_in(library, table) == "spring.csv was read in before; nothing had to change"
    assert held(library) == before
    table.write_text(
        CSV + "4,Norland,2025-06-01,Lakeside talks,A new one.,,en,\n", encoding="utf-8"
    )
    assert read_in(library, table) == "import of spring (1 quote, 1 record; 3 were there already)"
    assert library.quotes().total == 4
    assert library.verify().findings == ()


def test_it_is_undone_as_a_whole_and_comes_back(library: Library, table: Path) -> None:
    read_in(library, table)
    library.undo(library.log()[0].txn)
    assert library.quotes().total == 0
    read_in(library, table)
    assert library.quotes().total == 3


def test_a_person_may_stop_it_and_nothing_is_kept(library: Library, table: Path) -> None:
    def stop(_rows: int) -> None:
        raise KeyboardInterrupt

    before = held(library)
    with pytest.raises(KeyboardInterrupt):
        library.import_table(library.look_at_table(table, {}, {}), "words", stop)
    assert held(library) == before


def test_how_much_is_cleared_away_again_is_told(library: Library, many: Path) -> None:
    def stop(rows_read: int) -> None:
        if rows_read > 500:
            raise KeyboardInterrupt

    parts: list[float] = []
    before = held(library)
    with pytest.raises(KeyboardInterrupt):
        library.import_table(library.look_at_table(many, {}, {}), "words", stop, parts.append)
    assert held(library) == before
    assert library.verify().findings == ()
    assert parts == sorted(parts)
    assert parts[-1] == 1.0


def test_what_others_write_meanwhile_is_not_cleared_away(library: Library, many: Path) -> None:
    def stop(rows_read: int) -> None:
        with records_of(library) as records:
            records.quote(f"q-{rows_read}", f"Said after {rows_read}.")
        if rows_read > 500:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.import_table(library.look_at_table(many, {}, {}), "words", stop)
    assert library.quotes().total == library.count(parse('"said after"').query) > 1
    assert rows(library.path, "select count(*) from quote")[0][0] == library.quotes().total
    assert library.verify().findings == ()


@pytest.mark.parametrize("nth", [1, 3])
def test_an_import_that_was_killed_is_cleared_away_by_the_next_program(
    library: Library, many: Path, nth: int
) -> None:
    before = held(library)
    command = [sys.executable, "-c", KILLED_WHILE_LOADING, library.path, many, str(nth)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
    assert held(library) != before
    with open_library(library.path) as next_run:
        assert held(next_run) == before
        read_in(next_run, many)
        assert next_run.quotes().total == 1_000
        assert next_run.verify().findings == ()


# What is refused.


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", "text,date\nWe met.,14/05/2025\n", "line 2: 14/05/2025 is no date"),
        ("a.csv", "text,kind\nWe met.,spoken\n", "line 2: kind is spoken, and should be direct"),
        ("a.csv", "text,id\nWe met.,1\nWe left.,1\n", "line 3: its id 1 stands in an earlier line"),
        ("a.csv", "text\n  \n", "line 2: it has no text"),
        ("a.csv", "text,date\nWe met.\n", "line 2: it has 1 fields, and the first line 2"),
        ("a.csv", "text,text\na,b\n", "two columns have the same name"),
        ("a.csv", 'text\n"We met.\n', "line"),
        ("a.csv", "speaker,date\nNorland,2025\n", "Which column holds the quotes' texts?"),
        ("a.csv", "", "has no rows"),
        ("a.jsonl", '{"text": "a"}\n{"text": \n', "line 2: it is no JSON"),
        ("a.jsonl", '["a"]\n', "line 1: it is no JSON object"),
        ("a.jsonl", "[" * 100_000, "line 1: it is no JSON"),
        ("a.jsonl", '{"text": "a\\ud800"}', "line 1: it holds one half of a character"),
        ("a.jsonl", "{}\n", "Which column holds the quotes' texts?"),
        ("a.csv", "text,date\nWe met.,2025-05-14 noon\n", "line 2: 2025-05-14 noon is no date"),
        ("a.xlsx", "PK", "no table that can be read in"),
    ],
)
def test_what_is_not_understood_is_told_with_its_line_and_nothing_is_kept(
    library: Library, tmp_path: Path, name: str, content: str, sentence: str
) -> None:
    said = refused(library, tmp_path / name, content)
    assert sentence in said
    assert "Nothing was" in said


def test_a_chosen_column_must_be_there_and_mean_something(library: Library, table: Path) -> None:
    assert "no column remarks" in refused(library, table, CSV, text="remarks")
    assert "A quote has no colour" in refused(library, table, CSV, colour="url")


def test_text_that_is_not_utf_8_is_told(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"text\nd\xe9j\xe0 vu\n")
    with pytest.raises(WriteRefused, match="not UTF-8"):
        read_in(library, path)


@pytest.mark.parametrize("is_folder", [False, True])
def test_a_file_that_is_not_there_is_told(
    library: Library, tmp_path: Path, is_folder: bool
) -> None:
    path = tmp_path / "a.csv"
    if is_folder:
        path.mkdir()
    with pytest.raises(WriteRefused):
        read_in(library, path)


def table_of(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


def test_tables_of_different_names_have_ids_of_their_own(library: Library, tmp_path: Path) -> None:
    names = {"a": "1,Anna Alpha", "b": "1,Carl Gamma"}
    for folder, name in names.items():
        read_in(
            library,
            table_of(
                tmp_path / folder,
                actors=f"id,name\n{name}\n",
                quotes=f"id,actor_id,text\n1,1,{name[2:]} spoke.\n",
            ),
        )
    for name in ("Anna Alpha", "Carl Gamma"):
        (row,) = library.quotes(parse(f'by:"{name}"').query).rows
        assert row.text == f"{name} spoke."
    assert library.verify().findings == ()


def test_an_id_that_says_something_else_by_now_is_told_and_nothing_is_kept(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "data.csv"
    path.write_text("id,text,speaker\n1,We wait.,Norland\n", encoding="utf-8")
    read_in(library, path)
    said = refused(library, path, "id,text,speaker\n1,We waited.,Norland\n")
    assert "line 2: its quote is in the library already and says something else there" in said
    table = library.look_at_table(path, {}, {}, "data-2")
    library.import_table(table, "paraphrase", lambda _: None)
    assert library.quotes().total == 2


def test_rows_of_an_import_that_was_taken_back_are_not_there(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "data.csv"
    path.write_text("id,text,other\n1,wrong,right\n", encoding="utf-8")
    read_in(library, path)
    library.undo(library.log()[0].txn)
    said = refused(library, path, "id,text,other\n1,wrong,right\n", text="other")
    assert "belongs to the import of data that was taken back" in said
    table = library.look_at_table(path, {"text": "other"}, {}, "data-2")
    library.import_table(table, "paraphrase", lambda _: None)
    assert [row.text for row in library.quotes().rows] == ["right"]
    assert library.verify().findings == ()


def test_an_import_stays_while_quotes_of_another_name_its_records(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "data.csv"
    path.write_text("id,text,speaker\n1,We wait.,Norland\n", encoding="utf-8")
    read_in(library, path)
    first = library.log()[0].txn
    path.write_text(
        "id,text,speaker\n1,We wait.,Norland\n2,We wait still.,Norland\n", encoding="utf-8"
    )
    read_in(library, path)
    second = library.log()[0].txn
    with pytest.raises(UndoRefused, match="rest"):
        library.undo(first)
    library.undo(second)
    library.undo(first)
    assert library.quotes().total == 0
    assert library.verify().findings == ()


@pytest.mark.parametrize(
    ("topics", "held"),
    [("truce borders", ("truce", "borders")), ("red lines; truce", ("red-lines", "truce"))],
)
def test_topics_are_parted_by_what_parts_them(
    library: Library, tmp_path: Path, topics: str, held: tuple[str, ...]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"id,text,topics\n1,We met.,{topics}\n", encoding="utf-8")
    read_in(library, path)
    assert library.quote(library.find("1")).topics == held


def test_columns_are_known_though_the_first_rows_lack_them(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a"}\n{"text": "b", "speaker": "Norland"}\n', encoding="utf-8")
    read_in(library, path)
    assert library.count(parse("by:norland").query) == 1


def test_a_first_line_with_a_known_name_names_columns(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.CSV"
    path.write_text("text,speaker,2021\nWe met.,Norland,x\n\n", encoding="utf-8")
    read_in(library, path)
    assert [row.text for row in library.quotes().rows] == ["We met."]


def test_columns_remembered_are_taken_as_far_as_they_are_there(
    library: Library, table: Path
) -> None:
    remembered = {"text": "statement", "remark": "gone"}
    assert "remark" not in library.look_at_table(table, {}, remembered).columns
