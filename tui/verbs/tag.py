"""`tag`: tags put on quotes and taken off."""

from __future__ import annotations

import click

from storage import Key, Library, Window
from storage.deeds import PutTags
from tui import wording
from tui.arguments import Verb
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import STANDARD_INPUT, json_option, keys_named, library_option
from tui.verbs.search import understood
from tui.verbs.writing import dry_run_option, write
from tui.wording import tagging


@click.command(cls=Verb, epilog=wording.TAG_EXAMPLES)
@click.argument("words", nargs=-1, required=True, metavar="[KEY...] +TAG -TAG")
@click.option("--query", metavar="QUERY", help="All quotes that a search finds, with the KEYs.")
@json_option
@dry_run_option
@library_option
@click.pass_obj
def tag(
    chosen: Chosen, words: tuple[str, ...], query: str | None, *, as_json: bool, dry_run: bool
) -> int:
    """Put tags on quotes and take others off, all in one go.

    +TAG puts it on and makes it where it is new; -TAG takes it off; a lone - reads keys from
    standard input.
    """
    names = [word for word in words if word == STANDARD_INPUT or word[:1] not in {"+", "-"}]
    add = tuple(word[1:] for word in words if word.startswith("+"))
    remove = tuple(word[1:] for word in words if word.startswith("-") and word != STANDARD_INPUT)
    if not (add or remove):
        raise click.UsageError(wording.NO_TAGS, click.get_current_context())
    with opened(chosen) as library:
        found = _found(library, query) if query is not None else ()
        named = keys_named(library, names) if names or query is None else ()
        quotes = tuple(dict.fromkeys((*named, *found)))
        if not quotes:
            raise click.UsageError(tagging.NOTHING_FOUND, click.get_current_context())
        deed = PutTags(quotes, add, remove)
        return write(library, [deed], as_json=as_json, dry_run=dry_run)


def _found(library: Library, query: str) -> tuple[Key, ...]:
    asked = understood(query)
    with library.questions(seconds=None) as ask:
        return ask.keys(asked, Window(0, ask.count(asked)))
