"""Virtuoso's own bulk loader: files that the server reads itself.

Its SQL is reached through its SPARQL endpoint, where whoever may load may also call SQL
functions. So the password goes in a header, and not, as with isql, on a command line that
all users of a machine can see.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from techland.graph.durable import writing
from techland.graph.remote.client import EndpointClient
from techland.graph.remote_errors import EndpointError, EndpointRefused, LoadIncomplete

# A request loads one file, well before an engine's time for a query is over.
_FILE_BYTES = 32 * 2**20
# Of our own that SQL is to raise.
_FAULT = "TL001"
_LIST = "DB.DBA.load_list"
# Where two threads meet the same new language or datatype at once, or lock each other out, one
# loses, and with it the rest of its file (openlink/virtuoso-opensource, issue 1329).
_LOST = "(ll_error LIKE '23000 %' OR ll_error LIKE '40001 %')"
_ROUNDS = 3


@dataclass
class BulkWay:
    """Virtuoso's loader: the fastest way, for an engine that reads files of this machine.

    Attributes:
        client: of the engine; its updates go to where it takes credentials.
        folder: where the files are written; the engine's DirsAllowed must name it.
        loaders: how many threads of the engine load at once.
    """

    client: EndpointClient
    folder: Path
    loaders: int = field(default_factory=lambda: max(1, (os.cpu_count() or 1)))
    name: str = "bulk"
    size: int = 100_000

    def __post_init__(self) -> None:
        self._files: dict[str, list[Path]] = {}
        self._place = self.folder / f"techland-{uuid4().hex[:12]}"
        known = self.client.endpoint
        self._calling = EndpointClient(
            replace(known, address=known.update_address),
            seconds=self.client.seconds,
            patience=self.client.patience,
        )

    def add(self, graph: str, lines: Sequence[bytes]) -> None:
        """Append a batch to the graph's last file, or to a new one if that is full."""
        with writing(self.folder):
            self._place.mkdir(parents=True, exist_ok=True)
            files = self._files.setdefault(graph, [])
            if not files or files[-1].stat().st_size > _FILE_BYTES:
                number = sum(map(len, self._files.values()))
                files.append(self._place / f"{number:04d}.nt")
            with files[-1].open("ab") as file:
                file.writelines(lines)

    def finish(self) -> Iterator[str]:
        """Have the engine load the files, and make what it loaded durable.

        Files that lost a race of two threads are loaded again, one by one.

        Raises:
            LoadIncomplete: it could not read one of them.
        """
        listed = [(file, graph) for graph, files in self._files.items() for file in files]
        try:
            for file, graph in listed:
                self._call(f"sql:ld_add({_text(str(file))}, {_text(graph)})")
            yield from self._run(len(listed), self.loaders)
            for _ in range(_ROUNDS):
                if self._told(f"{self._mine} AND {_LOST}") is None:
                    break
                yield "two files brought the engine the same new term: one is loaded again"
                again = f"UPDATE {_LIST} SET ll_state = 0, ll_error = NULL"  # noqa: S608 (own names)
                self._sql(f"{again} WHERE {self._mine} AND {_LOST}")
                yield from self._run(len(listed), 1)
            yield "the engine writes what it loaded to its disk"
            self._sql("checkpoint")
            self._refuse_faults()
        finally:
            with suppress(EndpointError):
                self._sql(f"DELETE FROM {_LIST} WHERE {self._mine}")  # noqa: S608 (own names)
            shutil.rmtree(self._place, ignore_errors=True)

    def drop(self, graph: str) -> None:
        """Take a graph away, without the log in which a large one would not fit."""
        self.client.update(f"DEFINE sql:log-enable 3 CLEAR GRAPH <{graph}>")
        self._sql("checkpoint")

    def _run(self, files: int, loaders: int) -> Iterator[str]:
        with _sessions(loaders) as sessions:
            calls = [sessions.submit(self._call, "sql:rdf_loader_run(1)") for _ in range(files)]
            for number, call in enumerate(as_completed(calls), 1):
                call.result()
                yield f"the engine has loaded {number} of {files} files"

    @property
    def _mine(self) -> str:
        return f"ll_file LIKE {_quoted(f'{self._place}/%')}"

    def _refuse_faults(self) -> None:
        told = self._told(f"{self._mine} AND (ll_state <> 2 OR ll_error IS NOT NULL)")
        if told is not None:
            raise LoadIncomplete(
                self.client.endpoint.address,
                f"its bulk loader says: {told}",
                f"does the engine's DirsAllowed name {self.folder}? Another --way needs no folder",
            )

    def _told(self, where: str) -> str | None:
        """Return what the engine's list tells of one of these files, which it is made to raise."""
        told = "max(concat(ll_file, ': ', coalesce(cast(ll_error as varchar), 'not loaded')))"
        inner = f"SELECT {told} AS told FROM {_LIST} WHERE {where}"  # noqa: S608 (own names)
        raised = f"signal('{_FAULT}', x.told)"
        try:
            self._sql(f"SELECT {raised} FROM ({inner}) x WHERE x.told IS NOT NULL")  # noqa: S608 (as above)
        except EndpointRefused as refused:
            if _FAULT not in refused.said:
                raise
            return refused.said.partition(f"{_FAULT} Error ")[2]
        return None

    def _sql(self, text: str) -> None:
        self._call(f"bif:exec({_text(text)})")

    def _call(self, function: str) -> None:
        self._calling.select(f"SELECT ({function} AS ?done) WHERE {{ VALUES ?once {{ 1 }} }}")


@contextmanager
def _sessions(number: int) -> Iterator[ThreadPoolExecutor]:
    """Give threads; whoever stops waits for the file in hand of each, and not for the rest."""
    threads = ThreadPoolExecutor(number)
    try:
        yield threads
    finally:
        threads.shutdown(cancel_futures=True)


def _text(value: str) -> str:
    """Return a text as SPARQL writes it."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _quoted(value: str) -> str:
    """Return a text as SQL writes it."""
    escaped = value.replace("'", "''")
    return f"'{escaped}'"
