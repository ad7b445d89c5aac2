"""How other programs read a network file: nodes and ties with what they found of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from math import isnan
from pathlib import Path
from typing import Any

import igraph
import networkx as nx

from tests.node_packages import run_script

Values = dict[str, Any]
# What a reader adds of its own, and where nodes are drawn, which is compared apart.
NOT_COMPARED = {"id", "viz", "x", "y", "z", "size", "color"}


@dataclass(frozen=True)
class Found:
    """What a program read; an attribute without value is left out, whatever stands for it."""

    nodes: dict[str, Values]
    ties: dict[frozenset[str], Values]


def known(values: Values) -> Values:
    """Return the values that are known; igraph has "" and NaN for the others."""
    return {
        name: value
        for name, value in values.items()
        if name not in NOT_COMPARED and value is not None and value not in ("", ())
        if not (isinstance(value, float) and isnan(value))
    }


def expected(network: nx.Graph[str]) -> Found:
    """Return what every program is to find of a network: lists are one text."""

    def plain(values: Values) -> Values:
        kept = known({name: value for name, value in values.items() if name != "names"})
        return {
            name: " | ".join(value) if isinstance(value, tuple) else value
            for name, value in kept.items()
        }

    return Found(
        {node: plain(data) for node, data in network.nodes(data=True)},
        {frozenset((a, b)): plain(tie) for a, b, tie in network.edges(data=True)},
    )


def by_networkx(network: nx.Graph[str]) -> Found:
    return Found(
        {node: known(data) for node, data in network.nodes(data=True)},
        {frozenset((a, b)): known(tie) for a, b, tie in network.edges(data=True)},
    )


def by_igraph(path: Path) -> Found:
    graph = igraph.Graph.Read_GraphML(str(path))
    assert not graph.is_directed()
    # igraph 1.0.0 leaves an ampersand in an XML attribute as it is written (our IRIs have none).
    names = [node["id"].replace("&#38;", "&") for node in graph.vs]
    return Found(
        {name: known(node.attributes()) for name, node in zip(names, graph.vs, strict=True)},
        {frozenset((names[e.source], names[e.target])): known(e.attributes()) for e in graph.es},
    )


def by_graphology(export: Values) -> Found:
    return Found(
        {node["key"]: known(node["attributes"]) for node in export["nodes"]},
        {frozenset((e["source"], e["target"])): known(e["attributes"]) for e in export["edges"]},
    )


def read_all(gexf: bytes, graphml: bytes, scripts: Path, folder: Path) -> dict[str, Found]:
    """Return what each program finds in the two files.

    igraph reads no GEXF. graphology runs in node, from the folder of scripts.
    """
    paths = folder / "network.gexf", folder / "network.graphml"
    for path, content in zip(paths, (gexf, graphml), strict=True):
        path.write_bytes(content)
    told = json.loads(run_script(scripts / "read.js", *map(str, paths)))
    return {
        "networkx, GEXF": by_networkx(nx.read_gexf(BytesIO(gexf))),
        "networkx, GraphML": by_networkx(nx.read_graphml(BytesIO(graphml))),
        "igraph, GraphML": by_igraph(paths[1]),
        "graphology, GEXF": by_graphology(told["gexf"]),
        "graphology, GraphML": by_graphology(told["graphml"]),
    }
