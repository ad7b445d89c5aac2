"""Names of NUTS regions, which the graph tells by code: as keep.eu gives them, and ours beside.

Source: the columns "NUTS1" to "NUTS3 (or equivalent)" of the exports that docs/reading.md names
(edition 2013). Of regions that no partner there lies in, the code alone is known.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from techland import facts

TABLE = Path(facts.__file__).parent / "regions" / "nuts-names.csv"
_OURS = "ours_"


@cache
def all_region_names() -> dict[str, Mapping[str, str]]:
    """Return the names of regions by code and language; the empty tag is of mixed ones."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: _names(row) for row in csv.DictReader(file)}


def _names(row: Mapping[str, str]) -> dict[str, str]:
    ours = {key.removeprefix(_OURS): told for key, told in row.items() if key.startswith(_OURS)}
    own = {row["language"]: row["name"]}
    return own | {language: told for language, told in ours.items() if told}


def region_names(code: str) -> Mapping[str, str]:
    """Return the names of a region by language, none where it is not known by name.

    >>> region_names("NL213")
    {'nl': 'Twente'}
    """
    return all_region_names().get(code, {})
