"""The networks of a knowledge graph, for Python: made from its arrays or from a query."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from techland.graph.snapshot import Snapshot
from techland.network.answers import network_of_pairs
from techland.network.arrays.sidecar import arrays_of
from techland.network.building import build_network
from techland.network.choice import Wanted, chosen
from techland.network.network import Network
from techland.queries.solutions import Solutions, Triples
from techland.viz.network_map.query_ties import pairs_of_answer

if TYPE_CHECKING:
    from techland.network.arrays.arrays import Arrays


class Networks(ABC):
    """The part of a knowledge graph that makes networks."""

    snapshot: Snapshot
    _arrays: Arrays | None = None

    @abstractmethod
    def query(
        self, query: str | Path, *, timeout: float | None = None, **parameters: object
    ) -> Solutions | Triples | bool:
        """Answer a SPARQL query."""

    @property
    def arrays(self) -> Arrays:
        """Return the columnar arrays of the snapshot, read or made when first asked for."""
        if self._arrays is None:
            self._arrays = arrays_of(self.snapshot)
        return self._arrays

    def network(self, *, language: str = "en", **wanted: Unpack[Wanted]) -> Network:
        """Return a network of the graph; docs/networks.md explains every word.

        Args:
            language: of labels where one is known in it: en, nl or de.
            wanted: what the network is of, see ``Wanted``.

        Raises:
            UnknownChoice, NoSuchValue, WrongInterval: see each.

        >>> import techland as tl
        >>> with tl.open() as kg:
        ...     network = kg.network(tie="projects", theme="hydrogen", since=2019)
        >>> network.measure("ei-index").value("external")
        57.0
        """
        from techland.viz.reader import Reader

        spoken = Reader(language).language
        return build_network(self.arrays, chosen(**wanted), self.snapshot.version, spoken)

    def network_of(
        self,
        query: str | Path,
        *,
        directed: bool = False,
        language: str = "en",
        parameters: Mapping[str, Any] | None = None,
    ) -> Network:
        """Return the network of a query's answer.

        A SELECT gives ?source and ?target, and ?weight if ties weigh; a CONSTRUCT a tie
        for each triple whose object is an IRI.

        Args:
            query: text, path of a file, or catalogue name.
            directed: a tie leads from source to target only.
            language: of labels.
            parameters: values for the parameters of a catalogue query.

        Raises:
            NoEnds, WrongWeight: see each.
            QueryError: the query has no answer.
        """
        answer = self.query(query, **dict(parameters or {}))
        pairs = pairs_of_answer(answer)
        version = self.snapshot.version
        return network_of_pairs(pairs, self.arrays, version, directed=directed, language=language)

