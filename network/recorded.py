"""What the arrays hold of organisations and activities besides numbers: names, addresses, types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from techland.network.arrays.arrays import Arrays

if TYPE_CHECKING:
    import polars as pl

NAME_LANGUAGES = ("nl", "de", "en")
Names = dict[str, str]
Concepts = dict[str, dict[str, Names]]
_NODE = ("country", "group", "type", "place", "nuts3", "latitude", "longitude")


def _names(row: Mapping[str, Any]) -> Names:
    """Return names by language; without one the display label, of no known language."""
    found = {code: row[f"label_{code}"] for code in NAME_LANGUAGES if row[f"label_{code}"]}
    return found or ({"": row["label"]} if row["label"] else {})


def read_concepts(arrays: Arrays) -> Concepts:
    """Return names by scheme (role, organisation-type), notation and language."""
    found: Concepts = defaultdict(dict)
    for row in arrays.concepts.iter_rows(named=True):
        found[row["scheme"]][row["notation"]] = _names(row)
    return dict(found)


def read_titles(arrays: Arrays, kinds: Collection[str]) -> dict[str, Names]:
    """Return the names of every activity of these kinds by its IRI and language."""
    import polars as pl

    kept = arrays.activities.filter(pl.col("kind").is_in(list(kinds)))
    return {row["iri"]: _names(row) for row in kept.iter_rows(named=True)}


def _addresses(arrays: Arrays) -> list[str]:
    """Return the URL of each source; one without stands there by its IRI."""
    import polars as pl

    return arrays.sources.select(pl.coalesce("url", "iri")).to_series().to_list()


def _by_organisation(table: pl.DataFrame, column: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for number, value in table.select("organisation", column).iter_rows():
        found[number].append(value)
    return found


def read_nodes(arrays: Arrays) -> dict[str, dict[str, Any]]:
    """Return every organisation by its IRI with its attributes."""
    identifiers = _by_organisation(arrays.identifiers, "identifier")
    witnesses, told = _by_organisation(arrays.witnesses, "source"), _addresses(arrays)
    nodes: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(arrays.organisations.iter_rows(named=True)):
        urls = tuple(sorted({told[source] for source in witnesses[number]}))
        nodes[row["iri"]] = {
            "label": row["label"],
            "names": _names(row),
            **{f"label_{code}": row[f"label_{code}"] for code in NAME_LANGUAGES},
            **{name: row[name] for name in _NODE},
            "sides": tuple(row["sides"] or ()),
            "identifiers": tuple(identifiers[number]),
            "source_count": len(urls),
            "sources": urls,
        }
    return nodes
