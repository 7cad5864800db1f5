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
    parser.add_argument("--imports", type=int, default=50, help="imports that are killed")
    parser.add_argument("--edits", type=int, default=5_000, help="steps of people who edit at once")
    parser.add_argument("--writers", type=int, default=20, help="programs that write at once")
    parser.add_argument("--seconds", type=float, default=20, help="for so long")
    parser.add_argument("--mutations", type=int, default=1_000, help="changes of the log's bytes")
    parser.add_argument("--every", type=int, default=1, help="of a migration's statements: a kill")
    parser.add_argument("--quotes", type=int, default=60, help="hostile quotes that are opened")
    asked = parser.parse_args()
    os.environ |= {
        "PEACE_TUI_KILLS": str(asked.kills),
        "PEACE_TUI_MOMENTS": str(asked.moments),
        "PEACE_TUI_QUOTES": str(asked.quotes),
        "PEACE_TUI_IMPORT_KILLS": str(asked.imports),
        "PEACE_TUI_EDITS": str(asked.edits),
        "PEACE_TUI_WRITERS": str(asked.writers),
        "PEACE_TUI_SECONDS": str(asked.seconds),
        "PEACE_TUI_MUTATIONS": str(asked.mutations),
        "PEACE_TUI_EVERY_STATEMENT": str(asked.every),
    }
    return int(pytest.main([str(Path(__file__).parent), "-n0", "--timeout=3000", "-v"]))


if __name__ == "__main__":
    sys.exit(main())
