"""What reaches a real terminal, and how the program leaves one, seen from the terminal's side."""

from __future__ import annotations

import contextlib
import errno
import os
import pty
import re
import signal
import stat
import subprocess
import sys
import termios
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.drivers import linux_driver
from textual.strip import Strip

from tui.safe_text import MARKS_KEPT, cell_width
from tui.terminal_guard import (
    crash_report,
    crash_sentence,
    install,
    without_broken_pipes,
    without_textual_variables,
)
from tui.terminal_guard.driver import Keys, start_of_textual
from tui.terminal_guard.strips import guarded

PAYLOADS = (
    "\x1b]0;TAKEN\x07",
    "\x1b]52;c;VEFLRU4=\x07",
    "\x1b]8;;http://taken.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[41m\x1b[2J\x1b[99;99H",
    "\x1bPTAKEN\x1b\\",
    "\x1b_TAKEN\x1b\\",
    "\x9b41m",
    "\x9d0;TAKEN\x9c",
    "\x07\x08\x0b\x0e",
    "a\u202eb\u2066c\u200bd\u200ee\ufefff\u2028g",
    "x\U000e0041\U000e0042",
    "e" + "\u0315" * 40,
    "[red]markup[/] [@click=app.quit]quit[/] [/",
    "lone \udc1b surrogate \ud83d",
    "no\u200dt",
)
# What Textual itself sends: modes, colours, cursor, queries, the pointer's shape.
SEQUENCES_OF_TEXTUAL = re.compile(
    rb"\x1b\[[0-9;]*[mHJKABCD]|\x1b\[\?[0-9;]*\$?[hlpu]|\x1b\[[<>=]?[0-9;]*u|\x1b\]22;[a-z]+\x07"
)
CONTROLS = "\x00-\x09\x0b-\x0c\x0e-\x1f\x7f-\x9f"  # line breaks apart, which Textual sends
HIDDEN = "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ue000\U000e0000-\U000e007f"
FORBIDDEN = re.compile(f"[{CONTROLS}{HIDDEN}]|\u200d|\u0315{{5}}")
FORBIDDEN_IN_A_LINE = re.compile(f"[{CONTROLS}{HIDDEN}\n\r\ud800-\udfff]|[\u0300-\u036f]{{5}}")
PATCHED = (
    (Strip, "render_style"),
    (Strip, "render"),
    (linux_driver, "getincrementaldecoder"),
    (linux_driver, "WriterThread"),
    (linux_driver.LinuxDriver, "_run_input_thread"),
    (linux_driver.LinuxDriver, "start_application_mode"),
)

PROGRAM = """
import asyncio, os, sys
from textual.app import App
from textual.content import Content
from textual.widgets import Input, Label, OptionList, Static, TextArea
from tui.terminal_guard import hold_signals, install, on_terminal_loss

payloads = {payloads!r}
mode = sys.argv[1]


class Hostile(App[None]):
    CSS = "* {{ height: auto; border: none; }} TextArea {{ height: 18; }}"

    def compose(self):
        yield Static("READY", markup=False)
        if mode in ("guarded", "bare"):
            yield TextArea("\\n".join(payloads))
            yield Static("\\n".join(payloads), markup=False)
            yield Label(Content(" ".join(payloads)))
            yield OptionList(*(Content(each) for each in payloads))
            for each in payloads:
                yield Input(each)

    def on_mount(self):
        on_terminal_loss(
            asyncio.get_running_loop(),
            lambda: print("drafts kept", file=told, flush=True),
            lambda code: self.exit(return_code=code),
            patience_seconds=0.5 if mode == "stuck" else 60,
        )

    def on_key(self, event):
        if event.key == "q":
            self.exit()
        if event.key == "s":
            self._driver.write("x" * 10_000_000)
            print("stuck", file=told, flush=True)


if mode != "bare":
    hold_signals()
    install()
told = os.fdopen(int(sys.argv[2]), "w")
app = Hostile()
app.run()
sys.exit(app.return_code)
"""


