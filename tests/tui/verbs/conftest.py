"""A person at the shell: a command with its arguments, what is piped into it, what it prints."""

from __future__ import annotations

import io
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from storage import make_sample_library
from tui.verbs.running import run as run_with


@dataclass(frozen=True)
class Printed:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


class PeaceTui(Protocol):
    def __call__(self, *arguments: str, piped: bytes = b"") -> Printed: ...


@pytest.fixture(scope="session")
def made_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "peace.db"
    make_sample_library(path)
    return path


@pytest.fixture
def homeless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which the program was never started."""
    for variable in ("DATA", "STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{variable}_HOME", str(tmp_path / variable.lower()))
    for variable in ("DB", "CONFIG"):
        monkeypatch.delenv(f"PEACE_TUI_{variable}", raising=False)
    return tmp_path


@pytest.fixture
def sample(homeless: Path, made_sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample as the usual library."""
    path = homeless / "peace.db"
    shutil.copy(made_sample, path)
    monkeypatch.setenv("PEACE_TUI_DB", str(path))
    return path


@pytest.fixture
def peace_tui(
    homeless: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> PeaceTui:
    def run(*arguments: str, piped: bytes = b"") -> Printed:
        monkeypatch.chdir(homeless)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped)))
        code = run_with(arguments)
        printed = capfd.readouterr()
        return Printed(code, printed.out, printed.err)

    return run
