"""Downloads: the graph, a part of it or an answer in any format, compressed or not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import BinaryIO

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from techland.graph.export.compression import split_suffixes
from techland.graph.export.selection import select
from techland.graph.export.serialising import graph_formats, usual_graph
from techland.graph.export.whole_file import write_whole
from techland.graph.formats import format_named
from techland.queries.answer_tables import ROW_FORMATS
from techland.queries.finding import find_thing
from techland.queries.taking import Wanted, write_wanted
from techland.server.long_work import run_long_work
from techland.server.publication import Publication
from techland.server.rendering import publication_of

# So many files are kept; the one longest unused makes room.
KEPT_FILES = 24
Write = Callable[[BinaryIO], object]


class Exports:
    """Exported files of the whole graphs of one snapshot, in a folder that goes with the server."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None
        self._files: dict[str, Path] = {}
        self._lock = Lock()
        self._being_written: dict[str, Lock] = {}

    def file(self, name: str, write: Write) -> Path:
        """Return the file of this name, written when it is first asked for.

        Raises:
            CannotWrite: there is no space left.
            ExportError: it cannot be written so.
        """
        with self._lock:
            being_written = self._being_written.setdefault(name, Lock())
        # Whoever waits for one file does not hold up those who want another.
        with being_written:
            path = self._files.get(name) or write_whole(self._place(name), write)
            with self._lock:
                self._files.pop(name, None)
                self._files[name] = path
                while len(self._files) > KEPT_FILES:
                    self._files.pop(next(iter(self._files))).unlink(missing_ok=True)
        return path

    def _place(self, name: str) -> Path:
        with self._lock:
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="techland-", ignore_cleanup_errors=True)
        return Path(self._folder.name) / name

    def close(self) -> None:
        """Take the files away."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder, self._files = None, {}


def wanted_of(request: Request, publication: Publication) -> Wanted:
    """Return what a request wants: its suffixes, and graph, entity, query and rdf12.

    Raises:
        UnknownFormat, UnknownEntity, AmbiguousName, DoesNotCombine: see each.
    """
    suffix, way = split_suffixes(f"techland.{request.path_params['suffix']}")
    asked = request.query_params
    formats = [*graph_formats(), *(format_named(name) for name in ROW_FORMATS)]
    entity = asked.get("entity")
    return Wanted(
        format_named(suffix, formats),
        asked.get("graph"),
        find_thing(publication.select, entity) if entity else None,
        asked.get("query"),
        rdf12=asked.get("rdf12") == "1",
        compression=way,
    )


def _of_whole_graph(request: Request, wanted: Wanted, write: Write) -> Response:
    snapshot = publication_of(request).snapshot
    graph = select(snapshot, wanted.graph or usual_graph(wanted.format)).name
    form = "rdf12" if wanted.rdf12 else "rdf11"
    way = f".{wanted.compression.suffix}" if wanted.compression else ""
    name = f"{graph}-{form}.{wanted.format.suffix}{way}"
    path = request.app.state.exports.file(name, write)
    if not wanted.graph and not wanted.rdf12:
        request.app.state.sizes.note(f"{wanted.format.suffix}{way}", path.stat().st_size)
    return _attachment(path, request, wanted)


def _of_part(request: Request, wanted: Wanted, write: Write) -> Response:
    """Write what only this request wants; the file goes when it was sent."""
    folder = TemporaryDirectory(prefix="techland-", ignore_cleanup_errors=True)
    try:
        path = write_whole(Path(folder.name) / "part", write)
    except BaseException:
        folder.cleanup()
        raise
    return _attachment(path, request, wanted, BackgroundTask(folder.cleanup))


def _attachment(
    path: Path, request: Request, wanted: Wanted, after: BackgroundTask | None = None
) -> Response:
    way = wanted.compression
    stem = "answer" if wanted.query else (wanted.entity or wanted.graph or "techland")
    name = f"{stem.rpartition('/')[2]}.{request.path_params['suffix']}"
    media_type = way.media_type if way else wanted.format.media_type
    return FileResponse(path, media_type=media_type, filename=name, background=after)


def _download(request: Request) -> Response:
    publication = publication_of(request)
    wanted = wanted_of(request, publication)

    def write(output: BinaryIO) -> None:
        write_wanted(wanted, publication.snapshot, publication.evaluator, output)

    respond = _of_part if wanted.entity or wanted.query else _of_whole_graph
    return respond(request, wanted, write)


async def graph_download(request: Request) -> Response:
    """Give the graph, a part of it or an answer as a file.

    Raises:
        UnknownFormat, ExportError, QueryError: see each.
    """
    return await run_long_work(request, _download, request)
