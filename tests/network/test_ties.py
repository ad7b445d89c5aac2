"""Dates, sources, certainty and disputes of ties, against the same read from the CSV files."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import replace
from typing import Any

import networkx as nx
import polars as pl
import pytest

from techland.network.arrays.arrays import Arrays
from techland.network.organisations import organisation_network
from techland.network.tie_dates import told_bounds
from tests.network.test_organisations import CO_PARTICIPANTS, ORGANISATION, rows
from tests.network.time.small_arrays import Told, arrays_of

BASE = "https://w3id.org/techland/"
Row = dict[str, str]


@pytest.fixture(scope="module")
def network(curated_arrays: Arrays) -> nx.Graph[str]:
    return organisation_network(curated_arrays)


def cells(text: str) -> set[str]:
    return set(filter(None, text.split(" | ")))


def part_rows() -> dict[tuple[str, str], list[Row]]:
    """Return the rows that tell of an organisation's part, by undertaking and organisation."""
    projects = {row["id"] for row in rows("programmes") if row["kind"] == "project"}
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows("agreement_parties"):
        key = f"{BASE}agreement/{row['agreement_id']}", ORGANISATION + row["organisation_id"]
        found[key].append(row)
    for row in rows("participations"):
        if row["programme_id"] in projects and row["role"] in CO_PARTICIPANTS:
            key = f"{BASE}activity/{row['programme_id']}", ORGANISATION + row["organisation_id"]
            found[key].append(row)
    return found


def other_values() -> dict[tuple[str, str], set[str]]:
    """Return the sources that tell another organisation or role, by undertaking and row key.

    Such a source is no witness of the row (docs/model.md).
    """
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows("conflicts"):
        table, _, key = row["path"].partition("].")[0].partition("[")
        if key and table in {"participations", "agreement_parties"}:
            lost = {"a": "source_b", "b": "source_a"}.get(row["decision"])
            found[row["subject"], key] = cells(row[lost]) if lost else set()
    return found


