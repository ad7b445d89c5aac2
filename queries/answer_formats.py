"""Which serialisation can hold the answer of which form of query."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import QueryResultsFormat, RdfFormat

from techland.graph.formats import FORMATS, Format, format_named
from techland.graph.query_errors import FormatDoesNotFit
from techland.queries.guard import QueryForm

ROWS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
TRIPLES = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


def fitting_formats(form: QueryForm) -> list[Format]:
    """Return the serialisations that can hold the answer of a form, in the table's order."""
    fitting = TRIPLES if form.gives_triples else ROWS
    return [entry for entry in FORMATS.values() if entry.name in fitting]


# Asked for with every query; a client chooses the name, so that not all are remembered.
@lru_cache(maxsize=64)
def fitting_format(form: QueryForm, name: str | None) -> Format:
    """Return the serialisation with this name; if None, the one that reads back fastest.

    Raises:
        UnknownFormat: there is none of this name.
        FormatDoesNotFit: it cannot hold the answer of this form of query.

    >>> fitting_format(QueryForm.ASK, None).name, fitting_format(QueryForm.DESCRIBE, "ttl").name
    ('json', 'turtle')
    """
    fitting = fitting_formats(form)
    entry = format_named(name or ("ntriples" if form.gives_triples else "json"))
    if entry not in fitting:
        raise FormatDoesNotFit(entry.name, form, [candidate.name for candidate in fitting])
    return entry
