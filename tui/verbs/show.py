"""`show`: all that is held about a quote, an actor, a format or a meeting."""

from __future__ import annotations

import click

from storage import EVERYTHING, Meant, Questions
from tui import wording
from tui.arguments import Verb
from tui.formatting import COPY, Line, detail_lines
from tui.profile_records import actor_record, format_record, meeting_record
from tui.profiles import actor_lines, format_lines, meeting_lines
from tui.provenance import further_lines
from tui.records import Record, whole_record
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, library_option, named
from tui.verbs.output import say, say_json, say_lines


@click.command(cls=Verb, epilog=wording.SHOW_EXAMPLES)
@click.argument("names", nargs=-1, required=True, metavar="KEY...")
@json_option
@library_option
@click.pass_obj
def show(chosen: Chosen, names: tuple[str, ...], *, as_json: bool) -> int:
    """Show all that is held of a quote, actor, format or meeting.

    KEY is a quote's key, the last six characters of it, or its former id (q0014); or the key, the
    slug or the name of an actor, a format or a meeting; - reads keys from standard input.
    """
    with opened(chosen) as library:
        found = tuple(dict.fromkeys(named(names, library.meant)))
        with library.questions(seconds=None) as ask:
            if as_json:
                log = {"log": ask.log_digest()}
                records = [_record(ask, each) | log for each in found]
                say_json(records if len(records) > 1 else records[0])
                return Exit.DONE
            told = [_lines(ask, each) for each in found]
    for n, lines in enumerate(told):
        if n:
            say()
        say_lines(lines)
    return Exit.DONE


def _record(ask: Questions, each: Meant) -> Record:
    match each.type:
        case "actor":
            return actor_record(ask.actor_profile(each.slug))
        case "format":
            return format_record(ask.format_profile(each.slug))
        case "meeting":
            return meeting_record(ask.meeting_profile(each.slug))
        case _:
            return whole_record(ask.quote_with_provenance(each.key))


def _lines(ask: Questions, each: Meant) -> list[Line]:
    match each.type:
        case "actor":
            return actor_lines(ask.actor_profile(each.slug), COPY)
        case "format":
            return format_lines(ask.format_profile(each.slug), COPY)
        case "meeting":
            return meeting_lines(ask.meeting_profile(each.slug), COPY)
        case _:
            detail = ask.quote_with_provenance(each.key)
            return [*detail_lines(detail, EVERYTHING, COPY), (), *further_lines(detail)]
