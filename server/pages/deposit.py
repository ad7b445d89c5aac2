"""The description of the dataset as linked data, and the deposit as one archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from pyoxigraph import RdfFormat, Triple, serialize
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from techland.graph.deposit.files import DepositFile, WrittenFile
from techland.graph.deposit.kinds import described
from techland.graph.deposit.writing import write_deposit
from techland.graph.deposit.zipped import write_zip
from techland.graph.deposit_errors import TooLargeToSend
from techland.graph.description.catalogue import description_triples, json_ld, write_turtle
from techland.graph.description.edition import Edition
from techland.graph.errors import UnknownVersion
from techland.graph.formats import FORMATS, Format, format_named
from techland.server.long_work import run_long_work
from techland.server.negotiation import choose_media_type
from techland.server.pages.entity import entity_page
from techland.server.rendering import publication_of
from techland.viz.deposit_contents import deposit_contents

# A deposit is made while the client waits: a larger snapshot's is made on the command line.
LARGEST = 64 * 1024 * 1024
RDF_FORMATS = tuple(FORMATS[name] for name in ("turtle", "jsonld", "ntriples", "rdfxml"))
# What the server gives under /download/, by suffix.
_VERSION = re.compile("[0-9a-f]{6,64}")
DOWNLOADS = ("trig", "nq", "ttl", "nt", "jsonld", "rdf")


def _written_as(request: Request) -> Format:
    named = request.query_params.get("format")
    if named:
        return format_named(named, RDF_FORMATS)
    by_type = {entry.media_type: entry for entry in RDF_FORMATS}
    chosen = choose_media_type(request.headers.get("accept"), list(by_type))
    return by_type.get(chosen or "", RDF_FORMATS[0])


def _downloads() -> Iterator[WrittenFile]:
    """Yield the files that the server makes when they are asked for."""
    for suffix in DOWNLOADS:
        yield described(DepositFile(f"techland.{suffix}", lambda _: None))
    for suffix in ("gexf", "graphml"):
        network = described(DepositFile(f"networks/techland.{suffix}", lambda _: None))
        yield network.renamed(f"techland.{suffix}")


def _serialised(triples: list[Triple], entry: Format) -> bytes:
    if entry.name == "jsonld":
        return json_ld(triples)
    output = BytesIO()
    if entry.name == "turtle":
        write_turtle(triples, output)
    else:
        serialize(triples, output, RdfFormat.from_media_type(entry.media_type))
    return output.getvalue()


def _description(request: Request) -> Response:
    snapshot, entry = publication_of(request).snapshot, _written_as(request)
    version = request.path_params.get("version", snapshot.version)
    if version != snapshot.version:
        raise UnknownVersion(version, [snapshot.version])
    service = str(request.base_url)
    triples = description_triples(Edition(snapshot), list(_downloads()), service)
    location = f"{request.url.path}?format={entry.name}"
    headers = {"Content-Location": location, "Vary": "Accept"}
    return Response(_serialised(triples, entry), media_type=entry.media_type, headers=headers)


async def dataset_description(request: Request) -> Response:
    """Describe the dataset as linked data: DCAT, PROV, totals of VoID; Turtle to a browser.

    Raises:
        UnknownFormat: ``?format=`` names none of ours.
        UnknownVersion: the server shows another version.
    """
    named = request.path_params.get("version")
    if named and not _VERSION.fullmatch(named):
        # An imported dataset by its name: a thing like any other.
        request.path_params["path"] = f"dataset/{named}"
        return await entity_page(request)
    return await run_in_threadpool(_description, request)


def _archive(request: Request) -> Response:
    publication = publication_of(request)
    snapshot = publication.snapshot
    size = snapshot.quads_path.stat().st_size
    if size > LARGEST:
        raise TooLargeToSend(size, LARGEST)
    name = f"techland-{snapshot.short}"

    def write(output: BinaryIO) -> None:
        contents = deposit_contents(
            snapshot, publication.evaluator, lambda isolated: publication.network(isolated=isolated)
        )
        with TemporaryDirectory(prefix="techland-") as folder:
            made = write_deposit(Path(folder) / name, contents)
            write_zip(made.folder, name, output)

    path = request.app.state.exports.file("deposit.zip", write)
    return FileResponse(path, media_type="application/zip", filename=f"{name}.zip")


async def deposit_download(request: Request) -> Response:
    """Give everything as one archive.

    Raises:
        TooLargeToSend: the snapshot is too large to wait for.
    """
    return await run_long_work(request, _archive, request)
