"""The catalogue over imported records: on Virtuoso as embedded, or as the networks have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest

import techland as tl
from techland.graph.error_shapes import TimedOut
from techland.graph.home import Home
from techland.graph.remote_errors import GroupsDiffer
from techland.graph.snapshot import Snapshot
from techland.knowledge_graph import KnowledgeGraph
from techland.queries.catalogue import catalogue
from techland.queries.evaluation import QueryProcesses
from techland.queries.limits import Limits
from techland.queries.remote.engine import RemoteEngine
from techland.queries.solutions import Solutions, read_answer
from techland.remote import open_engine
from tests.remote.test_catalogue import assert_same
from tests.remote.virtuoso import running_virtuoso

pytestmark = [pytest.mark.soak, pytest.mark.shared, pytest.mark.timeout(900)]
# They take the embedded engine most of a minute or more.
SLOW = ("bridging-organisations", "cross-border-ties")
# Of 548 rows Virtuoso gave 507, 532 and 546 in three of some 150 starts, and all in the others.
UNSTEADY = "activities-running-on-day"
Ties = dict[tuple[str, str], int]


@pytest.fixture(scope="module")
def engine(
    imported_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RemoteEngine]:
    """What answers over an engine of its own, which serves the imported samples."""
    with running_virtuoso(tmp_path_factory.mktemp("imported"), rows=2**20) as own:
        own.load(imported_snapshot)
        yield open_engine(own.address, Home(tmp_path_factory.mktemp("held")))[1]


@pytest.fixture(scope="module")
def kg(imported_home: Home) -> Iterator[KnowledgeGraph]:
    with tl.open(imported_home) as opened:
        yield opened


def test_each_query_of_the_catalogue_gives_the_same(
    imported_snapshot: Snapshot, engine: RemoteEngine
) -> None:
    # Both are asked whether they agree, and not how fast: Virtuoso takes 10 s for some alone.
    patient = Limits(seconds=300, memory_bytes=2**31)
    with QueryProcesses(imported_snapshot.quads_path, patient) as whole:
        for name in sorted(set(catalogue()) - set(SLOW) - {UNSTEADY}):
            ordered = name != "one-sided-projects"
            assert_same(catalogue()[name].text, whole, engine, ordered=ordered, limits=patient)


def test_an_answer_that_at_times_lacks_rows_has_none_too_many(
    imported_snapshot: Snapshot, engine: RemoteEngine
) -> None:
    """Asked once more, in other words so that it is planned anew, Virtuoso gives all rows."""
    text = catalogue()[UNSTEADY].text
    with QueryProcesses(imported_snapshot.quads_path) as whole:
        expected = texts(read_answer(whole.evaluate(text)))
    given = [texts(read_answer(engine.evaluate(f"{text}\n# {once}"))) for once in range(5)]
    assert expected in given
    assert all(set(one) <= set(expected) for one in given)


def texts(answer: object) -> list[tuple[str, ...]]:
    assert isinstance(answer, Solutions)
    return list(map(tuple, answer.texts()))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?a ?b (COUNT(*) AS ?n) {} GROUP BY ?a ?b",
        "SELECT DISTINCT ?a ?b {}",
    ],
)
def test_groups_of_what_may_be_unbound_are_right_or_refused(
    text: str, imported_snapshot: Snapshot, engine: RemoteEngine
) -> None:
    """Virtuoso splits the group of what has neither, at each run into another number."""
    pattern = (
        "?p a tl:Project "
        "OPTIONAL {{ ?p tl:startEarliest ?{} }} OPTIONAL {{ ?p tl:fundedUnder ?{} }}"
    )
    bound = 'BIND(COALESCE(?c, "") AS ?a) BIND(COALESCE(?d, "") AS ?b)'
    surely = f"{{ {pattern.format('c', 'd')} {bound} }}"
    with QueryProcesses(imported_snapshot.quads_path) as whole:
        assert_same(text.format(surely), whole, engine, ordered=False)
        try:
            assert_same(
                text.format(f"{{ {pattern.format('a', 'b')} }}"), whole, engine, ordered=False
            )
        except GroupsDiffer as differ:
            told = differ
        else:
            return
    assert told.given != told.groups


@pytest.mark.parametrize("name", SLOW)
def test_what_takes_the_embedded_engine_too_long(name: str, imported_snapshot: Snapshot) -> None:
    """A thirtieth of the usual time, which Virtuoso does not need."""
    limits = Limits(seconds=2, memory_bytes=2**31)
    with QueryProcesses(imported_snapshot.quads_path, limits) as whole, pytest.raises(TimedOut):
        whole.evaluate(catalogue()[name].text)


def rows(engine: RemoteEngine, name: str) -> list[dict[str, str]]:
    found = read_answer(engine.evaluate(catalogue()[name].text, limits=Limits(seconds=60)))
    assert isinstance(found, Solutions)
    return [dict(zip(found.variables, row, strict=True)) for row in found.texts()]


def ties_of(kg: KnowledgeGraph, tie: str) -> tuple[dict[str, str], Ties]:
    """Return the group of each organisation, and how much each two share, from the arrays."""
    network = kg.network(tie=tie)
    iri, group = network.nodes["iri"].to_list(), network.nodes["group"].to_list()
    ends = (network.edges[name].to_list() for name in ("source", "target", "shared"))
    shared = {(iri[a], iri[b]): int(n) for a, b, n in zip(*ends, strict=True)}
    return dict(zip(iri, group, strict=True)), shared


def test_ties_over_the_border_are_those_of_the_network(
    engine: RemoteEngine, kg: KnowledgeGraph
) -> None:
    group, shared = ties_of(kg, "undertakings")
    expected = {}
    for (one, other), number in shared.items():
        if {group[one], group[other]} == {"NL", "DE"}:
            expected[(one, other) if group[one] == "NL" else (other, one)] = number
    found = {(r["dutch"], r["german"]): int(r["weight"]) for r in rows(engine, "cross-border-ties")}
    assert len(found) > 1000
    assert found == expected


def test_bridges_are_those_of_the_network(engine: RemoteEngine, kg: KnowledgeGraph) -> None:
    group, shared = ties_of(kg, "projects")
    partners = defaultdict(set)
    for one, other in shared:
        partners[one].add(other)
        partners[other].add(one)
    sides = {
        name: [{p for p in near if group[p] == side} for side in ("NL", "DE")]
        for name, near in partners.items()
    }
    expected = {
        name: sum(len(german - partners[one]) for one in dutch)
        for name, (dutch, german) in sides.items()
    }
    found = {row["bridge"]: int(row["pairs"]) for row in rows(engine, "bridging-organisations")}
    assert len(found) > 100
    assert found == {name: pairs for name, pairs in expected.items() if pairs}
