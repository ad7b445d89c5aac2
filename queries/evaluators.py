"""What answers queries: query processes, this process, or an engine elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from techland.queries.answers import Answer, StreamedAnswer
from techland.queries.dataset_description import DatasetDescription
from techland.queries.extent import WHOLE, Extent
from techland.queries.guard import CheckedQuery
from techland.queries.limits import Limits
from techland.queries.near.near import Near


class Evaluator(Protocol):
    """Answers queries over one version of the graph.

    Attributes:
        limits: of every query.
    """

    limits: Limits

    def evaluate(
        self,
        text: str,
        *,
        format: str | None = None,  # noqa: A002 (the name that users know)
        limits: Limits | None = None,
        dataset: DatasetDescription | None = None,
        extent: Extent = WHOLE,
    ) -> Answer:
        """Answer a query in a serialisation; JSON or N-Triples if none is named."""

    def near(self, iri: str, walk: str) -> Near:
        """Return what lies around a thing; see ``near.steps``.

        Raises:
            ValueError: it is no IRI.
        """

    def close(self) -> None:
        """Answer nothing more."""


class ServerEvaluator(Evaluator, Protocol):
    """Answers the queries of a server.

    Attributes:
        services: endpoints that SERVICE may reach.
    """

    services: frozenset[str]

    async def check(self, text: str) -> CheckedQuery:
        """Return a query that may be answered; raises as ``guard.check_query``."""

    async def stream(
        self,
        query: str | CheckedQuery,
        *,
        format: str | None = None,  # noqa: A002 (as above)
        limits: Limits | None = None,
        dataset: DatasetDescription | None = None,
        extent: Extent = WHOLE,
    ) -> StreamedAnswer:
        """Answer a query without holding up the event loop; as ``evaluate``."""

    def beside(self, quads_path: Path) -> ServerEvaluator:
        """Return what answers over another snapshot of this machine."""
