"""`agree`: how far coders agree, and where they don't. `adjudicate` settles it."""

from __future__ import annotations

import click

from storage.analyst import SampleAgreement
from storage.deeds import Adjudicate
from tui.arguments import Verb
from tui.safe_text import cut
from tui.verbs.coding_records import agreement_record
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, keys_named, library_option
from tui.verbs.output import say, say_json, tell
from tui.verbs.writing import dry_run_option, write
from tui.wording import coding

TEXT_SHOWN = 60


@click.command(cls=Verb, epilog=coding.AGREE_EXAMPLES)
@click.argument("words", nargs=-1, metavar="[SAMPLE]")
@json_option
@library_option
@click.pass_obj
def agree(chosen: Chosen, words: tuple[str, ...], *, as_json: bool) -> int:
    """Show how far coders agree, topic by topic, and where they differ.

    It is measured by Krippendorff's alpha. Without SAMPLE all codes of all coders are compared. A
    coder sees how far a sample agrees when all its coders are done.
    """
    name = " ".join(words)
    with opened(chosen) as library, library.questions(seconds=None) as ask:
        found = ask.agreement(ask.coding_sample(name).key if name else None)
    if as_json:
        say_json({"version": 1} | agreement_record(found))
    else:
        _say(found)
    if found.sample and found.waiting_for and not found.topics:
        tell(coding.waiting(found.sample))
        return Exit.NOTHING_FOUND
    if not found.topics:
        tell(coding.NOTHING_TO_COMPARE)
        return Exit.NOTHING_FOUND
    if found.sample and found.waiting_for:
        tell(coding.so_far(found.sample))
    return Exit.DONE


def _say(found: SampleAgreement) -> None:
    for each in found.topics:
        say(f"{each.topic}: {coding.alpha(each.agreement)} · {coding.agreed(each.agreement)}")
        if each.agreement.pairs:
            say(f"  {coding.mixed_up(each.agreement)}")
    for each in found.disagreements:
        say()
        name = each.quote.ref or each.quote.key
        say(f"{name} · {each.topic} · {coding.settled(each)} · {cut(each.quote.text, TEXT_SHOWN)}")
        say(f"  {coding.codes(each)}")


@click.command(cls=Verb, epilog=coding.ADJUDICATE_EXAMPLES)
@click.argument("name", metavar="KEY")
@click.argument("topic", metavar="TOPIC")
@click.argument("value", metavar="VALUE")
@click.option("--why", metavar="TEXT", help="Why, for the log.")
@json_option
@dry_run_option
@library_option
@click.pass_obj
def adjudicate(
    chosen: Chosen,
    name: str,
    topic: str,
    value: str,
    why: str | None,
    *,
    as_json: bool,
    dry_run: bool,
) -> int:
    """Settle what coders see differently in a quote; their codes stay beside it.

    VALUE is support, oppose, conditional, neutral or unclear, or nothing where the quote is not
    about TOPIC. KEY - reads keys from standard input.
    """
    with opened(chosen) as library:
        key = library.find(topic, "o")
        with library.questions(seconds=None) as ask:
            seen = {each: ask.adjudicated(each, key) for each in keys_named(library, [name])}
        deeds = [
            Adjudicate(quote, key, value, why, {"value": before}) for quote, before in seen.items()
        ]
        return write(library, deeds, as_json=as_json, dry_run=dry_run)
