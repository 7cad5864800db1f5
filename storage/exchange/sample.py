"""The sample library's facts: where they lie, and all of them as records."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from storage.errors import LibraryUnusable
from storage.exchange import facts
from storage.exchange.facts import Fact
from storage.schema.shapes import Record

NAME: Final = "sample"
IN_WHEEL: Final = Path(__file__).parents[1] / "sample_data"
IN_CHECKOUT: Final = Path(__file__).parents[2] / "sample_data"
FILES: Final = ("actors", "relations", "sources", "topics", "formats", "statements", "links")
ARTICLES: Final = "articles"


@dataclass(frozen=True, slots=True)
class Sample:
    """Records that come together; `files` are the SHA-256 of what they were read from."""

    name: str
    records: tuple[Record, ...]
    files: Mapping[str, str] = field(default_factory=dict[str, str])
    importer: str = facts.IMPORTER


@dataclass(frozen=True, slots=True)
class Brief:
    """A text of the project's own and its marked passages."""

    gold: Fact
    text: str


def sample_folder() -> Path:
    """Where the sample lies: inside the package if installed from a wheel, else in the checkout."""
    return IN_WHEEL if IN_WHEEL.is_dir() else IN_CHECKOUT


def read_sample(folder: Path | None = None) -> Sample:
    """Read the sample's files.

    Raises:
        LibraryUnusable: a file is missing or is not what it should be.
    """
    folder = folder or sample_folder()
    files: dict[str, str] = {}
    try:
        known = {name: json.loads(_text(folder / f"{name}.json", folder, files)) for name in FILES}
        briefs = [_brief(gold, folder, files) for gold in sorted(folder.glob(f"{ARTICLES}/*.json"))]
        records = _records(known, briefs)
    except (OSError, ValueError, KeyError) as error:
        msg = (
            f"The sample could not be read from {folder} ({error}). No library was made or "
            "changed; install the program anew."
        )
        raise LibraryUnusable(msg) from error
    return Sample(NAME, tuple(records), files)


def _text(path: Path, folder: Path, files: dict[str, str]) -> str:
    content = path.read_bytes()
    files[path.relative_to(folder).as_posix()] = hashlib.sha256(content).hexdigest()
    return unicodedata.normalize("NFC", content.decode().replace("\r\n", "\n"))


def _brief(path: Path, folder: Path, files: dict[str, str]) -> Brief:
    gold = json.loads(_text(path, folder, files))
    return Brief(gold, _text(path.with_name(gold["file"]), folder, files))


def _records(known: Mapping[str, list[dict[str, Any]]], briefs: list[Brief]) -> list[Record]:
    """All records, each kind in the order of its file."""
    ties: dict[str, list[Fact]] = {}
    for tie in known["relations"]:
        ties.setdefault(tie["from"], []).append(tie)
    names = {actor["id"]: actor["name"] for actor in known["actors"]}
    roles = {actor["id"]: facts.roles(actor) for actor in known["actors"]}
    statements = {statement["id"]: statement for statement in known["statements"]}
    spans = {ref: facts.spans_in_absent_text(statement) for ref, statement in statements.items()}
    for brief in briefs:
        for marked in brief.gold["statements"]:
            for ref in marked["statements"]:
                spans[ref] += facts.spans_in_brief(brief.gold, brief.text, statements[ref], marked)
    last_styled = facts.days_last_styled(statements.values())
    return [
        *(facts.actor(actor, ties.get(actor["id"], ())) for actor in known["actors"]),
        *(role for each in roles.values() for role in each),
        *(facts.source(source, names) for source in known["sources"]),
        *(facts.brief(brief.gold, brief.text) for brief in briefs),
        *(facts.topic(topic) for topic in known["topics"]),
        *(facts.talks(talks) for talks in known["formats"]),
        *(
            facts.meeting(meeting, talks["id"], n)
            for talks in known["formats"]
            for n, meeting in enumerate(talks["meetings"])
        ),
        *(
            facts.quote(statement, roles[statement["speaker"]], last_styled, spans[ref])
            for ref, statement in statements.items()
        ),
        *(stance for statement in statements.values() for stance in facts.stances(statement)),
        *(facts.link(link) for link in known["links"]),
    ]
