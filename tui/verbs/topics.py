"""`topics`: the codebook; topics begun, defined, moved, retracted, and put on quotes."""

from __future__ import annotations

import sys

import click

from storage import Library, Questions, RecordMissing
from storage.analyst import Topic, TopicVersion
from storage.deeds import AddTopic, Deed, DefineTopic, MoveTopic, PutTopics, RetractTopic
from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import STANDARD_INPUT, json_option, keys_named, library_option
from tui.verbs.output import say, say_json
from tui.verbs.writing import dry_run_option, write
from tui.wording import topics as said


@click.command(cls=Verb, epilog=said.TOPICS_EXAMPLES)
@click.argument(
    "words", nargs=-1, metavar="[add|define|history|under|retract|use|put|take TOPIC...]"
)
@json_option
@dry_run_option
@library_option
@click.pass_obj
def topics(chosen: Chosen, words: tuple[str, ...], *, as_json: bool, dry_run: bool) -> int:
    """List the codebook: each topic with its definition and how much is coded by it; or change it.

    add NAME TEXT, define TOPIC TEXT, history TOPIC, under TOPIC [PARENT] (without one: to the top),
    retract TOPIC, use TOPIC, put TOPIC KEY..., take TOPIC KEY.... A lone - reads the text, or the
    keys, from standard input.
    """
    with opened(chosen) as library:
        if not words or words[0] == "history":
            with library.questions(seconds=None) as ask:
                return _show(ask, words, as_json=as_json)
        return write(library, [_deed(library, *words)], as_json=as_json, dry_run=dry_run)


def topic_called(library: Library, name: str) -> Topic:
    """The topic of that slug.

    Raises:
        RecordMissing: there is none.
    """
    with library.questions(seconds=None) as ask:
        found = next((each for each in ask.codebook() if each.slug == name.lower()), None)
    if found is None:
        raise RecordMissing(said.NO_SUCH_TOPIC.format(name=name))
    return found


def _deed(library: Library, does: str, *rest: str) -> Deed:
    if not rest:
        raise click.UsageError(said.TOPICS_USAGE, click.get_current_context())
    name, *more = rest
    if does == "add":
        return AddTopic(name, _text(more))
    topic = topic_called(library, name)
    match does, more:
        case "define", [_, *_]:
            return DefineTopic(topic.key, _text(more), {"definition": topic.definition})
        case "under", []:
            return MoveTopic(topic.key, None)
        case "under", [parent]:
            return MoveTopic(topic.key, topic_called(library, parent).key)
        case "retract", []:
            return RetractTopic(topic.key)
        case "use", []:
            return RetractTopic(topic.key, is_retracted=False)
        case "put", [_, *_]:
            return PutTopics(keys_named(library, more), (topic.key,))
        case "take", [_, *_]:
            return PutTopics(keys_named(library, more), (), (topic.key,))
        case _:
            raise click.UsageError(said.TOPICS_USAGE, click.get_current_context())


def _text(words: list[str]) -> str:
    if words == [STANDARD_INPUT]:
        return sys.stdin.buffer.read().decode(errors="replace")
    return " ".join(words)


def _show(ask: Questions, words: tuple[str, ...], *, as_json: bool) -> int:
    if not words:
        return _list(ask.codebook(), as_json=as_json)
    if len(words) != 2:
        raise click.UsageError(said.TOPICS_USAGE, click.get_current_context())
    versions = ask.topic_history(words[1].lower())
    if as_json:
        record = {"topic": words[1].lower(), "versions": [each._asdict() for each in versions]}
        say_json({"version": 1} | record)
    else:
        for each in versions:
            _say_version(each)
    return Exit.DONE


def _say_version(version: TopicVersion) -> None:
    say(said.version_line(version))
    say(f"  {version.definition or said.NOT_DEFINED}")


def _list(codebook: tuple[Topic, ...], *, as_json: bool) -> int:
    slugs = {topic.key: topic.slug for topic in codebook}
    if as_json:
        records = [
            {
                "slug": topic.slug,
                "key": topic.key,
                "definition": topic.definition,
                "definition_version": topic.version,
                "since": topic.since or None,
                "defined_by": topic.author or None,
                "parent": slugs.get(topic.parent) if topic.parent else None,
                "retracted": topic.is_retracted,
                "quotes": topic.quotes,
                "stances": dict(topic.stances),
            }
            for topic in codebook
        ]
        say_json({"version": 1, "topics": records})
        return Exit.DONE
    for topic in codebook:
        before = "  " * topic.depth
        coded = f" · {said.values(topic)}" if topic.stances else ""
        gone = f" · {said.RETRACTED}" if topic.is_retracted else ""
        say(f"{before}{topic.slug}  v{topic.version}  {topic.quotes:,}{coded}{gone}")
        say(f"{before}  {topic.definition or said.NOT_DEFINED}")
    return Exit.DONE
