"""What graphs are called in an engine: each version has graphs of its own.

In the dataset a graph is ``graph/facts``; in an engine it is
``dataset/VERSION/graph/facts``, and the default graph ``dataset/VERSION/graph/default``.
So a new version is loaded beside the old one, and no query sees a mixture.
"""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from techland.graph.description.dataset_iris import dataset_version
from techland.graph.export.selection import DEFAULT_GRAPH
from techland.graph.iris import named_graph
from techland.ontology.terms import BASE

# The graph that tells which versions an engine holds.
VERSIONS_GRAPH = f"{BASE}graph/versions"
_PUBLIC = f"{BASE}graph/"


@dataclass(frozen=True)
class GraphNames:
    """The names of a version's graphs, in the dataset and in an engine.

    >>> names = GraphNames("0" * 64)
    >>> names.public(names.held(f"{BASE}graph/facts")) == f"{BASE}graph/facts"
    True
    """

    version: str

    @property
    def _prefix(self) -> str:
        return f"{dataset_version(self.version)}/graph/"

    @property
    def default(self) -> str:
        """Return the engine's name of the default graph."""
        return f"{self._prefix}{DEFAULT_GRAPH}"

    def of(self, name: str) -> str:
        """Return the engine's name of a graph: default, facts, claims or another."""
        return self.default if name == DEFAULT_GRAPH else self.held(named_graph(name).value)

    def held(self, iri: str) -> str:
        """Return the engine's name of an IRI that may name a graph; others are as they are."""
        return self._prefix + iri.removeprefix(_PUBLIC) if iri.startswith(_PUBLIC) else iri

    def public(self, iri: str) -> str:
        """Return the dataset's name of an IRI of the engine; others are as they are."""
        return _PUBLIC + iri.removeprefix(self._prefix) if iri.startswith(self._prefix) else iri

    def public_term(self, term: object) -> object:
        """Return a term of an answer with the dataset's name, if it names a graph."""
        if isinstance(term, NamedNode) and term.value.startswith(self._prefix):
            return NamedNode(self.public(term.value))
        return term
