"""IRIs of what a description speaks of: the dataset's versions, their graphs and parts.

Every part has an IRI made of what it is, so that descriptions have no blank
nodes and the same snapshot gives the same bytes.
"""

from __future__ import annotations

import hashlib

from techland.graph.iris import node
from techland.ontology.terms import BASE

DATASET = f"{BASE}dataset"
_DIGITS = 12


def dataset_version(version: str) -> str:
    """Return the IRI of a version of the dataset."""
    return f"{DATASET}/{version}"


def graph_of_version(version: str, name: str) -> str:
    """Return the IRI of a graph as it is in a version; the default graph is named default."""
    safe = name if "/" not in name else digest(name)
    return f"{dataset_version(version)}/graph/{safe}"


def part(whole: str, kind: str, of: str) -> str:
    """Return the IRI of a part of a graph, such as the triples with one property."""
    return node(f"{whole}/{kind}/{digest(of)}").value


def digest(text: str) -> str:
    """Return 12 hex of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
