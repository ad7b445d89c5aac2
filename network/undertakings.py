"""What organisations do together: agreements and projects, and who is witness to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from techland.network.rows import QueryFunction, Row, language, read_rows, value

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


def read_names(query: QueryFunction) -> dict[str, dict[str, str]]:
    """Return the names of organisations, agreements and projects: IRI to language to name."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read_rows(query, "names"):
        names[str(value(row, "thing"))].setdefault(language(row, "name"), str(value(row, "name")))
    return dict(names)


def read_documents(query: QueryFunction) -> dict[str, Document]:
    """Return every source by its IRI."""
    documents: dict[str, Document] = {}
    for row in read_rows(query, "sources"):
        iri = str(value(row, "source"))
        documents.setdefault(
            iri,
            Document(
                iri,
                str(value(row, "title")),
                language(row, "title"),
                value(row, "publisher"),
                value(row, "issued"),
                value(row, "url"),
            ),
        )
    return documents


def _least_sure(certainties: Collection[str]) -> str | None:
    return next((one for one in (INFERRED, STATED) if one in certainties), None)


def read_affiliations(query: QueryFunction) -> dict[str, dict[str, Affiliation]]:
    """Return who takes part in what: undertaking IRI to organisation IRI to affiliation.

    Funders and managing authorities are no co-participants and are not among them.
    """
    told: dict[tuple[str, str], dict[str, set[str]]] = {}
    for row in read_rows(query, "affiliations"):
        key = (str(value(row, "undertaking")), str(value(row, "organisation")))
        facts = told.setdefault(key, defaultdict(set))
        for variable in ("role", "status", "certainty", "source", "dispute"):
            found = value(row, variable)
            if found is not None:
                facts[variable].add(found)
    parts: dict[str, dict[str, Affiliation]] = defaultdict(dict)
    for (undertaking, organisation), facts in sorted(told.items()):
        parts[undertaking][organisation] = Affiliation(
            roles=tuple(sorted(facts["role"])),
            sources=tuple(sorted(facts["source"])),
            certainty=_least_sure(facts["certainty"]),
            disputed="disputed" in facts["status"] or bool(facts["dispute"]),
        )
    return dict(parts)


def _dates(row: Row) -> tuple[ToldDate, ...]:
    """Return the dates of a row; one whose days are not known says nothing and is left out."""
    found = (
        tuple(value(row, f"{end}{part}") for part in ("", "Earliest", "Latest"))
        for end in ("start", "end")
    )
    return tuple(
        ToldDate(told, earliest, latest)
        for told, earliest, latest in found
        if told and earliest and latest
    )


def read_undertakings(query: QueryFunction) -> dict[str, Undertaking]:
    """Return every agreement and project by its IRI, also those without known parties."""
    names = read_names(query)
    affiliations = read_affiliations(query)
    undertakings: dict[str, Undertaking] = {}
    for row in read_rows(query, "undertakings"):
        iri = str(value(row, "undertaking"))
        undertakings.setdefault(
            iri,
            Undertaking(
                iri,
                str(value(row, "kind")),
                names.get(iri, {}),
                value(row, "start"),
                value(row, "end"),
                affiliations.get(iri, {}),
                _dates(row),
                value(row, "dispute") is not None,
            ),
        )
    return undertakings
