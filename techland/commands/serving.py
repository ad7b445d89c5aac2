"""serve: the graph in the browser and at a SPARQL endpoint."""

from __future__ import annotations

import click

from techland.options import the_snapshot, version_option


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@version_option
def serve_command(host: str, port: int, snapshot: str | None) -> None:
    """Serve pages, the SPARQL endpoint /sparql and the network map /map, read-only.

    It listens on this machine only, unless --host says otherwise; port 0 takes
    any free one. The address is printed when the page answers.
    """
    from techland.server.serving import serve

    serve(the_snapshot(snapshot), host=host, port=port, tell=click.echo)