class Terminal:
    """A pty with a small app in it, and a pipe on which the app says that its drafts are kept."""

    def __init__(self, mode: str, *, ended_input: bool = False) -> None:
        self._screen, self._program_side = pty.openpty()
        self.attributes_before = self.attributes()
        telling, tell = os.pipe()
        self.told = os.fdopen(telling, encoding="utf-8")
        self.seen = b""
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM.format(payloads=PAYLOADS), mode, str(tell)],
            stdin=subprocess.DEVNULL if ended_input else self._program_side,
            stdout=self._program_side,
            stderr=self._program_side,
            pass_fds=[tell],
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "100"},
        )
        os.close(tell)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self.told.close()
        self.close()

    def until_ready(self) -> None:
        while b"READY" not in self.seen:
            self.seen += os.read(self._screen, 65_536)

    def attributes(self) -> list[object]:
        """How the terminal treats keys: echo, lines, signals."""
        return termios.tcgetattr(self._program_side)

    def type(self, keys: bytes) -> None:
        os.write(self._screen, keys)

    def close(self) -> None:
        """The terminal goes away, as with a window that is closed or a line that drops."""
        for side in (self._program_side, self._screen):
            with contextlib.suppress(OSError):
                os.close(side)

    def exit_code(self) -> int:
        """Of the program, once it has ended; what it still sends is read."""
        reader = threading.Thread(target=self._read_on)
        reader.start()
        code = self.process.wait()
        self.attributes_after = self.attributes()
        os.close(self._program_side)
        reader.join()
        return code

    def _read_on(self) -> None:
        with contextlib.suppress(OSError):
            while piece := os.read(self._screen, 65_536):
                self.seen += piece


def sent_by(mode: str) -> bytes:
    """All that an app full of hostile text sends until it is told to end."""
    with Terminal(mode) as terminal:
        terminal.until_ready()
        terminal.process.send_signal(signal.SIGTERM)
        terminal.exit_code()
        return terminal.seen


def beside_textual(sent: bytes) -> str:
    """What is left of it without the sequences that are Textual's own."""
    return SEQUENCES_OF_TEXTUAL.sub(b"", sent).decode(errors="surrogateescape")


def test_no_hostile_text_acts_on_the_terminal_whatever_widget_holds_it() -> None:
    sent = sent_by("guarded")
    assert sent.count(b"[red]markup[/]") == 5
    assert b"\x1b[41m" not in sent
    assert b"\x1b[99;99H" not in sent
    assert FORBIDDEN.findall(beside_textual(sent)) == []


