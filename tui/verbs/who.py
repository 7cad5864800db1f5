"""`who`: who took part in which meeting and how, who stayed away, and what is disputed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import click

from storage import Meeting, Participation
from tui import wording
from tui.arguments import Verb
from tui.records import dispute_record, participation_record
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, library_option
from tui.verbs.output import say, say_json, tell


@click.command(cls=Verb, epilog=wording.WHO_EXAMPLES)
@click.argument("words", nargs=-1, metavar="[FORMAT|MEETING]")
@click.option("--mode", metavar="MODE", help="Only who took part in this mode: host, observer…")
@json_option
@library_option
@click.pass_obj
def who(chosen: Chosen, words: tuple[str, ...], mode: str | None, *, as_json: bool) -> int:
    """Show who took part in talks, and who stayed away.

    Of a format's meetings, or of one meeting, newest first. Those who declined or were absent and
    what sources dispute stand apart. Without a name: all.
    """
    name = " ".join(words) or None
    with opened(chosen) as library:
        found = library.participations(name, mode.replace("-", "_") if mode else None)
        modes = () if found else sorted({each.mode for each in library.participations(name, None)})
    if as_json:
        say_json(
            {
                "version": 1,
                "asked": name,
                "participations": [participation_record(each) for each in found],
                "disputes": [
                    {"meeting": meeting.slug} | dispute_record(dispute)
                    for meeting in _meetings(found)
                    for dispute in meeting.disputes
                ],
            }
        )
    else:
        _say_by_meeting(found)
    if not found:
        tell(wording.no_one_took_part(modes))
        return Exit.NOTHING_FOUND
    return Exit.DONE


def _meetings(found: Iterable[Participation]) -> Iterator[Meeting]:
    known = {each.meeting.slug: each.meeting for each in found if each.meeting}
    yield from known.values()


def _say_by_meeting(found: tuple[Participation, ...]) -> None:
    """One block for each format's members and for each meeting."""
    for n, (_place, group) in enumerate(itertools.groupby(found, _place_of)):
        if n:
            say()
        _say_block(list(group))


def _place_of(each: Participation) -> tuple[str, str]:
    return each.format.slug, each.meeting.slug if each.meeting else ""


def _say_block(block: list[Participation]) -> None:
    first = block[0]
    say(wording.sitting(first.format, first.meeting))
    agreed = [each for each in block if not each.disputed]
    for mode in sorted(dict.fromkeys(each.mode for each in agreed), key=wording.AWAY.__contains__):
        names = [_named(each) for each in agreed if each.mode == mode]
        say(f"  {wording.mode(mode)}: {', '.join(names)}")
    for each in block:
        if each.disputed:
            say(f"  ! {wording.disputed_part(each)}")
    for dispute in first.meeting.disputes if first.meeting else ():
        say(f"  ! {wording.dispute(dispute)}")


def _named(each: Participation) -> str:
    return f"{each.actor.name} ({each.remark})" if each.remark else each.actor.name
