"""What stops a process at its n-th call of the system: tests run it in forked copies."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterable
from typing import Any

Stopped = Callable[..., int]


class Killer:
    """Counts calls and kills this process at one of them."""

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

    def watch(self, calls: Iterable[str]) -> None:
        """Stand around these functions of ``os``."""
        for name in calls:
            setattr(os, name, self.around(getattr(os, name)))


def in_a_copy(run: Stopped, *arguments: Any) -> tuple[int, int]:
    """Run in a forked copy of this process; return how it ended and its count of calls."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            count = run(*arguments)
            os.write(writing, str(count).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        count = int(pipe.read() or 0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), count


def answer_lines(run: Stopped) -> None:
    """Run a copy for each line of input, a JSON list of arguments; tell how it ended."""
    for line in sys.stdin:
        print(json.dumps(in_a_copy(run, *json.loads(line))), flush=True)
