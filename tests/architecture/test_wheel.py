"""A wheel, which holds the sample too, is all that the program needs beside its packages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKE_A_LIBRARY = """
import pathlib, storage
assert pathlib.Path(storage.__file__).is_relative_to(pathlib.Path.cwd()), storage.__file__
storage.make_sample_library("peace.db")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-index", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*pip, *build, str(ROOT)], check=True)
    (made,) = folder.glob("*.whl")
    return made


def test_a_wheel_holds_the_program_and_the_sample_and_nothing_else(wheel: Path) -> None:
    held = {Path(name) for name in zipfile.ZipFile(wheel).namelist()}
    packages = {path for path in held if not path.parts[0].endswith(".dist-info")}
    assert {path.parts[0] for path in packages} == {"tui", "storage"}
    assert {path.suffix for path in packages} <= {".py", ".json", ".txt", ".md", ".typed"}
    facts = (ROOT / "sample_data").rglob("*.json")
    assert {Path("storage") / file.relative_to(ROOT) for file in facts} <= packages


def test_a_program_installed_from_it_searches_the_sample(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PEACE_TUI_DB": "peace.db"}

    def printed(*arguments: str) -> bytes:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path, env=environment, check=True, stdout=subprocess.PIPE,
        ).stdout  # fmt: skip

    printed("-c", MAKE_A_LIBRARY)
    found = json.loads(printed("-m", "tui", "search", "by:kabulov in:moscow", "--json"))
    assert found["total"] == len(found["quotes"]) == 7
