"""load: bring a version of the graph into an engine elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from techland.options import engine_option, quiet_option, the_snapshot, version_option

WAYS = ("graph-store", "update", "bulk")
# One batch of a large graph may take an engine so long.
_SECONDS = 600.0


@click.command("load")
@engine_option
@click.option(
    "--way",
    type=click.Choice(WAYS),
    default=WAYS[0],
    show_default=True,
    help="Graph Store Protocol, SPARQL Update, or Virtuoso's bulk loader.",
)
@click.option("--update", metavar="URL", help="Where the engine takes updates, if elsewhere.")
@click.option("--graph-store", "store", metavar="URL", help="Where it takes graphs, if elsewhere.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="With --way bulk: a folder that the engine may read (its DirsAllowed).",
)
@click.option("--keep", type=click.IntRange(1), default=2, show_default=True, help="Versions kept.")
@quiet_option
@version_option
def load_command(
    endpoint: str,
    way: str,
    update: str | None,
    store: str | None,
    folder: Path | None,
    keep: int,
    snapshot: str | None,
    *,
    quiet: bool,
) -> None:
    """Load the active snapshot into an engine, and have it served from there.

    The version comes in beside the old one and is served from its last triple on:
    a loading that is stopped, at whatever moment, leaves the old one served whole.
    TECHLAND_ENDPOINT_USER and TECHLAND_ENDPOINT_PASSWORD name a user who may write.

    \b
    Examples:
      techland load --endpoint http://localhost:3030/techland/sparql \\
        --update http://localhost:3030/techland/update \\
        --graph-store http://localhost:3030/techland/data
      TECHLAND_ENDPOINT_AUTH=digest techland load \\
        --endpoint http://localhost:8890/sparql-auth \\
        --graph-store http://localhost:8890/sparql-graph-crud-auth
    """
    from techland.graph.remote.client import EndpointClient
    from techland.graph.remote.endpoint import Endpoint
    from techland.graph.remote.loading.bulk import BulkWay
    from techland.graph.remote.loading.loading import load
    from techland.graph.remote.loading.ways import GraphStoreWay, UpdateWay, Way
    from techland.progress import amounts

    if way == "bulk" and folder is None:
        raise click.UsageError("--way bulk needs --folder, which the engine may read")
    known = Endpoint.of_environment(endpoint, update=update, store=store)
    client = EndpointClient(known, seconds=_SECONDS)
    chosen: Way
    if way == "bulk" and folder is not None:
        chosen = BulkWay(client, folder.resolve())
    else:
        chosen = GraphStoreWay(client) if way == WAYS[0] else UpdateWay(client)
    found = the_snapshot(snapshot)
    with amounts(quiet) as tell:
        loaded = load(found, client, chosen, tell, keep)
    if quiet:
        return
    how = (
        f"{loaded.triples:,} triples in {loaded.seconds:.0f} s"
        if loaded.triples
        else "it was there"
    )
    click.echo(f"version {found.short} is served by {endpoint} ({how})")
    for version in loaded.dropped:
        click.echo(f"version {version[:12]} was taken away")
