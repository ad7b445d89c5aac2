"""Run the application on a socket of this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing

import uvicorn

from techland.graph.errors import CannotListen
from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import QueryProcesses
from techland.queries.limits import Limits
from techland.server.app import create_app
from techland.server.security import allowed_hosts

HOST, PORT = "127.0.0.1", 8000
_BACKLOG = 2048
# An address up to this length is told that it is too long; beyond, the connection is closed.
HEAD_BYTES = 256 * 1024


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


class _Server(uvicorn.Server):
    """A server that says so once it answers."""

    def __init__(self, config: uvicorn.Config, when_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_ready = when_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._when_ready()


def serve(
    snapshot: Snapshot,
    *,
    host: str = HOST,
    port: int = PORT,
    tell: Callable[[str], None] = print,
) -> None:
    """Show a snapshot over HTTP until stopped by Ctrl-C or a signal.

    Args:
        snapshot: what is shown.
        host: where to listen; beyond loopback every name is answered to.
        port: 0 takes a free one.
        tell: told the address once the server answers.

    Raises:
        CannotListen: the port is in use, or the host is not this machine's.
    """
    with (
        closing(listen(host, port)) as listener,
        QueryProcesses(snapshot.quads_path, Limits.from_environment()) as processes,
    ):
        app = create_app(snapshot, processes, hosts=allowed_hosts(host))
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            h11_max_incomplete_event_size=HEAD_BYTES,
        )
        address = address_of_server(host, listener)
        _Server(config, lambda: tell(address)).run(sockets=[listener])
