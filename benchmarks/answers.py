"""Ask a server over one connection: rows, bytes, times, and the memory of its processes."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers import Server

JSON, CSV = "application/sparql-results+json", "text/csv"
NTRIPLES = "application/n-triples"
PIECE = 1 << 16
ANSWER_WITHIN = 300
SAMPLED_EVERY = 0.05


class NoAnswerError(Exception):
    """A server has not answered in the time that it was given."""


@dataclass(frozen=True)
class Answer:
    """One whole answer: seconds to the first byte of the body and to the last; its size."""

    first: float
    total: float
    length: int
    body: bytes | None


class Asking:
    """One connection, kept open, as that of a client that asks again and again."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._connection = http.client.HTTPConnection(
            "127.0.0.1", server.port, timeout=ANSWER_WITHIN
        )

    def ask(
        self, query: str, accept: str, keep: bool = True, within: float = ANSWER_WITHIN
    ) -> Answer:
        """Read an answer to its end; RuntimeError unless it is a 200.

        Raises:
            NoAnswerError: it has not ended after so many seconds; close the connection then.
        """
        try:
            return self._ask(query, accept, keep, within)
        except TimeoutError:
            message = f"{self.server.name}: no whole {accept} in {within:g} s"
            raise NoAnswerError(message) from None

    def _ask(self, query: str, accept: str, keep: bool, within: float) -> Answer:
        begun = time.perf_counter()
        self._connection.timeout = within
        if self._connection.sock:
            self._connection.sock.settimeout(within)
        self._connection.request("GET", self.server.target(query), headers={"Accept": accept})
        answer = self._connection.getresponse()
        pieces = [answer.read(1)]
        first, length = time.perf_counter() - begun, len(pieces[0])
        while piece := answer.read(PIECE):
            length += len(piece)
            if time.perf_counter() - begun > within:
                raise TimeoutError
            if keep:
                pieces.append(piece)
        total = time.perf_counter() - begun
        if answer.status != http.client.OK:
            raise RuntimeError(f"{self.server.name}: {answer.status} {pieces[:2]!r}")
        return Answer(first, total, length, b"".join(pieces) if keep else None)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def rows(answer: Answer, accept: str) -> int:
    """Return how many solutions or triples an answer has."""
    body = answer.body or b""
    if accept == JSON:
        return len(json.loads(body)["results"]["bindings"])
    return body.count(b"\n") - (accept == CSV)


class Watch:
    """The memory of a server's processes, looked at every 0.05 s while something runs.

    A page that several processes share counts in parts (proportional set size).
    """

    def __init__(self, server: Server) -> None:
        self._root = server.process
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._before = memory_of_each(server.process)
        self._peak = sum(self._before.values())
        self._grown = 0

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def extra(self) -> int:
        """Return how many bytes more the processes had at most than before."""
        return self._peak - sum(self._before.values())

    @property
    def grown(self) -> int:
        """Return how many bytes more those had at most that were there before."""
        return self._grown

    def _sample(self) -> None:
        while not self._ended.wait(SAMPLED_EVERY):
            self._look()
        self._look()

    def _look(self) -> None:
        now = memory_of_each(self._root)
        self._peak = max(self._peak, sum(now.values()))
        more = sum(now[one] - had for one, had in self._before.items() if now.get(one))
        self._grown = max(self._grown, more)


def memory_of_each(root: int) -> dict[int, int]:
    """Return the proportional set size of a process and of all under it, in bytes (Linux)."""
    return {process: _proportional(process) for process in _tree(root)}


def _tree(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in children:
            yield from _tree(int(child))


def _proportional(process: int) -> int:
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        # It ended between the listing and the look.
        return 0
    return sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")) * 1024
