"""`stance`: how you read the position on a topic in quotes."""

from __future__ import annotations

import click

from storage.deeds import DropStance, SetStance
from tui.arguments import Verb
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, keys_named, library_option
from tui.verbs.topics import topic_called
from tui.verbs.writing import dry_run_option, write
from tui.wording import plain
from tui.wording import topics as said


@click.command(cls=Verb, epilog=said.STANCE_EXAMPLES)
@click.argument("words", nargs=-1, required=True, metavar="KEY... TOPIC VALUE")
@click.option("--frame", metavar="FRAME", help="What the statement is: a demand, an offer…")
@click.option("--drop", is_flag=True, help="Take your stance back; then no VALUE is given.")
@json_option
@dry_run_option
@library_option
@click.pass_obj
def stance(
    chosen: Chosen,
    words: tuple[str, ...],
    frame: str | None,
    *,
    drop: bool,
    as_json: bool,
    dry_run: bool,
) -> int:
    """Code the quotes KEY on TOPIC: support, oppose, conditional, neutral or unclear.

    Your earlier stance on it is corrected; those of others stay. A lone - reads keys from standard
    input.
    """
    if len(words) < 3 - drop:
        raise click.UsageError(said.STANCE_USAGE, click.get_current_context())
    *names, topic, value = (*words, "") if drop else words
    with opened(chosen) as library:
        quotes, found = keys_named(library, names), topic_called(library, topic)
        if drop:
            deed = DropStance(quotes, found.key)
        else:
            deed = SetStance(quotes, found.key, value.lower(), frame and plain(frame).lower())
        return write(library, [deed], as_json=as_json, dry_run=dry_run)
