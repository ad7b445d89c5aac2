"""Run the application on a socket of this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing

import uvicorn

from techland.graph.errors import CannotListen
from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import InProcess, QueryProcesses
from techland.server.app import create_app
from techland.server.security import allowed_hosts

HOST, PORT = "127.0.0.1", 8000
_BACKLOG = 2048


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; port 0 takes a free one.

    Raises:
        CannotListen: the port is in use, or the host is not this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, OverflowError) as error:
        raise CannotListen(host, port, str(error)) from None
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotListen(host, port, error.strerror or str(error)) from None
    return listener


def address_of_server(host: str, listener: socket.socket) -> str:
    """Return the address at which a person opens the server's start page."""
    port = listener.getsockname()[1]
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (only compared)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def serve(
    snapshot: Snapshot,
    evaluator: QueryProcesses | InProcess,
    host: str = HOST,
    port: int = PORT,
    announce: Callable[[str], None] = print,
) -> None:
    """Show a snapshot over HTTP until stopped by Ctrl-C or a signal.

    Args:
        snapshot: what is shown.
        evaluator: its query processes; closed at the end.
        host: where to listen; beyond loopback every name is answered to.
        port: 0 takes a free one.
        announce: told the address once the socket listens.

    Raises:
        CannotListen: the port is in use, or the host is not this machine's.
    """
    with closing(listen(host, port)) as listener:
        app = create_app(snapshot, evaluator, hosts=allowed_hosts(host))
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        announce(address_of_server(host, listener))
        uvicorn.Server(config).run(sockets=[listener])
