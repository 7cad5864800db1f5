"""What a person has set in `config.toml`, as it is written there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from tui import wording
from tui.look import SCHEME_NAMES

VIM: Final = "vim"
PLAIN: Final = "plain"
PRESETS: Final = (VIM, PLAIN)
KEYS: Final = "keys"
PRESET: Final = "preset"
SCREEN: Final = "screen"
COLORS: Final = "colors"
SLOW: Final = "slow"
YES_NO: Final = ("yes", "no")
TABLES: Final = (KEYS, SCREEN)


class Problem(NamedTuple):
    """An entry, or the file, that does not count, and the sentence that says why."""

    entry: str
    sentence: str


class Settings(NamedTuple):
    """The preset of keys, own keys by the id of their command, and what could not be read.

    No keys at all take a command's keys away. `colors` is a name of `look.SCHEME_NAMES`.
    """

    preset: str = VIM
    keys: Mapping[str, tuple[str, ...]] = {}
    colors: str | None = None
    slow: bool = False
    problems: tuple[Problem, ...] = ()


NO_SETTINGS: Final = Settings()


def read_settings(file: Path) -> Settings:
    """What the file says; a fault in it is told in `problems`, and the rest of it counts."""
    try:
        text = file.read_bytes().decode()
    except FileNotFoundError:
        return NO_SETTINGS
    except (OSError, UnicodeDecodeError) as error:
        return Settings(problems=(_unreadable(file, error),))
    return settings_in(text, file)


def settings_in(text: str, file: Path) -> Settings:
    """What the text of a file says; `file` is named where it is not TOML."""
    import tomllib  # noqa: PLC0415  # 4 ms, and most people set nothing

    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(problems=(_unreadable(file, error),))
    problems = [
        Problem(name, wording.no_such_setting(name)) for name in entries if name not in TABLES
    ]
    preset, keys = VIM, dict[str, tuple[str, ...]]()
    for name, value in _entries_of_keys(entries.get(KEYS, {})):
        if name == PRESET and value in PRESETS:
            preset = value
        elif name == PRESET:
            problems.append(problem_of(name, wording.no_such_preset(str(value), PRESETS)))
        elif (written := _keys_of(value)) is None:
            problems.append(problem_of(name, wording.not_keys(name)))
        else:
            keys[name] = written
    colors, is_slow = _screen(entries.get(SCREEN, {}), problems)
    return Settings(preset, keys, colors, is_slow, tuple(problems))


def _screen(value: Any, problems: list[Problem]) -> tuple[str | None, bool]:
    """The colours, and whether the line is slow; what is neither is told."""
    table = cast("dict[str, Any]", value) if isinstance(value, dict) else {"": value}
    allowed = {COLORS: SCHEME_NAMES, SLOW: YES_NO}
    found: dict[str, str] = {}
    for name, written in table.items():
        each = YES_NO[not written] if isinstance(written, bool) else written
        entry = f"{SCREEN}.{name}".rstrip(".")
        if name not in allowed:
            problems.append(Problem(entry, wording.no_such_setting(entry)))
        elif each not in allowed[name]:
            told = wording.no_such_value(entry, str(each), allowed[name])
            problems.append(Problem(entry, told))
        else:
            found[name] = each
    return found.get(COLORS), found.get(SLOW) == "yes"


def problem_of(name: str, sentence: str) -> Problem:
    """A problem of an entry below `keys`."""
    return Problem(f"{KEYS}.{name}", sentence)


def with_entry(text: str, name: str, values: Sequence[str]) -> str | None:
    """The text of a file with an entry set; None where that takes a person's own hand.

    `name` is that of a table, a dot, and the entry's, as `keys.note`.

    Only the entry's own line changes, so that comments and order stay.
    """
    import tomllib  # noqa: PLC0415

    table, _, name = name.partition(".")
    heading, lines = f"[{table}]", text.splitlines()
    entry = f"{name} = {_toml(values)}"
    if not any(line.strip() == heading for line in lines):
        lines += [*([""] if lines else []), heading]
    start = next(at for at, line in enumerate(lines) if line.strip() == heading) + 1
    end = next((at for at in range(start, len(lines)) if lines[at].startswith("[")), len(lines))
    at = next((at for at in range(start, end) if _name_in(lines[at]) == name), None)
    lines[start if at is None else at : start if at is None else at + 1] = [entry]
    changed = "\n".join(lines) + "\n"
    try:
        before, after = tomllib.loads(text), tomllib.loads(changed)
    except tomllib.TOMLDecodeError:
        return None
    wanted = {**before, table: {**dict(_entries_of(table, before)), name: _one(values)}}
    return changed if after == wanted else None


def _unreadable(file: Path, error: Exception) -> Problem:
    return Problem(file.name, wording.settings_unreadable(file, str(error)))


def _entries_of(table: str, entries: Mapping[str, Any]) -> list[tuple[str, Any]]:
    value = entries.get(table, {})
    if table == KEYS:
        return _entries_of_keys(value)
    return list(cast("dict[str, Any]", value).items()) if isinstance(value, dict) else []


def _entries_of_keys(value: Any) -> list[tuple[str, Any]]:
    """The entries below `keys`, which is a table, or the name of a preset alone."""
    if isinstance(value, dict):
        return list(cast("dict[str, Any]", value).items())
    return [(PRESET, value)]


def _keys_of(value: Any) -> tuple[str, ...] | None:
    """One key or a list of them; "" is none."""
    values: list[Any] = cast("list[Any]", value) if isinstance(value, list) else [value]
    if not all(isinstance(each, str) for each in values):
        return None
    return tuple(each for each in values if each)


def _name_in(line: str) -> str:
    return line.partition("=")[0].strip().strip("\"'")


def _one(values: Sequence[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else list(values)


def _toml(values: Sequence[str]) -> str:
    """As TOML, whose strings are JSON's where they hold printable characters."""
    import json  # noqa: PLC0415

    return json.dumps(_one(values), ensure_ascii=False)
