"""The ready queries of federation: the `.rq` files of this folder, by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from techland.graph.catalogue_errors import UnknownQuery
from techland.queries.catalogue import CatalogueQuery, read_query
from techland.queries.federated.endpoints import known_endpoints

FOLDER = Path(__file__).parent


@cache
def federated_queries() -> Mapping[str, CatalogueQuery]:
    """Return the ready queries by name, sorted.

    No server gives them: they would make it send.
    """
    services = frozenset(one.usual_address for one in known_endpoints().values())
    return {path.stem: read_query(path, services) for path in sorted(FOLDER.glob("*.rq"))}


def federated_query(name: str) -> CatalogueQuery:
    """Return the ready query of a name.

    Raises:
        UnknownQuery: there is none.
    """
    found = federated_queries()
    if name not in found:
        raise UnknownQuery(name, found)
    return found[name]
