"""Small libraries of fictional records: who speaks, where, and what; named by slugs and refs."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Container, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pytest
from sqlite_utils import Database

from storage import Library, open_library
from storage.connections import Connection, Connections
from storage.dates import bounds
from storage.history import materialise
from storage.history.log import Door, open_door
from storage.ids import Key, derived_key, raw_of
from storage.names import name_key
from storage.schema import shapes
from storage.schema.migrations import STEPS
from storage.schema.shapes import Record

AUTHOR: Final = "analyst"
TODAY: Final = dt.date(2025, 5, 20)
COLLEAGUE: Final = "colleague"


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still at noon of a day."""

    day: dt.date = TODAY

    def milliseconds(self) -> int:
        return int(dt.datetime.combine(self.day, dt.time(12), dt.UTC).timestamp() * 1000)

    def wall(self) -> str:
        return f"{self.day.isoformat()}T12:00:00+00:00"

    def today(self) -> dt.date:
        return self.day


def key(letter: str, name: str) -> Key:
    """The key of the record that a test calls by that slug or ref."""
    return derived_key(letter, "tests", name)


def made_library(folder: Path, author: str = AUTHOR) -> Library:
    """An empty library in a new file of that folder."""
    return open_library(folder / "talks.db", author=author, clock=FixedClock())


@contextlib.contextmanager
def records_of(library: Library) -> Generator[Records]:
    """Records for a library, written together at the end of the block."""
    connections = Connections(library.path)
    try:
        with open_door(connections, library.author, library.clock) as door:
            yield Records(door)
    finally:
        connections.close()


