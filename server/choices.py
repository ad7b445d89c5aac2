"""What the parameters of a query may take, as a form offers it: read from the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from techland.ontology.prefix_table import PREFIXES
from techland.queries.catalogue import CatalogueQuery
from techland.queries.parameters import Parameter
from techland.server.publication import Publication
from techland.viz.names import Name
from techland.viz.reader import Reader

# With more of them a list is no help, and the form asks for an id.
MOST = 500


@dataclass(frozen=True)
class Choice:
    """A value that a parameter takes, and the name to show for it."""

    value: str
    name: Name


def expanded(short: str) -> str:
    """Return the IRI of a name with one of our prefixes; an IRI stays as it is."""
    prefix, _, local = short.partition(":")
    return f"{PREFIXES[prefix]}{local}" if prefix in PREFIXES else short


def choices_of(publication: Publication, parameter: Parameter, reader: Reader) -> list[Choice]:
    """Return the choices of a parameter by name; none where any value may do, or too many."""
    if parameter.choices:
        return [Choice(word, Name(word, "", reader.language)) for word in parameter.choices]
    kind = parameter.scheme or parameter.of_class
    if not kind:
        return []
    rows = publication.ask_page("choices", [expanded(kind)])
    found = [row["choice"].value for row in rows]
    if not found or len(found) > MOST:
        return []
    names = publication.names(found)
    space = parameter.namespace or ""
    choices = [
        Choice(iri.removeprefix(space), reader.name(names.get(iri, {}), iri.removeprefix(space)))
        for iri in found
    ]
    return sorted(choices, key=lambda choice: (choice.name.text.casefold(), choice.value))


def choices_by_parameter(
    publication: Publication, query: CatalogueQuery, reader: Reader
) -> Mapping[str, list[Choice]]:
    """Return the choices of every parameter of a query."""
    return {
        name: choices_of(publication, parameter, reader) for name, parameter in query.params.items()
    }
