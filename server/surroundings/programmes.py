"""What a programme funds, with dates and money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from techland.ontology.terms import SCHEMA, TL
from techland.queries.near.near import Near


@dataclass(frozen=True)
class Funded:
    """What is funded under a programme; what is not known is None."""

    iri: str
    first: str | None
    last: str | None
    cost: Decimal | None
    contribution: Decimal | None


def read_funded(near: Near) -> tuple[Funded, ...]:
    """Return what a programme funds; of a value that is told more than once, the first."""
    return tuple(
        Funded(
            one,
            near.text(one, SCHEMA.startDate),
            near.text(one, SCHEMA.endDate),
            _amount(near.text(one, TL.totalCostPlanned)),
            _amount(near.text(one, TL.euContributionPlanned)),
        )
        for one in near.pointing(near.iri, TL.fundedUnder)
    )


def _amount(told: str | None) -> Decimal | None:
    return None if told is None else Decimal(told)
