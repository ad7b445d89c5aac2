"""Federation for Python: a query over the graph and named endpoints, asked from this machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from techland.graph.catalogue_errors import UnknownParameter
from techland.queries.answers import Answer
from techland.queries.catalogue import read_query_file
from techland.queries.evaluators import Evaluator
from techland.queries.limits import Limits
from techland.queries.solutions import Solutions, Triples, read_answer, rows_of

if TYPE_CHECKING:
    from techland.queries.federated.asking import Bounds
    from techland.queries.federated.endpoints import NamedEndpoint
    from techland.queries.federated.federating import Federation

_NAME = re.compile(r"[a-z0-9-]+")
# The rows of other endpoints stand in the text that our graph is asked.
_LONGEST_TEXT = 2**28


class Federating:
    """The part of a knowledge graph that asks other endpoints too."""

    evaluator: Evaluator

    def federate(
        self,
        query: str | Path,
        *,
        endpoints: Mapping[str, str] | None = None,
        bounds: Bounds | None = None,
        tell: Callable[[str], object] | None = None,
        **parameters: object,
    ) -> Solutions | Triples | bool:
        """Answer a query whose SERVICE clauses name known endpoints, from this machine.

        What is sent where is told before it is sent. The answer is whole or there is
        an error; see docs/federation.md.

        Args:
            query: text, path of a file, or name of a ready query
                (``techland federate --list``).
            endpoints: addresses by name: other ones of known endpoints, or new ones.
            bounds: of all requests: values, rows and seconds.
            tell: is given a line before and after each request.
            parameters: values for the parameters of a ready query.

        Raises:
            FederationError: an endpoint is not known, or too much would be asked.
            EndpointError: an endpoint failed.
            QueryError: one of its other kinds.

        >>> import techland as tl
        >>> with tl.open() as kg:
        ...     kg.federate("SELECT ?x { ?x tl:role tl:none SERVICE <cordis> { ?x ?p ?o } }")
        <Solutions: 0 rows of x>
        """
        from techland.queries.federated.endpoints import endpoints_with

        asked = self.federation(endpoints_with(endpoints or {}), bounds, tell)
        text = self.federated_text(query, parameters)
        return read_answer(self.evaluate_federated(asked, text))

    def federation(
        self,
        endpoints: Mapping[str, NamedEndpoint],
        bounds: Bounds | None = None,
        tell: Callable[[str], object] | None = None,
    ) -> Federation:
        """Return the graph together with endpoints, ready to plan and to ask."""
        from techland.queries.federated.federating import Federation

        return Federation(self._select_wide, endpoints, bounds, tell)

    def _select_wide(self, text: str) -> Solutions:
        return rows_of(self.evaluator.evaluate(text, format="json", limits=self.wide_limits))

    def evaluate_federated(
        self, asked: Federation, text: str, format_name: str | None = None
    ) -> Answer:
        """Answer a query as bytes in a serialisation, once every endpoint has been asked."""
        local = asked.local_text(text)
        return self.evaluator.evaluate(local, format=format_name, limits=self.wide_limits)

    @property
    def wide_limits(self) -> Limits:
        """Return the limits for a text that holds the rows of other endpoints."""
        limits = self.evaluator.limits
        return replace(limits, text_bytes=max(limits.text_bytes, _LONGEST_TEXT))

    @staticmethod
    def federated_text(query: str | Path, parameters: Mapping[str, object]) -> str:
        """Return the text of a federated query that is given as text, file or name.

        Raises:
            UnknownQuery, UnknownParameter, WrongParameter, UnreadableQuery: see each.
        """
        from techland.queries.federated.ready import federated_query

        if isinstance(query, Path):
            return read_query_file(query)
        if _NAME.fullmatch(query.strip()):
            return federated_query(query.strip()).with_parameters(parameters)
        if parameters:
            raise UnknownParameter("the text", next(iter(parameters)), ())
        return query
