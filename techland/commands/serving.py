"""serve: the graph in the browser and at a SPARQL endpoint."""

from __future__ import annotations

import re

import click

from techland.options import the_snapshot, version_option

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
@version_option
def serve_command(
    host: str, port: int, services: tuple[str, ...], rate: float | None, snapshot: str | None
) -> None:
    """Serve pages, the SPARQL endpoint /sparql and the network map /map, read-only.

    It listens on this machine only, unless --host says otherwise; port 0 takes
    any free one. The address is printed when the page answers.
    """
    from techland.server.serving import Policy, serve

    policy = Policy(rate, services)
    serve(the_snapshot(snapshot), host=host, port=port, policy=policy, tell=click.echo)
