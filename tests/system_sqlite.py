"""A pytest plugin that hides pysqlite3, so that the tests go through Python's own SQLite."""

from __future__ import annotations

import sys
from typing import Any, cast

cast("dict[str, Any]", sys.modules)["pysqlite3"] = None
