"""`make serve` in a fresh clone ends in a working page and prints its address."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def clone(tmp_path: Path, make_environment: Callable[[Path], Path]) -> Path:
    """A clone whose .venv already sees the pinned packages, so that nothing is downloaded."""
    clone = tmp_path / "techland"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    make_environment(clone / ".venv")
    here = f"{clone.resolve()}\n".encode()
    cksum = subprocess.run(["cksum"], input=here, capture_output=True, check=True)
    stamps = clone / ".venv" / "stamps" / cksum.stdout.decode().split()[0]
    stamps.mkdir(parents=True)
    for name in ("venv", "run"):
        (stamps / name).touch()
    return clone


@pytest.fixture
def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def serving(clone: Path, free_port: int) -> Iterator[subprocess.Popen[str]]:
    """`make serve` as a person runs it; Ctrl-C at the end reaches make and all it started."""
    settings = {"HOME": str(clone.parent), "TECHLAND_HOME": str(clone.parent / "home")}
    with subprocess.Popen(
        ["make", "serve", f"PORT={free_port}"],
        cwd=clone,
        env={"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1", **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        yield process
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a git checkout")
@pytest.mark.soak
def test_a_fresh_clone_serves_and_says_where(
    serving: subprocess.Popen[str], free_port: int
) -> None:
    assert serving.stdout
    address = f"http://127.0.0.1:{free_port}/"
    said = []
    for line in serving.stdout:
        said.append(line)
        if address.rstrip("/") in line:
            break
    else:
        pytest.fail("".join(said))
    with urlopen(address, timeout=30) as page:
        text = page.read().decode()
    assert page.status == 200
    assert re.search(r"<title>[^<]*techland", text, re.IGNORECASE)
