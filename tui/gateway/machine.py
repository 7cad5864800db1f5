"""Other programs of this machine, run on threads of their own: clipboards and browsers."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

PATIENCE_SECONDS: Final = 3.0  # a clipboard whose display does not answer waits for ever


class Program(NamedTuple):
    """A program with its arguments, and in which encoding it takes text."""

    argv: tuple[str, ...]
    encoding: str = "utf-8"


class Machine:
    """What the environment offers. Without one there are no programs and no display."""

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = dict(environ or {})
        self._unfinished = 0
        self._lock = threading.Lock()

    @property
    def in_tmux(self) -> bool:
        return bool(self._environ.get("TMUX"))

    @property
    def knows_sequences(self) -> bool:
        """Whether the terminal may be sent links and copies, which Linux's console knows not."""
        return self._environ.get("TERM") != "linux"

    @property
    def is_remote(self) -> bool:
        """Whether the person sits at another machine."""
        return any(self._environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))

    @property
    def is_idle(self) -> bool:
        with self._lock:
            return self._unfinished == 0

    def edit(self, text: str, folder: Path) -> str:
        """Have the person edit a text in their editor, which has the terminal meanwhile.

        Raises:
            EditorFailed: nothing came back.
        """
        from tui.gateway import editor  # noqa: PLC0415  # subprocess, and most runs start none

        return editor.edit(text, editor.editor(self._environ), self._environ, folder)

    def clipboard(self) -> Program | None:
        """The clipboard that the person can paste from; of another machine only that of X is."""
        shown_here = () if self.is_remote else _CLIPBOARDS_HERE
        for variable, program in (*shown_here, *_CLIPBOARDS_OF_X):
            if self._environ.get(variable) and self._has(program):
                return program
        is_mac = sys.platform == "darwin" and not self.is_remote
        return _CLIPBOARD_OF_MAC if is_mac and self._has(_CLIPBOARD_OF_MAC) else None

    def browser(self, address: str) -> Program | None:
        """What shows a web address to the person; None where nothing can."""
        if self.is_remote or not self._has_display:
            return None
        wanted = self._environ.get("BROWSER", "").split(":")[0]
        usual = "open" if sys.platform == "darwin" else "xdg-open"
        program = _with_address(wanted, address) if wanted else Program((usual, address))
        return program if program.argv and self._has(program) else None

    def hand_over(self, text: str, clipboard: Program, done: Callable[[bool], object]) -> None:
        """Give a text to a clipboard; `done` is told on another thread whether it took it."""
        self._start(clipboard, text, PATIENCE_SECONDS, done)

    def show(self, browser: Program, done: Callable[[bool], object]) -> None:
        """Run a browser, which may go on for hours; `done` is told how it ended."""
        self._start(browser, "", None, done)

    @property
    def _has_display(self) -> bool:
        shown = any(self._environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
        return shown or sys.platform == "darwin"

    def _has(self, program: Program) -> bool:
        import shutil  # noqa: PLC0415  # seldom needed

        return shutil.which(program.argv[0], path=self._environ.get("PATH", "")) is not None

    def _start(
        self, program: Program, text: str, patience: float | None, done: Callable[[bool], object]
    ) -> None:
        def run() -> None:
            try:
                done(self._run(program, text, patience))
            finally:
                if patience is not None:
                    with self._lock:
                        self._unfinished -= 1

        if patience is not None:
            with self._lock:
                self._unfinished += 1
        threading.Thread(target=run, name=program.argv[0], daemon=True).start()

    def _run(self, program: Program, text: str, patience: float | None) -> bool:
        import subprocess  # noqa: PLC0415  # seldom needed

        try:
            subprocess.run(  # noqa: S603  # no shell: the address or text is data to it
                program.argv,
                input=text.encode(program.encoding),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=self._environ | _UTF8,
                timeout=patience,
                check=True,
                start_new_session=True,  # Ctrl-C and the end of this program are not for it
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return True


def _with_address(browser: str, address: str) -> Program:
    """What $BROWSER says, with the address in the place of `%s` or behind it."""
    import shlex  # noqa: PLC0415  # seldom needed

    try:
        words = shlex.split(browser)
    except ValueError:
        return Program(())
    if any("%s" in word for word in words):
        return Program(tuple(word.replace("%s", address) for word in words))
    return Program((*words, address))


_CLIPBOARDS_HERE: Final = (
    ("WAYLAND_DISPLAY", Program(("wl-copy", "--type", "text/plain"))),
    ("WSL_DISTRO_NAME", Program(("clip.exe",), "utf-16")),
)
_CLIPBOARDS_OF_X: Final = (
    ("DISPLAY", Program(("xclip", "-selection", "clipboard"))),
    ("DISPLAY", Program(("xsel", "--clipboard", "--input"))),
)
_CLIPBOARD_OF_MAC: Final = Program(("pbcopy",))
_UTF8: Final = {"LC_CTYPE": "UTF-8"} if sys.platform == "darwin" else {}  # pbcopy asks it