class Records:
    """Writes records; a record must be there before another names it."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._batch = shapes.NO_BATCH

    @property
    def db(self) -> Connection:
        return self._door.db

    @contextlib.contextmanager
    def in_batch(self, name: str, state: Literal["loading", "live", "undone"]) -> Generator[None]:
        """What is written in the block belongs to an import in that state."""
        row = self.db.execute(
            "insert into batch(key, name, importer, state) values(?, ?, 'tests', 'live') "
            "returning id",
            (raw_of(key("b", name)), name),
        ).fetchone()
        self._batch = row[0]
        yield
        self._batch = shapes.NO_BATCH
        self.db.execute("update batch set state = ? where id = ?", (state, row[0]))

    def actor(
        self,
        slug: str,
        name: str | None = None,
        *,
        kind: str = "person",
        also: Iterable[str] = (),
        part_of: Iterable[str] = (),
        ties: Iterable[tuple[str, str]] = (),
    ) -> Key:
        """An actor; its ties to others are a type and an actor."""
        ties = (*(("part_of", whole) for whole in part_of), *ties)
        name = name or slug.replace("-", " ").title()
        return self._put(
            "a",
            slug,
            slug=slug,
            kind=kind,
            name=name,
            actor_name=[
                {"n": n, "name": each, "name_key": name_key(each), "used": "common" if n else "own"}
                for n, each in enumerate((name, *also))
            ],
            relation=[
                {"n": n, "type": type_, "to_actor": key("a", other)}
                for n, (type_, other) in enumerate(ties)
            ],
        )

    def role(
        self,
        slug: str,
        actor: str,
        organisation: str,
        title: str = "envoy",
        *,
        since: str | None = None,
        until: str | None = None,
        attested: Iterable[str] = (),
    ) -> Key:
        return self._put(
            "r",
            slug,
            actor=key("a", actor),
            organisation=key("a", organisation),
            title=title,
            valid_from=since,
            valid_to=until,
            role_attested=[{"n": n, "month": month} for n, month in enumerate(attested)],
        )

    def format(
        self,
        slug: str,
        name: str | None = None,
        *,
        also: Iterable[str] = (),
        parent: str | None = None,
        members: Iterable[str] = (),
    ) -> Key:
        name = name or slug.replace("-", " ").title()
        return self._put(
            "f",
            slug,
            slug=slug,
            name=name,
            kind="standing",
            parent=key("f", parent) if parent else None,
            format_participation=[
                {"n": n, "actor": key("a", each), "mode": "participant", "listed_as": "member"}
                for n, each in enumerate(members)
            ],
            format_name=[
                {"n": n, "name": each, "name_key": name_key(each)} for n, each in enumerate(also)
            ],
        )

    def meeting(
        self,
        slug: str,
        format: str,  # noqa: A002  # the records' own word
        *,
        title: str | None = None,
        held_on: str | None = None,
        disputed: Iterable[str] = (),
        took_part: Iterable[tuple[str, str]] = (),
        in_doubt: Container[str] = (),
    ) -> Key:
        """A meeting; who took part is an actor and a mode, and in doubt are some of the actors."""
        first, last = bounds(held_on)
        return self._put(
            "m",
            slug,
            slug=slug,
            format=key("f", format),
            n=0,
            title=title,
            said_on=held_on,
            said_lo=first,
            said_hi=last,
            state="held",
            participation=[
                {
                    "n": n,
                    "actor": key("a", actor),
                    "mode": mode,
                    "disputed": 1 if actor in in_doubt else None,
                    "handling": "public",
                }
                for n, (actor, mode) in enumerate(took_part)
            ],
            dispute=[
                {"n": n, "about": about, "remark": "sources differ"}
                for n, about in enumerate(disputed)
            ],
        )

    def source(
        self,
        slug: str,
        *,
        kind: str = "news",
        publisher: str | None = None,
        domain: str | None = None,
        caveat: str | None = None,
        archive_url: str | None = None,
        text: str | None = None,
    ) -> Key:
        return self._put(
            "s",
            slug,
            slug=slug,
            kind=kind,
            title=slug.replace("-", " ").title(),
            publisher=key("a", publisher) if publisher else None,
            domain=domain,
            caveat=caveat,
            archive_url=archive_url,
            source_text=[
                {
                    "version": 1,
                    "text": text,
                    "sha256": hashlib.sha256(text.encode()).hexdigest(),
                    "length": len(text),
                }
            ]
            if text is not None
            else [],
            handling="public",
        )

    def topic(self, slug: str, definition: str | None = None, *, parent: str | None = None) -> Key:
        return self._put(
            "o",
            slug,
            slug=slug,
            definition=definition,
            version=1,
            parent=key("o", parent) if parent else None,
        )

    def quote(
        self,
        ref: str,
        text: str = "We will meet again.",
        *,
        by: str | None = None,
        jointly: Iterable[str] = (),
        speaker_text: str | None = None,
        role: str | None = None,
        said_on: str | None = "2025-05-14",
        date_verified: bool | None = None,
        kind: str = "direct",
        held_as: str = "words",
        translation: str | None = None,
        lang: str | None = "en",
        original_lang: str | None = None,
        format: str | None = None,  # noqa: A002  # the records' own word
        meeting: str | None = None,
        relation: str | None = None,
        to: Iterable[str] = (),
        chain: Iterable[str] = (),
        hedge: str = "none",
        topics: Iterable[str] = (),
        source: str | None = None,
        status: str = "accepted",
        found_in: Iterable[tuple[str, int, str]] = (),
    ) -> Key:
        """A quote; the first of joint speakers is its speaker, and chains begin outermost.

        `hedge` is that of the chain's innermost party. It was found in stored texts: a source, the
        place where it begins, and what stood there.
        """
        speakers = tuple(jointly)
        hops = tuple(chain)
        speaker = by or next(iter(speakers), None)
        first, last = bounds(said_on)
        return self._put(
            "q",
            ref,
            ref=ref,
            kind=kind,
            held_as=held_as,
            text=text,
            translation=translation,
            lang=lang,
            original_lang=original_lang,
            speaker=key("a", speaker) if speaker else None,
            speaker_text=speaker_text,
            role=key("r", role) if role else None,
            said_on=said_on,
            said_lo=first,
            said_hi=last,
            date_verified=None if date_verified is None else int(date_verified),
            format=key("f", format) if format else None,
            meeting=key("m", meeting) if meeting else None,
            relation=relation,
            source=key("s", source) if source else None,
            status=status,
            handling="public",
            quote_speaker=_actors(speakers),
            quote_addressee=_actors(to),
            quote_span=[
                {
                    "n": n,
                    "part": "content",
                    "start": start,
                    "end": start + len(exact),
                    "exact": exact,
                    "source": key("s", origin),
                    "version": 1,
                }
                for n, (origin, start, exact) in enumerate(found_in)
            ],
            hop=[
                {
                    "n": n,
                    "actor": key("a", each),
                    "hedge": hedge if n == len(hops) - 1 else "none",
                    "was_read": int(n == 0),
                }
                for n, each in enumerate(hops)
            ],
            quote_topic=[
                {"n": n, "topic": key("o", each), "coder": self._door.author}
                for n, each in enumerate(topics)
            ],
        )

    def stance(
        self,
        quote: str,
        topic: str,
        value: str,
        *,
        coder: str = AUTHOR,
        version: int | None = None,
        is_adjudicated: bool = False,
    ) -> Key:
        return self._put(
            "c",
            f"{quote} {topic} {value} {coder}{' adjudicated' if is_adjudicated else ''}",
            quote=key("q", quote),
            topic=key("o", topic),
            coder=coder,
            value=value,
            version=version,
            adjudicated=1 if is_adjudicated else None,
        )

    def sample(
        self,
        name: str,
        quotes: Iterable[str],
        topics: Iterable[str],
        coders: Iterable[str],
        *,
        done: Iterable[str] = (),
    ) -> Key:
        """A sample to be coded; some of its coders are done."""
        sample = self._put(
            "d",
            name,
            name=name,
            query="",
            seed=1,
            author=self._door.author,
            made=self._door.wall,
            coding_quote=[{"n": n, "quote": key("q", each)} for n, each in enumerate(quotes)],
            coding_topic=[{"n": n, "topic": key("o", each)} for n, each in enumerate(topics)],
            coding_coder=[{"n": n, "coder": each} for n, each in enumerate(coders)],
        )
        for coder in done:
            field = materialise.done_field(coder)
            self._door.join(sample, field, {"made": self._door.wall})
        return sample

    def link(self, quote: str, type: str, other: str) -> Key:  # noqa: A002  # the records' own word
        return self._put(
            "l",
            f"{quote} {type} {other}",
            from_quote=key("q", quote),
            to_quote=key("q", other),
            type=type,
            basis="analyst",
        )

    def note(self, quote: str, text: str, *, author: str = AUTHOR, handling: str = "closed") -> Key:
        return self._put(
            "n",
            f"{quote} {author} {handling} {text}",
            quote=key("q", quote),
            text=text,
            kind="memo",
            handling=handling,
            author=author,
            written=self._door.wall,
            changed=self._door.wall,
        )

    def tag(self, name: str, *quotes: str, parent: str | None = None) -> Key:
        """A new tag, put on quotes."""
        made = {"author": self._door.author, "made": self._door.wall}
        above = key("t", parent) if parent else None
        tag = self._put("t", name, name=name, parent=above, **made)
        for quote in quotes:
            self.put_tag(name, quote)
        return tag

    def put_tag(self, name: str, quote: str) -> None:
        """Put a tag that is there on a quote."""
        self._door.join(
            key("q", quote),
            materialise.tag_field(key("t", name)),
            {"author": self._door.author, "made": self._door.wall},
        )

    def star(self, quote: str, *, author: str = AUTHOR) -> None:
        self._door.join(key("q", quote), materialise.star_field(author), {"made": self._door.wall})

    def correct(self, record: Key, field: str, value: object) -> None:
        """Change a column or part of a record that is there."""
        self._door.correct(record, field, value)

    def _put(self, letter: str, called: str, /, **fields: object) -> Key:
        record: Record = {"key": key(letter, called)}
        record |= {
            column: value for column, value in fields.items() if value is not None and value != []
        }
        if self._batch == shapes.NO_BATCH:
            return self._door.add(record)
        shapes.put(self.db, record, self._batch)
        return key(letter, called)


def _actors(slugs: Iterable[str]) -> list[Record]:
    return [{"n": n, "actor": key("a", slug)} for n, slug in enumerate(slugs)]


def library_of_the_first_release(path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> Path:
    """A library as the first release made it, with a quote and a note in it."""
    apply_all = STEPS.apply

    def apply_the_first(db: Database) -> None:
        apply_all(db, stop_before="0002_one_spelling")

    with monkeypatch.context() as patch:
        patch.setattr(STEPS, "apply", apply_the_first)
        patch.setattr("storage.library.SCHEMA_VERSION", 1)
        with open_library(path, author=AUTHOR, clock=FixedClock()) as library:
            with records_of(library) as records:
                quote = records.quote("q1", text, translation="The tree still stands.")
            library.add_note(quote, "самолёт")
    return path
