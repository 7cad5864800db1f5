"""How often each actor speaks in an answer, and with it all that is below it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from pyroaring import BitMap

from storage.connections import Connection
from storage.index.counting import Several, keys_in_order, summed
from storage.index.file import CacheFile
from storage.index.packing import Ids, Numbers
from storage.sql import organisations
from storage.tree import Organisations, Spoken

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask: TypeAlias = NDArray[np.bool_]

NOTHING: Final = np.zeros(0, np.int64)


class Speakers:
    """Who speaks for whom in a cache, until an actor or a role changes."""

    def __init__(self, cache: CacheFile) -> None:
        self._cache = cache
        self._known: Known | None = None

    def forget(self) -> None:
        self._known = None

    def of(self, db: Connection, ranks: Ids) -> Known:
        if self._known is None:
            self._known = Known(self._cache, organisations.read(db), ranks)
        return self._known


class Known:
    """The organisations of a library, and which voices of its cache each is heard in.

    A quote has one voice, so that what is counted by voices is counted once; what others say in it
    jointly is counted beside that, where the voice is not the organisation's already.
    """

    def __init__(self, cache: CacheFile, known: Organisations, ranks: Ids) -> None:
        self.organisations = known
        self.ranks = ranks
        self._voices = cache.voices
        self._joint = cache.joint
        self.size = max(cache.actors, len(ranks))
        self._above = _Above(known, self.size)
        self._organisation_of = self._organisations_of_voices()
        self._heard_voices, self._heard = self._heard_in()
        self._others = self._heard_in_joint()

    def _organisations_of_voices(self) -> Ids:
        """By voice: the organisation in a role of which it speaks, or 0."""
        roles = self._voices.roles
        of_role = np.zeros(int(roles.max(initial=0)) + 1, np.int64)
        for role, organisation in self.organisations.of_role.items():
            if role < len(of_role):
                of_role[role] = organisation
        return of_role[roles]

    def _heard_in(self) -> tuple[Ids, Ids]:
        """Voices, and the organisations that are heard in each."""
        pairs = [self._above.of(each) for each in (self._voices.speakers, self._organisation_of)]
        voices, heard = (np.concatenate(each) for each in zip(*pairs, strict=True))
        return np.divmod(np.unique(voices * self.size + heard), self.size)

    def _heard_in_joint(self) -> Several:
        """Quotes with the organisations that are heard in them by other speakers alone."""
        numbers, heard = self._above.of(self._joint.values)
        ordinals = self._joint.ordinals[numbers].astype(np.int64)
        ordinals, heard = np.divmod(np.unique(ordinals * self.size + heard), self.size)
        by_voice = self._voices.at(ordinals).astype(np.int64) * self.size + heard
        is_new = ~np.isin(by_voice, self._heard_voices * self.size + self._heard)
        return Several(ordinals[is_new].astype(np.uint32), heard[is_new].astype(np.uint32))

    @cached_property
    def parts(self) -> Mask:
        """By actor: whether it is below one that is not below it."""
        are = np.zeros(self.size, np.bool_)
        are[list(self.organisations.are_parts())] = True
        return are

    @cached_property
    def for_others(self) -> Ids:
        """Voices in a role of another."""
        in_roles = np.flatnonzero(self._organisation_of)
        speakers = self._voices.speakers[in_roles].tolist()
        roles = self._voices.roles[in_roles].tolist()
        are = map(self.organisations.is_for_another, speakers, roles)
        return in_roles[np.fromiter(are, np.bool_, len(in_roles))]

    @cached_property
    def _holding(self) -> dict[int, Ids]:
        """By organisation: the voices in roles of it that have a speaker."""
        speaks = np.flatnonzero((self._organisation_of > 0) & (self._voices.speakers > 0))
        ordered = speaks[np.argsort(self._organisation_of[speaks], kind="stable")]
        ids, starts = np.unique(self._organisation_of[ordered], return_index=True)
        voices = np.split(ordered, starts[1:]) if len(ids) else []
        return dict(zip(ids.tolist(), voices, strict=True))

    def heard(self, base: BitMap, changed: Spoken | None) -> Heard:
        """What is said in an answer: ordinals, and what has changed since."""
        voices = self._voices.counted(base)
        own = summed(self._voices.speakers, voices, self.size)
        own += self._joint.counted(base, self.size)
        for_others = summed(
            self._voices.speakers[self.for_others], voices[self.for_others], self.size
        )
        every = own.copy()
        every[self._above.organisations] = 0
        every += summed(self._heard, voices[self._heard_voices], self.size)
        every += self._others.counted(base, self.size)
        return Heard(self, voices, own, every, for_others, changed)

    def holders(self, organisation: int, voices: Ids) -> set[int]:
        """Who speaks in a role of it, of voices that are counted."""
        held = self._holding.get(organisation, NOTHING)
        return {*self._voices.speakers[held[voices[held] > 0]].tolist()}


class Heard:
    """How many quotes of an answer are whose: as `storage.tree.Spoken`, by arrays."""

    def __init__(
        self,
        known: Known,
        voices: Ids,
        own: Ids,
        every: Ids,
        for_others: Ids,
        changed: Spoken | None,
    ) -> None:
        self._known = known
        self._voices = voices
        self._changed = changed
        self.own = own
        self.all = every
        self._for_others = for_others
        self.of_no_one = int(own[0])
        if changed:
            _add(own, changed.own)
            _add(every, changed.all)
            _add(for_others, changed.for_others)
            self.of_no_one += changed.of_no_one

    def holders(self, organisation: int) -> set[int]:
        held = self._known.holders(organisation, self._voices)
        return held | self._changed.holders_of(organisation) if self._changed else held

    def in_order(self, actors: Iterable[int]) -> list[int]:
        """Most quotes first, then by name."""
        known = list(actors)
        if len(known) < 2:  # most have no members: nothing to order
            return known
        some = np.array(known, np.int64)
        return some[np.argsort(self._keys(some))].tolist()

    def tops(self) -> Tops:
        are = (self.all > self.own) | (self.own > self._for_others)
        are &= ~self._known.parts
        are[0] = False
        ids = np.flatnonzero(are)
        return Tops(ids, self._keys(ids))

    def _keys(self, actors: Ids) -> Ids:
        return keys_in_order(self.all[actors], self._known.ranks[actors])


class Tops:
    """Actors in the order of their keys, of which no more are put in order than are asked for."""

    def __init__(self, ids: Ids, keys: Ids) -> None:
        self._ids = ids
        self._keys = keys

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, places: slice, /) -> list[int]:
        start, end, _ = places.indices(len(self))
        if start >= end:
            return []
        first = np.argpartition(self._keys, end - 1)[:end]
        return self._ids[first[np.argsort(self._keys[first])][start:]].tolist()

    def numbers_of(self, actors: Iterable[int]) -> list[int]:
        """Which of them these are, in order; those that are none are left out."""
        keys = self._keys[np.isin(self._ids, np.fromiter(actors, np.int64))]
        return sorted(int((self._keys < key).sum()) for key in keys)


class _Above:
    """By actor: the organisations that it is or is below of."""

    def __init__(self, known: Organisations, size: int) -> None:
        self.organisations = np.array(sorted({*known.wholes, *known.of_role.values()}), np.int64)
        is_one = np.zeros(size, np.bool_)
        is_one[self.organisations] = True
        lengths = np.zeros(size + 1, np.int64)
        found: list[int] = []
        for actor in sorted({*self.organisations.tolist(), *known.all_parts}):
            above = [each for each in sorted(known.at_or_above(actor)) if is_one[each]]
            lengths[actor + 1] = len(above)
            found += above
        self._starts = np.cumsum(lengths)
        self._found = np.array(found, np.int64)

    def of(self, actors: Numbers | Ids) -> tuple[Ids, Ids]:
        """For each of some actors its organisations: the number of the actor, and the one."""
        starts = self._starts[actors]
        counts = self._starts[actors.astype(np.int64) + 1] - starts
        numbers = np.repeat(np.arange(len(actors)), counts)
        first = np.repeat(starts - (np.cumsum(counts) - counts), counts)
        return numbers, self._found[first + np.arange(len(numbers))]


def _add(counts: Ids, more: dict[int, int]) -> None:
    for actor, quotes in more.items():
        counts[actor] += quotes
