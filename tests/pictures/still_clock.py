"""The program with a clock that stands still, so that pictures of it repeat byte for byte."""

from __future__ import annotations

import sys

from storage import library
from tests.builders import FixedClock
from tui.__main__ import main

if __name__ == "__main__":
    library.SystemClock = FixedClock
    sys.exit(main())
