"""Triples in mapped files: walks there read what walks in the store read, or leave it to them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from techland.graph.snapshot import Snapshot
from techland.ontology.terms import BASE
from techland.queries.near.adjacency import layout
from techland.queries.near.adjacency.making import make_adjacency
from techland.queries.near.adjacency.reading import Adjacency
from techland.queries.near.adjacency.sidecar import adjacency_folder, adjacency_of
from techland.queries.near.adjacency.walking import walked
from techland.queries.near.near import Near, Written
from techland.queries.near.walking import Walks
from techland.queries.near.walks import ENTITY, HEAVY, PAGE, WALKS

MOU = f"{BASE}agreement/mou-2021"
TRIPLES = {
    "a": [
        ("p", '"say \\"hi\\"\\nback\\\\slash"@de-AT'),
        ("p", '"<a> <b> ."'),
        ("p", '"\\u0080 \\U0001F600 ends <http://x.org/g>"'),
        ("q", "<http://x.org/b>"),
        ("q", '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ],
    "é": [("q", "<http://x.org/a>"), ("r", "<http://x.org/a>")],
}


def plain(value: Written) -> Written:
    return value if isinstance(value, str) else tuple(value)


def content(near: Near) -> dict[str, object]:
    """Return all that was read; of what points there too often only that there is some."""
    said = {
        (subject, predicate): sorted(repr(plain(value)) for value in values)
        for subject in near.subjects
        for predicate, values in near.said(subject).items()
        if not (predicate in HEAVY and near.iri in values)
    }
    heavy = {p for p in near.links(near.iri) if p in HEAVY}
    graphs = sorted((g, p, repr(plain(v))) for g, p, v in near.in_graphs)
    return {"said": said, "heavy": heavy, "nameless": near.nameless, "graphs": graphs}


@pytest.fixture(scope="module")
def mapped(curated_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Adjacency:
    """Return the mapped files of the curated facts."""
    folder = tmp_path_factory.mktemp("adjacency")
    make_adjacency(curated_snapshot.quads_path, folder)
    return Adjacency(folder)


@pytest.mark.parametrize("walk", WALKS)
def test_files_tell_what_a_store_tells(curated_store: Store, mapped: Adjacency, walk: str) -> None:
    every = {quad.subject.value for quad in curated_store}  # type: ignore[union-attr]  # IRIs
    every |= {q.object.value for q in curated_store if isinstance(q.object, NamedNode)}
    chance = random.Random(11)  # noqa: S311 (a sample, no secret)
    things = [MOU, *chance.sample(sorted(every), 400)]
    walks, left = Walks(curated_store), 0
    for thing in things:
        told = walked(mapped, thing, walk)
        if told is None:
            left += 1
        else:
            assert content(told) == content(Near.read(thing, walks.walked(thing, walk))), thing
    assert left <= 2, "only the widest are left to query processes"


def _made(folder: Path, lines: list[str]) -> Adjacency:
    quads, files = folder / "data.nq", folder / "files"
    quads.write_text("".join(f"{line} .\n" for line in sorted(lines)), encoding="utf-8")
    files.mkdir()
    make_adjacency(quads, files)
    return Adjacency(files)


def test_terms_are_told_as_a_store_tells_them(tmp_path: Path) -> None:
    lines = [
        f"<http://x.org/{subject}> <http://x.org/{predicate}> {value}"
        for subject, told in TRIPLES.items()
        for predicate, value in told
    ]
    graph = _made(tmp_path, lines)
    store = Store()
    store.load(path=tmp_path / "data.nq")
    walks = Walks(store)
    for subject in ("a", "é", "b"):
        iri = f"http://x.org/{subject}"
        told = walked(graph, iri, PAGE)
        assert told is not None
        assert content(told) == content(Near.read(iri, walks.walked(iri, PAGE)))
    assert graph.number("http://x.org/nobody") is None
    assert graph.number("") is None


def test_what_files_do_not_hold_is_left_to_query_processes(mapped: Adjacency) -> None:
    for unknown in (
        f"{BASE}organisation/nobody",
        "no IRI",
        "",
        "http://x.org/\N{SNOWMAN}",
        "\ud800",
    ):
        assert walked(mapped, unknown, PAGE) is None
    whole = walked(mapped, MOU, ENTITY)
    assert whole is not None
    read = sum(len(values) for one in whole.subjects for values in whole.said(one).values())
    assert walked(mapped, MOU, ENTITY, most=read // 2) is None


@pytest.mark.parametrize("term", ["_:b", "<<( <http://x.org/a> <http://x.org/p> _:b )>>"])
def test_a_snapshot_with_other_terms_has_no_files(tmp_path: Path, term: str) -> None:
    with pytest.raises(ValueError, match="b"):
        _made(tmp_path, [f"<http://x.org/a> <http://x.org/p> {term}"])


def test_what_cannot_be_told_is_left_to_query_processes(tmp_path: Path) -> None:
    graph = _made(tmp_path, ['<http://x.org/a> <http://x.org/p> "never ends'])
    assert walked(graph, "http://x.org/a", PAGE) is None


def test_files_are_kept_beside_the_snapshot(curated_snapshot: Snapshot, tmp_path: Path) -> None:
    folder = tmp_path / curated_snapshot.version
    folder.mkdir()
    snapshot = Snapshot(folder)
    snapshot.quads_path.write_bytes(curated_snapshot.quads_path.read_bytes())
    assert adjacency_of(snapshot, most_bytes=1000) is None, "too large to be made here"
    made = adjacency_of(snapshot)
    assert made is not None
    kept = adjacency_folder(snapshot)
    before = {one.name: one.stat().st_mtime_ns for one in kept.iterdir()}
    assert before.keys() == {f"{name}.bin" for name in layout.FILES}
    assert adjacency_of(snapshot, most_bytes=0) is not None
    assert {one.name: one.stat().st_mtime_ns for one in kept.iterdir()} == before


@pytest.mark.parametrize("name", layout.FILES)
def test_damaged_files_are_made_anew(curated_snapshot: Snapshot, tmp_path: Path, name: str) -> None:
    folder = tmp_path / curated_snapshot.version
    folder.mkdir()
    snapshot = Snapshot(folder)
    lines = curated_snapshot.quads_path.read_bytes().splitlines(keepends=True)[:500]
    snapshot.quads_path.write_bytes(b"".join(lines))
    assert adjacency_of(snapshot) is not None
    damaged = layout.file_of(adjacency_folder(snapshot), name)
    whole = damaged.read_bytes()
    # An empty snapshot of the named graphs has an empty file there.
    damaged.write_bytes(whole[: len(whole) // 2] if whole else b"more")
    assert adjacency_of(snapshot) is not None
    assert damaged.read_bytes() == whole


def test_nothing_is_kept_where_nothing_can_be_written(
    curated_snapshot: Snapshot, tmp_path: Path
) -> None:
    folder = tmp_path / curated_snapshot.version
    folder.mkdir()
    snapshot = Snapshot(folder)
    snapshot.quads_path.write_bytes(curated_snapshot.quads_path.read_bytes())
    (folder / "cache").write_text("a file in the way")
    assert adjacency_of(snapshot) is None
