"""`link`: what one quote says of another, changed and dropped too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import click

from storage import Key, Library, RecordMissing, short
from storage.deeds import ChangeLink, Deed, DropLink, LinkQuotes, LinkSays, changed_link
from tui.arguments import Verb
from tui.formatting import row_in_short
from tui.records import link_record
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import STANDARD_INPUT, json_option, keys_named, library_option
from tui.verbs.output import say, say_json
from tui.verbs.writing import dry_run_option, write
from tui.wording import basis as said_by
from tui.wording import links as wording

TYPES = tuple(wording.LETTERS)


class Wishes(NamedTuple):
    """What is to become of a link; None leaves it as it is."""

    type: str | None
    basis: str | None
    remark: str | None
    turn: bool


@click.command(cls=Verb, epilog=wording.EXAMPLES)
@click.argument("words", nargs=-1, required=True, metavar="KEY TYPE KEY | KEY")
@click.option("--basis", type=click.Choice(tuple(wording.BASES)), help="On what the link rests.")
@click.option("--remark", metavar="TEXT", help="A remark on the link; an empty one takes it away.")
@click.option("--type", "type_", type=click.Choice(TYPES), help="Let the link KEY say this.")
@click.option("--turn", is_flag=True, help="Turn the link KEY round.")
@click.option("--drop", is_flag=True, help="Drop the link.")
@json_option
@dry_run_option
@library_option
@click.pass_obj
def link(
    chosen: Chosen,
    words: tuple[str, ...],
    basis: str | None,
    remark: str | None,
    type_: str | None,
    *,
    turn: bool,
    drop: bool,
    as_json: bool,
    dry_run: bool,
) -> int:
    """Link the first quote to the second: it contradicts, answers, repeats it.

    TYPE is contradicts, answers, clarifies, repeats, translates, other_rendering, compares,
    retracts, supports or misquotes. The first KEY may be a lone -, which reads keys from standard
    input. One KEY alone, of a quote, lists its links; of a link (l-...), changes it or drops it.
    """
    wishes = Wishes(type_, basis, remark, turn)
    with opened(chosen) as library:
        if len(words) == 1 and not words[0].lower().startswith("l-"):
            if drop or any(wishes):
                raise click.UsageError(wording.WHICH_LINK, click.get_current_context())
            return _listed(library, words[0], as_json=as_json)
        deeds = [*_deeds(library, words, wishes, drop=drop)]
        return write(library, deeds, as_json=as_json, dry_run=dry_run)


def _deeds(
    library: Library, words: tuple[str, ...], wishes: Wishes, *, drop: bool
) -> Iterator[Deed]:
    if len(words) == 1:
        held = _held(library, words[0])
        yield DropLink(held[0]) if drop else _change(*held, wishes)
        return
    if len(words) != 3 or wishes.type or wishes.turn:
        raise click.UsageError(wording.KEY_TYPE_KEY, click.get_current_context())
    ones = keys_named(library, words[:1])
    type_, other = words[1].replace("-", "_"), library.find(words[2])
    if type_ not in TYPES:
        raise click.UsageError(wording.KEY_TYPE_KEY, click.get_current_context())
    for one in ones:
        says = LinkSays(one, type_, other, wishes.basis or "analyst", wishes.remark)
        if not drop:
            yield LinkQuotes(says)
        else:
            yield DropLink(_between(library, says))


def _change(held: Key, seen: LinkSays, wishes: Wishes) -> ChangeLink:
    wished = seen._replace(
        type=wishes.type or seen.type,
        basis=wishes.basis or seen.basis,
        remark=seen.remark if wishes.remark is None else wishes.remark,
    )
    if wishes.turn:
        wished = wished._replace(one=seen.other, other=seen.one)
    return changed_link(held, seen, wished)


def _held(library: Library, name: str) -> tuple[Key, LinkSays]:
    """A link by its key, and what it says."""
    key = library.find(name, "l")
    with library.questions(by_cache=False) as ask:
        return key, ask.link(key)


def _between(library: Library, says: LinkSays) -> Key:
    """The link that says so of these two."""
    for tie in library.quote(says.one).links:
        if tie.outgoing and tie.type == says.type and tie.other.key == says.other:
            return tie.key
    one, other = short(says.one), short(says.other)
    msg = wording.NOT_LINKED.format(one=one, says=wording.SAYS[says.type], other=other)
    raise RecordMissing(msg)


def _listed(library: Library, name: str, *, as_json: bool) -> int:
    if name == STANDARD_INPUT:
        raise click.UsageError(wording.KEY_TYPE_KEY, click.get_current_context())
    ties = library.quote(library.find(name)).links
    if as_json:
        say_json({"version": 1, "links": [link_record(tie) for tie in ties]})
    else:
        for tie in ties:
            say(f"{wording.held(tie)}  {row_in_short(tie.other)}  ({said_by(tie)})")
    return Exit.DONE if ties else Exit.NOTHING_FOUND
