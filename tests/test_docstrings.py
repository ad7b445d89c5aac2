"""The examples in docstrings run as they stand."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

from techland.graph.home import Home

ROOT = Path(__file__).parents[1]
ROOMS = ("graph", "network", "ontology", "queries", "server", "techland", "viz")


def with_examples() -> list[str]:
    """Return the modules that have an example in a docstring."""
    found = []
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            relative = path.relative_to(ROOT)
            if ">>> " not in path.read_text(encoding="utf-8") or relative.parts[1] in ROOMS:
                continue
            names = [] if room == "techland" else ["techland"]
            module = ".".join([*names, *relative.with_suffix("").parts])
            found.append(module.removesuffix(".__init__"))
    return found


@pytest.mark.parametrize("name", with_examples())
def test_examples(name: str, curated_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TECHLAND_HOME", str(curated_home.root))
    module = importlib.import_module(name)
    results = doctest.testmod(module, raise_on_error=False)
    assert results.attempted > 0
    assert results.failed == 0


def test_the_front_door_is_among_them() -> None:
    assert {"techland", "techland.knowledge_graph"} <= set(with_examples())
