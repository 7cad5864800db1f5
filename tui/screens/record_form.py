"""The form of a fact: Esc saves what was changed; until then it is kept as a draft."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from textual.timer import Timer

from storage import FieldRefused, short
from storage.analyst import EditedFact
from storage.fields import KINDS, Field
from tui.gateway.drafts import DraftNotKept, Drafts
from tui.screens.fields_box import FieldsBox
from tui.wording import editing

if TYPE_CHECKING:
    from tui.screens.editing import Desk

DRAFT_AFTER_SECONDS: Final = 0.3  # after a change; at most this much is lost, whatever happens
WHY: Final = Field(editing.REASON, editing.REASON, help=editing.REASON_HELP)


class Filled(NamedTuple):
    """What a form was left with: the changes, what was there before, and the reason."""

    changes: dict[str, Any]
    seen: dict[str, Any]
    why: str | None


class RecordForm(FieldsBox[Filled]):
    """Gives what was filled in, or None where nothing is to be saved."""

    footing = editing.FORM_KEYS

    def __init__(self, desk: Desk, fact: EditedFact, drafts: Drafts, record: str) -> None:
        kind = KINDS[fact.letter]
        given = dict(fact.values)
        # A new record is new in all its fields: what it is given is a change as well.
        base = given if fact.key else {}
        heading = editing.title(kind, short(fact.key) if fact.key else None)
        super().__init__(desk, heading, (*kind.fields, WHY), dict(base), dict(given))
        self._drafts = drafts
        self._record = record
        self._given = given
        self._is_new = fact.key is None
        self._is_kept_for_later = False
        self._pause: Timer | None = None
        self._resume(drafts.resumed(record))

    def begin_at(self, refused: FieldRefused | None) -> None:
        """Begin at what could not be saved, and say why; of a new record at what is needed."""
        if refused is None:
            if self._is_new:
                missing = [f.is_needed and f.name not in self.values for f in self.fields]
                self.cursor = missing.index(True) if any(missing) else 0
            return
        names = [field.name for field in self.fields]
        if refused.field in names:
            self.cursor = names.index(refused.field)
        self.trouble = str(refused)

    @property
    def is_kept_for_later(self) -> bool:
        """Whether it was closed with a draft of it left."""
        return self._is_kept_for_later

    def _resume(self, draft: str) -> None:
        """Go on where it was left: with what was seen then, so that no one's change is lost."""
        try:
            left = cast("dict[str, dict[str, Any]]", json.loads(draft)) if draft else {}
            changes, seen, names = left["changes"], left["seen"], left["names"]
        except (ValueError, KeyError, TypeError):
            return
        self.desk.names.update(names)
        known = {field.name for field in self.fields}
        for name, value in changes.items():
            if name in known:
                self.values[name] = value
                self.base = {**self.base, name: seen.get(name)}
        self.values = {name: value for name, value in self.values.items() if value is not None}

    @property
    def _has_changes(self) -> bool:
        return any(self.values.get(f.name) != self._given.get(f.name) for f in self.fields) or any(
            self.base.get(name) != self._given.get(name) for name in self.base
        )

    def after_change(self) -> None:
        # The next change doesn't put it off: else who types without a pause could lose all of it.
        if self._pause is None:
            self._pause = self.set_timer(DRAFT_AFTER_SECONDS, self.keep_draft)

    def keep_draft(self) -> None:
        """Put what is filled in on the disk now."""
        self._wait_no_more()
        changed = self.changed
        draft = {
            "changes": {name: self.values.get(name) for name in changed},
            "seen": {name: self.base.get(name) for name in changed},
            "names": self.desk.names,
        }
        try:
            self._drafts.keep(self._record, json.dumps(draft) if changed else "")
        except DraftNotKept as error:
            self.trouble = str(error)
            self.show_anew()

    def leave(self) -> None:
        if not self._has_changes:
            self.throw_away()
        elif self.can_be_kept():
            self.keep_draft()
            why = self.values.get(WHY.name)
            changed = [name for name in self.changed if name != WHY.name]
            if not changed:
                self.throw_away()
                return
            self.finish(
                Filled(
                    {name: self.values.get(name) for name in changed},
                    {name: self.base.get(name) for name in changed},
                    why,
                )
            )

    def commands(self) -> list[str]:
        return [*super().commands(), editing.LATER]

    def throw_away(self) -> None:
        self._wait_no_more()
        self._drafts.drop(self._record)
        self.finish(None)

    def keep_for_later(self) -> None:
        self.keep_draft()
        self._is_kept_for_later = True
        self.finish(None)

    def _wait_no_more(self) -> None:
        if self._pause:
            self._pause.stop()
        self._pause = None
