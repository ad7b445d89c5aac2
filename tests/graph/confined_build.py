"""A child process: load everything, become another user if told, and build.

Arguments: home, folder of facts, spare home, user id or "-", largest file or "-".
It prints the kind and the text of the error that the build ends in.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path


def main(home: str, facts: str, spare: str, user: str, largest: str) -> None:
    from techland.graph.build import build
    from techland.graph.errors import TechlandError
    from techland.graph.home import Home

    # Everything that a build imports is read while this user may read it.
    build(Home(Path(spare)), Path(facts))
    if largest != "-":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), int(largest)))
    if user != "-":
        os.setgroups([])
        os.setgid(int(user))
        os.setuid(int(user))
    try:
        build(Home(Path(home)), Path(facts))
    except TechlandError as error:
        print(type(error).__name__)
        print(error)


if __name__ == "__main__":
    main(*sys.argv[1:])
