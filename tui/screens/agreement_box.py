"""How far coders agree on each topic, and the quotes that they see differently."""

from __future__ import annotations

from storage.analyst import SampleAgreement
from tui.formatting import Span, row_words, span
from tui.widgets.picker import Choice, Picker
from tui.wording import coding as said


class AgreementBox(Picker):
    """Picking a quote settles it; the line of a topic says what its alpha rests on."""

    footing = " ⏎ settle it · Esc close · letters find · ↑↓ choose"
    nothing = said.NOTHING_TO_COMPARE

    def __init__(self, found: SampleAgreement) -> None:
        super().__init__()
        self._found = found
        self.heading = said.agreement_of(found)
        if found.sample and found.waiting_for and not found.topics:
            self.nothing = said.waiting(found.sample)

    def choices(self, typed: str) -> list[Choice]:
        lines = [
            Choice(
                "",
                (
                    span(each.topic, "strong"),
                    Span(f"  {said.alpha(each.agreement)} · "),
                    Span(said.agreed(each.agreement), "dim"),
                ),
                f"{said.mixed_up(each.agreement)} · {said.SCALE}",
            )
            for each in self._found.topics
        ]
        lines += [
            Choice(
                str(number),
                (
                    span(f"{each.topic} ", "label"),
                    span(f"{said.settled(each)} · ", "dim"),
                    span(row_words(each.quote)),
                ),
                said.codes(each),
            )
            for number, each in enumerate(self._found.disagreements)
        ]
        wanted = typed.strip().lower()
        return [
            each
            for each in lines
            if wanted in "".join(part.text for part in each.line).lower() or wanted in each.more
        ]

    def pick(self) -> None:
        """The line of a topic has nothing to settle."""
        if self.shown and self.shown[self.cursor].value:
            super().pick()
