"""keep.eu 2007-2020: the numbers of docs/studies.md, counted again without arrays or networks."""

from __future__ import annotations

import csv
import gzip
import re
import unicodedata
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import polars as pl
import pytest

from techland.graph.home import Home
from techland.graph.snapshot import active_snapshot
from techland.network.arrays.arrays import Arrays
from techland.network.arrays.sidecar import arrays_of
from techland.network.asked import Asked
from techland.network.choice import chosen
from techland.network.study import StudyTables

DATASETS = ["keep-eu-2007-2013", "keep-eu-2014-2020"]
DOCS = (Path(__file__).parents[3] / "docs" / "studies.md").read_text(encoding="utf-8")
DE_NL = "2014 - 2020 INTERREG V-A Germany - The Netherlands"
Pair = tuple[str, ...]


def folded(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain.lower()).strip()


@pytest.fixture(scope="module")
def arrays(imported_home: Home) -> Arrays:
    return arrays_of(active_snapshot(imported_home))


def study(arrays: Arrays, slices: str, datasets: list[str]) -> StudyTables:
    choice = chosen(tie="projects", dataset=datasets)
    return StudyTables(arrays, Asked(choice, slices=slices, same_names=True), "v")


def told(arrays: Arrays, dataset: str) -> dict[str, set[str]]:
    """Return the takers of each project of a dataset, named by folded name and country."""
    bodies = [
        f"{folded(label)}|{country}" if country and folded(label) else iri
        for iri, label, country in arrays.organisations.select(
            "iri", "label", "country"
        ).iter_rows()
    ]
    kinds = arrays.activities["kind"].to_list()
    found: dict[str, set[str]] = defaultdict(set)
    columns = arrays.parts.select("organisation", "activity", "dataset", "role")
    for body, activity, held, role in columns.iter_rows():
        if held == dataset and kinds[activity] == "project" and role != "funder":
            found[activity].add(bodies[body])
    return found


def pairs(groups: dict[str, set[str]]) -> Counter[Pair]:
    return Counter(pair for group in groups.values() for pair in combinations(sorted(group), 2))


@pytest.mark.soak
@pytest.mark.shared
def test_who_stays_and_which_ties_survive(arrays: Arrays) -> None:
    before, after = (told(arrays, dataset) for dataset in DATASETS)
    [row] = study(arrays, "dataset", DATASETS).over_time.table("changes").to_dicts()
    old, new = (set().union(*groups.values()) for groups in (before, after))
    assert (row["takers_before"], row["takers_after"]) == (len(old), len(new))
    assert row["stayed"] == len(old & new)
    ties, later = pairs(before), pairs(after)
    assert (row["ties_before"], row["ties_after"]) == (len(ties), len(later))
    assert row["survived"] == len(ties.keys() & later.keys())
    stayed = old & new
    assert row["at_risk"] == sum(one in stayed and other in stayed for one, other in ties)


@pytest.mark.soak
@pytest.mark.shared
@pytest.mark.parametrize("dataset", DATASETS)
def test_who_comes_back_by_programme(arrays: Arrays, dataset: str) -> None:
    table = study(arrays, "programme", [dataset]).over_time.table("repeated")
    programmes: dict[str, dict[str, set[str]]] = defaultdict(dict)
    names = dict(arrays.activities.select("iri", "label").iter_rows())
    owners = arrays.activities["programme"].to_list()
    for activity, takers in told(arrays, dataset).items():
        programmes[str(names[owners[int(activity)]])][activity] = takers
    assert set(table["slice"]) == set(programmes)
    for row in table.iter_rows(named=True):
        groups = programmes[row["slice"]]
        partners = Counter(taker for group in groups.values() for taker in group)
        ties = pairs(groups)
        assert row["activities"] == len(groups)
        assert row["alone"] == sum(len(group) == 1 for group in groups.values())
        assert row["partners"] == len(partners)
        assert row["repeated_partners"] == sum(count > 1 for count in partners.values())
        assert row["partnerships"] == len(ties)
        assert row["repeated_partnerships"] == sum(count > 1 for count in ties.values())


@pytest.mark.soak
@pytest.mark.shared
def test_the_border_programme_is_that_of_the_raw_file(arrays: Arrays, shared_folder: Path) -> None:
    path = shared_folder / "data" / "keep_eu" / "keep_eu_2014-2020_closed_partnership.csv.gz"
    groups: dict[str, set[str]] = defaultdict(set)
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            if row["Programme"] == DE_NL:
                groups[row["Acronym"]].add(f"{folded(row['Project Partner'])}|{row['Country']}")
    [row] = (
        study(arrays, "programme", ["keep-eu-2014-2020"])
        .over_time.table("repeated")
        .filter(pl.col("slice") == DE_NL)
        .to_dicts()
    )
    partners = Counter(taker for group in groups.values() for taker in group)
    assert (row["activities"], row["partners"]) == (len(groups), len(partners))
    assert row["repeated_partners"] == sum(count > 1 for count in partners.values())
    assert row["partnerships"] == len(pairs(groups))


@pytest.mark.soak
@pytest.mark.shared
def test_the_page_tells_these_numbers(arrays: Arrays) -> None:
    whole = study(arrays, "dataset", DATASETS)
    [change] = whole.over_time.table("changes").to_dicts()
    [brokers] = whole.over_time.table("brokers").to_dicts()
    numbers = [
        f"{change['stayed']:,} of {change['takers_before']:,}",
        f"{change['survived']:,} of {change['ties_before']:,}",
        f"{change['at_risk']:,}",
        f"{brokers['kept']} of the ten",
    ]
    for dataset in DATASETS:
        table = study(arrays, "programme", [dataset]).over_time.table("repeated")
        tying = table.filter(pl.col("partnerships") > 0).height
        numbers.append(f"{tying} of {table.height}")
    for row in whole.over_time.table("repeated").iter_rows(named=True):
        numbers.append(f"{row['repeated_partners']:,} of {row['partners']:,}")
        numbers.append(f"{row['repeated_partnerships']:,} of {row['partnerships']:,}")
    assert [number for number in numbers if number not in DOCS] == []
