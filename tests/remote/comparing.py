"""Two knowledge graphs compared: what each gives, by value, or the error that says why not."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from techland.graph.errors import TechlandError
from techland.knowledge_graph import KnowledgeGraph
from techland.queries.evaluation import InProcess
from techland.queries.remote.engine import RemoteEngine
from techland.queries.solutions import Solutions, Triples, read_answer
from techland.viz.network_map.drawn_network import MapNetwork

Ask = Callable[[KnowledgeGraph, Path], Any]


def rows(evaluator: InProcess | RemoteEngine, text: str) -> list[tuple[str, ...]]:
    """Return the rows of a SELECT as texts."""
    found = read_answer(evaluator.evaluate(text))
    assert isinstance(found, Solutions)
    return found.texts()


class Refused(str):
    """The text of an error that came in place of an answer."""

    __slots__ = ()


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
        return Refused(error)


def assert_same(
    ask: Ask, ours: KnowledgeGraph, theirs: KnowledgeGraph, folder: Path, *, fails: bool = False
) -> bool:
    """Both give the same; an error only where one is allowed. Return whether it is an answer."""
    expected = outcome(ask, ours, folder / "ours")
    assert fails or not isinstance(expected, Refused), expected
    found = outcome(ask, theirs, folder / "theirs")
    assert type(found) is type(expected)
    assert found == expected
    return not isinstance(found, Refused)


def to_file(name: str, call: Callable[[KnowledgeGraph, Path], Any]) -> Ask:
    return lambda kg, folder: call(kg, folder / name)


def public(kind: type) -> set[str]:
    return {name for name, _ in inspect.getmembers(kind) if not name.startswith("_")}
