"""index: make here what networks, maps and the search need of a version that an engine holds."""

from __future__ import annotations

import time

import click

from techland.options import engine_option, quiet_option


@click.command("index")
@engine_option
@click.option(
    "--page",
    type=click.IntRange(10, 1_000_000),
    default=10_000,
    show_default=True,
    help="Most rows asked for at once; an engine that gives fewer is found out.",
)
@click.option(
    "--whole",
    is_flag=True,
    help="Fetch every statement and keep the quads too: exports and downloads are made of them.",
)
@quiet_option
def index_command(endpoint: str, page: int, *, whole: bool, quiet: bool) -> None:
    """Make the sidecar of the version that an engine serves, in the data folder of this machine.

    It holds the arrays of networks, the layouts of maps and the search index. A run
    that was stopped is taken up where it was.

    \b
    Examples:
      techland index --endpoint http://localhost:8890/sparql
      techland index --endpoint http://localhost:8890/sparql --whole
    """
    from techland.indexing import index_endpoint
    from techland.progress import amounts

    began = time.monotonic()
    with amounts(quiet) as tell:
        found = index_endpoint(endpoint, tell=tell, page=page, whole=whole)
    if quiet:
        return
    short = found.snapshot.short
    if found.rows:
        taken = f", {found.resumed:,} of them by an earlier run" if found.resumed else ""
        click.echo(
            f"version {short} is indexed: {found.rows:,} statements fetched{taken}, "
            f"in {time.monotonic() - began:.0f} s\n{found.snapshot.directory}"
        )
    else:
        click.echo(f"version {short} is indexed already: {found.snapshot.directory}")
    if found.left:
        click.echo(
            f"a stopped run with --whole has left {found.left:,} statements: "
            "run again with --whole to go on from there"
        )
