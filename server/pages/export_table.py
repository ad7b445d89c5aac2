"""The table of downloads on the start page, and the files that tell how to cite."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from techland.graph.deposit.citation import CITATIONS
from techland.graph.export.compression import COMPRESSIONS
from techland.graph.export.selection import EVERY_GRAPH
from techland.graph.export.serialising import usual_graph
from techland.graph.formats import FORMATS, TABLE
from techland.server.export_sizes import GRAPHS, IMPOSSIBLE, NETWORKS, PACKED, ExportSizes
from techland.server.publication import Publication
from techland.server.rendering import publication_of
from techland.viz.reader import Reader

_KILO, _MEGA, _GIGA = 10**3, 10**6, 10**9


@dataclass(frozen=True)
class Offer:
    """A file that can be had: its address and size, None where not known yet."""

    suffix: str
    size: int | None

    @property
    def impossible(self) -> bool:
        """Tell whether the format cannot hold the graph."""
        return self.size == IMPOSSIBLE


@dataclass(frozen=True)
class ExportRow:
    """A line of the table: the plain file, what it holds and how much, its packed forms."""

    message: str
    scope: str
    counts: tuple[tuple[str, int], ...]
    plain: Offer
    packed: tuple[Offer, ...] = ()


def export_rows(publication: Publication, sizes: ExportSizes, reader: Reader) -> list[ExportRow]:
    """Return what can be taken away: the graph in every format, the network of organisations."""
    graphs = publication.snapshot.manifest["graphs"]
    held = {"default": graphs["default"], "all": sum(graphs.values())}
    rows = []
    for entry in (FORMATS[name] for name in GRAPHS):
        scope = usual_graph(entry)
        ways = () if entry.name in PACKED else tuple(COMPRESSIONS.values())
        offers = (f"{entry.suffix}.{way.suffix}" for way in ways)
        packed = tuple(Offer(suffix, sizes.of(suffix)) for suffix in offers)
        plain = Offer(entry.suffix, sizes.of(entry.suffix))
        unit = "quads" if scope == EVERY_GRAPH else "rows" if TABLE in entry.kinds else "triples"
        rows.append(ExportRow(f"format-{entry.name}", scope, ((unit, held[scope]),), plain, packed))
    network = publication.network()
    counts = (("nodes", len(network)), ("ties", network.size()))
    for name in NETWORKS:
        size = sizes.of(FORMATS[name].suffix, reader.language)
        rows.append(
            ExportRow(f"format-{name}", "network", counts, Offer(FORMATS[name].suffix, size))
        )
    return rows


def size_words(size: int, reader: Reader) -> tuple[str, str]:
    """Return the message and number that tell a size in short: kB, MB or GB of a thousand."""
    for unit, name in ((_GIGA, "gb"), (_MEGA, "mb"), (_KILO, "kb")):
        if size >= unit:
            return f"size-{name}", reader.number(round(size / unit, 1))
    return "size-bytes", reader.number(size)


async def citation_file(request: Request) -> Response:
    """Give the citation as BibTeX, RIS or CITATION.cff."""
    name = request.path_params["name"]
    if name not in CITATIONS:
        raise HTTPException(404)
    media_type, write = CITATIONS[name]
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    content = write(publication_of(request).snapshot)
    return Response(content, media_type=media_type, headers=headers)
