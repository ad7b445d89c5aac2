"""A network made of the rows of an answer."""

from __future__ import annotations

import polars as pl
import pytest

from techland.graph.measure_errors import NoEnds, WrongWeight
from techland.graph.snapshot import Snapshot
from techland.network.answers import network_of_pairs, pairs_of_rows
from techland.network.arrays.arrays import Arrays
from techland.network.arrays.making import make_arrays
from techland.network.files import MEASURE_FILES, measured_bytes, pajek

ORGANISATION = "https://w3id.org/techland/organisation/"


@pytest.fixture(scope="module")
def arrays(curated_snapshot: Snapshot) -> Arrays:
    return make_arrays(curated_snapshot.quads_path)


class Term:
    def __init__(self, value: str) -> None:
        self.value = value


def test_a_network_of_an_answer(arrays: Arrays) -> None:
    oost, twente = (ORGANISATION + name for name in ("oost-nl", "twente-board"))
    pairs = [(oost, twente), (twente, oost), (oost, oost), ("https://example.org/x", oost)]
    rows_of_answer: list[dict[str, Term | None]] = [
        {"source": Term(one), "target": Term(other), "weight": Term("2")} for one, other in pairs
    ]
    rows_of_answer.append({"source": Term(oost), "target": None, "weight": Term("much")})
    told = pairs_of_rows(["source", "target", "weight"], rows_of_answer)
    network = network_of_pairs(told, arrays, "v")
    assert sorted(network.edges["weight"]) == [2, 4]
    assert network.nodes.filter(pl.col("iri") == oost)["country"].item() == "NL"
    assert network.notes == (
        "1 rows without an end are left out",
        "1 ties of a thing with itself are left out",
    )
    directed = network_of_pairs(told, arrays, "v", directed=True)
    assert sorted(directed.edges["weight"]) == [2, 2, 2]
    with pytest.raises(NoEnds, match=r"\?a"):
        pairs_of_rows(["a"], [])
    bad = {"source": Term("a"), "target": Term("b"), "weight": Term("much")}
    with pytest.raises(WrongWeight, match="much"):
        pairs_of_rows(["source", "target", "weight"], [bad])


def test_a_text_of_several_lines_is_one_label_in_pajek(arrays: Arrays) -> None:
    network = network_of_pairs([('a\r\n"b"', "c", 1.0)], arrays, "v")
    assert pajek(network).decode().splitlines()[:3] == ["*Vertices 2", "1 \"a 'b'\"", '2 "c"']


@pytest.mark.parametrize("measure", ["ei-index-of-groups", "mixing"])
def test_a_measure_of_no_known_group_is_a_table_of_every_format(
    measure: str, arrays: Arrays
) -> None:
    network = network_of_pairs([("a", "b", 1.0)], arrays, "v")
    found = network.measure(measure)
    written = {one.name: measured_bytes(network, found, one.name) for one in MEASURE_FILES}
    table = pl.read_parquet(written["parquet"])
    assert table.height == 0
    assert table.columns == list(found.columns)
    assert written["csv"].count(b"\n") == 1
