"""The network of the DE-NL programme as keep.eu's file tells it, read without the importer."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from tests.network.measures.classic import Case

FILE = Path("data") / "keep_eu" / "keep_eu_2014-2020_closed_partnership.csv.gz"
PROGRAMME = "2014 - 2020 INTERREG V-A Germany - The Netherlands"


def read_rows(shared: Path) -> list[dict[str, str]]:
    """Return the rows of the programme: one a partner of a project."""
    with gzip.open(shared / FILE, "rt", encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return [row for row in rows if row["Programme"] == PROGRAMME]


def keep_eu(shared: Path) -> Case:
    """Return partners (by folded name and country) tied by shared projects, grouped by country."""
    projects: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in read_rows(shared):
        name = " ".join(row["Project Partner"].lower().split())
        projects[row["Acronym"]].add((name, row["Country"]))
    nodes = sorted(set().union(*projects.values()))
    places = {node: place for place, node in enumerate(nodes)}
    ties = {
        (places[one], places[other])
        for takers in projects.values()
        for one, other in combinations(sorted(takers), 2)
    }
    return Case("keep-eu", tuple(sorted(ties)), tuple(country for _, country in nodes))
