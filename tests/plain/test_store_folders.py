"""Which folders are plain stores, which are refused, and what the command line says of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from techland.graph.home import STORE_MARKER
from techland.graph.store_errors import NotAStore, StoreInUse
from techland.queries.plain.store import PlainStore
from tests.plain.served_store import START

TOO_SHORT = {"TECHLAND_TOKEN": "short"}


def test_a_store_is_open_in_one_server(tmp_path: Path) -> None:
    with PlainStore(tmp_path / "store"), pytest.raises(StoreInUse):
        PlainStore(tmp_path / "store")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["snapshots/", "active"], "published snapshots"),
        (["active"], "published snapshots"),
        (["letter.txt"], "other files"),
        ([STORE_MARKER], "says something else"),
    ],
)
def test_a_folder_of_another_kind_is_refused_and_left(
    tmp_path: Path, names: list[str], told: str
) -> None:
    for name in names:
        path = tmp_path / name
        path.mkdir() if name.endswith("/") else path.write_text("{}")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(NotAStore, match=told):
        PlainStore(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotAStore, match="it is a file"):
        PlainStore(tmp_path / "file")


def _command(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-c", START, *arguments],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.soak
def test_the_command_line_tells_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "active").touch()
    refused = _command("serve", "--store", str(tmp_path))
    assert refused.returncode == 1
    assert "published snapshots" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert _command("serve", "--writable").returncode == 2
    short = _command("serve", "--store", str(tmp_path / "new"), "--writable", **TOO_SHORT)
    assert (short.returncode, "at least 16" in short.stderr) == (1, True)
    assert "short" not in short.stderr.replace("shorter", "")


def test_the_build_does_not_write_into_a_store(tmp_path: Path) -> None:
    with PlainStore(tmp_path / "store"):
        pass
    refused = _command("build", TECHLAND_HOME=str(tmp_path / "store"))
    assert refused.returncode == 1
    assert "plain store" in refused.stderr
    assert not (tmp_path / "store" / "snapshots").exists()
