"""The samples to code, or to compare."""

from __future__ import annotations

from collections.abc import Sequence

from storage.analyst import CodingSample
from tui.formatting import Span, span
from tui.widgets.picker import Choice, NumberedPicker
from tui.wording import coding as said


class SamplePicker(NumberedPicker):
    """Picking one gives its key; "" stands for all coders of the whole library."""

    footing = " 1-9 or ⏎ pick · Esc close · letters find"
    nothing = said.NO_SAMPLES_YET

    def __init__(self, heading: str, samples: Sequence[CodingSample], *, with_all: bool) -> None:
        super().__init__()
        self.heading = heading
        self._samples = samples
        self._with_all = with_all

    def choices(self, typed: str) -> list[Choice]:
        wanted = typed.strip().lower()
        lines = [
            (str(each.key), each.name, said.progress(each), said.sample_line(each))
            for each in self._samples
        ]
        if self._with_all:
            lines.append(("", said.ALL_CODERS, "", said.ALL_CODERS_MORE))
        found = [each for each in lines if wanted in each[1].lower()]
        return [
            Choice(
                value,
                (self.digit(number, typed), span(name), Span("  "), span(aside, "dim")),
                more,
            )
            for number, (value, name, aside, more) in enumerate(found, 1)
        ]
