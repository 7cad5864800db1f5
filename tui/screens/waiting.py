"""Keys that follow a step wait until the answer has led where the step goes."""

from __future__ import annotations

from tui.gateway.questions import Kind, kind_of
from tui.screens.stage import Stage


class Waiting:
    """What is typed behind a step is meant for where it leads: a note for the quote that it shows.

    A newer question of a kind takes the place of an older one, and so does its answer here.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._kinds: set[Kind] = set()

    def wait_for(self, kind: Kind) -> None:
        """Such a question is being asked; keys wait for its answer."""
        if kind not in self._kinds:
            self._kinds.add(kind)
            self._stage.hold_keys()

    def came(self, question: object, *, is_failed: bool = False) -> None:
        """An answer was given to whom it is for; after a failure what follows means nothing."""
        kind = kind_of(question)
        if kind in self._kinds:
            self._kinds.discard(kind)
            self._stage.release_keys(are_dropped=is_failed)
