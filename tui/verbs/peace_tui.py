"""The program's name on the command line: what comes before a verb, and the verbs."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import click

from tui import wording
from tui.arguments import VerbsOrLibrary
from tui.look import SCHEME_NAMES, Wishes
from tui.verbs import (
    add,
    agree,
    brief,
    config,
    doctor,
    edit,
    handling,
    head,
    history,
    import_table,
    keys,
    link,
    log,
    merge,
    note,
    rebuild,
    redo,
    retract,
    sample,
    save,
    saved,
    search,
    show,
    stance,
    star,
    tag,
    tags,
    topics,
    undo,
    verify,
    view,
    vocabulary,
    who,
)
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen
from tui.verbs.output import say, tell
from tui.verbs.screen import open_screen

NAME = "peace-tui"


def _say_version(context: click.Context, _: click.Parameter, is_asked: bool) -> None:  # noqa: FBT001
    if is_asked:
        try:
            version = metadata.version(NAME)
        except metadata.PackageNotFoundError:
            version = wording.NOT_INSTALLED
        say(f"{NAME} {version}")
        context.exit()


@click.group(
    cls=VerbsOrLibrary,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[LIBRARY] [OPTIONS]",
    subcommand_metavar="[VERB …]",
    epilog=wording.EXAMPLES,
)
@click.option(
    "-L", "--library", "named", metavar="PATH", type=click.Path(path_type=Path), multiple=True,
    help="The library; else $PEACE_TUI_DB, else the one in your data folder.",
)  # fmt: skip
@click.option("-q", "--query", metavar="QUERY", help="Open the screen on this search.")
@click.option("--sample", is_flag=True, help="A fresh copy of the sample, thrown away afterwards.")
@click.option(
    "--confidential", is_flag=True,
    help="Of a library that is made now: its notes are private unless they say otherwise.",
)  # fmt: skip
@click.option("--read-only", is_flag=True, help="Write nothing in the library, in no case.")
@click.option(
    "--colors", type=click.Choice(SCHEME_NAMES), help="The colours; else $PEACE_TUI_COLORS."
)
@click.option("--slow", is_flag=True, help="For a slow line: search on a pause or Enter.")
@click.option("--plain", is_flag=True, help="One pane at a time without frames, for readers.")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_say_version,
    help="Show the version and exit.",
)  # fmt: skip
@click.pass_context
def peace_tui(
    context: click.Context,
    named: tuple[Path, ...],
    query: str | None,
    colors: str | None,
    *,
    sample: bool,
    confidential: bool,
    read_only: bool,
    slow: bool,
    plain: bool,
    no_mouse: bool,
) -> int:
    """Who said what, in which talks, and how we know.

    Without a verb the reading room opens. The first word is a verb, else the path of a library;
    one that is not there yet is made.
    """
    if len(named) + sample > 1:
        raise click.UsageError(wording.ONE_LIBRARY, context)
    context.obj = Chosen(named[0] if named else None, sample, read_only, confidential)
    if context.invoked_subcommand is None:
        return open_screen(
            context.obj, query or "", Wishes(colors, slow, plain, mouse=not no_mouse)
        )
    if query is not None:
        raise click.UsageError(wording.QUERY_IS_FOR_SCREEN, context)
    return Exit.DONE


for verb in (
    search.search, show.show, who.who, view.view, save.save, saved.saved,
    note.note, handling.handling, tag.tag, tags.tags, star.star, stance.stance, topics.topics,
    link.link, brief.brief, brief.briefs,
    sample.sample, agree.agree, agree.adjudicate, merge.merge, merge.duplicates,
    undo.undo, redo.redo, log.log, history.history, head.head, verify.verify, rebuild.rebuild,
    import_table.import_table, keys.keys, doctor.doctor, config.config,
    edit.edit, add.add, retract.retract, vocabulary.vocabulary,
):  # fmt: skip
    peace_tui.add_command(verb)


def run(arguments: list[str]) -> int:
    """Do what the arguments ask for; gives the exit code.

    Raises:
        StorageError: the library did not allow it.
    """
    try:
        with peace_tui.make_context(NAME, arguments) as context:
            code: object = peace_tui.invoke(context)
            return code if isinstance(code, int) else Exit.DONE
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as refused:
        within = refused.ctx if isinstance(refused, click.UsageError) else None
        how = wording.HELP_HINT.format(command=within.command_path if within else NAME)
        tell(refused.format_message(), how)
        return Exit.NOT_UNDERSTOOD
