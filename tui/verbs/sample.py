"""`sample`: quotes drawn to be coded by several people, and the work of each of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import click

from storage import Library, parse, render
from storage.deeds import ChangeSample, DrawSample, DropSample, MarkDone
from tui.arguments import Verb
from tui.verbs.coding_records import queue_record, sample_record
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, library_option
from tui.verbs.output import say, say_json, tell
from tui.verbs.writing import dry_run_option, write
from tui.wording import coding

SEEDS: Final = 1 << 31


class _Asked(NamedTuple):
    """What stands behind the word for the deed."""

    words: tuple[str, ...]
    size: int
    seed: int | None
    topics: tuple[str, ...]
    coders: tuple[str, ...]
    as_json: bool
    dry_run: bool

    @property
    def name(self) -> str:
        if not self.words:
            raise click.UsageError(coding.SAMPLE_NAMELESS, click.get_current_context())
        return self.words[0]


def _draw(library: Library, asked: _Asked) -> int:
    name = asked.name
    parsed = parse(" ".join(asked.words[1:]))
    if parsed.problem:
        raise parsed.problem
    if not (asked.topics and asked.coders):
        raise click.UsageError(coding.DRAW_NEEDS, click.get_current_context())
    seed = secrets.randbelow(SEEDS) if asked.seed is None else asked.seed
    with library.questions(seconds=None) as ask:
        quotes = ask.drawn(parsed.query, asked.size, seed)
    topics = tuple(library.find(topic, "o") for topic in asked.topics)
    deed = DrawSample(name, render(parsed.query), seed, quotes, topics, asked.coders)
    return write(library, [deed], as_json=asked.as_json, dry_run=asked.dry_run)


def _list(library: Library, asked: _Asked) -> int:
    with library.questions(seconds=None) as ask:
        samples = ask.coding_samples()
    if asked.as_json:
        say_json({"version": 1, "samples": [sample_record(each) for each in samples]})
    else:
        for each in samples:
            say(coding.sample_line(each))
    if not samples:
        tell(coding.NO_SAMPLES)
        return Exit.NOTHING_FOUND
    return Exit.DONE


def _code(library: Library, asked: _Asked) -> int:
    with library.questions(seconds=None) as ask:
        queue = ask.coding_queue(ask.coding_sample(asked.name).key)
    say_json({"version": 1} | queue_record(queue))
    return Exit.DONE


def _add(library: Library, asked: _Asked) -> int:
    name = asked.name
    if not asked.coders:
        raise click.UsageError(coding.ADD_NEEDS, click.get_current_context())
    with library.questions() as ask:
        deed = ChangeSample(ask.coding_sample(name).key, asked.coders)
    return write(library, [deed], as_json=asked.as_json, dry_run=asked.dry_run)


def _drop(library: Library, asked: _Asked) -> int:
    with library.questions() as ask:
        deed = DropSample(ask.coding_sample(asked.name).key)
    return write(library, [deed], as_json=asked.as_json, dry_run=asked.dry_run)


def _mark(library: Library, asked: _Asked, *, is_done: bool) -> int:
    with library.questions() as ask:
        deed = MarkDone(ask.coding_sample(asked.name).key, is_done)
    return write(library, [deed], as_json=asked.as_json, dry_run=asked.dry_run)


DEEDS: Final[Mapping[str, Callable[[Library, _Asked], int]]] = {
    "draw": _draw,
    "list": _list,
    "code": _code,
    "done": lambda library, asked: _mark(library, asked, is_done=True),
    "reopen": lambda library, asked: _mark(library, asked, is_done=False),
    "add": _add,
    "drop": _drop,
}


@click.command(cls=Verb, epilog=coding.SAMPLE_EXAMPLES)
@click.argument("deed", type=click.Choice(list(DEEDS)), metavar="|".join(DEEDS))
@click.argument("words", nargs=-1, metavar="[NAME [QUERY]]")
@click.option(
    "--size", metavar="N", type=click.IntRange(min=1, max=20_000), default=50, show_default=True,
    help="draw: so many quotes, or all that QUERY finds.",
)  # fmt: skip
@click.option("--seed", metavar="S", type=click.IntRange(min=0), help="draw: the same ones again.")
@click.option("--topic", "topics", metavar="T", multiple=True, help="draw: to be coded on.")
@click.option("--coder", "coders", metavar="LOGIN", multiple=True, help="draw, add: who codes.")
@json_option
@dry_run_option
@library_option
@click.pass_obj
def sample(
    chosen: Chosen,
    deed: str,
    words: tuple[str, ...],
    size: int,
    seed: int | None,
    topics: tuple[str, ...],
    coders: tuple[str, ...],
    *,
    as_json: bool,
    dry_run: bool,
) -> int:
    """Draw quotes to be coded by several people, and see what is to do.

    draw: from what QUERY finds, by a seed. list: all samples. code: your tasks as JSON, each with
    your code; `stance` writes one, and the value nothing says "not about it". done: you have coded
    yours; until all are done nobody sees the codes of others. reopen: not done after all. add:
    more coders. drop: the sample goes, the codes stay.
    """
    asked = _Asked(words, size, seed, topics, coders, as_json, dry_run)
    with opened(chosen) as library:
        return DEEDS[deed](library, asked)
