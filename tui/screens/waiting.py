"""Keys that follow a step wait until the answer has led where the step goes."""

from __future__ import annotations

from tui.commands.command import Place
from tui.gateway.questions import RowsQuestion
from tui.screens.stage import Stage

Step = type[object] | Place
"""By what kind of question a step is answered; rows by the list that they are of."""


class Waiting:
    """What is typed behind a step is meant for where it leads: a note for the quote that it shows.

    A newer question of a kind takes the place of an older one, and so does its answer here.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._steps: set[Step] = set()

    def wait_for(self, step: Step) -> None:
        """That is being asked; keys wait for its answer."""
        if step not in self._steps:
            self._steps.add(step)
            self._stage.hold_keys()

    def came(self, question: object, *, is_failed: bool = False) -> None:
        """An answer was given to whom it is for; after a failure what follows means nothing."""
        step = question.place if isinstance(question, RowsQuestion) else type(question)
        if step in self._steps:
            self._steps.discard(step)
            self._stage.release_keys(are_dropped=is_failed)