def test_without_the_guard_the_same_text_does_reach_the_terminal() -> None:
    sent = sent_by("bare")
    assert b"\x1b[41m" in sent
    assert {"\x1b", "\x9b", "\u202e", "\u200d", "\ufeff"} < set(
        FORBIDDEN.findall(beside_textual(sent))
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_drafts_and_gives_the_terminal_back(number: signal.Signals) -> None:
    with Terminal("calm") as terminal:
        terminal.until_ready()
        assert terminal.attributes() != terminal.attributes_before
        terminal.process.send_signal(number)
        assert terminal.exit_code() == 128 + number
        assert terminal.told.read() == "drafts kept\n"
        assert terminal.attributes_after == terminal.attributes_before
        assert b"\x1b[?1049l" in terminal.seen
        assert b"Traceback" not in terminal.seen


def test_a_terminal_that_is_closed_ends_the_program_with_its_drafts_kept() -> None:
    with Terminal("calm") as terminal:
        terminal.until_ready()
        terminal.close()
        assert terminal.process.wait() == 128 + signal.SIGHUP
        assert terminal.told.read() == "drafts kept\n"


def test_an_input_that_ends_ends_the_program() -> None:
    with Terminal("calm", ended_input=True) as terminal:
        assert terminal.exit_code() == 128 + signal.SIGHUP
        assert terminal.told.read() == "drafts kept\n"
        assert b"Traceback" not in terminal.seen


def test_a_terminal_that_takes_no_more_bytes_does_not_hold_the_program_up() -> None:
    with Terminal("stuck") as terminal:
        terminal.until_ready()
        terminal.type(b"s")
        assert terminal.told.readline() == "stuck\n"
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.process.wait() == 128 + signal.SIGTERM
        assert terminal.told.read() == "drafts kept\n"


def test_bytes_that_are_no_text_do_not_end_the_program() -> None:
    with Terminal("calm") as terminal:
        terminal.until_ready()
        terminal.type(b"\xff\xc3q")
        terminal.type(b"q")
        assert terminal.exit_code() == 0
        assert b"Traceback" not in terminal.seen


without_joining_letters = st.lists(
    st.sampled_from(
        "\0\x1b\x9b\n\u202e\u200b\u200c\u200d\ufe0f\U000e0041\U0001f3fb\u0301a漢👩☀0\ue000"
    )
    | st.characters(codec=None, max_codepoint=0x2FF),
    max_size=30,
).map("".join)
any_text = st.text(
    st.characters(codec=None) | st.sampled_from("\u200d\u200c\u094d\u0915\u0301\x1b\ud800")
)


@given(any_text | without_joining_letters)
def test_no_text_gets_past_the_guard(text: str) -> None:
    sent = guarded(text)
    assert FORBIDDEN_IN_A_LINE.findall(sent) == []
    sent.encode()


@given(any_text.filter(lambda text: "\u200d" not in text) | without_joining_letters)
def test_the_guard_leaves_every_cell_where_textual_put_it(text: str) -> None:
    assert cell_width(guarded(text)) == cell_width(text)


def test_the_guard_sends_one_joiner_between_letters() -> None:
    assert guarded("ශ\u0dca\u200d\u200dරී") == "ශ\u0dca\u200dරී"


def test_a_flood_broken_by_what_is_dropped_is_still_a_flood() -> None:
    assert guarded("e" + "\u0315\u0315\u200b" * 20) == "e" + "\u0315" * MARKS_KEPT


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Console:
    """A console behind the guard, which is taken away again afterwards."""
    for owner, name in PATCHED:
        monkeypatch.setattr(owner, name, getattr(owner, name))
    install()
    install()
    return Console(color_system="truecolor", force_terminal=True)


@pytest.mark.parametrize("style", [None, Style(), Style(bold=True), Style(link="\x1b]52;c;YQ==")])
def test_no_style_carries_text_past_the_guard(console: Console, style: Style | None) -> None:
    sent = Strip([Segment("a\x1b[2Jb", style)]).render(console)
    assert sent in {"a[2Jb", "\x1b[1ma[2Jb\x1b[0m"}


@pytest.mark.parametrize(
    "link", ["javascript:x", "file:///etc", "https://a.b/\x07", "https://a.b/é", "https:// a"]
)
def test_a_link_to_anything_but_the_web_is_not_sent(console: Console, link: str) -> None:
    assert Strip([Segment("a", Style(link=link))]).render(console) == "a"


def test_a_link_to_the_web_is_sent(console: Console) -> None:
    sent = Strip([Segment("a", Style(link="https://a.example/b;c?d="))]).render(console)
    assert re.fullmatch("\x1b]8;id=\\d+;https://a.example/b;c\\?d=\x1b\\\\a\x1b]8;;\x1b\\\\", sent)


def test_what_the_guard_replaces_is_still_there_in_textual() -> None:
    for owner, name in PATCHED:
        assert hasattr(owner, name)
    driver = linux_driver.LinuxDriver
    assert "render_style" in Strip.render.__code__.co_names
    assert "getincrementaldecoder" in driver.run_input_thread.__code__.co_names
    assert "WriterThread" in start_of_textual.__code__.co_names
    assert "_run_input_thread" in start_of_textual.__code__.co_names
    assert "attrs_before" in driver.stop_application_mode.__code__.co_names


def test_textual_loads_and_writes_nothing_that_the_environment_names() -> None:
    environ = {
        "TEXTUAL": "devtools",
        "TEXTUAL_DRIVER": "taken:Driver",
        "TEXTUAL_LOG": "/tmp/log",
        "TEXTUAL_PRESS": "q",
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": "/tmp",
        "TEXTUAL_ANIMATIONS": "none",
        "TERM": "xterm",
    }
    without_textual_variables(environ)
    assert environ == {"TEXTUAL_ANIMATIONS": "none", "TERM": "xterm"}


def test_the_environment_can_be_cleaned_before_textual_is_loaded() -> None:
    program = "import sys, tui.terminal_guard; print(*sys.modules)"
    loaded = run_python(program).stdout.split()
    assert "tui.terminal_guard" in loaded
    assert "textual" not in loaded


SECRET = "SECRETNOTE"


def fail_with_a_note() -> None:
    note = f"{SECRET}: what the delegation said in private"
    raise OSError(errno.ENOSPC, note) from ExceptionGroup(note, [KeyError(note), ValueError(note)])


def test_a_crash_report_says_where_and_repeats_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=SECRET) as raised:
        fail_with_a_note()
    report = crash_report(raised.value, tmp_path / "log")
    assert report is not None
    text = report.read_text(encoding="utf-8")
    assert SECRET not in text
    assert str(Path.home()) not in text
    assert "builtins.OSError (ENOSPC)" in text
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "tests/tui/test_terminal_guard.py, line " in text
    assert "in fail_with_a_note" in text
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert str(report) in crash_sentence(report)


