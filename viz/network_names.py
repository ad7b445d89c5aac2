"""A network whose labels are in one language, each with a stated fallback."""

from __future__ import annotations

from typing import Any

import networkx as nx

from techland.viz.reader import Reader


def _node_labels(data: dict[str, Any], kinds: dict[str, Any], reader: Reader) -> dict[str, Any]:
    name = reader.name(data["names"], data["label"])
    kind = data["type"]
    return {
        "label": name.text,
        "label_language": name.language or None,
        "type_label": reader.name(kinds.get(kind, {}), kind).text if kind else None,
    }


def network_in_language(network: nx.Graph[str], language: str) -> nx.Graph[str]:
    """Return a copy with ``label``, ``label_language``, ``type_label`` and ``shared`` added.

    A name that is not known in the language is taken in English, German or Dutch, else as
    it is; ``label_language`` tells which it became (None: not known).

    Args:
        network: as ``organisation_network`` gives it; it stays as it is.
        language: en, nl or de.

    Raises:
        UnknownLanguage: another one.
    """
    reader = Reader(language)
    named: nx.Graph[str] = network.copy()
    kinds = network.graph["concepts"].get("organisation-type", {})
    titles = {iri: reader.name(names, iri).text for iri, names in network.graph["titles"].items()}
    for _, data in named.nodes(data=True):
        data.update(_node_labels(data, kinds, reader))
    for _, _, tie in named.edges(data=True):
        tie["shared"] = tuple(titles[iri] for iri in tie["activities"])
    return named
