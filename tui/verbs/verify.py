"""`verify`: whether the library is what its log says, and its words stand in their sources."""

from __future__ import annotations

import click

from storage import Verdict
from tui import interrupts, wording
from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, library_option
from tui.verbs.output import say, say_json, tell


@click.command(cls=Verb)
@click.option("--adopt", is_flag=True, help="First take changes from outside into the log.")
@json_option
@library_option
@click.pass_obj
def verify(chosen: Chosen, *, adopt: bool, as_json: bool) -> int:
    """Check that the library is what its log says.

    The log itself, the records against it, the words against their sources, and the search.
    Nothing is repaired. Exits 3 where something was found.
    """
    with opened(chosen) as library:
        if adopt:
            tell(library.adopt().summary)
        verdict = library.verify()
        interrupts.pass_on()  # else it would be called a file that cannot be read to its end
    if as_json:
        findings = [finding._asdict() for finding in verdict.findings]
        say_json({"version": 1} | verdict._asdict() | {"findings": findings})
    else:
        _say(verdict)
    if verdict.findings:
        tell(wording.FINDINGS_HINT)
        return Exit.DATA_PROBLEM
    return Exit.DONE


def _say(verdict: Verdict) -> None:
    say(wording.checked(verdict))
    say(f"digest {verdict.digest}")
    for finding in verdict.findings:
        say(f"! {finding.about}: {finding.sentence}")
    for fact in verdict.reported:
        say(f"· {fact}")
