"""The examples in docs/measures.md are what the measures find in the curated graph."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from techland.graph.snapshot import Snapshot
from techland.network.arrays.arrays import Arrays
from techland.network.building import build_network
from techland.network.choice import chosen
from techland.network.network import Network

DOCS = Path(__file__).parents[3] / "docs" / "measures.md"
ALMELO, OOST, EUREGIO = "Gemeente Almelo", "Oost NL", "EUREGIO"


@pytest.fixture(scope="module")
def network(curated_arrays: Arrays, curated_snapshot: Snapshot) -> Network:
    return build_network(curated_arrays, chosen(), curated_snapshot.version)


def example(measure: str) -> str:
    """Return what the docs say of a measure from its example on."""
    text = DOCS.read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith(f"**{measure}**")]
    return line.partition("Example: ")[2]


@pytest.mark.parametrize(
    ("measure", "by", "column", "of"),
    [
        ("participation", "group", "participation", (ALMELO,)),
        ("crossing-betweenness", "group", "share", (EUREGIO, OOST)),
        ("closeness", None, "closeness", (EUREGIO, OOST)),
        ("betweenness", None, "share", (EUREGIO, OOST)),
        ("eigenvector", None, "eigenvector", ("Province of Overijssel",)),
        ("pagerank", None, "pagerank", (OOST, EUREGIO)),
    ],
)
def test_examples_of_nodes(
    network: Network, measure: str, by: str | None, column: str, of: tuple[str, ...]
) -> None:
    table = network.measured(measure, by)
    for label in of:
        value = table.filter(pl.col("label") == label)[column].item()
        assert label in example(measure)
        assert f"{value:.3f}" in example(measure), (label, value)


def test_examples_of_the_network(network: Network) -> None:
    found = network.measured("share-across", "country").row(0, named=True)
    told = f"{found['share']:.3f} of the ties join two countries, {found['expected']:.3f} expected"
    assert told in example("share-across")
    index = network.measured("ei-index", "country").row(0, named=True)
    for name, digits in (("index", 3), ("expected", 3), ("p_high", 2)):
        assert f"{index[name]:.{digits}f}" in example("ei-index")
    value = network.measured("assortativity", "country")["assortativity"].item()
    assert f"{value:.3f}" in example("assortativity")
    rows = network.measured("mixing", "group")
    ends = [name for name in rows.columns if rows[name].dtype == pl.String]
    (pair,) = [row for row in rows.rows(named=True) if {row[e] for e in ends} == {"NL", "DE"}]
    assert f"{pair['share']:.3f} of the ties" in example("mixing")
    assert f"{pair['expected']:.3f} expected" in example("mixing")


def test_examples_of_counts(network: Network) -> None:
    degree = {row["label"]: row for row in network.measured("degree").rows(named=True)}
    one, other = degree[OOST], degree[EUREGIO]
    assert f"{one['degree']} ties" in example("degree")
    assert f"has {other['degree']}" in example("degree")
    assert f"({other['strength']:.0f} against {one['strength']:.0f})" in example("degree")
    core = network.measured("coreness")["coreness"]
    innermost = int((core == core.max()).sum())
    assert f"k = {core.max()} and {innermost} members" in example("coreness")
    size = network.measured("effective-size").filter(pl.col("label") == OOST).row(0, named=True)
    assert f"the {size['contacts']:.0f} contacts" in example("constraint").lower()
    assert f"{size['effective_size']:.1f}" in example("constraint")
    cut, bridges = (
        network.measured("articulation")["articulation"].sum(),
        network.measured("bridges"),
    )
    assert f"{cut} organisations and {bridges.height} ties" in example("articulation")
    most = network.measured("brokerage", "group").row(0, named=True)
    assert (most["label"], f"{most['total']:,.0f}") == (OOST, "1,264")
    assert "1,264" in example("brokerage")
