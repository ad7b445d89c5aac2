"""The catalogue's queries as RDF, as query editors read examples, and the prefixes they use.

Each is a `sh:SPARQLExecutable` (SHACL-AF, section 5.1) in the form that the
sparql-examples of the SIB Swiss Institute of Bioinformatics have.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, RdfFormat, Triple, parse

from techland.graph.iris import node
from techland.ontology.service_terms import (
    RDFS_COMMENT,
    SCHEMA_DESCRIPTION,
    SCHEMA_KEYWORDS,
    SCHEMA_TARGET,
    SH,
    SPEX,
)
from techland.ontology.terms import BASE, RDF, RDFS
from techland.queries.catalogue import CatalogueQuery, catalogue
from techland.queries.guard import QueryForm, check_query

PREFIXES_FILE = Path(__file__).resolve().parents[1] / "ontology" / "prefixes.ttl"
EXAMPLES = ".well-known/sparql-examples"
# The class of a query's executable, and the property that holds its text.
_KINDS = {
    QueryForm.SELECT: (SH.SPARQLSelectExecutable, SH.select),
    QueryForm.ASK: (SH.SPARQLAskExecutable, SH.ask),
    QueryForm.CONSTRUCT: (SH.SPARQLConstructExecutable, SH.construct),
    QueryForm.DESCRIBE: (SPEX.SPARQLDescribeExecutable, SPEX.describe),
}


@cache
def prefix_triples() -> tuple[Triple, ...]:
    """Return the prefixes as they are declared in Turtle (sh:declare)."""
    quads = parse(path=str(PREFIXES_FILE), format=RdfFormat.TURTLE)
    return tuple(quad.triple for quad in quads)


def executable_iri(origin: str, name: str) -> str:
    """Return the IRI of a query of the catalogue; origin is a server's address."""
    return f"{origin}{EXAMPLES}/{name}"


def executable_triples(query: CatalogueQuery, origin: str, endpoint: str) -> Iterator[Triple]:
    """Yield a query of the catalogue as an executable that is asked of an endpoint."""
    subject = node(executable_iri(origin, query.name))
    kind, property_of_text = _KINDS[check_query(query.text)]
    yield Triple(subject, node(RDF.type), node(SH.SPARQLExecutable))
    yield Triple(subject, node(RDF.type), node(kind))
    yield Triple(subject, node(RDFS.label), Literal(query.name))
    for language, summary in query.summaries.items():
        yield Triple(subject, node(RDFS_COMMENT), Literal(summary, language=language))
    for language, description in query.descriptions.items():
        told = Literal(description, language=language)
        yield Triple(subject, node(SCHEMA_DESCRIPTION), told)
    yield Triple(subject, node(SH.prefixes), node(f"{BASE}ontology"))
    yield Triple(subject, node(property_of_text), Literal(query.text))
    for tag in query.tags:
        yield Triple(subject, node(SCHEMA_KEYWORDS), Literal(tag))
    yield Triple(subject, node(SCHEMA_TARGET), node(endpoint))


def catalogue_triples(origin: str, endpoint: str) -> Iterator[Triple]:
    """Yield the prefixes and every query of the catalogue."""
    yield from prefix_triples()
    for query in catalogue().values():
        yield from executable_triples(query, origin, endpoint)
