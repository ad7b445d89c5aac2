"""The ways to write a graph into an engine that every engine knows.

Graph Store Protocol and Update send batches; sending one twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol
from urllib.parse import urlencode

from techland.graph.remote.client import EndpointClient
from techland.graph.remote.sending import send


class Way(Protocol):
    """How statements come into an engine.

    Attributes:
        name: as users name it.
        size: the most triples of a batch.
    """

    name: str
    size: int

    def add(self, graph: str, lines: Sequence[bytes]) -> None:
        """Add lines of N-Triples to a graph, now or at the end."""

    def finish(self) -> Iterator[str]:
        """Do what is left to be done, telling each step."""

    def drop(self, graph: str) -> None:
        """Take a graph away, whether or not it is there."""


class GraphStoreWay:
    """SPARQL 1.1 Graph Store HTTP Protocol: a graph by several POSTs of N-Triples."""

    name = "graph-store"
    size = 50_000

    def __init__(self, client: EndpointClient, parameter: str = "graph") -> None:
        self._client = client
        self._parameter = parameter

    def add(self, graph: str, lines: Sequence[bytes]) -> None:
        """Send a batch."""
        send(self._client, "POST", self._address(graph), b"".join(lines), "application/n-triples")

    def finish(self) -> Iterator[str]:
        """Do nothing: each batch is stored when its reply has come."""
        yield from ()

    def drop(self, graph: str) -> None:
        """Take a graph away by DELETE; 404 says that it is not there."""
        send(self._client, "DELETE", self._address(graph), missing=True)

    def _address(self, graph: str) -> str:
        address = self._client.endpoint.store_address
        mark = "&" if "?" in address else "?"
        return f"{address}{mark}{urlencode({self._parameter: graph})}"


class UpdateWay:
    """SPARQL 1.1 Update: a graph by many INSERT DATA.

    A batch is small, because engines compile it as one statement (Virtuoso refuses
    some tens of thousands of triples).
    """

    name = "update"
    size = 1_000

    def __init__(self, client: EndpointClient) -> None:
        self._client = client

    def add(self, graph: str, lines: Sequence[bytes]) -> None:
        """Send a batch."""
        triples = b"".join(lines).decode()
        self._client.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{triples}}} }}")

    def finish(self) -> Iterator[str]:
        """Do nothing: each batch is stored when its reply has come."""
        yield from ()

    def drop(self, graph: str) -> None:
        """Take a graph away."""
        self._client.update(f"DROP SILENT GRAPH <{graph}>")
