"""Every network and map function, and every door of Python, gives before an engine what it gives
over the snapshot itself.

The functions are enumerated by their own tables. Who adds one finds it compared, or a test that
fails until it is.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from techland.knowledge_graph import KnowledgeGraph
from techland.network.choice import FILTERS, LEVELS, TIES, WEIGHTS
from techland.network.counting import COUNTS
from techland.network.files import measured_bytes
from techland.network.measures.catalogue import MEASURES
from techland.network.time.over_time import TABLES
from techland.study import Study
from techland.viz.network_map.encodings import COLOURS, SIZES
from techland.viz.network_map.files import FILES
from techland.viz.network_map.node_measures import NODE_MEASURES, node_values
from techland.viz.network_map.view import _CHOICES, _FLAGS, _LISTS, _NUMBERS, View
from tests.remote.comparing import assert_same, public, to_file, value

pytestmark = pytest.mark.soak
TWENTE = "organisation/university-of-twente"


@pytest.mark.parametrize("tie", TIES)
def test_each_network_is_the_same(
    tie: str, ours: KnowledgeGraph, theirs: KnowledgeGraph, tmp_path: Path
) -> None:
    """Of each weight and level; some do not go together, and say so."""
    answered = False
    for weight, level in product(WEIGHTS, LEVELS):
        words = {"tie": tie, "weight": weight, "level": level}
        answered |= assert_same(
            lambda kg, _, words=words: kg.network(**words), ours, theirs, tmp_path, fails=True
        )
    assert answered


FILTERED = {
    "theme": "hydrogen",
    "programme": "interreg-v-a-de-nl",
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
        words, wrong = {name: asked}, asked != wanted
        assert_same(lambda kg, _, w=words: kg.network(**w), ours, theirs, tmp_path, fails=wrong)
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