def test_a_crash_without_a_place_for_its_report_still_has_its_sentence(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file, not a folder")
    report = crash_report(ValueError(SECRET), tmp_path / "log")
    assert report is None
    assert "All that was saved is safe" in crash_sentence(report)


def test_a_recursion_without_end_makes_a_short_report(tmp_path: Path) -> None:
    def again() -> None:
        again()

    with pytest.raises(RecursionError) as raised:
        again()
    report = crash_report(raised.value, tmp_path)
    assert report is not None
    assert len(report.read_text(encoding="utf-8").splitlines()) < 80


def test_a_reader_that_has_had_enough_ends_a_verb_without_a_word() -> None:
    program = (
        "import sys\n"
        "from tui.terminal_guard import without_broken_pipes\n"
        "def verb():\n"
        "    print('a quote\\n' * 100_000)\n"
        "    return 0\n"
        "sys.exit(without_broken_pipes(verb))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as ended:
        assert ended.stdout is not None
        assert ended.stderr is not None
        ended.stdout.close()
        assert ended.stderr.read() == b""
    assert ended.returncode == 128 + signal.SIGPIPE


def test_a_verb_that_ends_well_keeps_its_exit_code() -> None:
    assert without_broken_pipes(lambda: 3) == 3


def run_python(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )


@given(
    pasted=st.text(st.sampled_from("ab\x07\x1b[]201~\x1b"), max_size=30),
    inner=st.booleans(),
    cuts=st.lists(st.integers(1, 60), max_size=4),
)
def test_what_is_pasted_presses_no_key_and_what_is_typed_behind_it_does(
    pasted: str, inner: bool, cuts: list[int]
) -> None:
    pasted = f"{pasted}\x1b[201~u\x07" if inner else pasted.replace("\x1b[201~", "")
    whole = f"a\x1b[200~{pasted}\x1b[201~\x1b".encode()
    edges = [0] if inner else [0, *sorted({each for each in cuts if each < len(whole)})]
    keys = Keys()
    read = [whole[one:other] for one, other in zip(edges, [*edges[1:], len(whole)], strict=True)]
    text = "".join(keys.decode(each, final=False) for each in read)
    before, _, rest = text.partition("\x1b[200~")
    content, _, after = rest.partition("\x1b[201~")
    assert (before, after) == ("a", "\x1b")
    assert content == pasted.replace("\x1b[201~", "").replace("\x1b", "")
