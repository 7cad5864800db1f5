"""`tags`: the tags themselves, as a tree with counts; made, renamed, merged, moved, dropped."""

from __future__ import annotations

import click

from storage import Key, Library, RecordMissing, Tag
from storage.deeds import Deed, DropTag, MakeTag, MergeTags, PutTagUnder, RenameTag
from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, library_option
from tui.verbs.output import say, say_json
from tui.verbs.writing import dry_run_option, write
from tui.wording import tagging


@click.command(cls=Verb, epilog=tagging.TAGS_EXAMPLES)
@click.argument("words", nargs=-1, metavar="[make|rename|merge|under|drop TAG...]")
@json_option
@dry_run_option
@library_option
@click.pass_obj
def tags(chosen: Chosen, words: tuple[str, ...], *, as_json: bool, dry_run: bool) -> int:
    """List the tags with how often each is used; or change the tags themselves.

    make NAME [PARENT], rename TAG NAME, merge TAG INTO, under TAG [PARENT] (without one: to the
    top), drop TAG.
    """
    with opened(chosen) as library:
        if not words:
            return _list(library.tags(), as_json=as_json)
        return write(library, [_deed(library, *words)], as_json=as_json, dry_run=dry_run)


def _deed(library: Library, does: str, *named: str) -> Deed:
    match does, named:
        case "make", (name, *above) if len(above) <= 1:
            return MakeTag(name, _tag(library, above[0]).key if above else None)
        case "rename", (old, name):
            tag = _tag(library, old)
            return RenameTag(tag.key, name, {"name": tag.name})
        case "merge", (one, other):
            return MergeTags(_tag(library, one).key, _tag(library, other).key)
        case "under", (one, *above) if len(above) <= 1:
            parent: Key | None = _tag(library, above[0]).key if above else None
            return PutTagUnder(_tag(library, one).key, parent)
        case "drop", (one,):
            return DropTag(_tag(library, one).key)
        case _:
            raise click.UsageError(tagging.TAGS_USAGE, click.get_current_context())


def _tag(library: Library, name: str) -> Tag:
    found = next((tag for tag in library.tags() if tag.name.lower() == name.lower()), None)
    if found is None:
        raise RecordMissing(tagging.NO_SUCH_TAG.format(name=name))
    return found


def _list(held: tuple[Tag, ...], *, as_json: bool) -> int:
    names = {tag.key: tag.name for tag in held}
    ordered = tagging.in_tree(held)
    if as_json:
        said = [
            {"name": tag.name, "key": tag.key, "quotes": tag.quotes,
             "parent": names.get(tag.parent) if tag.parent else None}
            for _depth, tag in ordered
        ]  # fmt: skip
        say_json({"version": 1, "tags": said})
    else:
        for depth, tag in tagging.in_tree(held):
            say(f"{'  ' * depth}{tag.name}  {tag.quotes:,}")
    return Exit.DONE
