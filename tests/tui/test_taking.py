"""Taking a quote away: what is copied, where it goes, what is opened, and what is said about it."""

from __future__ import annotations

import base64
import json
import os
import re
import sys
from pathlib import Path

import pytest

from storage import Key, QuoteDetail, Slug, Source, Window, open_library
from storage.deeds import SetHandling, WriteNote
from tests.builders import records_of
from tests.driver import PeaceDriver, at_the_keyboard
from tests.pty_driver import PtyProgram, peace_tui
from tui import copies, wording
from tui.commands.catalogue import ADDRESSES, COPIES
from tui.formatting import CONTESTING, COPY, row_words, speaker_name
from tui.gateway.machine import Machine
from tui.records import whole_record
from tui.safe_text import safe
from tui.screens.taking import ADDRESS_OF
from tui.terminal_guard.sequences import CLIPBOARD_ROOM, to_clipboard, web_address

OSC_52 = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
needs_programs = pytest.mark.skipif(sys.platform == "win32", reason="programs are shell scripts")


def detail_of(sample: Path, name: str) -> QuoteDetail:
    with open_library(sample) as library, library.questions() as ask:
        return ask.quote_with_provenance(library.find(name))


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder of programs, empty yet."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def program(folder: Path, name: str, does: str = "") -> Path:
    """A program that keeps what it is given: its arguments, then its input."""
    kept = folder / f"{name}.given"
    does = does or f'(echo "$@"; cat) > {kept}.new && mv {kept}.new {kept}'
    script = folder / name
    script.write_text(f"#!/bin/sh\nPATH={os.environ['PATH']}\n{does}\n", encoding="utf-8")
    script.chmod(0o755)
    return kept


def machine(folder: Path, **variables: str) -> Machine:
    return Machine({"PATH": str(folder), **variables})


async def at_quote(ui: PeaceDriver, ref: str) -> Key:
    await ui.press("slash", *f"key:{ref}", "enter")
    return ui.current


# What is copied.


def test_words_stand_in_quotation_marks_and_a_paraphrase_is_led_by_its_word(sample: Path) -> None:
    words, paraphrase = detail_of(sample, "q0003"), detail_of(sample, "q0002")
    assert words.row.in_words
    assert not paraphrase.row.in_words
    for copy in (copies.quote, copies.markdown):
        assert "“Pakistani partners”" in copy(words)
        assert copy(paraphrase).removeprefix("> ").startswith("[paraphrase] ")
        assert "≈" not in copy(paraphrase)


def test_every_doubt_goes_with_every_copy(sample: Path) -> None:
    found = {"caveat": 0, "dispute": 0, "answer": 0, "not stored": 0}
    with open_library(sample) as library, library.questions() as ask:
        details = [ask.quote(row.key) for row in library.quotes(window=Window(0, 500)).rows]
    for detail in details:
        contesting = [
            each for each in detail.links if each.type in CONTESTING and not each.outgoing
        ]
        disputes = detail.meeting.disputes if detail.meeting else ()
        caveat = detail.source.caveat if detail.source else None
        said = [
            *([caveat] if caveat else []),
            *(each.remark for each in disputes),
            *(row_words(each.other, COPY) for each in contesting),
            *wording.standing(detail.places, in_words=detail.row.in_words).split("; "),
            speaker_name(detail.row),
            detail.row.said_on or "date not known",
        ]
        found["caveat"] += bool(caveat)
        found["dispute"] += bool(disputes)
        found["answer"] += bool(contesting)
        found["not stored"] += "no stored text to check against" in said
        for copy in (copies.quote, copies.citation, copies.markdown):
            plain = copy(detail).replace("\\", "")
            assert all(safe(each) in plain for each in said), (detail.row.ref, copy)
    assert all(found.values()), found


def test_what_was_retracted_is_led_by_that(sample: Path) -> None:
    detail = detail_of(sample, "q0003")
    retracted = detail._replace(row=detail.row._replace(retracted=True))
    for copy in (copies.quote, copies.citation, copies.markdown):
        assert copy(retracted).removeprefix("> ").startswith("RETRACTED")


def test_a_citation_is_one_line(sample: Path) -> None:
    assert "\n" not in copies.citation(detail_of(sample, "q0003"))


def test_notes_and_tags_are_in_no_copy_but_json(sample: Path) -> None:
    with open_library(sample) as library:
        key = library.find("q0003")
        library.add_note(key, "ask the desk")
        library.tag((key,), ("follow-up",), ())
    detail = detail_of(sample, "q0003")
    for copy in (copies.quote, copies.citation, copies.markdown):
        assert "ask the desk" not in copy(detail)
        assert "follow-up" not in copy(detail)
    assert json.loads(copies.json(detail)) == whole_record(detail)
    assert "ask the desk" in copies.json(detail)


