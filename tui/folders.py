"""Where the program keeps things on this machine. Nothing is made here until it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

NAME = "peace-tui"
LIBRARY_VARIABLE = "PEACE_TUI_DB"
SETTINGS_VARIABLE = "PEACE_TUI_CONFIG"
LIBRARY_FILE = "peace.db"
SETTINGS_FILE = "config.toml"


class Folders(NamedTuple):
    """The person's folders for this program, and in them the usual library and the settings."""

    data: Path
    state: Path
    config: Path
    cache: Path
    library: Path
    settings: Path

    @property
    def log(self) -> Path:
        return self.state / "log"

    @property
    def panes(self) -> Path:
        """How large a person made the panes."""
        return self.state / "panes"

    @property
    def indexes(self) -> Path:
        return self.cache / "index"

    @property
    def drafts(self) -> Path:
        return self.state / "drafts"


def folders(environ: Mapping[str, str]) -> Folders:
    """The folders that the environment names, else the system's usual ones."""
    data, state, config, cache = _by_xdg(environ) if sys.platform == "linux" else _by_this_system()

    def file(variable: str, usual: Path) -> Path:
        named = environ.get(variable)
        return Path(named).expanduser() if named else usual

    library = file(LIBRARY_VARIABLE, data / LIBRARY_FILE)
    settings = file(SETTINGS_VARIABLE, config / SETTINGS_FILE)
    return Folders(data, state, config, cache, library, settings)


def private(folder: Path) -> Path:
    """The folder, made with what is missing above it; what is made is open to its owner only."""
    for each in (*reversed(folder.parents), folder):
        if not each.exists():
            each.mkdir(mode=0o700, exist_ok=True)
    return folder


def write_private(file: Path, text: str) -> None:
    """Put a text there whole or not at all, for its owner only; a link to a file stays one."""
    import tempfile  # noqa: PLC0415  # 4 ms, and most starts write nothing

    there = file.resolve()
    descriptor, unfinished = tempfile.mkstemp(dir=private(there.parent))
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(text)
        Path(unfinished).replace(there)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def _by_xdg(environ: Mapping[str, str]) -> tuple[Path, Path, Path, Path]:
    home = Path(environ.get("HOME") or Path.home())

    def named(variable: str, usual: str) -> Path:
        folder = Path(environ.get(variable, ""))
        return (
            folder if folder.is_absolute() else home / usual
        ) / NAME  # relative ones don't count

    return (
        named("XDG_DATA_HOME", ".local/share"),
        named("XDG_STATE_HOME", ".local/state"),
        named("XDG_CONFIG_HOME", ".config"),
        named("XDG_CACHE_HOME", ".cache"),
    )


def _by_this_system() -> tuple[Path, Path, Path, Path]:
    import platformdirs  # noqa: PLC0415  # 15 ms, and not needed on Linux

    usual = platformdirs.PlatformDirs(NAME, appauthor=False)
    return (
        usual.user_data_path,
        usual.user_state_path,
        usual.user_config_path,
        usual.user_cache_path,
    )
