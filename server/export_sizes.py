"""How large each download is: measured once, behind the pages, and kept beside the snapshots."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version as package_version
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread

from techland.graph.changes.versions import home_of
from techland.graph.errors import ExportError, TechlandError
from techland.graph.export.compression import COMPRESSIONS
from techland.graph.export.whole_file import write_whole
from techland.graph.formats import FORMATS, Format
from techland.graph.home import Home
from techland.graph.remote.held import HeldSnapshot
from techland.graph.snapshot import Snapshot, kept_snapshots
from techland.queries.taking import Wanted, write_wanted
from techland.server.publication import Publication
from techland.viz.languages import LANGUAGES
from techland.viz.take_away import network_file

FOLDER = "export-sizes"
# What the start page offers: graphs and tables, those that are text also compressed; networks.
GRAPHS = (
    "turtle",
    "trig",
    "ntriples",
    "nquads",
    "jsonld",
    "rdfxml",
    "csv",
    "tsv",
    "parquet",
    "xlsx",
)
PACKED = frozenset({"parquet", "xlsx"})
NETWORKS = ("gexf", "graphml")
# Above so many triples, making every file would take a minute and the queries' processor.
LARGEST = 200_000
# Of a snapshot whose manifest does not count its triples.
_BYTES_A_TRIPLE = 150
# A format that cannot hold the graph has this size.
IMPOSSIBLE = -1


def is_measured(snapshot: Snapshot) -> bool:
    """Tell whether a server measures a snapshot's downloads by itself."""
    if isinstance(snapshot, HeldSnapshot):
        # What an engine holds is not fetched whole to be measured.
        return False
    counted = snapshot.manifest.get("graphs", {}).get("default")
    if counted is None:
        counted = snapshot.quads_path.stat().st_size // _BYTES_A_TRIPLE
    return bool(counted <= LARGEST)


class ExportSizes:
    """The bytes of each download of a snapshot by suffix; unknown ones are not there yet."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._lock, self._stopped = Lock(), Event()
        self._thread: Thread | None = None
        self._sizes: dict[str, int] = _kept(self._file)

    @property
    def _file(self) -> Path:
        snapshot = self._publication.snapshot
        return home_of(snapshot).root / FOLDER / f"{snapshot.version}.json"

    def of(self, suffix: str, language: str | None = None) -> int | None:
        """Return the bytes of a download, None where they are not known yet."""
        return self._sizes.get(f"{suffix}@{language}" if language else suffix)

    def note(self, suffix: str, size: int) -> None:
        """Take the size of a file that was sent."""
        self._sizes[suffix] = size

    def measure(self) -> None:
        """Begin to measure what is not known, behind the pages; a second call does nothing.

        Of a very large graph a size is known once its file was asked for.
        """
        with self._lock:
            if self._thread is None and is_measured(self._publication.snapshot):
                self._stopped = Event()
                self._thread = Thread(target=self._measure, name="export sizes", daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until everything is measured; tell whether it is."""
        if self._thread:
            self._thread.join(seconds)
        return not (self._thread and self._thread.is_alive())

    def close(self) -> None:
        """Stop measuring after the file that is being made; ``measure`` begins anew."""
        with self._lock:
            self._stopped.set()
            thread, self._thread = self._thread, None
        if thread:
            thread.join()

    def _measure(self) -> None:
        before, stopped = dict(self._sizes), self._stopped
        with TemporaryDirectory(prefix="techland-", ignore_cleanup_errors=True) as folder:
            for step in (*map(self._graph, GRAPHS), *map(self._network, NETWORKS)):
                if stopped.is_set():
                    break
                # A size that cannot be had now, for want of space, stays unknown.
                with suppress(OSError, TechlandError):
                    step(Path(folder))
        if self._sizes != before:
            _keep(self._file, self._sizes)

    def _graph(self, name: str) -> Callable[[Path], None]:
        return lambda folder: self._measure_graph(FORMATS[name], folder / "file")

    def _network(self, name: str) -> Callable[[Path], None]:
        return lambda _: self._measure_network(FORMATS[name])

    def _measure_graph(self, entry: Format, path: Path) -> None:
        ways = [] if entry.name in PACKED else list(COMPRESSIONS.values())
        names = [entry.suffix, *(f"{entry.suffix}.{way.suffix}" for way in ways)]
        if all(name in self._sizes for name in names):
            return
        publication = self._publication
        for name, way in zip(names, [None, *ways], strict=True):
            wanted = Wanted(entry, compression=way)
            try:
                # Written as a download is: the same bytes in other pieces pack to another size.
                with path.open("wb") as output:
                    write_wanted(wanted, publication.snapshot, publication.evaluator, output)
            except ExportError:
                self._sizes[name] = IMPOSSIBLE
            else:
                self._sizes[name] = path.stat().st_size

    def _measure_network(self, entry: Format) -> None:
        network, version = self._publication.network(), self._publication.snapshot.version
        for language in LANGUAGES:
            name = f"{entry.suffix}@{language}"
            if name not in self._sizes:
                self._sizes[name] = len(network_file(network, entry.name, version, language))


def _kept(file: Path) -> dict[str, int]:
    """Return the sizes kept by this version of the software; none by another, which may differ."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        if found["software"] != package_version("techland"):
            return {}
        return {str(name): int(size) for name, size in found["sizes"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _keep(file: Path, sizes: dict[str, int]) -> None:
    """Keep the sizes in a small file a version; those of pruned versions go."""
    content = {"software": package_version("techland"), "sizes": dict(sorted(sizes.items()))}
    text = json.dumps(content, indent=1) + "\n"
    # A data folder that cannot be written to: the sizes hold as long as the server.
    with suppress(TechlandError, OSError):
        file.parent.mkdir(exist_ok=True)
        write_whole(file, lambda output: output.write(text.encode()))
        kept = {snapshot.version for snapshot in kept_snapshots(Home(file.parent.parent))}
        for other in file.parent.glob("*.json"):
            if other.stem not in kept | {file.stem}:
                other.unlink(missing_ok=True)
