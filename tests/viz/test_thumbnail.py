"""The small drawing of the start page: of thousands of organisations the curated ones."""

from __future__ import annotations

import networkx as nx

from techland.network.organisations import DE, NL
from techland.ontology.terms import BASE
from techland.viz.take_away import MOST_PLACED
from techland.viz.thumbnail import placeable


def test_of_thousands_of_organisations_those_of_the_facts_with_ties_are_drawn() -> None:
    curated = [f"{BASE}organisation/{name}" for name in ("a", "b", "alone")]
    imported = [f"{BASE}organisation/cordis/{n}" for n in range(MOST_PLACED)]
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(imported, group=DE)
    assert placeable(network) is network
    network.add_nodes_from(curated, group=NL)
    network.add_edge(curated[0], curated[1], across=False)
    network.add_edge(curated[2], imported[0], across=True)
    assert set(placeable(network)) == set(curated[:2])
