"""Let every triple of an answer through once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Triple

from techland.graph.query_errors import TooManyTriples

# The engine forgets what it has given after about a million triples, and then
# repeats itself. A key of 128 bits takes some 100 bytes in a set, so that the
# largest answer takes some 200 MB beside the engine's own.
MOST_TRIPLES = 2_000_000


def distinct(triples: Iterable[Triple], most: int = MOST_TRIPLES) -> Iterator[Triple]:
    """Yield each triple when it comes first.

    Two triples are taken for one if two independent hashes of 64 bits agree (the
    second is keyed by chance for every process).

    Raises:
        TooManyTriples: more than ``most`` different ones.
    """
    seen: set[int] = set()
    for triple in triples:
        key = (hash(triple) << 64) ^ hash(str(triple))
        if key in seen:
            continue
        if len(seen) >= most:
            raise TooManyTriples(most)
        seen.add(key)
        yield triple
