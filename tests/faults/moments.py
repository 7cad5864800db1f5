"""Something happens at one moment of a start: when the program is about to load a module."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]

# Python runs this before the program.
HOOK = """
import os, select, signal, sys

class Moment:
    def find_spec(self, name, *_):
        if name == {module!r}:
            {deed}

sys.meta_path.insert(0, Moment())
"""


def environment(folder: Path, module: str, deed: str) -> dict[str, str]:
    """An environment for a program at home in that folder, where that happens at that moment."""
    hook = folder / "hook"
    hook.mkdir()
    hook.joinpath("sitecustomize.py").write_text(HOOK.format(module=module, deed=deed))
    kept = {f"XDG_{each}_HOME": str(folder) for each in ("STATE", "DATA", "CACHE", "CONFIG")}
    return {**kept, "PYTHONPATH": f"{hook}:{ROOT}", "PEACE_TUI_DB": ""}
