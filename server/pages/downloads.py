"""The graph as files, each written once and kept while the server runs."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from techland.graph.export import export_graph, graph_formats
from techland.graph.formats import Format, format_named
from techland.graph.snapshot import Snapshot
from techland.server.rendering import publication_of


class Exports:
    """Exported files of one snapshot in a folder that goes with the server."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None
        self._lock = Lock()

    def file(self, snapshot: Snapshot, entry: Format) -> Path:
        """Return the file of a format, written when it is first asked for.

        Raises:
            CannotWrite: there is no space left.
        """
        with self._lock:
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="techland-", ignore_cleanup_errors=True)
            path = Path(self._folder.name) / f"{snapshot.short}.{entry.suffix}"
            if not path.exists():
                export_graph(snapshot, entry.name, path)
        return path

    def close(self) -> None:
        """Take the files away."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


async def graph_download(request: Request) -> Response:
    """Give the whole graph in one format.

    Raises:
        UnknownFormat: no format of graphs has this suffix.
    """
    entry = format_named(request.path_params["suffix"], graph_formats())
    exports: Exports = request.app.state.exports
    path = await run_in_threadpool(exports.file, publication_of(request).snapshot, entry)
    return FileResponse(path, media_type=entry.media_type, filename=f"techland.{entry.suffix}")
