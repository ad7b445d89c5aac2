"""The query process: `python -m techland.queries.process fork|spawn|spawn-outward PATH`.

It loads a snapshot's N-Quads into memory and answers queries over it, in the
way that its first argument names. What it imports is the standard library,
pyoxigraph and the modules of techland that need nothing else.
"""

from __future__ import annotations

import json
import signal
import socket
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pyoxigraph import Store

from techland.queries import confinement
from techland.queries.opening import opened
from techland.queries.plain.folder import is_plain_store
from techland.queries.wire import READY, frame


def state(store: Store) -> bytes:
    """Return what a process is when it has loaded, in JSON."""
    imported = {name.partition(".")[0] for name in sys.modules}
    facts = {
        "quads": len(store),
        "threads": confinement.thread_count() or threading.active_count(),
        "modules": sorted(imported - sys.stdlib_module_names),
    }
    return json.dumps(facts).encode()


def fork(path: Path) -> None:
    """Load, and fork query processes as ordered over the socket that is standard input."""
    from techland.queries.forking import serve_forks

    control = socket.socket(fileno=sys.stdin.fileno())
    if is_plain_store(path):
        # What it shows changes, so that each query process opens it for itself.
        control.sendall(state(Store()))
        serve_forks(lambda: opened(path), control)
        return
    snapshot = opened(path)
    control.sendall(state(snapshot.store))
    serve_forks(lambda: snapshot, control)


def spawn(path: Path, *, outward: bool = False) -> None:
    """Load, and answer the requests of standard input on standard output."""
    from techland.queries.spawning import serve_pipes

    found = opened(path)
    sys.stdout.buffer.write(frame(READY, state(found.store)))
    sys.stdout.buffer.flush()
    serve_pipes(found, sys.stdin.buffer, sys.stdout.buffer, outward=outward)


WAYS: dict[str, Callable[[Path], None]] = {
    "fork": fork,
    "spawn": spawn,
    "spawn-outward": partial(spawn, outward=True),
}


def main(way: str, path: str) -> None:
    """Be a query process."""
    # Ctrl-C in a terminal reaches the whole group; it is the user's process that decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confinement.deepen_stack()
    WAYS[way](Path(path))


if __name__ == "__main__":
    main(*sys.argv[1:])
