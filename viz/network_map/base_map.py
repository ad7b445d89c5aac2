"""Where the base map lies: countries and the Dutch-German border, Natural Earth 1:10m."""

from __future__ import annotations

from pathlib import Path

BASE_MAP = Path(__file__).parent.parent / "base_map.json"
