"""Making the index of a large snapshot is shown, and can be stopped without leaving a trace."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import techland
from techland import searching
from techland.graph.home import Home
from techland.graph.snapshot import Snapshot
from techland.queries.search.sidecar import index_folder, index_of


@pytest.fixture
def bare(curated_snapshot: Snapshot, tmp_path: Path) -> Snapshot:
    """Return a snapshot without caches, in a home of its own."""
    home = Home(tmp_path)
    folder = home.snapshots / curated_snapshot.version
    shutil.copytree(curated_snapshot.directory, folder, ignore=shutil.ignore_patterns("cache"))
    home.pointer.write_text(curated_snapshot.version, "utf-8")
    return Snapshot(folder)


def test_python_shows_how_far_it_is(
    bare: Snapshot, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_LARGE_BYTES", 0)
    with techland.open(home=bare.directory.parents[1]) as kg:
        assert kg.search("oost nl").total
        told = capsys.readouterr()
        assert "reading the names of things" in told.err
        assert "making the search index" in told.err
        assert told.out == ""
        kg.search("oost nl")
    with techland.open(home=bare.directory.parents[1]) as kg:
        kg.search("oost nl")
    assert capsys.readouterr().err == ""


def test_what_takes_a_moment_is_not_shown(
    bare: Snapshot, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_MOMENT_SECONDS", 60)
    with techland.open(home=bare.directory.parents[1]) as kg:
        kg.search("oost nl")
    assert capsys.readouterr().err == ""


def test_what_is_stopped_leaves_nothing_behind(bare: Snapshot) -> None:
    def stop(done: int, _of: int, _what: str) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_of(bare, stop)
    assert list(index_folder(bare).parent.iterdir()) == []
    assert index_of(bare).searcher().num_docs
