"""Values of a query's parameters that name nothing in the graph: their answer is empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from techland.graph.errors import nearest
from techland.ontology.prefix_table import PREFIXES
from techland.queries.catalogue import CatalogueQuery
from techland.queries.parameters import Parameter
from techland.queries.solutions import Select

# No more ids than this are compared with a misspelt one.
_MOST = 5_000


@dataclass(frozen=True)
class UnknownValue:
    """A value that names nothing in the graph.

    Attributes:
        parameter: its name.
        iri: what the value stands for.
        near: a hint that names the nearest known one, or empty.
    """

    parameter: str
    iri: str
    near: str

    def __str__(self) -> str:
        told = f"{self.parameter}: the graph knows nothing of <{self.iri}>"
        return f"{told}; {self.near}" if self.near else told


def unknown_values(
    select: Select, query: CatalogueQuery, values: Mapping[str, object]
) -> list[UnknownValue]:
    """Return the values of parameters by which nothing can be found, as no triple has them.

    Raises:
        UnknownParameter, WrongParameter: see each.
    """
    query.with_parameters(values)
    return list(_unknown(select, query, values))


def _unknown(
    select: Select, query: CatalogueQuery, values: Mapping[str, object]
) -> Iterator[UnknownValue]:
    for name, value in values.items():
        parameter = query.params[name]
        if parameter.type != "iri" or value is None or value == "":
            continue
        iri = parameter.term(value).value
        node = NamedNode(iri)
        if not list(select(f"SELECT * {{ {{ {node} ?p ?o }} UNION {{ ?s ?p {node} }} }} LIMIT 1")):
            yield UnknownValue(name, iri, _near(select, parameter, iri))


def _near(select: Select, parameter: Parameter, iri: str) -> str:
    space, kind = parameter.namespace or "", parameter.scheme or parameter.of_class
    if not kind or not iri.startswith(space):
        return ""
    prefix, _, local = kind.partition(":")
    whole = NamedNode(f"{PREFIXES[prefix]}{local}" if prefix in PREFIXES else kind)
    found = select(
        f"SELECT DISTINCT ?x {{ {{ ?x a {whole} }} UNION "
        f"{{ ?x <http://www.w3.org/2004/02/skos/core#inScheme> {whole} }} }} LIMIT {_MOST}"
    )
    ids = [row["x"].value.removeprefix(space) for row in found]
    return nearest(iri.removeprefix(space), ids) or ""
