"""What the arrays hold of organisations, undertakings and documents, each as a value of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from techland.network.arrays.arrays import Arrays
from techland.network.arrays.parts import NOT_TAKING_PART
from techland.network.ties import addresses
from techland.network.undertakings import (
    AGREEMENT,
    INFERRED,
    STATED,
    Affiliation,
    Document,
    ToldDate,
    Undertaking,
)

if TYPE_CHECKING:
    import polars as pl

NAME_LANGUAGES = ("nl", "de", "en")
Concepts = dict[str, dict[str, dict[str, str]]]
_DAYS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


def _names(row: Mapping[str, Any]) -> dict[str, str]:
    """Return names by language; without one the display label, of no known language."""
    found = {code: row[f"label_{code}"] for code in NAME_LANGUAGES if row[f"label_{code}"]}
    return found or ({"": row["label"]} if row["label"] else {})


def read_documents(arrays: Arrays) -> dict[str, Document]:
    """Return every source by its IRI."""
    return {
        row["iri"]: Document(
            row["iri"],
            row["label"] or row["iri"],
            row["label_language"] or "",
            row["publisher"],
            row["issued"],
            row["url"],
        )
        for row in arrays.sources.iter_rows(named=True)
    }


def read_concepts(arrays: Arrays) -> Concepts:
    """Return names by scheme (role, organisation-type), notation and language."""
    found: Concepts = defaultdict(dict)
    for row in arrays.concepts.iter_rows(named=True):
        found[row["scheme"]][row["notation"]] = _names(row)
    return dict(found)


def _by_organisation(table: pl.DataFrame, column: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for number, value in table.select("organisation", column).iter_rows():
        found[number].append(value)
    return found


def read_nodes(arrays: Arrays, documents: Mapping[str, Document]) -> dict[str, dict[str, Any]]:
    """Return every organisation by its IRI with its attributes."""
    identifiers = _by_organisation(arrays.identifiers, "identifier")
    sources = arrays.sources["iri"].to_list()
    witnesses = _by_organisation(arrays.witnesses, "source")
    same = ("country", "group", "type", "place", "nuts3", "latitude", "longitude")
    nodes: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(arrays.organisations.iter_rows(named=True)):
        urls = addresses((sources[source] for source in witnesses[number]), documents)
        nodes[row["iri"]] = {
            "label": row["label"],
            "names": _names(row),
            **{f"label_{code}": row[f"label_{code}"] for code in NAME_LANGUAGES},
            **{name: row[name] for name in same},
            "sides": tuple(row["sides"] or ()),
            "identifiers": tuple(identifiers[number]),
            "source_count": len(urls),
            "sources": urls,
        }
    return nodes


def _dates(row: Mapping[str, Any]) -> tuple[ToldDate, ...]:
    """Return the dates of an activity; one whose days are not known says nothing."""
    found = []
    for end in ("start", "end"):
        told, earliest, latest = row[end], row[f"{end}_earliest"], row[f"{end}_latest"]
        if told and earliest and latest:
            found.append(ToldDate(told, earliest.isoformat(), latest.isoformat()))
    return tuple(found)


def read_undertakings(arrays: Arrays, kinds: Collection[str]) -> dict[str, Undertaking]:
    """Return every activity of these kinds by its IRI, also those without known parties."""
    import polars as pl

    affiliations = _affiliations(arrays, kinds)
    told = pl.concat([arrays.activities, arrays.told_dates], how="horizontal")
    undertakings = {}
    for number, row in enumerate(told.iter_rows(named=True)):
        if row["kind"] in kinds:
            undertakings[row["iri"]] = Undertaking(
                row["iri"],
                row["kind"],
                _names(row),
                row["start"],
                None if row["kind"] == AGREEMENT else row["end"],
                affiliations.get(number, {}),
                _dates(row),
                row["disputed"],
            )
    return undertakings


def _affiliations(arrays: Arrays, kinds: Collection[str]) -> dict[int, dict[str, Affiliation]]:
    """Return who takes part in what: number of the activity to organisation to affiliation.

    Funders and managing authorities are no co-participants and are not among them.
    """
    import polars as pl

    kept = arrays.activities.with_row_index("activity").filter(pl.col("kind").is_in(list(kinds)))
    parts = arrays.parts.join(kept.select("activity"), on="activity", how="semi")
    parts = parts.filter(~pl.col("role").is_in(list(NOT_TAKING_PART)))
    iris, sources = arrays.organisations["iri"].to_list(), arrays.sources["iri"].to_list()
    grouped = parts.group_by("activity", "organisation").agg(
        pl.col("role").unique().sort(),
        pl.col("certainty").unique(),
        pl.col("disputed").any(),
        pl.col("sources").list.explode(keep_nulls=False, empty_as_null=False).unique().sort(),
    )
    found: dict[int, dict[str, Affiliation]] = defaultdict(dict)
    for row in grouped.sort("activity", "organisation").iter_rows(named=True):
        certainties = row["certainty"]
        least = next((one for one in (INFERRED, STATED) if one in certainties), None)
        found[row["activity"]][iris[row["organisation"]]] = Affiliation(
            roles=tuple(row["role"]),
            sources=tuple(sources[number] for number in row["sources"]),
            certainty=least,
            disputed=row["disputed"],
        )
    return found
