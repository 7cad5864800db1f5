"""The history of a record and the log, line by line, and what one of them would change."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from storage import LogEntry
from storage.analyst import Version
from tui.formatting import span
from tui.widgets.picker import Choice, Picker
from tui.wording import history

OF_VERSION = "version "
OF_ENTRY = "entry "


class HistoryBox(Picker):
    """Picking a line gives its number among the versions, or the entries of the log."""

    nothing = history.NO_HISTORY

    def __init__(
        self, name: str, versions: Sequence[Version], log: Sequence[LogEntry], *, is_log: bool
    ) -> None:
        super().__init__()
        self._name = name
        self._versions = [
            Choice(f"{OF_VERSION}{n}", (span(history.version(each)),), history.version_more(each))
            for n, each in enumerate(versions)
        ]
        self._log = [
            Choice(f"{OF_ENTRY}{n}", (span(history.log_entry(each)),), each.summary)
            for n, each in enumerate(log)
        ]
        self._turn(is_log=is_log)

    def _turn(self, *, is_log: bool) -> None:
        self._is_log = is_log
        self.heading = history.LOG if is_log else history.HISTORY_OF.format(name=self._name)
        self.footing = history.LOG_KEYS if is_log else history.HISTORY_KEYS

    def choices(self, typed: str) -> list[Choice]:
        words = typed.lower().split()
        lines = self._log if self._is_log else self._versions
        return [
            each
            for each in lines
            if all(word in f"{each.line[0].text} {each.more}".lower() for word in words)
        ]

    def on_key(self, event: events.Key) -> None:
        if event.key in {"tab", "shift+tab"}:
            event.stop()
            event.prevent_default()
            self._turn(is_log=not self._is_log)
            self.cursor = 0
            self.show_anew()
        else:
            super().on_key(event)


class ChangesBox(Picker):
    """What would change; Enter agrees. Without `is_asking` there is nothing to agree to."""

    def __init__(self, heading: str, lines: Sequence[str], *, is_asking: bool) -> None:
        super().__init__()
        self.heading = history.WOULD_CHANGE.format(what=heading)
        self.footing = history.DO_KEYS if is_asking else history.CLOSE_KEYS
        self._lines = [Choice("", (span(line),), line) for line in lines]
        self._is_asking = is_asking

    def choices(self, typed: str) -> list[Choice]:  # noqa: ARG002  # nothing narrows them
        return self._lines

    def typed_character(self, character: str) -> None:
        """Letters mean nothing here."""

    def pick(self) -> None:
        self.finish(self.heading if self._is_asking else None)
