"""A real server in a process of its own, as a user starts it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

COMMAND = Path(sys.executable).with_name("techland")
STOP_SECONDS = 30


@contextmanager
def serving(*options: str, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run `techland serve` on a free port; give its address, without a slash at the end."""
    with subprocess.Popen(
        [COMMAND, "serve", "--port", "0", *options],
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(settings or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield _address(process)
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def _address(process: subprocess.Popen[str]) -> str:
    """Return the address that the server prints once it answers; read on what comes after."""
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line)
        if "http://127.0.0.1:" in line:
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return f"http://127.0.0.1:{line.split('http://127.0.0.1:')[1].split('/')[0].strip()}"
    raise AssertionError("".join(said))
