"""Our own translations of the curated English texts; a text that has changed since has none."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from techland import facts

FOLDER = Path(facts.__file__).parent / "translations"
ORIGINAL = "en"


def read_translations(folder: Path = FOLDER) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each English text of the tables with its translations by language."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield row.pop("text"), row


@cache
def _known() -> dict[str, Mapping[str, str]]:
    return dict(read_translations())


def translation(text: str, language: str) -> str | None:
    """Return our translation of a curated English text, None where there is none."""
    return _known().get(text, {}).get(language) or None
