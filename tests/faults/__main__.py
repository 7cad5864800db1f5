"""The rigs at larger figures: `python -m tests.faults --kills 200`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import pytest


def main() -> int:
    """Run them; gives pytest's exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="writers killed during notes")
    parser.add_argument(
        "--moments", type=int, default=40, help="moments at which the rest is stopped"
    )
    parser.add_argument("--quotes", type=int, default=60, help="hostile quotes that are opened")
    asked = parser.parse_args()
    os.environ |= {
        "PEACE_TUI_KILLS": str(asked.kills),
        "PEACE_TUI_MOMENTS": str(asked.moments),
        "PEACE_TUI_QUOTES": str(asked.quotes),
    }
    return int(pytest.main([str(Path(__file__).parent), "-n0", "--timeout=3000", "-v"]))


if __name__ == "__main__":
    sys.exit(main())
