"""A child process: build, and be killed before or after the n-th rename or sync.

Arguments: home, folder of facts, "before", "after" or "never", n. It prints how
many such calls there were when it comes to the end.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
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


def main(home: str, facts: str, when: str, number: str) -> None:
    from techland.graph.build import build
    from techland.graph.home import Home

    killer = Killer(when, int(number))
    for name in CALLS:
        setattr(os, name, killer.around(getattr(os, name)))
    build(Home(Path(home)), Path(facts))
    print(killer.count)


if __name__ == "__main__":
    main(*sys.argv[1:])
