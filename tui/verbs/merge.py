"""`merge` and `duplicates`: judgements about actors that may be one."""

from __future__ import annotations

import click

from storage import Key, Library
from storage.analyst import Namesake
from storage.deeds import JudgeIdentity
from tui import wording
from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, library_option
from tui.verbs.output import say, say_json, tell
from tui.wording import identities


@click.command(cls=Verb, epilog=identities.MERGE_EXAMPLES)
@click.argument("one", metavar="ACTOR")
@click.argument("other", metavar="OTHER")
@click.option("--different", "verdict", flag_value="different", help="They are two actors.")
@click.option("--unsure", "verdict", flag_value="unsure", help="It is not known.")
@click.option("--why", help="The reason, which the log keeps.")
@library_option
@click.pass_obj
def merge(chosen: Chosen, one: str, other: str, verdict: str | None, why: str | None) -> int:
    """Judge that OTHER is ACTOR: in every answer it counts as ACTOR from then on.

    It is a judgement, not a deletion: `peace-tui undo` brings both back.
    """
    with opened(chosen) as library:
        pair = (_actor(library, one), _actor(library, other))
        if verdict == "different":
            deed = JudgeIdentity(*pair, "different", why)
        elif verdict == "unsure":
            deed = JudgeIdentity(*pair, "unsure", why)
        else:
            deed = JudgeIdentity(*pair, "same", why)
        tell(wording.saved_by_verb(library.do(deed)))
    return Exit.DONE


@click.command(cls=Verb)
@json_option
@library_option
@click.pass_obj
def duplicates(chosen: Chosen, as_json: bool) -> int:  # noqa: FBT001
    """Pairs of actors that may be one and that nobody has judged, the likeliest first."""
    with opened(chosen) as library, library.questions() as ask:
        pairs = ask.suspects()
    if as_json:
        records = [
            {"one": _record(one), "other": _record(other), "reasons": list(reasons)}
            for one, other, reasons in pairs
        ]
        say_json({"version": 1, "pairs": records})
    else:
        for one, other, reasons in pairs:
            say(f"{one.actor.slug}  {other.actor.slug}  {', '.join(reasons)}")
            say(f"    {identities.namesake(one)}")
            say(f"    {identities.namesake(other)}")
    if not pairs:
        tell(identities.NO_SUSPECTS)
        return Exit.NOTHING_FOUND
    return Exit.DONE


def _actor(library: Library, name: str) -> Key:
    return library.find(name, "a")


def _record(each: Namesake) -> dict[str, object]:
    return {
        "key": each.key,
        "slug": each.actor.slug,
        "name": each.actor.name,
        "kind": each.actor.kind,
        "country": each.country,
        "quotes": each.quotes,
        "also": each.also,
        "posts": each.posts,
    }
