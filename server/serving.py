"""Run the application on a socket of this machine."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette

from techland.graph.serving_errors import CannotListen
from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import QueryProcesses
from techland.queries.evaluators import ServerEvaluator
from techland.queries.lanes import LaneSizes
from techland.queries.limits import Limits, positive_number
from techland.server.app import create_app
from techland.server.http_protocol import KEEP_ALIVE_SECONDS, BoundedProtocol
from techland.server.log_lines import tell_in_one_line
from techland.server.security import allowed_hosts, is_loopback
from techland.server.warming import settle

HOST, PORT = "127.0.0.1", 8000
_BACKLOG = 2048
RATE_SETTING = "TECHLAND_REQUEST_RATE"
USUAL_RATE = 20.0


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


@dataclass(frozen=True)
class Policy:
    """What clients may do.

    Attributes:
        rate: most requests a second of one client, 0 for any; if None what
            TECHLAND_REQUEST_RATE says, else 20, and any number on this machine alone.
        services: the endpoints that SERVICE may reach.
    """

    rate: float | None = None
    services: Sequence[str] = ()

    def rate_at(self, host: str) -> float | None:
        """Return the rate for a server bound to this host, None for any.

        Raises:
            BadSetting: the setting is not a number.
        """
        told = os.environ.get(RATE_SETTING)
        if self.rate is not None:
            return self.rate or None
        if told:
            return None if told == "0" else positive_number(RATE_SETTING, told, float)
        return None if is_loopback(host) else USUAL_RATE


def _processes(snapshot: Snapshot, policy: Policy) -> QueryProcesses:
    limits, sizes = Limits.from_environment(), LaneSizes.for_server()
    return QueryProcesses(snapshot.quads_path, limits, sizes, services=policy.services)


def serve(
    snapshot: Snapshot,
    evaluator: ServerEvaluator | None = None,
    *,
    host: str = HOST,
    port: int = PORT,
    policy: Policy | None = None,
    tell: Callable[[str], None] = print,
) -> None:
    """Show a snapshot over HTTP until stopped by Ctrl-C or a signal.

    Args:
        snapshot: what is shown.
        evaluator: answers its queries, and is closed here; query processes if None.
        host: where to listen; beyond loopback every name is answered to.
        port: 0 takes a free one.
        policy: what clients may do; what the settings say if None.
        tell: told the address once the server answers.

    Raises:
        CannotListen: the port is in use, or the host is not this machine's.
    """
    with (
        closing(listen(host, port)) as listener,
        closing(evaluator or _processes(snapshot, policy or Policy())) as answering,
    ):
        app = create_app(
            snapshot, answering, hosts=allowed_hosts(host), rate=(policy or Policy()).rate_at(host)
        )
        address = address_of_server(host, listener)

        def when_ready() -> None:
            tell(address)
            app.state.sizes.measure()
            settle(app.state.warming)

        run(app, listener, when_ready)


def run(app: Starlette, listener: socket.socket, when_ready: Callable[[], None]) -> None:
    """Answer requests on a socket until stopped by Ctrl-C or a signal."""
    logging.getLogger("uvicorn.error").addFilter(tell_in_one_line)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        http=BoundedProtocol,
        ws="none",
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )
    _Server(config, when_ready).run(sockets=[listener])
