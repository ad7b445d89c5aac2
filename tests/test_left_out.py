"""Without the folder ../shared only the tests that need it are left out, and they are counted."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TESTS = """
import pytest

@pytest.mark.shared
def test_marked(): pass

def test_reads(shared_folder): assert shared_folder.is_dir()

def test_plain(): pass
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = tmp_path / "project"
    (project / "tests").mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", project)
    shutil.copy(ROOT / "tests" / "conftest.py", project / "tests")
    (project / "tests" / "test_small.py").write_text(TESTS, "utf-8")
    return project


def summary(project: Path, *options: str) -> list[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
    answer = subprocess.run(command, check=True, cwd=project, capture_output=True, text=True)
    return answer.stdout.splitlines()


@pytest.mark.parametrize("options", [(), ("--numprocesses", "2")])
def test_they_are_left_out_and_counted(project: Path, options: tuple[str, ...]) -> None:
    lines = summary(project, *options)
    assert "2 tests marked shared left out: ../shared is not here" in lines
    assert lines[-1].startswith("1 passed, 2 skipped in")


def test_nothing_is_left_out_where_the_folder_is(project: Path) -> None:
    (project.parent / "shared").mkdir()
    lines = summary(project)
    assert not [line for line in lines if "left out" in line]
    assert lines[-1].startswith("3 passed in")
