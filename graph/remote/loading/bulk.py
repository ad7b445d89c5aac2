"""Virtuoso's own bulk loader: files that the server reads itself, told to it by isql."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from techland.graph.durable import writing
from techland.graph.remote.client import EndpointClient
from techland.graph.remote_errors import BadEndpoint, LoadIncomplete

PROGRAMS = ("isql-vt", "isql-v", "isql")
# A file is loaded by one thread of the engine.
_FILE_BYTES = 256 * 2**20
_SQL_FAULT = "***"


@dataclass
class BulkWay:
    """Virtuoso's loader: the fastest way, for an engine that reads files of this machine.

    Attributes:
        client: of the engine; takes graphs away.
        server: host and port of its SQL listener.
        folder: where the files are written; the engine's DirsAllowed must name it.
        loaders: how many threads of the engine load at once.
    """

    client: EndpointClient
    server: str
    folder: Path
    loaders: int = field(default_factory=lambda: max(1, (os.cpu_count() or 1)))
    name: str = "bulk"
    size: int = 100_000

    def __post_init__(self) -> None:
        self._files: dict[str, list[Path]] = {}
        self._place = self.folder / f"techland-{uuid4().hex[:12]}"

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

        Raises:
            LoadIncomplete: it could not read one of them.
        """
        try:
            yield f"the engine loads {sum(map(len, self._files.values()))} files"
            listed = [
                f"ld_add('{file}', '{graph}');"
                for graph, files in self._files.items()
                for file in files
            ]
            self._sql("\n".join(listed))
            self._load()
            yield "the engine writes what it loaded to its disk"
            self._sql("checkpoint;")
            self._refuse_faults()
        finally:
            shutil.rmtree(self._place, ignore_errors=True)

    def drop(self, graph: str) -> None:
        """Take a graph away, without the log in which a large one would not fit."""
        self._sql(f"log_enable(3, 1);\nSPARQL CLEAR GRAPH <{graph}>;\ncheckpoint;")

    def _load(self) -> None:
        """Run the loaders, each in a session of its own."""
        with ThreadPoolExecutor(self.loaders) as sessions:
            for done in [
                sessions.submit(self._sql, "rdf_loader_run();") for _ in range(self.loaders)
            ]:
                done.result()

    def _refuse_faults(self) -> None:
        listed = f"ll_file LIKE '{self._place}/%'"
        columns = "ll_file || ': ' || coalesce(cast(ll_error as varchar), 'not loaded')"
        where = f"{listed} AND (ll_state <> 2 OR ll_error IS NOT NULL)"
        table = "DB.DBA.load_list"
        said = self._sql(f"SELECT {columns} FROM {table} WHERE {where};")  # noqa: S608 (own names)
        self._sql(f"DELETE FROM {table} WHERE {listed};")  # noqa: S608 (own names)
        faults = [line for line in said.splitlines() if str(self._place) in line]
        if faults:
            raise LoadIncomplete(self.client.endpoint.address, faults[0][:300])

    def _sql(self, text: str) -> str:
        process = self._session()
        try:
            said = process.communicate(f"{text}\n")
            return self._checked(said, process.returncode)
        finally:
            process.kill()
            process.wait()

    def _checked(self, said: tuple[str, str], code: int) -> str:
        output, errors = said
        if code or _SQL_FAULT in errors:
            told = " ".join((errors or output).split())[-300:]
            raise LoadIncomplete(
                self.client.endpoint.address,
                f"its bulk loader says: {told}",
                f"is its SQL listener at {self.server}, may the user load, and does DirsAllowed "
                f"name {self.folder}? Another --way needs none of it",
            )
        return output

    def _session(self) -> subprocess.Popen[str]:
        program = next(filter(None, map(shutil.which, PROGRAMS)), None)
        if program is None:
            reason = f"its bulk loader needs one of {', '.join(PROGRAMS)} on this machine"
            raise BadEndpoint(self.client.endpoint.address, reason, "choose another --way")
        known = self.client.endpoint.credentials
        user, password = (known.user, known.password) if known else ("dba", "dba")
        return subprocess.Popen(  # noqa: S603 (a program of the list above)
            [program, self.server, user, password, "VERBOSE=OFF", "BANNER=OFF", "ERRORS=stderr"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