def test_nothing_that_steers_a_terminal_is_in_a_copy(sample: Path) -> None:
    hostile = "a\x1b]52;c;VEFLRU4=\x07\x9b2J\u202eb"
    detail = detail_of(sample, "q0003")
    source = Source(Slug("s"), hostile, "news", url=hostile, archive_url=hostile, caveat=hostile)
    taken = detail._replace(row=detail.row._replace(text=hostile), source=source, remark=hostile)
    copied = [copies.joined(command, (taken, taken)) for command in COPIES]
    for text in (*copied, *(ADDRESS_OF[command](taken) for command in ADDRESSES)):
        assert text is not None
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)


def test_signs_of_markdown_in_a_text_stay_signs(sample: Path) -> None:
    detail = detail_of(sample, "q0002")
    taken = detail._replace(row=detail.row._replace(text="*a* <b> [c](d) # `e`"))
    assert "> [paraphrase] \\*a\\* \\<b\\> \\[c\\](d) \\# \\`e\\`" in copies.markdown(taken)


def test_what_leaves_says_by_which_state_of_the_log_it_is_so(sample: Path) -> None:
    detail, digest = detail_of(sample, "q0039"), digest_of(sample)
    assert copies.citation(detail, digest).endswith(f" · log {digest[:12]}")
    assert copies.markdown(detail, digest).endswith(f"\n- log: `{digest}`")
    assert json.loads(copies.json(detail, digest))["log"] == digest


def digest_of(sample: Path) -> str:
    with open_library(sample) as library:
        return library.verify().digest


# Where a copy goes.


@needs_programs
@pytest.mark.parametrize(
    ("letter", "copy"),
    [
        ("y", "copy_quote"),
        ("c", "copy_citation"),
        ("u", "copy_url"),
        ("k", "copy_key"),
        ("m", "copy_markdown"),
        ("j", "copy_json"),
    ],
)
async def test_a_clipboard_of_this_machine_has_the_copy(
    sample: Path, programs: Path, letter: str, copy: str
) -> None:
    given = program(programs, "xclip")
    async with at_the_keyboard(sample, machine=machine(programs, DISPLAY=":0")) as ui:
        await at_quote(ui, "q0039")
        await ui.press("y", letter)
        assert ui.sees("copied: the ")
    taken = copies.joined(copy, (detail_of(sample, "q0039"),), digest_of(sample))
    assert given.read_text(encoding="utf-8") == f"-selection clipboard\n{taken}"


async def test_without_a_clipboard_it_is_only_said_to_be_sent(sample: Path) -> None:
    async with at_the_keyboard(sample) as ui:
        await ui.press("3", "y", "c")
        assert ui.sees("sent to the terminal: the citation")
        assert not ui.sees("copied")


