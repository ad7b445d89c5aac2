"""The shapes of imports: compiled to SPARQL, put to one of all things alike, and in pySHACL."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store
from pyshacl import validate
from rdflib import RDF, SH, Graph

from techland.graph.import_errors import BrokenImportShapes
from techland.graph.ingest.import_shapes import SHAPES, broken_shapes, compiled_shapes
from techland.graph.ingest.shape_check import ShapeCheck

XSD = "http://www.w3.org/2001/XMLSchema#"
EX = "https://example.org/"
TYPE = f"<{RDF.type}>"
FINE = {
    f"<{XSD}decimal>": f'"10.5"^^<{XSD}decimal>',
    f"<{XSD}date>": f'"2020-01-01"^^<{XSD}date>',
    f"<{XSD}string>": '"2013"',
}
# What breaks each constraint, one line of values a thing; the bound of the fifth is in BOUND.
BREAKING: dict[str, list[list[str]]] = {
    "minCount": [[]],
    "maxCount": [['"one"', '"two"@nl'], [f"<{EX}a>", f"<{EX}b>", f"<{EX}c>"]],
    "datatype": [[f"<{EX}iri>"], ['"text"@en'], [f'"no number"^^<{XSD}decimal>']],
    "minInclusive": [[f'"-0.01"^^<{XSD}decimal>'], ['"text"'], [f"<{EX}iri>"]],
    "nodeKind": [['"a literal"'], [f'"1"^^<{XSD}decimal>']],
    "lessThanOrEquals": [[f'"2021-01-01"^^<{XSD}date>'], ['"no date"']],
}
BOUND = f'"2020-12-31"^^<{XSD}date>'


def breaking_lines() -> tuple[list[str], dict[tuple[str, str], list[str]]]:
    """Return triples in which things break each constraint of each shape, and which do."""
    lines, breaking = [], defaultdict(list)
    for number, one in enumerate(compiled_shapes()):
        for case, values in enumerate(BREAKING[one.constraint]):
            thing = f"<{EX}{number}/{case}>"
            breaking[one.shape, one.constraint].append(thing)
            lines.append(f"{thing} {TYPE} {one.target} .")
            lines += [f"{thing} {one.paths[0]} {value} ." for value in values]
            lines += [f"{thing} {path} {BOUND} ." for path in one.paths[1:]]
    return lines, breaking


def by_sparql(text: str) -> dict[tuple[str, str], list[str]]:
    store = Store()
    store.load(text.encode(), RdfFormat.N_TRIPLES)
    return {(one.shape, one.constraint): focus for one, focus in broken_shapes(store).items()}


def by_pyshacl(text: str) -> dict[tuple[str, str], list[str]]:
    shapes, data = Graph(), Graph()
    for path in SHAPES.glob("*.ttl"):
        shapes.parse(path)
    data.parse(data=text, format="nt")
    _, report, _ = validate(data, shacl_graph=shapes, inference="none")
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        component = str(report.value(result, SH.sourceConstraintComponent))
        name = component.rpartition("#")[2].removesuffix("ConstraintComponent")
        shape = str(report.value(result, SH.sourceShape))
        focus = f"<{report.value(result, SH.focusNode)}>"
        found[shape, name[0].lower() + name[1:]].add(focus)
    return {key: sorted(focus) for key, focus in found.items()}


def checked(lines: list[str], size: int) -> dict[tuple[str, str], int]:
    """Return how many things break each shape, the lines handed over some at a time."""
    check = ShapeCheck()
    for start in range(0, len(lines), size):
        check.add("".join(f"{line}\n" for line in lines[start : start + size]).encode())
    return {(one.shape, one.constraint): alike.number for one, alike in check.broken().items()}


def test_sparql_pyshacl_and_the_check_of_lines_find_the_same_for_each_broken_shape() -> None:
    lines, breaking = breaking_lines()
    text = "\n".join(lines) + "\n"
    found = by_sparql(text)
    for key, things in breaking.items():
        assert set(things) <= set(found[key]), key
    assert found == by_pyshacl(text)
    numbers = {key: len(focus) for key, focus in found.items()}
    for size in (1, 7, len(lines)):
        assert checked(sorted(lines), size) == numbers


def test_one_broken_thing_among_many_alike_is_named() -> None:
    part = compiled_shapes()[0]
    lines = [f"<{EX}{n:06}> {TYPE} {part.target} ." for n in range(60_000)]
    lines += [f'<{EX}{n:06}> {part.paths[0]} "name" .' for n in range(60_000) if n != 31_415]
    check = ShapeCheck()
    check.add("".join(f"{line}\n" for line in sorted(lines)).encode())
    with pytest.raises(BrokenImportShapes, match=r"^1 violations.*\n.*/031415>"):
        check.results()


TARGETS = sorted({one.target for one in compiled_shapes()})
PATHS = sorted({path for one in compiled_shapes() for path in one.paths})
VALUES = sorted({v for cases in BREAKING.values() for case in cases for v in case} | {BOUND})
THINGS = st.sampled_from([f"<{EX}{n}>" for n in range(6)])
TRIPLES = st.one_of(
    st.tuples(THINGS, st.just(TYPE), st.sampled_from(TARGETS)),
    st.tuples(THINGS, st.sampled_from(PATHS), st.sampled_from([*VALUES, *FINE.values()])),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(TRIPLES, min_size=1, max_size=60), st.integers(1, 20))
def test_things_that_look_alike_get_the_verdict_of_the_whole_graph(
    triples: list[tuple[str, str, str]], size: int
) -> None:
    lines = sorted({" ".join((*triple, ".")) for triple in triples})
    whole = by_sparql("\n".join(lines) + "\n")
    assert checked(lines, size) == {key: len(focus) for key, focus in whole.items()}
