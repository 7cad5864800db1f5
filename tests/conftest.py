"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from storage import Library, make_sample_library
from tests.builders import made_library

# A fixture that lasts for a whole example is meant where a law uses one.
_ALLOWED = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile(
    "ci", max_examples=200, derandomize=True, deadline=None, suppress_health_check=_ALLOWED
)
settings.register_profile("dev", max_examples=20, deadline=None, suppress_health_check=_ALLOWED)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


@pytest.fixture(autouse=True)
def _no_ones_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction]
    """No test reads or changes the settings of who runs it."""
    monkeypatch.setenv("PEACE_TUI_CONFIG", str(tmp_path / "settings" / "config.toml"))


@pytest.fixture(scope="session", autouse=True)
def _caches_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]
    """What tests keep is not in the way of what the person who runs them has kept."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        yield


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library with a clock that stands still and an author of its own."""
    with made_library(tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def _one_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    make_sample_library(path)
    return path


@pytest.fixture
def sample(_one_sample: Path, tmp_path: Path) -> Path:
    """A library with the sample in it, for this test alone."""
    return Path(shutil.copy(_one_sample, tmp_path / "peace.db"))
