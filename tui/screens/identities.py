"""Actors that may be one: judged pair by pair, or one by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from storage import EVERYTHING, ActorProfile, ActorRow, Key, Questions, Slug, Window, name_key
from storage.analyst import Suspects
from storage.deeds import JudgeIdentity
from tui.formatting import Span, span
from tui.screens.analysing import Bench
from tui.widgets.picker import Choice, NumberedPicker, Picker
from tui.wording import identities as wording

ACTORS_AT_MOST: Final = 20_000
FIRST, SECOND, DIFFERENT, UNSURE, LATER = "first", "second", "different", "unsure", "later"


class OneOrTwo(NumberedPicker):
    """The pairs one after the other; what is picked is judged of the one that is shown."""

    footing = " 1-5 judge · Esc close · ↑↓ choose"

    def __init__(self, pairs: Sequence[Suspects], judge: Callable[[JudgeIdentity], object]) -> None:
        super().__init__()
        self._pairs = pairs
        self._judge = judge
        self._at = 0
        self._head()

    def _head(self) -> None:
        number = wording.ONE_OR_TWO.format(number=self._at + 1, total=len(self._pairs))
        self.heading = f"{number} · {', '.join(self._pairs[self._at].reasons)}"

    def choices(self, typed: str) -> list[Choice]:
        one, other, _reasons = self._pairs[self._at]
        lines = (
            (FIRST, wording.KEEP.format(name=one.actor.name), wording.namesake(one)),
            (SECOND, wording.KEEP.format(name=other.actor.name), wording.namesake(other)),
            (DIFFERENT, wording.DIFFERENT, ""),
            (UNSURE, wording.UNSURE, ""),
            (LATER, wording.LATER, ""),
        )
        both = f"{wording.namesake(one)}  —  {wording.namesake(other)}"
        return [
            Choice(value, (self.digit(number, typed), span(said)), more or both)
            for number, (value, said, more) in enumerate(lines, 1)
            if typed.lower() in said.lower()
        ]

    def pick(self) -> None:
        if not self.shown:
            return
        chosen = self.shown[self.cursor].value
        one, other, reasons = self._pairs[self._at]
        why = ", ".join(reasons)
        if chosen == FIRST:
            self._judge(JudgeIdentity(one.key, other.key, "same", why))
        elif chosen == SECOND:
            self._judge(JudgeIdentity(other.key, one.key, "same", why))
        elif chosen == DIFFERENT:
            self._judge(JudgeIdentity(one.key, other.key, "different"))
        elif chosen == UNSURE:
            self._judge(JudgeIdentity(one.key, other.key, "unsure"))
        if self._at + 1 == len(self._pairs):
            self.finish(wording.ALL_JUDGED)
            return
        self._at += 1
        self._head()
        self.typed, self.cursor = "", 0
        self.show_anew()


class ActorPicker(Picker):
    """Picking an actor makes it count as another."""

    footing = wording.MERGE_FOOTING

    def __init__(self, heading: str, actors: Sequence[ActorRow]) -> None:
        super().__init__()
        self.heading = heading
        self._actors = [(row, f"{name_key(row.name)} {row.slug}") for row in actors]

    def choices(self, typed: str) -> list[Choice]:
        words = name_key(typed).split()
        return [
            Choice(
                row.slug,
                (
                    span(row.name),
                    Span("  "),
                    span(row.kind, "dim"),
                    Span(f"  {row.quotes:,}", "dim"),
                ),
            )
            for row, key in self._actors
            if all(word in key for word in words)
        ]


class Identities:
    """Opens them."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def open_suspects(self) -> None:
        """Pairs that look like one, to be judged one by one."""
        self._bench.room.look_up(Questions.suspects, self._show_suspects)

    def _show_suspects(self, pairs: tuple[Suspects, ...]) -> None:
        status = self._bench.room.bars.status
        if not pairs:
            status.tell(wording.NO_SUSPECTS)
            return

        def closed(said: str | None) -> None:
            if said:
                status.tell(said)

        self._bench.room.stage.open_box(OneOrTwo(pairs, self._bench.pen.write), closed)

    def open_merge(self) -> None:
        """Which other actor counts as the one that the detail is about."""
        subject = self._bench.room.board.detail.subject
        if subject is None or subject.kind != "actor":
            self._bench.room.bars.status.tell(wording.NOT_AN_ACTOR)
            return
        slug = Slug(subject.slug_or_key)

        def read(ask: Questions) -> tuple[ActorProfile, tuple[ActorRow, ...]]:
            rows = ask.actors(EVERYTHING, Window(0, ACTORS_AT_MOST)).rows
            kept = ask.actor_profile(slug)
            others = tuple(row for row in rows if row.slug not in {"", kept.actor.slug})
            return kept, others

        self._bench.room.look_up(read, self._show_others)

    def _show_others(self, found: tuple[ActorProfile, tuple[ActorRow, ...]]) -> None:
        kept, others = found
        room = self._bench.room

        def picked(slug: str | None) -> None:
            if slug is not None:
                room.look_up(
                    lambda ask: ask.actor_profile(Slug(slug)).key,
                    lambda other: self._write(kept.key, other),
                )

        heading = wording.MERGE_INTO.format(name=kept.actor.name)
        room.stage.open_box(ActorPicker(heading, others), picked)

    def _write(self, one: Key, other: Key) -> None:
        self._bench.pen.write(JudgeIdentity(one, other))
