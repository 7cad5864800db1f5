"""The clock that is handed in, so that tests can set it."""

from __future__ import annotations

import datetime as dt
import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time of now, in three ways."""

    def milliseconds(self) -> int:
        """Since 1970, UTC."""
        ...

    def wall(self) -> str:
        """UTC, ISO 8601, to the second."""
        ...

    def today(self) -> dt.date:
        """The day here, by which `date:30d` counts."""
        ...


class SystemClock:
    """The clock of this machine."""

    def milliseconds(self) -> int:
        return time.time_ns() // 1_000_000

    def wall(self) -> str:
        moment = dt.datetime.fromtimestamp(self.milliseconds() / 1000, tz=dt.UTC)
        return moment.isoformat(timespec="seconds")

    def today(self) -> dt.date:
        return dt.datetime.fromtimestamp(time.time(), tz=dt.UTC).astimezone().date()
