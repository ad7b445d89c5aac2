"""Say what is wrong with a query's text, without evaluating anything."""

from __future__ import annotations

from techland.ontology.prefix_table import PREFIXES
from techland.queries.guard import NO_SERVICES, QueryForm, checked
from techland.queries.limits import Limits
from techland.queries.reading import Grammar, refuse_outward, syntax_error


def check_text(
    text: str, limits: Limits | None = None, services: frozenset[str] = NO_SERVICES
) -> QueryForm:
    """Return the form of a query that can be read to its end; our prefixes need no declaration.

    Raises:
        QuerySyntaxError: it cannot, with line and column.
        RefusedQuery: another of its kinds, as ``guard.check_query``.

    >>> check_text("ASK { ?s a tl:Agreement }")
    <QueryForm.ASK: 'ask'>
    """
    query = checked(text, limits or Limits(), services)
    known = {name: iri for name, iri in PREFIXES.items() if name not in query.prefixes}
    refuse_outward(query.text, known, allowed=query.outward)
    if not Grammar(known).accepts(query.text):
        raise syntax_error(query.text, "", known)
    return query.form
