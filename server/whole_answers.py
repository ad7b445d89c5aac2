"""Answers that are read whole: within bounds, for a client chooses how long they are."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool

from techland.graph.load_errors import TooMuchToHold
from techland.network.answers import Pair
from techland.queries.answers import Answer, StreamedAnswer
from techland.queries.solutions import read_answer
from techland.server.publication import Publication
from techland.viz.network_map.query_ties import pairs_of_answer

# Some hundred thousand ties.
MOST_BYTES = 64 * 2**20
_FEWER_TIES = "tell fewer ties: with LIMIT, or counted by GROUP BY as ?weight"

Pairs = tuple[Pair, ...]


async def whole_body(answer: StreamedAnswer, most: int, hint: str) -> bytes:
    """Return the bytes of an answer, and stop its query.

    Raises:
        TooMuchToHold: they are more than ``most``; the hint tells the way out.
        StoppedQuery: the answer was cut.
    """
    body = bytearray()
    try:
        async for piece in answer.pieces():
            body += piece
            if len(body) > most:
                raise TooMuchToHold(most, hint)
    finally:
        answer.stop()
    return bytes(body)


async def told_pairs(publication: Publication, text: str) -> Pairs:
    """Return the ties that a query tells, within the limits of queries.

    Raises:
        QueryError: it has no answer, or one that is too large to hold.
        NoEnds, WrongWeight: its answer is no network.
    """
    answer = await publication.evaluator.stream(text)
    whole = await whole_body(answer, MOST_BYTES, _FEWER_TIES)
    told = Answer(answer.form, answer.format, iter([whole]))
    return await run_in_threadpool(lambda: tuple(pairs_of_answer(read_answer(told))))
