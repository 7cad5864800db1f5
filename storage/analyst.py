"""What is asked about the analyst's own layer, and answered: frozen values, loaded when needed."""

from __future__ import annotations
