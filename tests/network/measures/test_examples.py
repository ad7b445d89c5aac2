"""Every number of an example in docs/measures.md is computed anew in the curated graph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from techland.graph.snapshot import Snapshot
from techland.network.arrays.arrays import Arrays
from techland.network.building import build_network
from techland.network.choice import chosen
from techland.network.counting import COUNTS
from techland.network.measures.catalogue import MEASURES
from techland.network.network import Network

DOCS = Path(__file__).parents[3] / "docs" / "measures.md"
OOST, EUREGIO, ALMELO = "Oost NL", "EUREGIO", "Gemeente Almelo"
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:,\d{3})*(?:\.\d+)?")
Values = dict[str, Iterable[Any]]


@pytest.fixture(scope="module")
def network(curated_arrays: Arrays, curated_snapshot: Snapshot) -> Network:
    return build_network(curated_arrays, chosen(), curated_snapshot.version)


@lru_cache
def block(name: str) -> str:
    """Return what the docs say of a measure or count."""
    text = DOCS.read_text(encoding="utf-8")
    (found,) = re.findall(rf"^\*\*{name}\*\*:.*?(?=^\*\*|^##|\Z)", text, re.MULTILINE | re.DOTALL)
    return str(found)


def example(name: str) -> str:
    return block(name).partition("Example: ")[2].strip()


def rounded(values: Iterable[Any], digits: int) -> set[str]:
    return {f"{value:,.{digits}f}" for value in values if value is not None}


def row(network: Network, measure: str, label: str, by: str | None = None) -> dict[str, Any]:
    table = network.measured(measure, by)
    return table.filter(pl.col("label") == label).row(0, named=True)


def one(network: Network, measure: str, by: str | None = None) -> dict[str, Any]:
    return network.measured(measure, by).row(0, named=True)


def of_nodes(measure: str, column: str, *labels: str, by: str | None = None) -> Callable[..., Any]:
    """Return what gives the values of a column of these nodes, with three digits."""
    return lambda network: rounded((row(network, measure, at, by)[column] for at in labels), 3)


def share_across(network: Network) -> set[str]:
    found = one(network, "share-across", "country")
    counts = (found["external"], network.edges.height)
    return rounded(counts, 0) | rounded((found["share"], found["expected"]), 3)


def of_index(network: Network) -> set[str]:
    found = one(network, "ei-index", "country")
    return rounded((found["index"], found["expected"]), 3) | rounded((found["p_high"],), 2)


def of_groups(network: Network) -> set[str]:
    found = network.measured("ei-index-of-groups", "country").filter(
        pl.col("group").is_in(["NL", "DE"])
    )
    values = [*found["index"], *found["expected"]]
    return rounded(values, 3) | rounded(found["internal"], 0)


def of_node(network: Network) -> set[str]:
    found = row(network, "ei-index-of-nodes", OOST, "country")
    return rounded((found["external"], found["internal"]), 0) | rounded((found["index"],), 3)


def mixing(network: Network) -> set[str]:
    pairs = network.measured("mixing", "group").rows(named=True)
    told = [p for p in pairs if {p["one"], p["other"]} in ({"NL", "DE"}, {"NL", "both"})]
    return rounded((value for pair in told for value in (pair["share"], pair["expected"])), 3)


def participation(network: Network) -> set[str]:
    found = row(network, "participation", ALMELO, "group")
    return rounded((found["ties"],), 0) | rounded((found["participation"],), 3)


def brokerage(network: Network) -> set[str]:
    most = network.measured("brokerage", "group").row(0, named=True)
    liaison = network.measured("brokerage", "group").sort("liaison", descending=True)
    assert (most["label"], liaison["label"][0]) == (OOST, EUREGIO)
    return rounded((most["total"], most["gatekeeper"], liaison["liaison"][0]), 0)


def degree(network: Network) -> set[str]:
    rows = [row(network, "degree", label) for label in (OOST, EUREGIO)]
    return rounded((one[name] for one in rows for name in ("degree", "strength")), 0)


def coreness(network: Network) -> set[str]:
    core = network.measured("coreness")["coreness"]
    return rounded((core.max(), (core == core.max()).sum()), 0)


def effective_size(network: Network) -> set[str]:
    found = row(network, "effective-size", OOST)
    return rounded((found["contacts"],), 0) | rounded((found["effective_size"],), 1)


def articulation(network: Network) -> set[str]:
    found = network.measured("articulation")
    assert row(network, "articulation", "FME")["articulation"]
    return rounded((found["articulation"].sum(),), 0)


def bridges(network: Network) -> set[str]:
    found = network.measured("bridges")
    ends = {frozenset(pair) for pair in found.select("one_label", "other_label").rows()}
    assert {"Hafen Duisburg", "Port of Rotterdam"} in ends
    return rounded((found.height,), 0)


def communities(network: Network) -> set[str]:
    found = network.measure("communities")
    counts = (found.settings["communities"], found.columns["size"].max())
    return rounded(counts, 0) | rounded((found.settings["modularity"],), 3)


def stability(network: Network) -> set[str]:
    found = one(network, "community-stability")
    agreed = rounded((found["agreement"], found["lowest"]), 2)
    return agreed | rounded((found["fewest"], found["most"]), 0)


def two_mode(network: Network) -> set[str]:
    found = one(network, "two-mode")
    counts = rounded((found[name] for name in ("takers", "parts", "activities")), 0)
    return counts | rounded((found["clustering"],), 3)


def two_mode_nodes(network: Network) -> set[str]:
    found = network.measured("two-mode-nodes").row(0, named=True)
    assert found["label"] == OOST
    return rounded((found["activities"],), 0) | rounded((found["redundancy"],), 3)


EXAMPLES: dict[str, Callable[[Network], set[str]]] = {
    "share-across": share_across,
    "ei-index": of_index,
    "ei-index-of-groups": of_groups,
    "ei-index-of-nodes": of_node,
    "mixing": mixing,
    "assortativity": lambda n: rounded(one(n, "assortativity", "country").values(), 3),
    "participation": participation,
    "brokerage": brokerage,
    "crossing-betweenness": of_nodes("crossing-betweenness", "share", EUREGIO, OOST, by="group"),
    "degree": degree,
    "closeness": of_nodes("closeness", "closeness", EUREGIO, OOST),
    "betweenness": of_nodes("betweenness", "share", EUREGIO, OOST),
    "eigenvector": lambda n: (
        of_nodes("eigenvector", "eigenvector", "Province of Overijssel")(n)
        | rounded((row(n, "eigenvector", EUREGIO)["eigenvector"],), 0)
    ),
    "pagerank": of_nodes("pagerank", "pagerank", OOST, EUREGIO),
    "coreness": coreness,
    "constraint": of_nodes("constraint", "constraint", OOST, EUREGIO),
    "effective-size": effective_size,
    "articulation": articulation,
    "bridges": bridges,
    "communities": communities,
    "community-stability": stability,
    "community-agreement": lambda n: rounded(
        (one(n, "community-agreement", "country")["agreement"],), 2
    ),
    "two-mode": two_mode,
    "two-mode-nodes": two_mode_nodes,
}


@pytest.mark.parametrize("name", MEASURES)
def test_the_numbers_of_an_example_are_what_is_found(network: Network, name: str) -> None:
    told = set(_NUMBER.findall(example(name)))
    assert told, "an example has a number"
    assert told == EXAMPLES[name](network)


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_is_explained_in_three_sentences(name: str) -> None:
    text, *items = block(name).strip().split("\n- ")
    sentences = re.findall(r"[.?](?=\s|$)", text.replace("e.g.", ""))
    assert 3 <= len(sentences) <= 4, text
    assert [item.partition(":")[0] for item in items] == ["Definition", "Source", "Example"]


def test_examples_of_counts(curated_arrays: Arrays) -> None:
    tables = {name: COUNTS[name](curated_arrays) for name in COUNTS}
    partners = tables["partner-countries"]
    themes = tables["country-themes"].filter(
        (pl.col("country") == "DE") & (pl.col("label") == "hydrogen")
    )
    expected = {
        "pairs-across": tables["pairs-across"]["pairs"].item(),
        "partner-countries": partners.filter(pl.col("label") == "Albert Seine GmbH")[
            "countries"
        ].item(),
        "country-themes": themes["activities"].item(),
    }
    for name, value in expected.items():
        assert _NUMBER.findall(example(name)) == [str(value)]
