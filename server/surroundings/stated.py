"""All that one document states, subject by subject."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from techland.server.publication import Publication, Row


@dataclass(frozen=True)
class Stated:
    """A claim that a document is witness of; ``others`` counts the other witnesses."""

    claim: str
    predicate: str
    object: NamedNode | Literal
    status: str
    certainty: str | None
    row_certainty: str | None
    disputed: bool
    others: int


@dataclass(frozen=True)
class About:
    """What a document states of one thing."""

    subject: str
    claims: tuple[Stated, ...]


def _text(row: Row, name: str) -> str | None:
    return None if row[name] is None else str(row[name].value)


def read_stated(publication: Publication, source: str) -> tuple[About, ...]:
    """Return the claims of a document by subject."""
    rows = publication.ask_page("stated", [source])
    return tuple(
        About(subject, tuple(_claims(list(told))))
        for subject, told in groupby(rows, key=lambda row: str(row["subject"].value))
    )


def _claims(rows: list[Row]) -> list[Stated]:
    found: dict[str, Stated] = {}
    for row in rows:
        claim = row["claim"].value
        disputed = row["dispute"] is not None or (claim in found and found[claim].disputed)
        found[claim] = Stated(
            claim,
            row["predicate"].value,
            row["object"],
            row["status"].value,
            _text(row, "certainty"),
            _text(row, "rowCertainty"),
            disputed,
            int(row["others"].value),
        )
    return list(found.values())