@needs_programs
@pytest.mark.parametrize("does", ["exit 1", "exec sleep 60"])
async def test_a_clipboard_that_does_not_take_it_is_not_believed(
    sample: Path, programs: Path, does: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.gateway.machine.PATIENCE_SECONDS", 0.2)
    program(programs, "wl-copy", does)
    async with at_the_keyboard(sample, machine=machine(programs, WAYLAND_DISPLAY="w")) as ui:
        await ui.press("3", "y", "k")
        assert ui.sees("sent to the terminal: the key")


@needs_programs
def test_which_clipboard_a_person_can_paste_from(programs: Path) -> None:
    for name in ("wl-copy", "xclip", "xsel", "clip.exe"):
        program(programs, name)

    def chosen(**variables: str) -> str | None:
        found = machine(programs, **variables).clipboard()
        return found.argv[0] if found else None

    assert chosen(WAYLAND_DISPLAY="wayland-0", DISPLAY=":0") == "wl-copy"
    assert chosen(DISPLAY=":0") == "xclip"
    assert chosen(WSL_DISTRO_NAME="Debian") == "clip.exe"
    assert chosen(SSH_CONNECTION="a b", WAYLAND_DISPLAY="wayland-0", WSL_DISTRO_NAME="x") is None
    assert chosen(SSH_CONNECTION="a b", DISPLAY="localhost:10") == "xclip"
    assert Machine({"DISPLAY": ":0"}).clipboard() is None
    (programs / "xclip").unlink()
    assert chosen(DISPLAY=":0") == "xsel"


def test_the_terminal_gets_the_text_and_tmux_hands_it_on() -> None:
    sent = to_clipboard("grüß", in_tmux=False)
    assert sent is not None
    (coded,) = OSC_52.findall(sent.encode())
    assert base64.b64decode(coded).decode() == "grüß"
    assert to_clipboard("a", in_tmux=True) == (
        "\x1b]52;c;YQ==\x07\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\"
    )


def test_what_is_longer_than_terminals_take_is_not_sent() -> None:
    longest = "a" * (CLIPBOARD_ROOM // 4 * 3)
    assert to_clipboard(longest, in_tmux=False)
    assert to_clipboard(longest + "a", in_tmux=False) is None


async def test_a_copy_that_is_too_long_is_refused_in_words(sample: Path) -> None:
    with open_library(sample) as library:
        for n in range(8):
            library.do(WriteNote(library.find("q0039"), f"{n}" * 9_000, handling="public"))
    async with at_the_keyboard(sample) as ui:
        await at_quote(ui, "q0039")
        await ui.press("y", "j")
        assert ui.sees("Nothing was copied")


async def test_the_second_key_is_awaited_and_any_other_cancels(sample: Path) -> None:
    async with at_the_keyboard(sample) as ui:
        await ui.press("3")
        before = ui.screen(), ui.library.log()
        await ui.press("y")
        assert ui.sees("copy y quote c citation u URL k key m Markdown j JSON")
        for other in ("escape", "asterisk", "q", "1"):
            await ui.press(other)
            assert (ui.screen(), ui.library.log()) == before
            await ui.press("y")


async def test_what_is_copied_is_the_quote_that_was_under_the_cursor(
    sample: Path, programs: Path
) -> None:
    given = program(programs, "xclip")
    async with at_the_keyboard(sample, machine=machine(programs, DISPLAY=":0")) as ui:
        await ui.press("3", "j")
        key = ui.current
        await ui.burst("k", "j", "y", "k", "j", "j")
        assert given.read_text(encoding="utf-8").endswith(key)


async def test_a_console_without_a_clipboard_is_sent_nothing(sample: Path) -> None:
    async with at_the_keyboard(sample, machine=Machine({"TERM": "linux"})) as ui:
        await ui.press("3", "y", "k")
        assert ui.sees("There is no clipboard here, and nothing was copied")


async def test_a_first_key_is_forgotten_once_a_search_is_typed(sample: Path) -> None:
    async with at_the_keyboard(sample) as ui:
        await ui.press("3", "y")
        await ui.paste("moscow")
        assert not ui.sees("copy y quote")
        await ui.press("enter", "j")
        assert "2/16" in ui.screen()


# Addresses.


@needs_programs
async def test_an_address_is_shown_and_enter_opens_it(sample: Path, programs: Path) -> None:
    given = program(programs, "xdg-open")
    address = copies.address(detail_of(sample, "q0039"))
    assert address
    async with at_the_keyboard(sample, machine=machine(programs, DISPLAY=":0")) as ui:
        await at_quote(ui, "q0039")
        await ui.press("o")
        assert address in ui.screen().replace("\n", "")
        assert not given.exists()
        await ui.press("enter")
        await ui.until(given.exists)
    assert given.read_text(encoding="utf-8") == f"{address}\n"


@needs_programs
@pytest.mark.parametrize(
    ("variable", "arguments"),
    [("mine", "{}"), ("mine --new %s -x:other", "--new {} -x")],
)
def test_the_browser_that_the_environment_names_is_taken(
    programs: Path, variable: str, arguments: str
) -> None:
    program(programs, "mine")
    address = "https://a.example/?b=%s"
    found = machine(programs, DISPLAY=":0", BROWSER=variable).browser(address)
    assert found is not None
    assert " ".join(found.argv) == f"mine {arguments.format(address)}"


@needs_programs
async def test_a_browser_that_fails_is_told(sample: Path, programs: Path) -> None:
    program(programs, "xdg-open", "exit 3")
    async with at_the_keyboard(sample, machine=machine(programs, DISPLAY=":0")) as ui:
        await at_quote(ui, "q0039")
        await ui.press("o", "enter")
        await ui.until(lambda: ui.sees("The browser did not open https://"))


@needs_programs
@pytest.mark.parametrize("variables", [{"SSH_CONNECTION": "a b", "DISPLAY": ":0"}, {}])
async def test_without_a_browser_the_address_is_shown_and_copied(
    sample: Path, programs: Path, variables: dict[str, str]
) -> None:
    opened = program(programs, "xdg-open")
    async with at_the_keyboard(sample, machine=machine(programs, **variables)) as ui:
        key = await at_quote(ui, "q0039")
        await ui.press("o")
        assert ui.sees("https://", "No browser")
        await ui.press("enter")
        assert ui.sees("sent to the terminal: the address of the source")
        assert ui.current == key
    assert not opened.exists()


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "file:///etc/passwd", "https://", "http://a b", "ftp://a.example/",
     "https://а.example/", "https://a.example/\x1b]0;T\x07", "https://[", "-https://a.example", ""],
)  # fmt: skip
def test_only_addresses_of_the_web_are_opened(text: str) -> None:
    assert web_address(text) is None


