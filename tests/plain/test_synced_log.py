"""strace shows that a write is on the disk before it is confirmed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.plain.served_store import ServedStore, serving


def _served_updates(server: ServedStore, count: int) -> None:
    for number in range(count):
        assert server.update(f"INSERT DATA {{ <x:s> <x:n> {number} }}").status == 204


@pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's")
def test_the_log_is_on_the_disk_before_the_reply(tmp_path: Path) -> None:
    """strace shows, between the write of the log and the reply, that it was synced."""
    trace = tmp_path / "trace"
    calls = "trace=write,pwrite64,fdatasync,fsync,sendto,sendmsg,writev"
    prefix = ("strace", "-f", "-ff", "-ttt", "-y", "-s", "24", "-e", calls, "-o", str(trace))
    with serving(tmp_path / "store", "--writable", prefix=prefix) as server:
        _served_updates(server, 3)
    events = sorted(
        (float(line.split(" ", 1)[0]), line)
        for file in tmp_path.glob("trace.*")
        for line in file.read_text(errors="replace").splitlines()
    )
    order = [kind for _, line in events if (kind := _kind(line))]
    text = "".join(order)
    # Of each update: the log written, synced, the reply sent; nothing in another order.
    assert text.count("R") == 3
    for before in text.split("R")[:3]:
        assert "W" in before
        assert "S" in before[before.rindex("W") :]


def _kind(line: str) -> str:
    """Return what a system call means: W the log is written, S it is synced, R the reply."""
    if ".log>" in line and "/quads/" in line:
        return "S" if "sync(" in line else "W"
    return "R" if "HTTP/1.1 204" in line else ""
