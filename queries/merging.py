"""Ask a query of the dataset that it describes, each triple of its default graph once.

The engine lays several default graphs side by side: a triple that stands in two
of them counts twice, and a join of two patterns finds it four times. So their
RDF merge is made first, in the query's own process and within its limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from techland.ontology.terms import BASE
from techland.queries.dataset_description import DatasetDescription, FromClauses
from techland.queries.mending import Asked, Results, ask_mended
from techland.queries.wire import Request


def ask(store: Store, request: Request) -> Results:
    """Evaluate a query over its dataset: that of its request, of its FROM clauses, or the whole.

    Raises:
        SyntaxError: the query is not SPARQL.
    """
    text, prefixes = request.text, request.prefixes
    dataset = request.dataset
    if dataset is None and request.clauses is not None:
        # What is no query is told so before its graphs are merged.
        Store().query(text, base_iri=BASE, prefixes=prefixes)
        dataset = resolved(request.clauses, prefixes)
    if dataset is None:
        return ask_mended(Asked(store, prefixes), text)
    default, named = _nodes(dataset.default_graphs), _nodes(dataset.named_graphs)
    if len(default) > 1:
        merged = merge(store, default, named)
        return ask_mended(Asked(merged, prefixes, [DefaultGraph()], named), text)
    return ask_mended(Asked(store, prefixes, default, named), text)


def resolved(clauses: FromClauses, prefixes: dict[str, str]) -> DatasetDescription:
    """Return the IRIs of FROM clauses, read by the engine under the query's own prologue."""
    terms = [*clauses.default_graphs, *clauses.named_graphs]
    wanted = " ".join(f"({term} AS ?graph{place})" for place, term in enumerate(terms))
    text = f"{clauses.prologue}\nSELECT {wanted} {{}}"
    results = Store().query(text, base_iri=BASE, prefixes=prefixes)
    (row,) = results  # type: ignore[misc]  # a SELECT of one row
    iris = [row[place].value for place in range(len(terms))]
    count = len(clauses.default_graphs)
    return DatasetDescription(iris[:count], iris[count:])


def merge(store: Store, default: Sequence[NamedNode], named: Sequence[NamedNode]) -> Store:
    """Return a store whose default graph is the merge of graphs, with named graphs beside it."""
    made = Store()
    made.bulk_extend(_quads(store, default, named))
    return made


def _quads(
    store: Store, default: Sequence[NamedNode], named: Sequence[NamedNode]
) -> Iterator[Quad]:
    for graph in default:
        for quad in store.quads_for_pattern(None, None, None, graph):
            yield Quad(quad.subject, quad.predicate, quad.object)
    for graph in named:
        yield from store.quads_for_pattern(None, None, None, graph)


def _nodes(iris: Sequence[str]) -> list[NamedNode]:
    """Return graph names, each once."""
    return [NamedNode(iri) for iri in dict.fromkeys(iris)]
