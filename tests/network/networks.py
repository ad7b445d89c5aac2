"""Small networks made by hand, with names that try to be markup."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from techland.network.organisations import is_across
from tests.network.told_ties import tie_between
from tests.network.undertakings import Affiliation, Document, ToldDate, Undertaking

EVIL = '<script>alert("x")</script>'
RIGHT_TO_LEFT = "\u202eمؤسسة"
EMOJI = "🦊 & 'quotes' \"both\""
BASE = "https://w3id.org/techland/"


def node(name: str, group: str) -> dict[str, object]:
    sides = (group,) if group in {"NL", "DE"} else ()
    return {
        "label": name,
        "names": {"": name},
        "label_nl": None,
        "label_de": None,
        "label_en": None,
        "country": "".join(sides) or None,
        "sides": sides,
        "group": group,
        "type": "company",
        "place": name,
        "nuts3": None,
        "latitude": None,
        "longitude": None,
        "identifiers": (),
        "source_count": 1,
        "sources": ("javascript:alert(1)",),
    }


def network_of(groups: dict[str, str], ties: Iterable[tuple[str, str]]) -> nx.Graph[str]:
    """Return a network whose nodes are named by their keys; every tie is a project of its own."""
    source = Document(f"{BASE}source/1", EVIL, "", EVIL, "2024-05", "javascript:alert(1)")
    sources = {source.iri: source}
    titles: dict[str, dict[str, str]] = {}
    network: nx.Graph[str] = nx.Graph(
        titles=titles,
        concepts={"role": {"partner": {"en": EVIL}}, "organisation-type": {}},
        kinds=("agreement", "project"),
    )
    network.add_nodes_from((name, node(name, group)) for name, group in groups.items())
    part = Affiliation(("partner",), (source.iri,), "inferred", disputed=True)
    dates = (ToldDate("2020", "2020-01-01", "2020-12-31"),)
    for one, other in ties:
        iri = f"{BASE}activity/{len(titles)}"
        shared = Undertaking(
            iri, "project", {"": EVIL}, "2020", None, {one: part, other: part}, dates
        )
        titles[iri] = dict(shared.names)
        network.add_edge(
            one,
            other,
            **tie_between(one, other, [shared], sources),
            across=is_across(groups[one], groups[other]),
        )
    return network


def hostile_network() -> nx.Graph[str]:
    """Return a network whose every text is hostile: markup, quotes, right to left, very long."""
    names = {EVIL: "NL", RIGHT_TO_LEFT: "DE", EMOJI: "both", "long " * 100: "DE", "</p>": "other"}
    ties = [(EVIL, name) for name in names if name != EVIL]
    return network_of(names, ties)
