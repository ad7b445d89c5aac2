"""A process that builds in forked copies of itself and kills them at a rename or sync.

Each line of its input names a home, a folder of facts, "before", "after" or
"never", and n; each line of its output how the copy ended (a signal is
negative) and how many such calls there were, where it came to the end.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.graph.stopping import Killer, answer_lines

CALLS = ("fsync", "rename", "replace")


def stopped_build(home: str, facts: str, when: str, number: int) -> int:
    """Build, kill this process at the n-th call, or return how many there were."""
    from techland.graph.build import build
    from techland.graph.home import Home

    killer = Killer(when, number)
    killer.watch(CALLS)
    build(Home(Path(home)), Path(facts))
    return killer.count


def main(facts: str) -> None:
    from techland.graph.build import build
    from techland.graph.home import Home

    with TemporaryDirectory() as spare:
        # What a build imports is loaded once, before the copies.
        build(Home(Path(spare)), Path(facts))
    answer_lines(stopped_build)


if __name__ == "__main__":
    main(sys.argv[1])
