"""`brief` and `briefs`: one printed with footnotes or worked at, and a list of all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

import click

from storage import Key, Library, RecordMissing, short
from storage.analyst import Brief
from storage.deeds import (
    AddParagraph,
    AddToBrief,
    ChangeParagraph,
    Deed,
    DropBrief,
    DropItem,
    MakeBrief,
    MoveItem,
    RenameBrief,
)
from tui import brief_text
from tui.arguments import Verb
from tui.brief_text import Print
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import STANDARD_INPUT, json_option, keys_named, library_option
from tui.verbs.output import say, say_json, say_text, tell
from tui.verbs.writing import dry_run_option, write
from tui.wording import briefs as wording

START: Final = "start"
Work = Callable[[Library, str, Sequence[str], str | None], Iterator[Deed]]


@click.command(cls=Verb, epilog=wording.EXAMPLES)
@click.argument("name")
@click.argument("words", nargs=-1, metavar="[KEY|TEXT]...")
@click.option("--md", "as_markdown", is_flag=True, help="Print it as Markdown with footnotes.")
@click.option("--with", "with_", type=click.Choice(["closed", "private"]), multiple=True,
    help=wording.WITH)  # fmt: skip
@click.option("--items", is_flag=True, help="List its items with their keys.")
@click.option("--new", is_flag=True, help="Make it, empty.")
@click.option("--add", is_flag=True, help="Add the quotes KEY..., and make it where it is new.")
@click.option("--paragraph", is_flag=True, help="Add the paragraph TEXT; - reads standard input.")
@click.option("--edit", is_flag=True, help="Let the paragraph KEY say TEXT.")
@click.option("--move", is_flag=True, help="Move the item KEY; --after says where to.")
@click.option("--drop", is_flag=True, help="Take the items KEY... out; without KEY the brief goes.")
@click.option("--rename", is_flag=True, help="Call it TEXT.")
@click.option("--after", metavar="KEY", help="The item to follow, else the end; or `start`.")
@json_option
@dry_run_option
@library_option
@click.pass_obj
def brief(
    chosen: Chosen,
    name: str,
    words: tuple[str, ...],
    with_: tuple[str, ...],
    after: str | None,
    *,
    as_markdown: bool,
    items: bool,
    as_json: bool,
    dry_run: bool,
    **works: bool,
) -> int:
    """Print the brief NAME, or work at it.

    Public records leave; how much stayed behind is said at its end. An item is named by its key,
    which --items shows, a quote by its own; a lone - reads keys from standard input.
    """
    wished = [each for each, is_wished in works.items() if is_wished]
    if len(wished) > 1 or (words and not wished):
        raise click.UsageError(wording.ONE_DEED, click.get_current_context())
    with opened(chosen) as library:
        if wished:
            deeds = [*WORKS[wished[0]](library, name, words, after)]
            return write(library, deeds, as_json=as_json, dry_run=dry_run)
        if items:
            return _list_items(library, name)
        printed = _printed(library, name, with_)
    if as_json:
        say_json(brief_text.record(printed))
    else:
        say_text(brief_text.markdown(printed) if as_markdown else brief_text.plain(printed))
    stayed = wording.left_out(printed.left_out, printed.brief.missing)
    if stayed:
        tell(stayed)
    return Exit.DONE


@click.command(cls=Verb, epilog=wording.BRIEFS_EXAMPLES)
@json_option
@library_option
@click.pass_obj
def briefs(chosen: Chosen, *, as_json: bool) -> int:
    """List all briefs, the one that you last worked at first."""
    with opened(chosen) as library, library.questions(by_cache=False) as ask:
        found = ask.briefs()
    if as_json:
        say_json({"version": 1, "briefs": [_row_record(*each[:-1]) for each in found]})
    else:
        for each in found:
            say(f"{short(each.key)}  {each.name}  {wording.holds(each)}  {each.changed[:10]}")
    return Exit.DONE if found else Exit.NOTHING_FOUND


def _row_record(*row: object) -> dict[str, object]:
    names = ("key", "name", "author", "made", "changed", "quotes", "paragraphs")
    return dict(zip(names, row, strict=True))


def _printed(library: Library, name: str, with_: Sequence[str]) -> Print:
    with library.questions(seconds=None, by_cache=False) as ask:
        kept, left_out = ask.brief(ask.brief_called(name)).leaving(*with_)
        day = ask.today.isoformat()
        return Print(kept, left_out, library.path.name, library.author, day, ask.digest())


def _list_items(library: Library, name: str) -> int:
    found = _whole(library, name)
    for item in found.items:
        quote = f"{short(item.quote.row.key)}  " if item.quote else ""
        first = " ".join(
            "".join(span.text for span in line) for line in brief_text.item_lines(item)[:1]
        )
        say(f"{short(item.key)}  {quote}{first.strip()}")
    return Exit.DONE if found.items else Exit.NOTHING_FOUND


def _whole(library: Library, name: str) -> Brief:
    with library.questions(seconds=None, by_cache=False) as ask:
        return ask.brief(ask.brief_called(name))


def _place(library: Library, found: Brief, after: str | None) -> Key | None:
    """The item that something is to follow; None for the end."""
    return None if after is None else _item(library, found, after)


def _item(library: Library, found: Brief, name: str) -> Key:
    """An item of the brief by its own key or by that of its quote.

    Raises:
        RecordMissing: it is not in it.
    """
    ending = name.lower().removeprefix("i-")
    own = [each.key for each in found.items if len(ending) >= 6 and each.key.endswith(ending)]
    if len(own) == 1:
        return own[0]
    quote = library.find(name)
    for each in found.items:
        if each.quote and each.quote.row.key == quote:
            return each.key
    msg = f"{short(quote)} is not in the brief {found.name}. Nothing was changed."
    raise RecordMissing(msg)


def _new(_library: Library, name: str, words: Sequence[str], _after: str | None) -> Iterator[Deed]:
    _need(len(words) == 0)
    yield MakeBrief(name)


def _add(library: Library, name: str, words: Sequence[str], after: str | None) -> Iterator[Deed]:
    quotes = keys_named(library, words)
    try:
        found = _whole(library, name)
    except RecordMissing:
        yield AddToBrief(quotes, name)
    else:
        yield AddToBrief(quotes, found.name, found.key, _place(library, found, after))


def _paragraph(
    library: Library, name: str, words: Sequence[str], after: str | None
) -> Iterator[Deed]:
    found = _whole(library, name)
    yield AddParagraph(found.key, _text(words), _place(library, found, after))


def _edit(library: Library, name: str, words: Sequence[str], _after: str | None) -> Iterator[Deed]:
    _need(len(words) > 1)
    found = _whole(library, name)
    item = _item(library, found, words[0])
    seen = next(each.text for each in found.items if each.key == item)
    yield ChangeParagraph(item, {"text": _text(words[1:])}, {"text": seen or ""})


def _move(library: Library, name: str, words: Sequence[str], after: str | None) -> Iterator[Deed]:
    _need(len(words) == 1)
    found = _whole(library, name)
    item = _item(library, found, words[0])
    others = [each.key for each in found.items if each.key != item]
    if after == START:
        yield MoveItem(item, None)
    else:
        place = _place(library, found, after) or (others[-1] if others else None)
        yield MoveItem(item, place)


def _drop(library: Library, name: str, words: Sequence[str], _after: str | None) -> Iterator[Deed]:
    found = _whole(library, name)
    if not words:
        yield DropBrief(found.key)
        return
    if STANDARD_INPUT in words:
        words = keys_named(library, words)
    for each in [*map(partial(_item, library, found), words)]:
        yield DropItem(each)


def _rename(
    library: Library, name: str, words: Sequence[str], _after: str | None
) -> Iterator[Deed]:
    _need(len(words) > 0)
    found = _whole(library, name)
    yield RenameBrief(found.key, {"name": " ".join(words)}, {"name": found.name})


def _text(words: Sequence[str]) -> str:
    if tuple(words) in {(), (STANDARD_INPUT,)}:
        _need(not sys.stdin.isatty())
        return sys.stdin.buffer.read().decode(errors="replace")
    return " ".join(words)


def _need(is_so: bool) -> None:  # noqa: FBT001
    if not is_so:
        raise click.UsageError(wording.NOT_ENOUGH, click.get_current_context())


WORKS: Final[dict[str, Work]] = {
    "new": _new,
    "add": _add,
    "paragraph": _paragraph,
    "edit": _edit,
    "move": _move,
    "drop": _drop,
    "rename": _rename,
}
"""What each of the options that write does."""
