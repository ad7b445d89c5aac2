"""Run the application of a plain store on a socket of this machine."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from techland.queries.plain.store import PlainStore
from techland.server.plain_app import create_plain_app
from techland.server.security import allowed_hosts
from techland.server.serving import HOST, PORT, Policy, address_of_server, listen, run
from techland.server.write_access import WriteToken


def serve_store(
    path: Path,
    *,
    token: WriteToken | None = None,
    host: str = HOST,
    port: int = PORT,
    policy: Policy | None = None,
    tell: Callable[[str], None] = print,
) -> None:
    """Serve a plain store over HTTP until stopped by Ctrl-C or a signal.

    Args:
        path: its folder; a new store is made where there is none.
        token: allows writing; None leaves the store read-only.
        host: where to listen; beyond loopback every name is answered to.
        port: 0 takes a free one.
        policy: the endpoints that SERVICE in a query may reach, and the rate of requests.
        tell: told the address once the server answers, and a new token after it.

    Raises:
        CannotListen: the port is in use, or the host is not this machine's.
        PlainStoreError: the folder is no plain store, or cannot be opened.
    """
    chosen = policy or Policy()
    with (
        closing(listen(host, port)) as listener,
        PlainStore(path, services=chosen.services) as store,
    ):
        app = create_plain_app(store, token, hosts=allowed_hosts(host), rate=chosen.rate_at(host))
        address = address_of_server(host, listener)

        def ready() -> None:
            tell(address)
            if token is not None and token.is_new:
                tell(f"token for writing: {token.secret}")

        run(app, listener, ready)
