"""The README is true of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture import readme

ROOT = readme.README.parent
TEXT = readme.README.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["keys", "verbs"])
def test_a_generated_part_is_what_the_program_says_now(name: str) -> None:
    assert readme.part(TEXT, name) == readme.PARTS[name](), "write it anew"


def test_the_picture_is_what_the_running_app_shows() -> None:
    assert readme.part(TEXT, "screen") == readme.screen()


def test_the_map_names_every_folder_and_module_there_is() -> None:
    mapped = set(re.findall(r"`((?:tui|storage)/[\w/]*(?:\.py)?)`", TEXT))
    there = {
        f"{folder.relative_to(ROOT).as_posix()}/"
        for package in ("tui", "storage")
        for folder in (ROOT / package).rglob("*")
        if folder.is_dir() and folder.name != "__pycache__"
    } | {
        file.relative_to(ROOT).as_posix()
        for package in ("tui", "storage")
        for file in (ROOT / package).glob("*.py")
        if file.name != "__init__.py"
    }
    assert there <= mapped
    assert all((ROOT / each).exists() for each in mapped)


def test_ci_runs_the_readmes_test_line() -> None:
    line = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1]
    assert line in TEXT


def test_nothing_speaks_of_this_machine_or_of_how_the_work_is_done() -> None:
    forbidden = re.compile("/work/" + "main|/tmp/" + r"lab|DEVELOPERS\.md|\.\./" + "shared")
    said = [
        str(file.relative_to(ROOT))
        for pattern in ("*.md", "storage/**/*.py", "tui/**/*.py", "tests/**/*.py", "sample_data/*")
        for file in ROOT.glob(pattern)
        if file.is_file() and forbidden.search(file.read_text(encoding="utf-8"))
    ]
    assert said == []


def test_constraints_are_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.]*", line) for line in lines)


def test_tests_have_their_folders_in_the_readme() -> None:
    folders = {
        each.name for each in Path(ROOT / "tests").iterdir() if (each / "__init__.py").exists()
    }
    assert all(f"tests/{name}" in TEXT for name in folders)
