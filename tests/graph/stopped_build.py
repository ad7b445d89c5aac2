"""A process that builds in forked copies of itself and kills them at a rename or sync.

Each line of its input names a home, a folder of facts, "before", "after" or
"never", and n; each line of its output how the copy ended (a signal is
negative) and how many such calls there were, where it came to the end.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

CALLS = ("fsync", "rename", "replace")


class Killer:
    """Counts the calls and kills this process at one of them."""

    def __init__(self, when: str, number: int) -> None:
        self.when = when
        self.number = number
        self.count = 0

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            here = self.count == self.number
            if here and self.when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            result = call(*arguments, **options)
            if here and self.when == "after":
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return wrapped


def stopped_build(home: str, facts: str, when: str, number: int) -> int:
    """Build, kill this process at the n-th call, or return how many there were."""
    from techland.graph.build import build
    from techland.graph.home import Home

    killer = Killer(when, number)
    for name in CALLS:
        setattr(os, name, killer.around(getattr(os, name)))
    build(Home(Path(home)), Path(facts))
    return killer.count


def in_a_copy(home: str, facts: str, when: str, number: int) -> tuple[int, int]:
    """Build in a forked copy; return how it ended and its count of calls."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            count = stopped_build(home, facts, when, number)
            os.write(writing, str(count).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        count = int(pipe.read() or 0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), count


def main(facts: str) -> None:
    from techland.graph.build import build
    from techland.graph.home import Home

    with TemporaryDirectory() as spare:
        # What a build imports is loaded once, before the copies.
        build(Home(Path(spare)), Path(facts))
    for line in sys.stdin:
        print(json.dumps(in_a_copy(*json.loads(line))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
