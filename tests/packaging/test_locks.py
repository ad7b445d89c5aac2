"""The locks pin, with hashes, what pyproject.toml asks for, and name no registry."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.!+]+)(?: ; (?P<marker>.+?))? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def lock_lines(name: str) -> list[str]:
    text = (ROOT / "locks" / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def pins(name: str) -> dict[str, set[Version]]:
    """Return the pinned versions of every package of a lock; markers may give it several."""
    found: dict[str, set[Version]] = {}
    for match in filter(None, map(PIN.match, lock_lines(name))):
        found.setdefault(canonicalize_name(match["name"]), set()).add(Version(match["version"]))
    return found


def wanted(*groups: str) -> list[Requirement]:
    """Return the project's requirements and those of its dependency groups."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lines = list(project["project"]["dependencies"])
    for group in groups:
        lines += [line for line in project["dependency-groups"][group] if isinstance(line, str)]
    return [Requirement(line) for line in lines]


LOCKS = [("run", ("build",)), ("develop", ("build", "dev"))]


@pytest.mark.parametrize(("name", "groups"), LOCKS)
def test_every_requirement_is_pinned_within_its_range(name: str, groups: tuple[str, ...]) -> None:
    locked = pins(name)
    for requirement in wanted(*groups):
        versions = locked[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions), requirement


@pytest.mark.parametrize("name", ["run", "develop"])
def test_every_line_is_a_pin_or_its_hash(name: str) -> None:
    lines = lock_lines(name)
    assert lines
    assert [line for line in lines if not (PIN.match(line) or HASH.match(line))] == []
    after_pins = [lines[number + 1] for number, line in enumerate(lines) if PIN.match(line)]
    assert all(HASH.match(line) for line in after_pins)


def test_both_locks_pin_the_same_versions() -> None:
    run, develop = pins("run"), pins("develop")
    assert {name: develop.get(name) for name in run} == run


@pytest.mark.parametrize("path", sorted((ROOT / "locks").iterdir()), ids=lambda path: path.name)
def test_no_lock_names_a_host_or_a_folder(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.findall(r"://|--(?:extra-)?index|--find-links|\b\w+\.(?:org|com|net)\b", text) == []


def test_there_is_no_lock_that_would_name_a_registry() -> None:
    assert not (ROOT / "uv.lock").exists()
