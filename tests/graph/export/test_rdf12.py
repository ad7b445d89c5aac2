"""The RDF 1.2 form of the claims, read back, gives the canonical claims."""

from __future__ import annotations

import io

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from techland.graph.export.selection import select
from techland.graph.export.serialising import RDF12, write_selection
from techland.graph.export_errors import DoesNotCombine
from techland.graph.formats import format_named
from techland.graph.snapshot import Snapshot
from techland.ontology.terms import RDF, TL
from tests.graph.export.read_back import OXIGRAPH, SINGLE_GRAPH, canonical

REIFIES = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")
TYPE, STATEMENT = NamedNode(RDF.type), NamedNode(RDF.Statement)


def exported(snapshot: Snapshot, graph: str, format_name: str) -> list[Quad]:
    output = io.BytesIO()
    write_selection(select(snapshot, graph, rdf12=True), format_named(format_name), output)
    return list(parse(output.getvalue(), OXIGRAPH[format_name]))


def taken_apart(quads: list[Quad]) -> list[Quad]:
    """Return what RDF 1.1 says of the same claims."""
    found: list[Quad] = []
    for quad in quads:
        if quad.predicate != REIFIES:
            found.append(quad)
            continue
        told = quad.object
        assert isinstance(told, Triple)
        parts = zip((RDF.subject, RDF.predicate, RDF.object), told, strict=True)
        graph = quad.graph_name
        found += [Quad(quad.subject, NamedNode(name), term, graph) for name, term in parts]
        found.append(Quad(quad.subject, TYPE, STATEMENT, graph))
    return found


@pytest.mark.soak
@pytest.mark.parametrize("format_name", sorted(RDF12))
@pytest.mark.parametrize("graph", ["claims", "default"])
def test_it_gives_the_canonical_claims(
    curated_snapshot: Snapshot, graph: str, format_name: str
) -> None:
    quads = exported(curated_snapshot, graph, format_name)
    name = (
        DefaultGraph()
        if graph == "default"
        else NamedNode(f"https://w3id.org/techland/graph/{graph}")
    )
    stored = parse(path=str(curated_snapshot.quads_path), format=RdfFormat.N_QUADS)
    expected = [quad for quad in stored if quad.graph_name == name]
    claims = {q.subject for q in expected if (q.predicate, q.object) == (TYPE, NamedNode(TL.Claim))}
    reified = [quad for quad in quads if quad.predicate == REIFIES]
    assert {quad.subject for quad in reified} == claims
    assert len(reified) == len(claims) > 1000
    if format_name in SINGLE_GRAPH:
        expected = [Quad(*list(quad.triple)) for quad in expected]
    assert canonical(taken_apart(quads)) == canonical(expected)


@pytest.mark.parametrize("format_name", ["rdfxml", "jsonld", "csv", "xlsx", "parquet"])
def test_a_format_of_rdf_1_1_refuses_it(curated_snapshot: Snapshot, format_name: str) -> None:
    selection = select(curated_snapshot, "claims", rdf12=True)
    with pytest.raises(DoesNotCombine, match=r"the RDF 1\.2 form of claims"):
        write_selection(selection, format_named(format_name), io.BytesIO())
