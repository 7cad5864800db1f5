"""What several laws start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import made_library, records_of
from tests.laws import oracle


@pytest.fixture(scope="session")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a library with actors, formats and topics, and no quotes yet."""
    with made_library(tmp_path_factory.mktemp("scene")) as library:
        with records_of(library) as records:
            oracle.set_the_scene(records)
        return library.path
