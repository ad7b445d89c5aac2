"""A file has its name only when it is whole: threads, links, devices, absent folders."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Barrier, Thread
from typing import BinaryIO

import pytest

from techland.graph.errors import CannotWrite
from techland.graph.export.whole_file import write_whole

OLD = b"what stood there\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and devices of Unix")


def test_two_threads_may_write_to_one_place(tmp_path: Path) -> None:
    target, both = tmp_path / "graph.nt", Barrier(2)

    def slowly(letter: bytes) -> None:
        def write(file: BinaryIO) -> None:
            for _ in range(3):
                both.wait()
                file.write(letter * 100_000)

        write_whole(target, write)

    threads = [Thread(target=slowly, args=[letter]) for letter in (b"a", b"b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert target.read_bytes() in {b"a" * 300_000, b"b" * 300_000}
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_is_followed_and_a_device_is_no_file(tmp_path: Path) -> None:
    target, link = tmp_path / "graph.nt", tmp_path / "link.nt"
    target.write_bytes(OLD)
    link.symlink_to(target)
    write_whole(link, lambda file: file.write(b"new"))
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    write_whole(Path("/dev/null"), lambda file: file.write(b"new"))
    assert Path("/dev/null").is_char_device()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="absent"):
        write_whole(tmp_path / "absent" / "graph.nt", lambda file: file.write(b"new"))
