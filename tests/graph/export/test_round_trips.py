"""Every RDF serialisation of the shipped graph, read back by others, is what was exported."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from techland.graph.export.about import about_export, content_of
from techland.graph.export.compression import COMPRESSIONS
from techland.graph.export.selection import DEFAULT_GRAPH, EVERY_GRAPH, graph_names, select
from techland.graph.export.serialising import write_selection
from techland.graph.export_errors import DoesNotCombine
from techland.graph.formats import format_named
from techland.graph.home import Home
from techland.graph.snapshot import Snapshot, active_snapshot
from techland.queries.evaluation import InProcess
from techland.queries.taking import Wanted, write_wanted
from tests.graph.export.read_back import (
    OXIGRAPH,
    READERS,
    SINGLE_GRAPH,
    Statements,
    by_pyld,
    by_pyoxigraph,
    canonical,
    readers_of,
)

FORMATS = list(OXIGRAPH)
DATASETS = ("trig", "nquads", "jsonld")
# With many claims about it, signed by many, disputed, and linked from both sides.
ENTITY = "https://w3id.org/techland/agreement/mou-2021"
CONSTRUCT = """
CONSTRUCT { ?s ?p ?o } WHERE { ?s a tl:Agreement ; ?p ?o FILTER (!isIRI(?o) || ?p = rdf:type) }
"""
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def evaluator(curated_snapshot: Snapshot) -> InProcess:
    return InProcess(curated_snapshot.quads_path)


def exported(snapshot: Snapshot, format_name: str, graph: str, *, rdf12: bool = False) -> bytes:
    output = io.BytesIO()
    selection = select(snapshot, graph, rdf12=rdf12)
    about = about_export(snapshot, content_of(selection))
    write_selection(selection, format_named(format_name), output, about)
    return output.getvalue()


@cache
def statements(snapshot: Snapshot, graph: str, *, triples: bool) -> Statements:
    """Return what a graph holds, read from the snapshot without the code of exports."""
    name = {EVERY_GRAPH: None, DEFAULT_GRAPH: str(DefaultGraph())}
    wanted = name.get(graph, f"<https://w3id.org/techland/graph/{graph}>")
    quads = parse(path=str(snapshot.quads_path), format=RdfFormat.N_QUADS)
    found = [quad for quad in quads if wanted is None or str(quad.graph_name) == wanted]
    assert found
    if triples:
        found = [Quad(quad.subject, quad.predicate, quad.object) for quad in found]
    return canonical(found)


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("reader", ["pyoxigraph", pytest.param("rdflib", marks=pytest.mark.soak)])
def test_the_default_graph_comes_back(
    curated_snapshot: Snapshot, format_name: str, reader: str
) -> None:
    content = exported(curated_snapshot, format_name, DEFAULT_GRAPH)
    expected = statements(curated_snapshot, DEFAULT_GRAPH, triples=True)
    assert READERS[reader](content, format_name) == expected


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_smaller_default_graph_comes_back_by_every_reader(
    built_home: Path, format_name: str
) -> None:
    snapshot = active_snapshot(Home(built_home))
    content = exported(snapshot, format_name, DEFAULT_GRAPH)
    expected = statements(snapshot, DEFAULT_GRAPH, triples=True)
    for name, read in readers_of(format_name).items():
        assert read(content, format_name) == expected, name


@pytest.mark.parametrize("format_name", DATASETS)
def test_the_whole_dataset_comes_back_as_a_dataset(
    curated_snapshot: Snapshot, format_name: str
) -> None:
    content = exported(curated_snapshot, format_name, EVERY_GRAPH)
    expected = statements(curated_snapshot, EVERY_GRAPH, triples=False)
    assert by_pyoxigraph(content, format_name) == expected


@pytest.mark.parametrize("format_name", DATASETS)
def test_a_smaller_dataset_comes_back_as_a_dataset(built_home: Path, format_name: str) -> None:
    snapshot = active_snapshot(Home(built_home))
    content = exported(snapshot, format_name, EVERY_GRAPH)
    expected = statements(snapshot, EVERY_GRAPH, triples=False)
    for name, read in readers_of(format_name).items():
        assert read(content, format_name) == expected, name


@pytest.mark.soak
@pytest.mark.parametrize("format_name", DATASETS)
def test_the_whole_dataset_comes_back_by_every_reader(
    curated_snapshot: Snapshot, format_name: str
) -> None:
    content = exported(curated_snapshot, format_name, EVERY_GRAPH)
    expected = statements(curated_snapshot, EVERY_GRAPH, triples=False)
    for name, read in readers_of(format_name).items():
        assert read(content, format_name) == expected, name


@pytest.mark.parametrize("format_name", FORMATS)
def test_each_named_graph_comes_back(curated_snapshot: Snapshot, format_name: str) -> None:
    """The largest, of the claims, by pyoxigraph only."""
    triples = format_name in SINGLE_GRAPH
    for graph in graph_names(curated_snapshot):
        content = exported(curated_snapshot, format_name, graph)
        expected = statements(curated_snapshot, graph, triples=triples)
        for name, read in readers_of(format_name).items():
            if graph != "claims" or name == "pyoxigraph":
                assert read(content, format_name) == expected, (graph, name)


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize(
    "part", [{"entity": ENTITY}, {"query": CONSTRUCT}], ids=["entity", "query"]
)
def test_a_part_comes_back(
    curated_snapshot: Snapshot, evaluator: InProcess, format_name: str, part: dict[str, str]
) -> None:
    """JSON-LD of an entity is framed, where names stand at each place; of a query compact."""
    framed = format_name == "jsonld" and "entity" in part
    lines = taken(curated_snapshot, evaluator, "nquads", part)
    expected = by_pyoxigraph(lines, "nquads")
    assert len(expected) > 100
    content = taken(curated_snapshot, evaluator, format_name, part)
    for name, read in readers_of(format_name).items():
        found = read(content, format_name)
        assert (sorted(set(found)) if framed else found) == expected, name


def taken(
    snapshot: Snapshot, evaluator: InProcess, format_name: str, part: dict[str, str]
) -> bytes:
    output = io.BytesIO()
    write_wanted(Wanted(format_named(format_name), **part), snapshot, evaluator, output)
    return output.getvalue()


def test_the_surroundings_hold_the_thing_its_claims_and_disputes(
    curated_snapshot: Snapshot, evaluator: InProcess
) -> None:
    lines = taken(curated_snapshot, evaluator, "nquads", {"entity": ENTITY}).decode()
    default = statements(curated_snapshot, DEFAULT_GRAPH, triples=True)
    told = set(lines.splitlines())
    assert told <= set(default), "nothing is said that the graph does not say"
    assert {line for line in default if f"<{ENTITY}>" in line} <= told
    claims = {line.split()[0] for line in default if line.split()[2] == f"<{ENTITY}>"}
    assert {line for line in default if line.split()[0] in claims} <= told


def test_a_statement_in_two_graphs_is_twice_in_a_dataset(curated_snapshot: Snapshot) -> None:
    whole = statements(curated_snapshot, EVERY_GRAPH, triples=True)
    assert (
        len(whole)
        > len(set(whole))
        >= len(statements(curated_snapshot, DEFAULT_GRAPH, triples=True))
    )


def test_what_is_exported_has_dates_of_every_precision_numbers_and_languages(
    curated_snapshot: Snapshot,
) -> None:
    """The comparisons above are of no use for what the graph does not have."""
    text = "\n".join(statements(curated_snapshot, DEFAULT_GRAPH, triples=True))
    for datatype in ("gYear", "gYearMonth", "date", "decimal", "integer"):
        assert f"^^<{XSD}{datatype}>" in text
    for language in ("nl", "de", "en"):
        assert f'"@{language} .' in text
    assert re.search(r'"\d+\.\d+"\^\^', text)
    assert "ü" in text


@pytest.mark.parametrize("format_name", SINGLE_GRAPH)
def test_a_format_for_one_graph_refuses_several(
    curated_snapshot: Snapshot, format_name: str
) -> None:
    with pytest.raises(DoesNotCombine, match=f"{format_name} does not go with several graphs"):
        exported(curated_snapshot, format_name, EVERY_GRAPH)


@pytest.mark.parametrize("format_name", ["turtle", "rdfxml"])
def test_a_format_for_one_graph_says_what_it_holds(
    curated_snapshot: Snapshot, format_name: str
) -> None:
    head = exported(curated_snapshot, format_name, DEFAULT_GRAPH)[:2000].decode()
    assert "content: the default graph:" in head
    assert "without the named graphs" in head
    assert curated_snapshot.version in head
    assert "https://creativecommons.org/licenses/by/4.0/" in head


@pytest.mark.parametrize("way", COMPRESSIONS)
def test_compressed_is_the_same_and_the_same_again(
    curated_snapshot: Snapshot, evaluator: InProcess, way: str
) -> None:
    outputs = [io.BytesIO(), io.BytesIO()]
    wanted = Wanted(format_named("nquads"), compression=COMPRESSIONS[way])
    for output in outputs:
        write_wanted(wanted, curated_snapshot, evaluator, output)
    packed, again = (output.getvalue() for output in outputs)
    assert packed == again
    assert unpacked(packed, way) == curated_snapshot.quads_path.read_bytes()


def unpacked(packed: bytes, way: str) -> bytes:
    import gzip

    from zstandard import ZstdDecompressor

    if way == "gzip":
        return gzip.decompress(packed)
    with ZstdDecompressor().stream_reader(packed) as reader:
        return reader.read()


@pytest.mark.soak
def test_json_ld_of_the_whole_default_graph_by_the_reference_implementation(
    curated_snapshot: Snapshot,
) -> None:
    content = exported(curated_snapshot, "jsonld", DEFAULT_GRAPH)
    expected = statements(curated_snapshot, DEFAULT_GRAPH, triples=True)
    assert by_pyld(content, "jsonld") == expected
