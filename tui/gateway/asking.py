"""Asking the library off the UI thread: one worker, one connection, the newest question wins."""

from __future__ import annotations

import threading
from collections.abc import Callable

from storage import Interrupted, Library, Questions, StorageError
from tui.gateway.answering import answer_reading, answered
from tui.gateway.questions import (
    Answer,
    Kind,
    LookBack,
    LookBackAnswer,
    Question,
    ReadingAnswer,
    ReadingQuestion,
    UndoAnswer,
    UndoQuestion,
    kind_of,
)


class _Running:
    """The question at work, and how to stop it."""

    def __init__(self, kind: Kind | None = None) -> None:
        self.kind = kind
        self.interrupt: Callable[[], None] | None = None
        self.is_stale = False


class QuestionWorker:
    """A thread that answers questions; a newer one of the same kind takes the place of an older.

    `answered` and `failed` are called on the worker's thread.
    """

    def __init__(
        self,
        library: Library,
        answered: Callable[[Answer], object],
        failed: Callable[[StorageError, Question], object],
    ) -> None:
        self._library = library
        self._answered = answered
        self._failed = failed
        self._waiting: dict[Kind, Question] = {}
        self._running = _Running()
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="questions", daemon=True)
        self._thread.start()

    def ask(self, question: Question) -> None:
        """Ask without waiting; an unanswered question of the same kind is dropped."""
        kind = kind_of(question)
        with self._changed:
            self._waiting[kind] = question
            if self._running.kind == kind:
                self._running.is_stale = True
                if self._running.interrupt:
                    self._running.interrupt()
            self._changed.notify()

    @property
    def is_idle(self) -> bool:
        with self._changed:
            return not self._waiting and self._running.kind is None

    def close(self) -> None:
        with self._changed:
            self._closed = True
            if self._running.interrupt:
                self._running.interrupt()
            self._changed.notify()
        self._thread.join()

    def _work(self) -> None:
        while (question := self._next()) is not None:
            try:
                with self._library.questions() as ask:
                    with self._changed:
                        self._running.interrupt = ask.interrupt
                    try:
                        answer = self._answer(ask, question)
                    finally:
                        self._interrupt_no_more()
                if not self._is_stale:
                    self._answered(answer)
            except Interrupted:
                pass
            except StorageError as error:
                if not self._is_stale:
                    self._failed(error, question)
            finally:
                with self._changed:
                    self._running.kind = None

    def _answer(self, ask: Questions, question: Question) -> Answer:
        if isinstance(question, UndoQuestion):
            entry, is_of_this_run = self._library.next_undo() or (None, False)
            return UndoAnswer(question, entry, is_of_this_run)
        if isinstance(question, LookBack):
            return LookBackAnswer(question, question.read(self._library))
        if isinstance(question, ReadingQuestion):
            return answer_reading(ask, question, self._tell)
        return answered(ask, question)

    def _tell(self, answer: ReadingAnswer) -> None:
        with self._changed:
            is_stale = self._running.is_stale
        if is_stale:
            raise Interrupted("A newer question took its place.")
        self._answered(answer)

    def _next(self) -> Question | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._waiting)
            if self._closed:
                return None
            kind = next(iter(self._waiting))
            question = self._waiting.pop(kind)
            self._running = _Running(kind)
            return question

    def _interrupt_no_more(self) -> None:
        """No interrupt from here on: what ends a reading is not stopped halfway."""
        with self._changed:
            self._running.interrupt = None

    @property
    def _is_stale(self) -> bool:
        """Whether a newer question came meanwhile, or nobody waits any more."""
        with self._changed:
            return self._running.is_stale or self._closed
