"""Every network and map function, and every door of Python, gives before an engine what it gives
over the snapshot itself.

The functions are enumerated by their own tables. Who adds one finds it compared, or a test that
fails until it is.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import techland as tl
from techland.graph.errors import TechlandError
from techland.graph.home import Home
from techland.indexing import index_endpoint
from techland.knowledge_graph import KnowledgeGraph
from techland.network.choice import FILTERS, LEVELS, TIES, WEIGHTS
from techland.network.counting import COUNTS
from techland.network.files import measured_bytes
from techland.network.measures.catalogue import MEASURES
from techland.network.time.over_time import TABLES
from techland.queries.search.searching import search
from techland.queries.solutions import Solutions, Triples
from techland.study import Study
from techland.viz.network_map.drawn_network import MapNetwork
from techland.viz.network_map.encodings import COLOURS, SIZES
from techland.viz.network_map.files import FILES
from techland.viz.network_map.node_measures import NODE_MEASURES, node_values
from techland.viz.network_map.view import _CHOICES, _FLAGS, _LISTS, _NUMBERS, View
from tests.remote.virtuoso import Virtuoso

pytestmark = pytest.mark.soak
Ask = Callable[[KnowledgeGraph, Path], Any]
TWENTE = "organisation/university-of-twente"


@pytest.fixture(scope="module")
def ours(curated_home: Home) -> Iterator[KnowledgeGraph]:
    with tl.open(curated_home) as opened:
        yield opened


@pytest.fixture(scope="module")
def theirs(
    virtuoso: Virtuoso, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[KnowledgeGraph]:
    home = Home(tmp_path_factory.mktemp("functions"))
    index_endpoint(virtuoso.address, home, whole=True)
    with tl.open(home, endpoint=virtuoso.address) as opened:
        yield opened


def value(found: Any) -> Any:
    """Return what two answers are compared by."""
    ways = (way for kind, way in VALUES.items() if isinstance(found, kind))
    return next(ways, lambda one: one)(found)


def contents(path: Path) -> dict[str, bytes]:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return {str(one.relative_to(path)): one.read_bytes() for one in files if one.is_file()}


VALUES: dict[type, Callable[[Any], Any]] = {
    Path: contents,
    Solutions: lambda one: (one.variables, one.texts()),
    Triples: lambda one: set(map(str, one)),
    pl.DataFrame: lambda one: one.to_dict(as_series=False),
    MapNetwork: lambda one: (value(one.nodes), value(one.ties)),
    np.ndarray: np.ndarray.tolist,
}


def outcome(ask: Ask, kg: KnowledgeGraph, folder: Path) -> Any:
    """Return the value of what is asked, or the error that says why there is none."""
    folder.mkdir(exist_ok=True)
    try:
        return value(ask(kg, folder))
    except TechlandError as error:
        return str(error)


def assert_same(
    ask: Ask, ours: KnowledgeGraph, theirs: KnowledgeGraph, folder: Path, *, fails: bool = False
) -> None:
    """Both give the same; an error only where one is allowed."""
    expected = outcome(ask, ours, folder / "ours")
    assert fails or not isinstance(expected, str) or "\nhint" not in f"\n{expected}", expected
    assert outcome(ask, theirs, folder / "theirs") == expected


def to_file(name: str, call: Callable[[KnowledgeGraph, Path], Any]) -> Ask:
    return lambda kg, folder: call(kg, folder / name)


def _written(kg: KnowledgeGraph, path: Path, name: str) -> Path:
    with path.open("wb") as file:
        kg.write(file, name)
    return path


def _answered(kg: KnowledgeGraph, path: Path) -> Path:
    kg.write_answer(kg.query_text("signatories", {}), path)
    return path


# Every public name of a knowledge graph.
DOORS: dict[str, Ask] = {
    "arrays": lambda kg, _: [value(table) for _, table in kg.arrays.tables()],
    "catalogue": lambda kg, _: kg.catalogue,
    "count": lambda kg, _: kg.count("pairs-across"),
    "diff": lambda kg, _: kg.diff("active").to_markdown(),
    "entity": lambda kg, _: kg.entity("agreement/mou-2021"),
    "evaluate": lambda kg, _: b"".join(kg.evaluate(kg.query_text("signatories", {})).chunks),
    "evaluate_federated": lambda kg, _: b"".join(
        kg.evaluate_federated(
            kg.federation({}), "SELECT * { ?s a tl:Agreement } ORDER BY ?s"
        ).chunks
    ),
    "export": to_file("facts.ttl", lambda kg, path: kg.export(path, graph="facts")),
    "export_all": lambda kg, folder: kg.export_all(folder / "deposit").folder,
    "federate": lambda kg, _: kg.federate("SELECT * { ?s a tl:Agreement } ORDER BY ?s"),
    "federated_text": lambda kg, _: kg.federated_text("organisations-in-wikidata", {}),
    "federation": lambda kg, _: kg.federation({}).plan("ASK {}"),
    "find": lambda kg, _: kg.find("Oost NL"),
    "graph": lambda kg, _: {tuple(map(str, triple)) for triple in kg.graph()},
    "index": lambda kg, _: search(kg.index, "", facets=True, limit=1000),
    "info": lambda kg, _: {k: v for k, v in kg.info.items() if k not in PLACES},
    "map": to_file("map.gexf", lambda kg, path: kg.map(path)),
    "map_source": lambda kg, _: {
        name: places.tolist() for name, places in kg.map_source.layouts.places.items()
    },
    "matches": lambda kg, _: kg.matches([])[0],
    "network": lambda kg, _: kg.network(tie="projects"),
    "network_of": lambda kg, _: kg.network_of(PAIRS),
    "query": lambda kg, _: kg.query("agreements"),
    "query_text": lambda kg, _: kg.query_text("signatories", {}),
    "reconcile": lambda kg, _: kg.reconcile(["Univ. Twente", "Oost NL", "Enschede"]),
    "search": lambda kg, _: kg.search("twente", facets=True, limit=500),
    "study": lambda kg, _: kg.study(tie="projects").command(),
    "things": lambda kg, _: vars(kg.things)["things"],
    "version": lambda kg, _: kg.version,
    "wide_limits": lambda kg, _: kg.wide_limits.seconds,
    "write": to_file("network.gexf", lambda kg, path: _written(kg, path, "gexf")),
    "write_answer": to_file("told.csv", _answered),
}
# What only says where it lies, or ends.
NOT_COMPARED = {"close", "snapshot", "evaluator"}
PLACES = {"directory", "address", "folder"}
PAIRS = (
    "SELECT ?source ?target { ?a tl:signatory ?source, ?target "
    "FILTER(STR(?source) < STR(?target)) }"
)


def public(kind: type) -> set[str]:
    return {name for name, _ in inspect.getmembers(kind) if not name.startswith("_")}


def test_no_door_is_left_out() -> None:
    assert set(DOORS) | NOT_COMPARED == public(KnowledgeGraph) | {"snapshot", "evaluator"}


@pytest.mark.parametrize("name", DOORS)
def test_each_door_gives_the_same(
    name: str, ours: KnowledgeGraph, theirs: KnowledgeGraph, tmp_path: Path
) -> None:
    assert_same(DOORS[name], ours, theirs, tmp_path)


@pytest.mark.parametrize("tie", TIES)
def test_each_network_is_the_same(
    tie: str, ours: KnowledgeGraph, theirs: KnowledgeGraph, tmp_path: Path
) -> None:
    """Of each weight and level; some do not go together, and say so."""
    for weight, level in product(WEIGHTS, LEVELS):
        words = {"tie": tie, "weight": weight, "level": level}
        assert_same(
            lambda kg, _, words=words: kg.network(**words), ours, theirs, tmp_path, fails=True
        )


FILTERED = {
    "theme": "hydrogen",
    "programme": "interreg-va-deutschland-nederland",
    "kind": "project",
    "role": "lead-partner",
    "type": "university",
    "country": "NL",
    "region": "NL21",
    "dataset": "facts",
    "source": "",
    "certainty": "stated",
}


def test_no_filter_is_left_out() -> None:
    assert set(FILTERED) == set(FILTERS)


@pytest.mark.parametrize("name", FILTERED)
def test_each_filter_gives_the_same(
    name: str, ours: KnowledgeGraph, theirs: KnowledgeGraph, tmp_path: Path
) -> None:
    wanted = FILTERED[name] or ours.arrays.sources["iri"][0]
    for asked in (wanted, "no-such-value"):
        words = {name: asked}
        assert_same(lambda kg, _, w=words: kg.network(**w), ours, theirs, tmp_path, fails=True)
    assert_same(lambda kg, _: kg.network(since=2015, until=2020), ours, theirs, tmp_path)


@pytest.mark.parametrize("name", MEASURES)
def test_each_measure_finds_the_same(
    name: str, ours: KnowledgeGraph, theirs: KnowledgeGraph, tmp_path: Path
) -> None:
    for tie in ("projects", "themes"):

        def ask(kg: KnowledgeGraph, _: Path, tie: str = tie) -> bytes:
            network = kg.network(tie=tie)
            return measured_bytes(network, network.measure(name), "json")

        assert_same(ask, ours, theirs, tmp_path, fails=tie == "themes")


@pytest.mark.parametrize("name", COUNTS)
def test_each_count_is_the_same(
    name: str, ours: KnowledgeGraph, theirs: KnowledgeGraph, tmp_path: Path
) -> None:
    assert_same(lambda kg, _: kg.count(name), ours, theirs, tmp_path)


@pytest.mark.parametrize("name", NODE_MEASURES)
def test_each_measure_of_the_map_is_the_same(
    name: str, ours: KnowledgeGraph, theirs: KnowledgeGraph, tmp_path: Path
) -> None:

    def ask(kg: KnowledgeGraph, _: Path) -> Any:
        return node_values(kg.map_source.drawable(View()).network, name)

    assert_same(ask, ours, theirs, tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_each_file_of_the_map_is_the_same(
    name: str, ours: KnowledgeGraph, theirs: KnowledgeGraph, tmp_path: Path
) -> None:
    ask = to_file("map", lambda kg, path: kg.map(path, format_name=name, theme="hydrogen"))
    assert_same(ask, ours, theirs, tmp_path)


VIEWS = [
    *({name: one} for name, values in _CHOICES.items() if name != "lang" for one in values),
    *({name: True} for name in _FLAGS),
    {"ego": TWENTE, "steps": 2},
    {"link": f"http://localhost/map?path={TWENTE},organisation/oost-nl"},
    {"hidden": TWENTE},
    {"since": 2015},
    {"until": 2020},
    {"min": 2},
]


def test_no_word_of_a_view_is_left_out() -> None:
    told = {name for view in VIEWS for name in view}
    assert told - {"link"} | {"lang", "path"} == {*_CHOICES, *_FLAGS, *_LISTS, *_NUMBERS}
    assert {view["size"] for view in VIEWS if "size" in view} == set(SIZES)
    assert {view["color"] for view in VIEWS if "color" in view} == set(COLOURS)


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_each_view_of_the_map_is_the_same(
    view: dict[str, Any], ours: KnowledgeGraph, theirs: KnowledgeGraph, tmp_path: Path
) -> None:
    """Places, colours and sizes of nodes stand in GEXF."""
    ask = to_file("map.gexf", lambda kg, path: kg.map(path, **view))
    assert_same(ask, ours, theirs, tmp_path)


STUDIED: dict[str, Callable[[Study, Path], Any]] = {
    "bundle": lambda study, _: study.bundle(),
    "command": lambda study, _: study.command(),
    "counted": lambda study, _: [value(table) for _, table in study.counted.tables()],
    "headline": lambda study, _: study.headline,
    "network": lambda study, _: (value(study.network.nodes), value(study.network.ties)),
    "over_time": lambda study, _: {n: value(study.over_time.table(n)) for n in TABLES},
    "report": lambda study, folder: study.report(folder / "report.html"),
    "rule": lambda study, _: study.rule,
    "sensitivity": lambda study, _: value(study.sensitivity.table),
    "write_bundle": lambda study, folder: study.write_bundle(folder / "bundle.zip"),
}


def test_no_part_of_a_study_is_left_out() -> None:
    fields = set(Study.__dataclass_fields__)
    assert set(STUDIED) == public(Study) - fields


@pytest.mark.parametrize("name", STUDIED)
def test_each_part_of_a_study_is_the_same(
    name: str, ours: KnowledgeGraph, theirs: KnowledgeGraph, tmp_path: Path
) -> None:
    def ask(kg: KnowledgeGraph, folder: Path) -> Any:
        study = kg.study(tie="projects")
        found = STUDIED[name](study, folder)
        return found() if callable(found) else found

    assert_same(ask, ours, theirs, tmp_path)
