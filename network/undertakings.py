"""What organisations do together: agreements and projects, and who is witness to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from techland.network.rows import QueryFunction, language, read_rows, value

AGREEMENT, PROJECT = "agreement", "project"
KINDS = (AGREEMENT, PROJECT)


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
    """One organisation's part in an undertaking, and the documents that tell of it."""

    roles: tuple[str, ...]
    sources: tuple[str, ...]
    inferred: bool
    disputed: bool


@dataclass(frozen=True)
class Undertaking:
    """An agreement or project with its parties or co-participants.

    ``start`` of an agreement is the day of signing; dates are as exact as told.
    """

    iri: str
    kind: str
    names: Mapping[str, str]
    start: str | None
    end: str | None
    affiliations: Mapping[str, Affiliation] = field(default_factory=dict)


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


def read_affiliations(query: QueryFunction) -> dict[str, dict[str, Affiliation]]:
    """Return who takes part in what: undertaking IRI to organisation IRI to affiliation.

    Funders and managing authorities are no co-participants and are not among them.
    """
    told: dict[tuple[str, str], dict[str, set[str]]] = {}
    for row in read_rows(query, "affiliations"):
        key = (str(value(row, "undertaking")), str(value(row, "organisation")))
        facts = told.setdefault(key, defaultdict(set))
        for variable in ("role", "status", "certainty", "source"):
            found = value(row, variable)
            if found is not None:
                facts[variable].add(found)
    parts: dict[str, dict[str, Affiliation]] = defaultdict(dict)
    for (undertaking, organisation), facts in sorted(told.items()):
        parts[undertaking][organisation] = Affiliation(
            roles=tuple(sorted(facts["role"])),
            sources=tuple(sorted(facts["source"])),
            inferred="inferred" in facts["certainty"],
            disputed="disputed" in facts["status"],
        )
    return dict(parts)


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
            ),
        )
    return undertakings
