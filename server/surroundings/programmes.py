"""What a programme funds, with dates and money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from techland.server.publication import Publication


@dataclass(frozen=True)
class Funded:
    """What is funded under a programme; what is not known is None."""

    iri: str
    first: str | None
    last: str | None
    cost: Decimal | None
    contribution: Decimal | None


def read_funded(publication: Publication, programme: str) -> tuple[Funded, ...]:
    """Return what a programme funds; of a value that is told more than once, the first."""
    found: dict[str, Funded] = {}
    for row in publication.ask_page("funded", [programme]):
        iri = row["member"].value
        money = (_amount(row["cost"]), _amount(row["contribution"]))
        found.setdefault(iri, Funded(iri, _text(row["first"]), _text(row["last"]), *money))
    return tuple(found.values())


def _text(term: Any) -> str | None:
    return None if term is None else str(term.value)


def _amount(term: Any) -> Decimal | None:
    return None if term is None else Decimal(term.value)
