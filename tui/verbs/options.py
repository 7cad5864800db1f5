"""What several verbs take: the library, `--json`, and the keys of quotes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, TypeVar

import click

from storage import Key, Library
from tui import wording
from tui.verbs.libraries import Chosen

STANDARD_INPUT: Final = "-"
Found = TypeVar("Found")


def _choose(context: click.Context, _: click.Parameter, named: Path | None) -> None:
    if named is not None:
        context.obj = (context.find_object(Chosen) or Chosen())._replace(named=named)


library_option = click.option(
    "-L", "--library", metavar="PATH", type=click.Path(path_type=Path), callback=_choose,
    expose_value=False, help="The library, in place of the usual one.",
)  # fmt: skip
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Say what would be written, and write nothing."
)
json_option = click.option("--json", "as_json", is_flag=True, help="As a versioned JSON object.")


def keys_named(library: Library, names: Iterable[str]) -> tuple[Key, ...]:
    """The keys that are meant; `-` takes them from standard input, the first word of each line.

    Raises:
        RecordMissing: nothing is called that.
        AmbiguousKey: a name fits more than one quote.
    """
    return tuple(dict.fromkeys(named(names, library.find)))


def named(names: Iterable[str], find: Callable[[str], Found]) -> list[Found]:
    """What is found for each name; `-` takes them from standard input."""
    found = [find(name) for name in _names(names)]
    if not found:
        raise click.UsageError(wording.NO_KEYS, click.get_current_context())
    return found


def _names(given: Iterable[str]) -> Iterator[str]:
    for name in given:
        if name == STANDARD_INPUT:
            lines = sys.stdin.buffer.read().decode(errors="replace").splitlines()
            yield from (line.split()[0] for line in lines if line.strip())
        else:
            yield name
