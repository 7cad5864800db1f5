"""`note`: a note on a record, from the command line or from standard input; or one changed."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from storage import Key, Library, Piece, RecordMissing, WriteRefused
from storage.analyst import HANDLINGS, NOTE_KINDS
from storage.deeds import ChangeNote, Deed, RetractNote, WriteNote
from tui import wording
from tui.arguments import Verb
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import STANDARD_INPUT, dry_run_option, json_option, library_option
from tui.verbs.writing import write
from tui.wording import notes as said

OTHERS = "so"
"""Letters of records that notes go on, beside those that `show` shows: sources and topics."""


def _span(ctx: click.Context, _: click.Parameter, value: str | None) -> Piece | None:
    """Where a piece of a text begins and ends, as `12:20`."""
    if value is None:
        return None
    start, colon, end = value.partition(":")
    if not (colon and start.isdecimal() and end.isdecimal()):
        raise click.BadParameter(said.NO_SPAN.format(value=value), ctx)
    return Piece(int(start), int(end), None)


@click.command(cls=Verb, epilog=said.EXAMPLES)
@click.argument("name", metavar="KEY")
@click.argument("words", nargs=-1, metavar="[TEXT|-]")
@click.option("--kind", type=click.Choice(NOTE_KINDS), help="What kind of note it is.")
@click.option("--handling", type=click.Choice(HANDLINGS), help="Who may see it.")
@click.option("--private", "is_private", is_flag=True, help="As --handling private.")
@click.option(
    "--on-span", "piece", callback=_span, metavar="A:B",
    help="On the characters from A to before B of the quote's text.",
)  # fmt: skip
@click.option("--edit", "is_edited", is_flag=True, help="KEY is a note: change it.")
@click.option("--retract", "is_retracted", is_flag=True, help="KEY is a note: take it back.")
@json_option
@dry_run_option
@library_option
@click.pass_obj
def note(
    chosen: Chosen,
    name: str,
    words: tuple[str, ...],
    kind: str | None,
    handling: str | None,
    piece: Piece | None,
    *,
    is_private: bool,
    is_edited: bool,
    is_retracted: bool,
    as_json: bool,
    dry_run: bool,
) -> int:
    """Write a note on the quote, actor, format, meeting, source or topic KEY.

    TEXT is the note; - or no TEXT reads it from standard input, to the end and as it is.
    """
    is_of_note = is_edited or is_retracted
    if (is_private and handling) or (is_edited and is_retracted) or (is_of_note and piece):
        raise click.UsageError(said.OPTIONS_CLASH, click.get_current_context())
    handling = "private" if is_private else handling
    has_text = bool(words) or not (is_retracted or (is_edited and (kind or handling)))
    text = _text(words) if has_text else None
    with opened(chosen) as library:
        if is_retracted:
            deed: Deed = _retraction(library, name)
        elif is_edited:
            new = {"text": text, "kind": kind, "handling": handling}
            deed = _change(
                library, name, {field: to for field, to in new.items() if to is not None}
            )
        else:
            deed = WriteNote(_record(library, name), text or "", kind or "memo", handling, piece)
        return write(library, [deed], as_json=as_json, dry_run=dry_run)


def _change(library: Library, name: str, changes: dict[str, str]) -> ChangeNote:
    """What it holds now is what is seen: at the shell nothing lies between the two."""
    key = library.find(name, "n")
    with library.questions() as ask:
        held = ask.note(key).note._asdict()
    return ChangeNote(key, changes, {field: held[field] for field in changes})


def _retraction(library: Library, name: str) -> RetractNote:
    key = library.find(name, "n")
    with library.questions() as ask:
        return RetractNote(key, {"text": ask.note(key).note.text})


def _record(library: Library, name: str) -> Key:
    """The record that is meant.

    Raises:
        RecordMissing: nothing is called that.
        AmbiguousName: it fits several records.
    """
    if name[:2].lower() in {f"{letter}-" for letter in OTHERS}:
        return library.find(name, name[0].lower())
    try:
        return library.meant(name).key
    except RecordMissing:
        found = next(_others(library, name), None)
        if found is None:
            raise
        return found


def _others(library: Library, name: str) -> Iterator[Key]:
    for letter in OTHERS:
        try:
            yield library.find(name, letter)
        except RecordMissing:
            continue


def _text(words: tuple[str, ...]) -> str:
    if not words and sys.stdin.isatty():
        raise click.UsageError(wording.NOTE_WITHOUT_TEXT, click.get_current_context())
    return _from_standard_input() if words in {(), (STANDARD_INPUT,)} else " ".join(words)


def _from_standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as error:
        raise WriteRefused(wording.NOTE_NOT_TEXT.format(place=error.start + 1)) from error
