"""Every check there is, the fastest first: `python -m tests.check`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHECKS = (
    ("format", "ruff", "format", "--check", "."),
    ("lint", "ruff", "check", "."),
    ("import contracts", "lint-imports"),
    ("types", "pyright", "--pythonpath", sys.executable),
    ("tests", "pytest", "-q"),
    (
        "tests with Python's own SQLite",
        "pytest",
        "-q",
        "-p",
        "tests.system_sqlite",
        "tests/storage",
    ),
)


def main() -> int:
    """Run them; gives the first exit code that is not 0."""
    programs = Path(sys.executable).parent
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "ci", "PYTHONPATH": str(ROOT)}
    for name, program, *arguments in CHECKS:
        sys.stdout.write(f"--- {name}\n")
        sys.stdout.flush()
        command = [str(programs / program), *arguments]
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        if code:
            sys.stdout.write(f"--- {name} failed\n")
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
