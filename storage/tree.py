"""Who stands under whom among those who speak in an answer. Pure: knows no database."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple, Protocol

from storage.query import Window


class Branch(NamedTuple):
    """One line of the tree: an actor (None: no one named) below the actor `within`.

    `alone` stands for its own quotes, else those of all below it are counted too.
    """

    actor: int | None
    quotes: int
    depth: int = 0
    has_members: bool = False
    is_unfolded: bool = False
    within: int | None = None
    alone: bool = True


class Branches(NamedTuple):
    """Some lines of a tree, and how many there are in all."""

    rows: tuple[Branch, ...]
    total: int


class Organisations:
    """What is part of what, and whose the roles are, by ids: as `by:` takes them.

    Facts may go round in a circle: then each is below the other.
    """

    def __init__(
        self, part_of: Iterable[tuple[int, int]], roles: Iterable[tuple[int, int]]
    ) -> None:
        self._wholes: defaultdict[int, list[int]] = defaultdict(list)
        self._parts: defaultdict[int, list[int]] = defaultdict(list)
        for part, whole in part_of:
            self._wholes[part].append(whole)
            self._parts[whole].append(part)
        self.of_role: Mapping[int, int] = dict(roles)
        self._above: dict[int, frozenset[int]] = {}

    @property
    def all_parts(self) -> Set[int]:
        return self._wholes.keys()

    @property
    def wholes(self) -> Set[int]:
        return self._parts.keys()

    def parts(self, actor: int) -> Sequence[int]:
        return self._parts.get(actor, ())

    def at_or_above(self, actor: int) -> frozenset[int]:
        """All of which `by:` finds what the actor says."""
        if actor not in self._above:
            found, new = {actor}, [actor]
            while new:
                wholes = self._wholes.get(new.pop(), ())
                new += [whole for whole in wholes if whole not in found]
                found.update(wholes)
            self._above[actor] = frozenset(found)
        return self._above[actor]

    def are_parts(self) -> set[int]:
        """Actors that are below one that is not below them."""
        return {
            part
            for part in self._wholes
            if any(part not in self.at_or_above(whole) for whole in self.at_or_above(part))
        }

    def found_by(self, speaker: int | None, role: int | None) -> frozenset[int]:
        """All of which `by:` finds what is said by that speaker in that role."""
        organisation = self.of_role.get(role) if role else None
        above = self.at_or_above(speaker) if speaker else frozenset[int]()
        return above | self.at_or_above(organisation) if organisation else above

    def is_for_another(self, speaker: int, role: int | None) -> bool:
        """Whether the role is one of an organisation that does not belong to the speaker."""
        organisation = self.of_role.get(role) if role else None
        return organisation is not None and speaker not in self.at_or_above(organisation)


class Spoken:
    """How many quotes of an answer are whose, by actor.

    `own` are those that `by:=` finds, `all` those that `by:` finds, and `for_others` those of its
    own that it says in a role of another. `holders` speak in a role of the organisation.
    """

    def __init__(self, organisations: Organisations) -> None:
        self._organisations = organisations
        self.own: Counter[int] = Counter()
        self.all: Counter[int] = Counter()
        self.for_others: Counter[int] = Counter()
        self.holders: defaultdict[int, set[int]] = defaultdict(set)
        self.of_no_one = 0

    def add(self, speaker: int | None, role: int | None, quotes: int) -> None:
        """Quotes said by a speaker in a role; either may be missing."""
        for actor in self._organisations.found_by(speaker, role):
            self.all[actor] += quotes
        if not speaker:
            self.of_no_one += quotes
            return
        self.own[speaker] += quotes
        if self._organisations.is_for_another(speaker, role):
            self.for_others[speaker] += quotes
        organisation = self._organisations.of_role.get(role) if role else None
        if organisation:
            self.holders[organisation].add(speaker)

    def add_joint(self, speaker: int | None, role: int | None, others: Set[int]) -> None:
        """The other speakers of one quote that was added by its first speaker."""
        self.own.update(others)
        found = frozenset[int]().union(*map(self._organisations.at_or_above, others))
        self.all.update(found - self._organisations.found_by(speaker, role))

    def holders_of(self, organisation: int) -> Set[int]:
        return self.holders.get(organisation, set())

    def tops(self) -> set[int]:
        """Those who are part of nothing; who speaks in roles of others alone is none."""
        parts = self._organisations.are_parts()
        return {
            actor
            for actor, quotes in self.all.items()
            if actor not in parts and (quotes > self.own[actor] or quotes > self.for_others[actor])
        }


class Ordered(Protocol):
    """Actors in the order in which they are shown."""

    def __len__(self) -> int: ...

    def __getitem__(self, places: slice, /) -> Sequence[int]: ...


class Counted(Protocol):
    """How many quotes are whose, by actor; none where it does not speak."""

    def __getitem__(self, actor: int, /) -> int: ...


class Tree:
    """Tops with what is unfolded below them.

    `in_order` puts actors in the order in which they are shown. What stands in several places is
    unfolded in the first alone, so that a circle ends.
    """

    def __init__(
        self,
        organisations: Organisations,
        own: Counted,
        all_: Counted,
        holders: Callable[[int], Set[int]],
        in_order: Callable[[Iterable[int]], list[int]],
        unfolded: Set[int],
    ) -> None:
        self._organisations = organisations
        self._own = own
        self._all = all_
        self._holders = holders
        self._in_order = in_order
        self._unfolded = unfolded
        self._listed: set[int] = set()

    def shown(
        self, tops: Ordered, unfolded: Iterable[int], of_no_one: int, window: Window
    ) -> Branches:
        """Some lines; `unfolded` are the numbers of those of the tops that are, in order."""
        end = window.start + window.count
        rows: list[Branch] = []
        place = after = 0  # the line of what comes next, and the number of the top that does

        def plain(until: int) -> None:
            nonlocal place, after
            first = min(max(after, after + window.start - place), until)
            last = min(max(first, after + end - place), until)
            rows.extend(row for top in tops[first:last] for row in self._at(top, 0, within=None))
            place += until - after
            after = until

        for number in unfolded:
            plain(number)
            (top,) = tops[number : number + 1]
            for row in self._at(top, 0, within=None):
                if window.start <= place < end:
                    rows.append(row)
                place += 1
            after = number + 1
        plain(len(tops))
        if of_no_one:
            if window.start <= place < end:
                rows.append(Branch(None, of_no_one))
            place += 1
        return Branches(tuple(rows), place)

    def _at(self, actor: int, depth: int, *, within: int | None) -> Iterator[Branch]:
        """The line of an actor and, where it is unfolded, what stands below it."""
        members = [] if actor in self._listed else self._members(actor)
        opens = bool(members) and actor in self._unfolded
        own, quotes = int(self._own[actor]), int(self._all[actor])
        alone = not members and own == quotes
        yield Branch(actor, quotes, depth, bool(members), opens, within, alone)
        if opens:
            self._listed.add(actor)
            if own:
                yield Branch(actor, own, depth + 1, within=actor)
            below = (self._at(each, depth + 1, within=actor) for each in members)
            yield from itertools.chain.from_iterable(below)

    def _members(self, actor: int) -> list[int]:
        """Bodies, then who speaks in its roles."""
        bodies = {part for part in self._organisations.parts(actor) if self._all[part]} - {actor}
        others = self._holders(actor) - bodies - {actor}
        return [*self._in_order(bodies), *self._in_order(others)]
