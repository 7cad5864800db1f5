"""A coder's own way through a sample: one quote after another, the definition in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from storage.analyst import Code, CodingQueue, Task
from storage.deeds import Deed, MarkDone, SetStance
from tui.formatting import Line, span
from tui.screens.code_sheet import CodeSheet
from tui.wording import codes
from tui.wording import coding as said


class CodingBox(CodeSheet[None]):
    """It begins at the first that is not coded; behind the last stands whether one is done."""

    def __init__(self, queue: CodingQueue, author: str, write: Callable[[Deed], None]) -> None:
        super().__init__()
        self._sample = queue.sample
        self._tasks = list(queue.tasks)
        self._author = author
        self._write = write
        self._is_coder = author in [coder.login for coder in queue.sample.coders]
        self._at = 0
        self.heading = said.CODE.format(name=queue.sample.name)
        self._go(self._first_open())

    @property
    def _here(self) -> Task | None:
        return self._tasks[self._at] if self._at < len(self._tasks) else None

    @property
    def _left(self) -> int:
        return sum(task.code is None for task in self._tasks)

    def counter(self) -> str:
        if self._here is None:
            return said.all_coded(self._left)
        return said.place(self._at + 1, len(self._tasks), self._left)

    def head(self) -> Sequence[Line]:
        return self.topic_lines(self._here.topic) if self._here else [()]

    def body(self) -> Sequence[Line]:
        if self._here:
            return self.quote_lines(self._here.quote)
        return [(span(said.ending(self._sample, self._left)),)]

    def foot(self) -> Sequence[Line]:
        if self._here is None:
            return self.keys_line(*(said.END_KEYS if self._is_coder else said.END_KEYS[1:]))
        code = self._here.code
        kept = said.kept(codes.value(code.value)) if code else said.NOT_CODED
        return [self.value_line(), (span(f" {kept}", "dim"),), *self.keys_line(*said.CODE_KEYS)]

    def pressed(self, key: str, character: str | None) -> None:
        if key == "enter":
            self._enter()
        elif key == "left":
            self._go(self._at - 1)
        elif key == "right":
            self._go(self._at + 1)
        elif self._here:
            self.choose(character)

    def _enter(self) -> None:
        task = self._here
        if task is None:
            if self._is_coder:
                self._write(MarkDone(self._sample.key))
            self.finish(None)
        elif self.chosen:
            if task.code is None or task.code.value != self.chosen:
                self._code(task)
            self._go(self._at + 1 if self._is_over_ahead() else self._first_open())

    def _code(self, task: Task) -> None:
        deed = SetStance((task.quote.key,), task.topic.key, self.chosen, is_alone=True)
        self._write(deed)
        code = Code(self._author, self.chosen, None, task.topic.version)
        self._tasks[self._at] = task._replace(code=code)

    def _is_over_ahead(self) -> bool:
        """Whether the next is to be shown even if it is coded: one goes through them again."""
        return self._left == 0

    def _first_open(self) -> int:
        """The next that is not coded, from here on, else from the beginning."""
        ahead = [*range(self._at, len(self._tasks)), *range(self._at)]
        return next((n for n in ahead if self._tasks[n].code is None), len(self._tasks))

    def _go(self, number: int) -> None:
        self._at = max(0, min(number, len(self._tasks)))
        self.chosen = self._here.code.value if self._here and self._here.code else ""
        if self.is_mounted:
            self.show_anew(from_top=True)