def listed() -> dict[tuple[str, str], set[str]]:
    """Return the sources whose list of members has an organisation, in a conflict of lists."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows("conflicts"):
        if row["kind"] == "list" and row["path"] in {"participations", "agreement_parties"}:
            for side in "ab":
                for member in cells(row[f"typed_{side}"]):
                    found[row["subject"], member] |= cells(row[f"source_{side}"])
    return found


def told_dates() -> dict[str, list[str]]:
    dates = {f"{BASE}agreement/{row['id']}": [row["signed_on"]] for row in rows("agreements")} | {
        f"{BASE}activity/{row['id']}": [row["start"], row["end"]] for row in rows("programmes")
    }
    return {iri: [date for date in known if date] for iri, known in dates.items()}


def undecided() -> set[str]:
    """Return what has a date on which sources disagree and the curator left it open."""
    return {
        BASE + {"agreements": "agreement/", "programmes": "activity/"}[table] + row["subject"]
        for row in rows("conflicts")
        for table, _, column in [row["path"].partition(".")]
        if row["decision"] == "open" and column in {"start", "end", "signed_on"}
        if table in {"agreements", "programmes"} and row["kind"] == "value"
    }


def days(date: str) -> tuple[str, str]:
    """Return the first and last day that a date can mean."""
    if len(date) == 4:
        return f"{date}-01-01", f"{date}-12-31"
    if len(date) == 7:
        year, month = map(int, date.split("-"))
        return f"{date}-01", f"{date}-{monthrange(year, month)[1]}"
    return date, date


def test_every_tie_names_the_sources_of_its_rows(network: nx.Graph[str]) -> None:
    parts, others, lists = part_rows(), other_values(), listed()
    for one, other, tie in network.edges(data=True):
        expected: set[str] = set()
        for iri in tie["activities"]:
            for end in (one, other):
                name, member = iri.rpartition("/")[2], end.rpartition("/")[2]
                expected |= lists.get((name, member), set())
                for row in parts[iri, end]:
                    witnesses = cells(row["source_url"])
                    expected |= witnesses - others.get((name, f"{name}/{member}"), set())
        assert set(tie["sources"]) == expected, (one, other)
        assert tie["source_count"] == len(tie["sources"]) > 0


def test_every_tie_has_the_bounds_of_its_dates(network: nx.Graph[str]) -> None:
    told, left_open = told_dates(), undecided()
    compared = 0
    for one, other, tie in network.edges(data=True):
        if left_open & set(tie["activities"]):
            continue
        compared += 1
        known = [date for iri in tie["activities"] for date in told[iri]]
        bounds = [days(date) for date in known]
        first, last = (
            min((b[0] for b in bounds), default=None),
            max((b[1] for b in bounds), default=None),
        )
        assert (tie["first"], tie["last"]) == (first, last), (one, other)
        assert tie["dated"] == sum(bool(told[iri]) for iri in tie["activities"])
        if known:
            assert tie["first_told"] in known
            assert tie["last_told"] in known
            assert days(tie["first_told"])[0] == first
            assert days(tie["last_told"])[1] == last
        else:
            assert tie["first_told"] is tie["last_told"] is None
    assert compared > 0.9 * network.number_of_edges()
    assert {len(tie["first_told"]) for *_, tie in network.edges(data=True) if tie["dated"]} > {10}


def test_an_open_date_is_one_of_those_told(network: nx.Graph[str]) -> None:
    conflicts = [row for row in rows("conflicts") if row["kind"] == "value"]
    shared = {iri for *_, tie in network.edges(data=True) for iri in tie["activities"]}
    assert undecided() & shared
    for iri in undecided() & shared:
        told = set(told_dates()[iri])
        for row in conflicts:
            if row["subject"] == iri.rpartition("/")[2]:
                told |= {row["typed_a"], row["typed_b"]}
        alone = [t for *_, t in network.edges(data=True) if t["activities"] == (iri,)]
        assert {tie[f"{end}_told"] for tie in alone for end in ("first", "last")} <= told | {None}
        assert all(tie["dates_disputed"] for tie in alone)


def test_a_tie_is_inferred_where_any_row_below_it_is(network: nx.Graph[str]) -> None:
    parts = part_rows()
    found = set()
    for one, other, tie in network.edges(data=True):
        below = {
            row["certainty"]
            for iri in tie["activities"]
            for end in (one, other)
            for row in parts[iri, end]
        }
        assert tie["certainty"] == ("inferred" if "inferred" in below else "stated")
        found.add(tie["certainty"])
    assert found == {"inferred", "stated"}


def names(tie: dict[str, Any]) -> set[str]:
    return {iri.rpartition("/")[2] for iri in tie["activities"]}


def test_disputes_below_a_tie_are_told(network: nx.Graph[str]) -> None:
    conflicts = rows("conflicts")
    columns = {"agreements.signed_on", "programmes.start", "programmes.end"}
    dated = {row["subject"] for row in conflicts if row["path"] in columns}
    tables = ("participations", "agreement_parties")
    partners = {row["subject"] for row in conflicts if row["path"].startswith(tables)}
    # A path without column concerns a whole row.
    dated |= {
        row["path"][len("agreements[") : -1] for row in conflicts if "agreements[" in row["path"]
    }
    for _, _, tie in network.edges(data=True):
        assert tie["dates_disputed"] == bool(dated & names(tie))
        if tie["disputed"]:
            assert partners & names(tie)
    ends = f"{ORGANISATION}oost-nl", f"{ORGANISATION}ihk-nord-westfalen"
    assert network.edges[ends]["dates_disputed"], "18 or 21 May 2021"
    momo_c = f"{BASE}activity/momo-c"
    assert all(
        tie["disputed"] for *_, tie in network.edges(data=True) if momo_c in tie["activities"]
    )
    for name in ("disputed", "dates_disputed"):
        assert {tie[name] for *_, tie in network.edges(data=True)} == {True, False}


def test_an_organisation_names_the_sources_of_its_rows(curated_arrays: Arrays) -> None:
    network = organisation_network(curated_arrays, isolated=True)
    expected = {ORGANISATION + row["id"]: cells(row["source_url"]) for row in rows("organisations")}
    for row in rows("organisation_themes"):
        expected[ORGANISATION + row["id"]] |= cells(row["source_url"])
    told_elsewhere = {
        ORGANISATION + row["subject"]
        for row in rows("conflicts")
        if row["path"].startswith("organisations.")
    }
    for node, data in network.nodes(data=True):
        assert len(data["sources"]) == data["source_count"]
        if node not in told_elsewhere:
            assert set(data["sources"]) == expected[node]
    assert len(told_elsewhere & set(network)) < 10


def test_an_organisation_has_its_region_and_identifiers(curated_arrays: Arrays) -> None:
    network = organisation_network(curated_arrays, isolated=True)
    for row in rows("organisations"):
        data = network.nodes[ORGANISATION + row["id"]]
        assert (data["nuts3"] or "") == row["nuts3"]
        wikidata = (
            {f"http://www.wikidata.org/entity/{row['wikidata']}"} if row["wikidata"] else set()
        )
        assert set(data["identifiers"]) == cells(row["ror"]) | wikidata
        for language in ("nl", "de", "en"):
            assert (data[f"label_{language}"] or "") == row[f"name_{language}"]


def test_of_dates_with_the_same_bound_the_most_exact_is_told() -> None:
    rows = [(0, 1, told, *days(told)) for told in ("2020", "2020-01-01", "2020-12", "2020-06")]
    names = ["source", "target", "told", "earliest", "latest"]
    found = told_bounds(pl.DataFrame(rows, schema=names, orient="row")).row(0, named=True)
    assert (found["first_told"], found["last_told"]) == ("2020-01-01", "2020-12")


def test_what_nobody_assessed_is_neither_stated_nor_inferred() -> None:
    """Of two parts, one a side, with these certainties: what the tie says."""
    made = arrays_of([Told("one", 2010, 2011, ["a", "b"])], {"a": "NL", "b": "DE"})
    for told, expected in (
        ((None, None), None),
        ((None, "stated"), None),
        ((None, "inferred"), "inferred"),
        (("stated", "inferred"), "inferred"),
        (("stated", "stated"), "stated"),
    ):
        parts = made.parts.with_columns(certainty=pl.Series(told, dtype=pl.String))
        network = organisation_network(replace(made, parts=parts), kinds={"project"})
        ((*_, tie),) = network.edges(data=True)
        assert tie["certainty"] == expected


def test_a_source_without_address_is_named_by_its_iri() -> None:
    made = arrays_of([Told("one", 2010, 2011, ["a", "b"])], {"a": "NL", "b": "DE"})
    sources = pl.DataFrame({"iri": ["s:1", "s:2"], "url": ["https://a.example", None]})
    parts = made.parts.with_columns(sources=pl.Series([[1, 0], [1]], dtype=pl.List(pl.UInt32)))
    network = organisation_network(replace(made, parts=parts, sources=sources), kinds={"project"})
    ((*_, tie),) = network.edges(data=True)
    assert (tie["sources"], tie["source_count"]) == (("https://a.example", "s:2"), 2)
