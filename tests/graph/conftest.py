"""What the tests of the graph share: a small folder of facts and a home that serves it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from techland.graph.build import build
from techland.graph.errors import BadRows, FactsError, Problem
from techland.graph.home import Home
from tests.graph.fact_folder import SMALL, FactFolder, contents

Refused = Callable[[FactFolder], FactsError]
Fault = Callable[[FactFolder], Problem]


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small facts once; tests take a copy."""
    root = tmp_path_factory.mktemp("small") / "home"
    build(Home(root), SMALL)
    return root


@pytest.fixture
def home(built_home: Path, tmp_path: Path) -> Home:
    """Return a home of the test's own that serves the small facts."""
    root = tmp_path / "home"
    shutil.copytree(built_home, root)
    return Home(root)


@pytest.fixture
def facts(tmp_path: Path) -> FactFolder:
    """Return a copy of the small facts that the test may spoil."""
    return FactFolder(tmp_path / "facts")


@pytest.fixture
def overlay(home: Home) -> FactFolder:
    """Return the empty folder that is laid over the facts."""
    return FactFolder(home.facts, origin=home.root / "no-tables")


@pytest.fixture
def refused(home: Home) -> Refused:
    """Return a call that builds facts, and sees that the fault is told and nothing is touched."""

    def build_from(facts: FactFolder) -> FactsError:
        before = contents(home.root)
        with pytest.raises(FactsError) as caught:
            build(home, facts.path)
        assert contents(home.root) == before
        return caught.value

    return build_from


@pytest.fixture
def fault(refused: Refused) -> Fault:
    """Return a call that builds facts with one fault, and sees that it is told in full."""

    def only_problem(facts: FactFolder) -> Problem:
        error = refused(facts)
        assert isinstance(error, BadRows)
        (problem,) = error.problems
        head, line, *more = str(error).split("\n")
        own = problem.file.startswith("overlay/")
        assert [error.hint in one for one in more] == ([True] if own else [])
        assert head == "1 fault in the fact tables; nothing was built"
        assert line.startswith(f"  {problem.file}, row {problem.row}, column {problem.column}: ")
        assert problem.hint
        assert line.endswith(f"; {problem.hint}")
        assert problem.value is None or f"({problem.value!r})" in line
        return problem

    return only_problem
