"""Every public name of a knowledge graph gives before an engine what it gives over the snapshot."""

from __future__ import annotations

from pathlib import Path

import pytest

from techland.knowledge_graph import KnowledgeGraph
from techland.queries.search.searching import search
from tests.remote.comparing import Ask, assert_same, public, to_file, value

pytestmark = pytest.mark.soak


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
    "unknown_values": lambda kg, _: kg.unknown_values(
        "themes-of-activity", {"activity": "no-such"}
    ),
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


def test_no_door_is_left_out() -> None:
    assert set(DOORS) | NOT_COMPARED == public(KnowledgeGraph) | {"snapshot", "evaluator"}


@pytest.mark.parametrize("name", DOORS)
def test_each_door_gives_the_same(
    name: str, ours: KnowledgeGraph, theirs: KnowledgeGraph, tmp_path: Path
) -> None:
    assert_same(DOORS[name], ours, theirs, tmp_path)
