"""An export onto a disk that is really full leaves no half file, keeps what stood, and says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from techland.graph.home import Home
from tests.graph.export.full_disk import COMMANDS
from tests.graph.export.test_stopped_exports import LINES, SUFFIXES, lines_file

OWN_MOUNTS = ("unshare", "--map-root-user", "--mount")
CHILD = (sys.executable, str(Path(__file__).with_name("full_disk.py")))
FULL = "no space left on the device"


@pytest.fixture(scope="module")
def may_mount() -> None:
    """Leave a test out where no disk can be mounted, as in a container without that right."""
    try:
        command = [*OWN_MOUNTS, "true"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        refused = done.stderr
    except FileNotFoundError as error:
        refused = str(error)
    if refused:
        pytest.skip(f"no disk can be mounted here, so that none was full: {refused.strip()}")


@pytest.mark.soak
@pytest.mark.usefixtures("may_mount")
def test_nothing_half_is_left_on_a_full_disk(curated_home: Home, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    data = lines_file(tmp_path / "data.nq", LINES)
    done = subprocess.run(
        [*OWN_MOUNTS, *CHILD, str(disk), str(data), *SUFFIXES],
        env={**os.environ, "TECHLAND_HOME": str(curated_home.root)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    names = [f"graph.{suffix}" for suffix in SUFFIXES]
    assert [one["tried"] for one in told] == [*names, *(words[1] for words in COMMANDS)]
    for one in told:
        assert FULL in one["ended"], one
        assert "Traceback" not in one["ended"]
        assert (one["old"], one["others"]) == (sorted(names), []), one
    assert all(one["ended"].startswith("CannotWrite") for one in told[: len(names)])
    assert not any(one["ended"].startswith("0:") for one in told[len(names) :])
    assert list(disk.iterdir()) == [], "its mounts were its own"
