"""Tables of terms are the same up to blank nodes, and no wrong answer is taken for a right one."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from tests.conformance.comparison import Row, by_value, same, same_but_for_repetition

A, B, P = NamedNode("http://e/a"), NamedNode("http://e/b"), NamedNode("http://e/p")
INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
DECIMAL = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")


def one(value: object, kind: NamedNode = INTEGER) -> Literal:
    return Literal(str(value), datatype=kind)


def blank(label: object) -> BlankNode:
    return BlankNode(f"b{label}")


TABLE: list[Row] = [(A, one(1)), (A, one(1)), (B, None)]
WRONG: dict[str, list[Row]] = {
    "a missing row": TABLE[:2],
    "a repeated row less": [TABLE[0], TABLE[2]],
    "another repeated row": [TABLE[0], TABLE[2], TABLE[2]],
    "an extra row": [*TABLE, (B, one(1))],
    "another value": [TABLE[0], (A, one(2)), TABLE[2]],
    "another datatype": [TABLE[0], (A, one(1, DECIMAL)), TABLE[2]],
    "another lexical form": [TABLE[0], (A, one("01")), TABLE[2]],
    "a literal for an IRI": [(Literal("http://e/a"), one(1)), *TABLE[1:]],
    "a binding for none": [*TABLE[:2], (B, Literal(""))],
    "a language": [TABLE[0], (A, Literal("1", language="en")), TABLE[2]],
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_another_table_is_another(wrong: list[Row]) -> None:
    assert same(TABLE, list(TABLE))
    assert not same(TABLE, wrong)
    assert not same(wrong, TABLE)


def test_the_order_counts_where_it_is_asked_for() -> None:
    assert same(TABLE, TABLE[::-1])
    assert not same(TABLE, TABLE[::-1], ordered=True)
    assert same(TABLE, list(TABLE), ordered=True)


def test_labels_of_blank_nodes_do_not_count_but_their_sharing_does() -> None:
    shared: list[Row] = [(blank(1), blank(1)), (blank(2), A)]
    assert same(shared, [(blank("x"), A), (blank("y"), blank("y"))])
    assert not same(shared, [(blank(1), blank(2)), (blank(3), A)])
    assert not same([(blank(1), A), (blank(1), B)], [(blank(1), A), (blank(2), B)])
    assert not same([(blank(1), A)], [(A, A)])
    nested: list[Row] = [(Triple(blank(1), P, blank(2)), blank(1))]
    assert same(nested, [(Triple(blank(7), P, blank(8)), blank(7))])
    assert not same(nested, [(Triple(blank(7), P, blank(8)), blank(8))])


def ring(size: int, first: int = 0) -> list[Row]:
    return [(blank(first + i), P, blank(first + (i + 1) % size)) for i in range(size)]


def test_graphs_that_look_alike_from_every_node_are_told_apart() -> None:
    assert not same(ring(6), [*ring(3), *ring(3, first=3)])
    order = [place * 5 % 12 for place in range(12)]
    turned = [(blank(order[i]), P, blank(order[(i + 1) % 12])) for i in range(12)]
    assert same(ring(12), turned)


def test_reduced_may_leave_repetitions_out_and_nothing_else() -> None:
    assert same_but_for_repetition(TABLE, [TABLE[0], TABLE[2]])
    assert same_but_for_repetition(TABLE, TABLE)
    assert not same_but_for_repetition(TABLE, [*TABLE, TABLE[2]])
    assert not same_but_for_repetition(TABLE, TABLE[:2])


def test_values_have_one_form_within_their_datatype() -> None:
    assert by_value((one("01"),)) == by_value((one(1),))
    assert by_value((one("1.0", DECIMAL),)) == by_value((one("1", DECIMAL),))
    assert by_value((one(1),)) != by_value((one(1, DECIMAL),))
    assert by_value((one("x"),)) == (one("x"),)
    assert by_value((Literal("1.0E6"),)) != by_value((Literal("1000000"),))
    assert by_value((Literal("1.0E6"),), untyped=True) == by_value(
        (Literal("1000000"),), untyped=True
    )
