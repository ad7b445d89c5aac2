"""The graphs of a snapshot under /graphs: written to a file once, sent whole, never changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from pyoxigraph import DefaultGraph
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from techland.graph.export.about import about_export, content_of
from techland.graph.export.selection import DEFAULT_GRAPH, Selection, graph_names, select
from techland.graph.export.serialising import write_selection
from techland.graph.export_errors import UnknownGraph
from techland.graph.formats import Format
from techland.graph.iris import named_graph
from techland.graph.snapshot import Snapshot
from techland.ontology.terms import BASE
from techland.server.addresses import iri_of
from techland.server.content_codings import coded, coding_headers
from techland.server.graph_store import GraphName, Handler, Representation
from techland.server.negotiation import IDENTITY
from techland.server.pages.downloads import Exports
from techland.server.validators import REVALIDATED, entity_tag, is_fresh

_NAMESPACE = f"{BASE}graph/"
_PIECE_BYTES = 64 * 1024


class PublishedGraphs:
    """The graphs of a snapshot, read-only.

    ``/graphs/facts`` is ``https://w3id.org/techland/graph/facts``.
    """

    writers: Mapping[str, Handler] = {}
    read_only_hint = "the graphs are published and read-only: changes come by a new build"

    def __init__(self, snapshot: Snapshot, exports: Exports) -> None:
        self._snapshot = snapshot
        self._exports = exports

    def graph_at(self, path: str, request: Request) -> str:  # noqa: ARG002 (other stores need it)
        """Return the IRI of the graph at a path below /graphs."""
        return iri_of(f"graph/{path}")

    def respond(self, request: Request, graph: GraphName, wanted: Representation) -> Response:
        """Return a graph as a response.

        Raises:
            UnknownGraph: the snapshot has no such graph.
        """
        name = self._name(graph)
        built = self._snapshot.built.get("built_at")
        tag = entity_tag(
            "graph", self._snapshot.version, built, name, wanted.media_type, wanted.coding
        )
        headers = {"ETag": tag, "Cache-Control": REVALIDATED, "Vary": "Accept, Accept-Encoding"}
        if is_fresh(request, tag):
            return Response(status_code=304, headers=headers)
        suffix = wanted.format.suffix
        headers |= coding_headers(wanted.coding)
        headers["Content-Disposition"] = f'inline; filename="{name}.{suffix}"'

        def write(output: BinaryIO) -> None:
            _write(self._snapshot, name, wanted.format, output)

        file = self._exports.file(f"graph-{name}.{suffix}", write).open("rb")
        if wanted.coding == IDENTITY:
            headers["Content-Length"] = str(os.fstat(file.fileno()).st_size)
        if request.method == "HEAD":
            file.close()
            return StreamingResponse(iter(()), media_type=wanted.media_type, headers=headers)
        pieces = coded(_pieces(file), wanted.coding)
        return StreamingResponse(pieces, media_type=wanted.media_type, headers=headers)

    def _name(self, graph: GraphName) -> str:
        if isinstance(graph, DefaultGraph):
            return DEFAULT_GRAPH
        name, known = graph.value.removeprefix(_NAMESPACE), graph_names(self._snapshot)
        if name not in known or named_graph(name) != graph:
            raise UnknownGraph(name, known)
        return name


def _write(snapshot: Snapshot, name: str, entry: Format, output: BinaryIO) -> None:
    """Write one graph without its name, also in a format that has names of graphs."""
    selection = select(snapshot, name)
    about = about_export(snapshot, content_of(selection))
    with TemporaryDirectory(prefix="techland-") as folder:
        path = Path(folder) / "graph.nt"
        with path.open("wb") as lines:
            lines.writelines(selection.triple_lines())
        alone = Selection(path, DefaultGraph(), name, alone=True)
        write_selection(alone, entry, output, about)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE_BYTES):
            yield piece
