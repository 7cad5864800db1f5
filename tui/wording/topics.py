"""What is said about topics, their definitions, and stances on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from storage import Key, short
from storage.analyst import Topic, TopicVersion
from tui.wording import count

STANCE_OF: Final = "STANCE in {quotes}"
ON_TOPIC: Final = "STANCE on {topic} in {quotes}"
LETTERS: Final = {
    "s": "support", "o": "oppose", "c": "conditional", "n": "neutral", "u": "unclear",
}  # fmt: skip
TOPIC_ALONE: Final = "put it on the topic, no stance"
OFF_TOPIC: Final = "take it off the topic"
NO_STANCE: Final = "take your stance back"
FRAMES: Final = "FRAME"
NOT_DEFINED: Final = "No definition yet"
NO_TOPICS: Final = "No topic fits; the codebook (v c) begins a new one."
CODEBOOK: Final = "CODEBOOK"
UNSAVED: Final = "Was not saved, is here again."
DEFINE: Final = "DEFINITION of {topic}, version {version}"
MANY: Final = "{number:,} quotes"


def quotes_named(quotes: Sequence[Key]) -> str:
    return short(quotes[0]) if len(quotes) == 1 else count(len(quotes), "quote")


def definition(topic: Topic) -> str:
    """What a topic means, since when, and some quotes that were coded by it."""
    said = f"{topic.definition or NOT_DEFINED} (version {topic.version}{_written(topic)})"
    if topic.examples:
        said += f" e.g. {', '.join(map(short, topic.examples))}"
    return said


def _written(topic: Topic) -> str:
    by = f" by {topic.author}" if topic.author else ""
    return f", {topic.since[:10]}{by}" if topic.since else ""


def values(topic: Topic) -> str:
    """How many stances of each value there are."""
    return ", ".join(f"{value} {number:,}" for value, number in topic.stances)


def version_line(version: TopicVersion) -> str:
    by = f" by {version.author}" if version.author else ""
    return f"version {version.version}, {version.wall[:16].replace('T', ' ')}{by}"


TOPIC: Final = "TOPIC {topic}"
BEGIN: Final = "DEFINITION of the new topic {topic}"
NEW_TOPIC: Final = "A new topic called {name}; you write its definition next."
MOVE_BELOW: Final = "MOVE {topic} BELOW"
HISTORY: Final = "VERSIONS of {topic}"
RETRACTED: Final = "RETRACTED"
ACTIONS: Final = {
    "define": ("define it anew", ""),
    "quotes": ("quotes on it", "Search for the quotes on this topic alone."),
    "history": ("versions", "What it meant, from when on, and who wrote it."),
    "below": ("move below another", "A search for the other finds it too then."),
    "top": ("move to the top", "It stands below no other topic then."),
    "retract": ("retract", "Nothing is coded by it any more; only where nothing is by now."),
    "use": ("use it again", "It is offered again when quotes are coded."),
}
"""What can be done with a topic: how it is called, and what it does."""


NO_SUCH_TOPIC: Final = (
    "No topic is called {name}. Nothing was changed; `peace-tui topics` lists them."
)
TOPICS_USAGE: Final = (
    "It is add NAME TEXT, define TOPIC TEXT, history TOPIC, under TOPIC [PARENT], retract TOPIC, "
    "use TOPIC, put TOPIC KEY... or take TOPIC KEY..."
)
TOPICS_EXAMPLES: Final = """\b
Examples:
  peace-tui topics
  peace-tui topics add sequencing "What comes first, and what only then."
  peace-tui topics define ceasefire - < definition.txt
  peace-tui search --keys ceasefire | peace-tui topics put ceasefire -
"""
STANCE_USAGE: Final = "It is KEY... TOPIC VALUE; with --drop KEY... TOPIC."
STANCE_EXAMPLES: Final = """\b
Examples:
  peace-tui stance q0003 ceasefire conditional --frame demand
  peace-tui search --keys by:norland ceasefire | peace-tui stance - ceasefire oppose --dry-run
  peace-tui stance q0003 ceasefire --drop
"""