def test_an_address_in_another_script_is_sent_in_ascii() -> None:
    assert web_address("https://a.example/мир?b=%20&c#d") == (
        "https://a.example/%D0%BC%D0%B8%D1%80?b=%20&c#d"
    )


async def test_what_is_no_web_address_is_shown_as_text(sample: Path, programs: Path) -> None:
    program(programs, "xdg-open")
    with open_library(sample) as library, records_of(library) as records:
        records.source("s", archive_url="gopher://a.example")
        records.quote("strange", source="s")
    async with at_the_keyboard(sample, machine=machine(programs, DISPLAY=":0")) as ui:
        await at_quote(ui, "strange")
        await ui.press("O")
        assert ui.sees("gopher://a.example", "No web address: not opened")


async def test_a_key_for_something_else_closes_the_box_and_is_done(sample: Path) -> None:
    async with at_the_keyboard(sample) as ui:
        await ui.press("3", "o", "j")
        assert not ui.sees("No browser")
        assert "2/179" in ui.screen()


async def test_an_archived_copy_that_is_not_held_is_said_so(sample: Path) -> None:
    async with at_the_keyboard(sample) as ui:
        await ui.press("3", "O")
        assert ui.sees("No archived copy of the source is recorded.")


# A plain screen.


async def test_the_plain_screen_has_the_quote_alone_from_edge_to_edge(sample: Path) -> None:
    async with at_the_keyboard(sample, size=(60, 40)) as ui:
        await at_quote(ui, "q0039")
        before = ui.screen()
        await ui.press("Y")
        shown = ui.screen()
        assert not re.search("[│╭╰─▸]", shown)
        assert shown.startswith(copies.quote(detail_of(sample, "q0039"))[:50])
        await ui.press("x")
        assert ui.screen() == before


async def test_a_long_text_can_be_gone_through_on_the_plain_screen(sample: Path) -> None:
    async with at_the_keyboard(sample, size=(40, 12)) as ui:
        await at_quote(ui, "q0039")
        await ui.press("Y")
        first = ui.screen()
        await ui.press("pagedown")
        assert ui.screen() != first
        await ui.press("pageup")
        assert ui.screen() == first


# Seen from the terminal's side.


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
def test_a_real_terminal_gets_copies_links_and_its_mouse_back(sample: Path, tmp_path: Path) -> None:
    nothing = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "WSL_DISTRO_NAME": "", "TMUX": ""}
    folders = {f"XDG_{each}_HOME": str(tmp_path / each) for each in ("DATA", "STATE", "CONFIG")}
    with PtyProgram(peace_tui(str(sample)), env={**nothing, **folders}) as terminal:
        terminal.wait_for("▸3 QUOTES")
        terminal.send("/key:q0039\r")
        terminal.wait_for("1/1╮")
        terminal.send("yk")
        terminal.wait_for("sent to the terminal: the key")
        (coded,) = OSC_52.findall(terminal.raw)
        assert base64.b64decode(coded).decode() == detail_of(sample, "q0039").row.key
        terminal.send("o")
        terminal.wait_for("No browser")
        address = copies.address(detail_of(sample, "q0039"))
        assert address
        assert re.search(rb"\x1b\]8;id=\d+;" + re.escape(address.encode()), terminal.raw)
        terminal.send("q")
        terminal.wait_for("the address of the source")
        terminal.send("Y")
        terminal.wait_for("any key goes back")
        assert b"\x1b[?1003l" in terminal.raw
        assert b"\x1b[?1003h" not in terminal.raw.rpartition(b"\x1b[?1003l")[2]
        terminal.send("x")
        terminal.wait_for("▸3 QUOTES")
        terminal.read_quiet()
        assert b"\x1b[?1003h" in terminal.raw.rpartition(b"\x1b[?1003l")[2]
        terminal.send("Q")
        assert terminal.exit_code() == 0


async def test_what_is_not_public_is_left_out_of_copies_and_told(
    sample: Path, programs: Path
) -> None:
    kept = program(programs, "wl-copy")
    with open_library(sample) as library:
        library.add_note(library.find("q0039"), "stays here")
        library.do(WriteNote(library.find("q0039"), "may leave", handling="public"))
    clipboard = machine(programs, WAYLAND_DISPLAY="wayland-0")
    async with at_the_keyboard(sample, machine=clipboard) as ui:
        quote = await at_quote(ui, "q0039")
        await ui.press("y", "j")
        assert ui.sees("left out: 1 note (closed)")
        copied = kept.read_text(encoding="utf-8")
        assert "may leave" in copied
        assert "stays here" not in copied
        ui.library.do(SetHandling(quote, "closed"))
        kept.unlink()
        await ui.press("y", "y")
        assert ui.sees("nothing copied: 1 quote (closed)")
        assert not kept.exists()
        await ui.press("y", "k")
        assert quote in kept.read_text(encoding="utf-8")
