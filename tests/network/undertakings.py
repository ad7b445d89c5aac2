"""What organisations do together: agreements and projects, and who is witness to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

AGREEMENT, PROJECT = "agreement", "project"
KINDS = (AGREEMENT, PROJECT)
STATED, INFERRED = "stated", "inferred"


@dataclass(frozen=True)
class Document:
    """A source: a document with title, publisher, day of issue and address."""

    iri: str
    title: str
    language: str
    publisher: str | None
    issued: str | None
    url: str | None


@dataclass(frozen=True)
class Affiliation:
    """One organisation's part in an undertaking, and the documents that tell of it.

    ``certainty`` is stated or inferred, None where nobody assessed it. It is disputed
    where a claim of it stands in a dispute, also where that claim was accepted.
    """

    roles: tuple[str, ...]
    sources: tuple[str, ...]
    certainty: str | None
    disputed: bool

    @property
    def inferred(self) -> bool:
        """Tell whether it follows from the sources without being stated there."""
        return self.certainty == INFERRED


@dataclass(frozen=True)
class ToldDate:
    """A date as exact as it was told, and the first and last day (ISO 8601) that it can mean."""

    told: str
    earliest: str
    latest: str


@dataclass(frozen=True)
class Undertaking:
    """An agreement or project with its parties or co-participants.

    ``start`` of an agreement is the day of signing; dates are as exact as told.
    ``dates`` holds those that are known, ``dates_disputed`` tells whether sources
    disagree on one of them.
    """

    iri: str
    kind: str
    names: Mapping[str, str]
    start: str | None
    end: str | None
    affiliations: Mapping[str, Affiliation] = field(default_factory=dict)
    dates: tuple[ToldDate, ...] = ()
    dates_disputed: bool = False
