"""serve: the graph in the browser and at a SPARQL endpoint, or a plain store of one's own."""

from __future__ import annotations

import re
from pathlib import Path

import click

from techland.options import endpoint_option, queries_option, the_snapshot, version_option

_ENDPOINT = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def _absolute(
    _context: click.Context, _parameter: click.Parameter, services: tuple[str, ...]
) -> tuple[str, ...]:
    """Refuse an endpoint that is no absolute IRI of HTTP."""
    for service in services:
        if not _ENDPOINT.fullmatch(service):
            raise click.BadParameter(f"{service!r} is no IRI that begins with http:// or https://")
    return services


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--store",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Serve a plain quad store in this folder in place of the published graph.",
)
@click.option("--writable", is_flag=True, help="Let whoever has the token write the store.")
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File that holds the token; else TECHLAND_TOKEN, else a new one is printed.",
)
@click.option(
    "--allow-service",
    "services",
    metavar="IRI",
    multiple=True,
    callback=_absolute,
    help="An endpoint that SERVICE in a query may reach; repeat it for more. Usually none.",
)
@click.option(
    "--rate-limit",
    "rate",
    type=click.FloatRange(min=0),
    help="Most requests a second of one client, 0 for any.  [default: 20; on localhost 0]",
)
@queries_option
@endpoint_option
@version_option
def serve_command(
    host: str,
    port: int,
    store: Path | None,
    token_file: Path | None,
    services: tuple[str, ...],
    rate: float | None,
    endpoint: str | None,
    snapshot: str | None,
    *,
    writable: bool,
) -> None:
    """Serve pages, the SPARQL endpoint /sparql and the network map /map, read-only.

    It listens on this machine only, unless --host says otherwise; port 0 takes
    any free one. The address is printed when the page answers.

    With --endpoint the same pages show the version that an engine elsewhere serves.

    With --store it serves an ordinary quad store that starts empty, and with
    --writable also SPARQL Update and writing to /graphs, for whoever has the token.
    """
    from techland.server.serving import Policy

    policy = Policy(rate, services)
    if endpoint and (store or snapshot or services):
        raise click.UsageError("--endpoint goes without --store, --snapshot and --allow-service")
    if store is None:
        if writable or token_file:
            raise click.UsageError("--writable and --token-file belong to --store DIR")
        from techland.server.serving import serve

        if endpoint:
            from techland.remote import open_engine

            held, engine = open_engine(endpoint)
            serve(held, engine, host=host, port=port, policy=policy, tell=click.echo)
            return
        serve(the_snapshot(snapshot), host=host, port=port, policy=policy, tell=click.echo)
        return
    if snapshot:
        raise click.UsageError("--snapshot belongs to the published graph, not to --store")
    if token_file and not writable:
        raise click.UsageError("--token-file belongs to --writable")
    from techland.server.plain_serving import serve_store
    from techland.server.write_access import WriteToken

    token = WriteToken.find(token_file) if writable else None
    serve_store(store, token=token, host=host, port=port, policy=policy, tell=click.echo)
