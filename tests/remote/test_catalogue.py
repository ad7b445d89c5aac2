"""The whole catalogue, and the pages' own queries, give on Virtuoso what they give embedded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from techland.graph.home import Home
from techland.graph.snapshot import Snapshot
from techland.queries.catalogue import catalogue
from techland.queries.evaluation import InProcess
from techland.queries.evaluators import Evaluator
from techland.queries.limits import Limits
from techland.queries.remote.engine import RemoteEngine
from techland.queries.solutions import Solutions, Triples, read_answer
from techland.remote import open_engine
from tests.remote.virtuoso import Virtuoso

ROOT = Path(__file__).parents[2]
FOLDERS = ("server/queries", "queries/entity", "queries/finding", "queries/reconciling")
PAGES = sorted(path for folder in FOLDERS for path in (ROOT / folder).glob("*.rq"))
# Of those that had to be written otherwise for Virtuoso.
QUICK = ("agreements", "launch", "organisations-in-no-activity", "activities-of-organisation")
# GRAPH ?g {} lists the names of graphs alone, for the pages of plain stores: Virtuoso gives none.
OF_PLAIN_STORES = {"plain-graphs"}


@pytest.fixture(scope="module")
def engine(
    virtuoso: Virtuoso, tmp_path_factory: pytest.TempPathFactory, curated_snapshot: Snapshot
) -> RemoteEngine:
    """What answers over the engine, which serves the shipped facts."""
    held, engine = open_engine(virtuoso.address, Home(tmp_path_factory.mktemp("held")))
    assert held.version == curated_snapshot.version
    return engine


@pytest.fixture(scope="module")
def embedded(curated_snapshot: Snapshot) -> Iterator[InProcess]:
    """What answers over the snapshot itself."""
    found = InProcess(curated_snapshot.quads_path)
    yield found
    found.close()


def assert_same(
    text: str,
    embedded: Evaluator,
    engine: RemoteEngine,
    *,
    ordered: bool,
    limits: Limits | None = None,
) -> None:
    """Both give the same values; where the query orders, in the same order."""
    ours = read_answer(embedded.evaluate(text, limits=limits))
    theirs = read_answer(engine.evaluate(text, limits=limits))
    if isinstance(ours, Triples):
        assert isinstance(theirs, Triples)
        assert set(map(str, theirs)) == set(map(str, ours))
    elif isinstance(ours, Solutions):
        assert isinstance(theirs, Solutions)
        assert theirs.variables == ours.variables
        given, expected = theirs.texts(), ours.texts()
        if not ordered:
            given, expected = sorted(given), sorted(expected)
        assert len(given) == len(expected)
        for one, other in zip(given, expected, strict=True):
            assert one == other
    else:
        assert theirs == ours


@pytest.mark.parametrize("name", QUICK)
def test_some_queries_of_the_catalogue(
    name: str, embedded: InProcess, engine: RemoteEngine
) -> None:
    assert_same(catalogue()[name].text, embedded, engine, ordered=True)


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(catalogue()))
def test_each_query_of_the_catalogue(name: str, embedded: InProcess, engine: RemoteEngine) -> None:
    assert_same(catalogue()[name].text, embedded, engine, ordered=True)


@pytest.mark.soak
@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_query_of_the_pages(path: Path, embedded: InProcess, engine: RemoteEngine) -> None:
    if path.stem in OF_PLAIN_STORES:
        assert read_answer(engine.evaluate(path.read_text())) == Solutions(["graph"], [])
        return
    text = path.read_text(encoding="utf-8")
    assert_same(text, embedded, engine, ordered="ORDER BY" in text)
