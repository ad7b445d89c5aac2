"""networkx, igraph and graphology find in the files what the network holds."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from techland.network.arrays.arrays import Arrays
from techland.network.organisations import organisation_network
from techland.viz.network_names import network_in_language
from techland.viz.take_away import network_file
from tests.network.networks import hostile_network, network_of
from tests.network.readers import expected, read_all

# All that XML can hold, with what breaks careless writers made likely.
CHARACTERS = st.one_of(
    st.sampled_from("<>&'\"|;\\\t\n\r\x85\u2028\u202eé語🦊]"),
    st.characters(
        exclude_categories=["Cs"],
        exclude_characters=[*map(chr, {*range(32)} - {9, 10, 13}), "\ufffe", "\uffff"],
    ),
)
LABELS = st.lists(st.text(CHARACTERS, min_size=1), min_size=2, max_size=12, unique=True)


def check(network: nx.Graph[str], language: str, scripts: Path) -> None:
    wanted = expected(network_in_language(network, language))
    with tempfile.TemporaryDirectory() as folder:
        files = [network_file(network, name, "v1", language) for name in ("gexf", "graphml")]
        for reader, found in read_all(files[0], files[1], scripts, Path(folder)).items():
            assert set(found.nodes) == set(wanted.nodes), reader
            assert set(found.ties) == set(wanted.ties), reader
            for kind in ("nodes", "ties"):
                for key, values in getattr(wanted, kind).items():
                    assert getattr(found, kind)[key] == values, (reader, key)
                    assert booleans(getattr(found, kind)[key].items()) == booleans(values.items())


def booleans(values: Iterable[tuple[str, object]]) -> set[str]:
    return {name for name, value in values if isinstance(value, bool)}


@pytest.mark.parametrize("isolated", [False, True])
@pytest.mark.parametrize("language", ["nl", "de", "en"])
def test_every_program_finds_the_whole_network(
    curated_arrays: Arrays, graphology: Path, isolated: bool, language: str
) -> None:
    check(organisation_network(curated_arrays, isolated=isolated), language, graphology)


@pytest.mark.parametrize("kinds", [{"agreement"}, {"project"}])
def test_a_network_of_one_kind(curated_arrays: Arrays, graphology: Path, kinds: set[str]) -> None:
    check(organisation_network(curated_arrays, kinds=kinds), "en", graphology)


def test_an_empty_network_and_one_without_ties(graphology: Path) -> None:
    check(network_of({}, []), "en", graphology)
    check(network_of({"a": "NL", "b": "DE"}, []), "en", graphology)


def test_hostile_names(graphology: Path) -> None:
    check(hostile_network(), "en", graphology)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(labels=LABELS)
def test_any_label_that_xml_can_hold(graphology: Path, labels: list[str]) -> None:
    network = network_of({f"n{i}": "NL" for i in range(len(labels))}, [("n0", "n1")])
    for node, label in zip(sorted(network, key=lambda n: int(n[1:])), labels, strict=True):
        network.nodes[node].update(label=label, names={"": label}, place=label)
    check(network, "en", graphology)
