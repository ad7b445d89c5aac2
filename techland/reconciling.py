"""Reconciling for Python: names, or a column of a table, matched to things of the graph."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from techland.graph.reconciliation_errors import UnknownProperty, UnknownType
from techland.queries.solutions import Solutions

if TYPE_CHECKING:
    from techland.queries.reconciling.matching import Asked, Match
    from techland.queries.reconciling.things import ThingIndex
    from techland.queries.reconciling.values import Values

COLUMNS = ("asked", "rank", "iri", "name", "score", "match", "alike", "reasons")
# So many names are asked about at once; what is read of their candidates stays small.
BATCH = 50


class Reconciling(ABC):
    """The part of a knowledge graph that tells who is meant."""

    @abstractmethod
    def _select(self, text: str) -> Iterable[Mapping[str, Any]]:
        """Answer a SELECT with rows of terms."""

    @cached_property
    def things(self) -> ThingIndex:
        """Return everything that a name may mean, read when first asked for."""
        from techland.queries.reconciling.things import ThingIndex, read_things

        return ThingIndex(read_things(self._select))

    def matches(self, asked: Sequence[Asked]) -> tuple[list[list[Match]], Values]:
        """Return the matches of each name, the best first, and what is known of everything matched.

        Raises:
            UnknownType, UnknownProperty: a name is asked for with one that there is not.
        """
        from techland.queries.reconciling.matching import match_all
        from techland.queries.reconciling.schema import properties, thing_types

        for one in asked:
            for name in one.types:
                if name not in thing_types():
                    raise UnknownType(name, thing_types())
            for name in one.properties:
                if name not in properties():
                    raise UnknownProperty(name, properties())
        found: list[list[Match]] = []
        values: Values = {}
        for start in range(0, len(asked), BATCH):
            some, more = match_all(self._select, self.things, asked[start : start + BATCH])
            found += some
            values |= more
        return found, values

    def reconcile(
        self, names: Iterable[str], *, kind: str = "", limit: int = 5, language: str = "en"
    ) -> Solutions:
        """Return what each name may mean: rows of asked, rank, iri, name, score, match and why.

        Only a row whose ``match`` is true may be taken without a look: an ambiguous name
        matches nothing by itself. A name that nothing is alike has no row.

        Args:
            names: as they stand in a spreadsheet.
            kind: organisation, activity, project, programme, agreement, event, theme or place.
            limit: most candidates of a name.
            language: of names and reasons: en, nl or de.

        Raises:
            UnknownType: there is no such kind.

        >>> import techland as tl
        >>> with tl.open() as kg:
        ...     found = kg.reconcile(["Univ. Twente"], kind="organisation", limit=1)
        >>> found[0]["iri"].value, found[0]["match"].value
        ('https://w3id.org/techland/organisation/university-of-twente', 'true')
        """
        from techland.queries.reconciling.matching import Asked

        asked = [Asked(name, (kind,) if kind else (), limit) for name in names if name.strip()]
        found, _ = self.matches(asked)
        rows = [
            (one.text, str(rank), *_row(match, language))
            for one, matches in zip(asked, found, strict=True)
            for rank, match in enumerate(matches, 1)
        ]
        return Solutions.of_texts(COLUMNS, rows)


def _row(match: Match, language: str) -> tuple[str, ...]:
    return (
        match.thing.iri,
        match.thing.name(language),
        f"{match.score:g}",
        "true" if match.match else "false",
        match.by,
        told(match, language),
    )


def told(match: Match, language: str) -> str:
    """Return the reasons for and against a match in one line."""
    agreed = {True: "=", False: "\N{NOT EQUAL TO}"}
    besides = [f"{name} {agreed[same]}" for name, same in match.agreement.items()]
    return "; ".join([*(reason.told(language) for reason in match.reasons), *besides])
