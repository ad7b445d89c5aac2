"""Answer one query over a store: evaluate it and write its serialisation as it comes."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable
from typing import IO, Any, cast

from pyoxigraph import QueryBoolean, QuerySolutions, Triple, serialize

from techland.graph.query_errors import QueryFailed
from techland.queries.answer_formats import ROWS, TRIPLES
from techland.queries.distinct import distinct
from techland.queries.mending import Results
from techland.queries.merging import ask
from techland.queries.near.walking import Walks
from techland.queries.reading import refuse_outward, syntax_error
from techland.queries.truncating import first_rows
from techland.queries.wire import Request

CHUNK_BYTES = 64 * 1024
# A slow answer is passed on in pieces after this time.
PATIENCE_SECONDS = 0.1


class ChunkedWriter(io.RawIOBase):
    """A binary file that passes what is written to it on in pieces; the last one is left."""

    def __init__(self, pass_on: Callable[[bytes], None]) -> None:
        super().__init__()
        self.total = 0
        self._pass_on = pass_on
        self._held: list[bytes] = []
        self._held_bytes = 0
        self._since = time.monotonic()

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: object, /) -> int:
        """Hold bytes until a piece is large or old enough."""
        piece = bytes(cast("bytes", data))
        self._held.append(piece)
        self._held_bytes += len(piece)
        self.total += len(piece)
        if self._held_bytes >= CHUNK_BYTES or time.monotonic() - self._since > PATIENCE_SECONDS:
            self._pass_on(self.rest())
            self._since = time.monotonic()
        return len(piece)

    def rest(self) -> bytes:
        """Return what was not passed on, and forget it."""
        rest = b"".join(self._held)
        self._held, self._held_bytes = [], 0
        return rest


def write_answer(
    walks: Walks,
    request: Request,
    writer: ChunkedWriter,
    tell: Callable[[dict[str, Any]], object],
) -> None:
    """Answer a query: write its serialisation as it comes; tell first what was cut, if asked.

    Raises:
        QuerySyntaxError: with the place.
        ForbiddenForm: SERVICE, found by the engine's own grammar.
        QueryFailed: the engine cannot evaluate it.
        TooManyTriples: too many to promise each only once.
    """
    if request.walk:
        writer.write(walks.walked(request.text, request.walk))
        return
    refuse_outward(request.text, request.prefixes, allowed=request.outward)
    try:
        results = ask(walks.store, request)
        wanted = first_rows(results, request.truncate, tell) if request.truncate else results
        _serialise(wanted, request, cast("IO[bytes]", writer))
    except SyntaxError as error:
        raise syntax_error(request.text, str(error), request.prefixes) from None
    except ConnectionError:
        raise
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryFailed(str(error)) from None


def _serialise(results: Results | Iterable[Triple], request: Request, output: IO[bytes]) -> None:
    if isinstance(results, QuerySolutions | QueryBoolean):
        results.serialize(output, ROWS[request.format])
    else:
        serialize(
            results if request.duplicates else distinct(results),
            output,
            TRIPLES[request.format],
            prefixes=request.written_prefixes,
        )
