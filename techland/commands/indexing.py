"""index: make here what networks, maps and the search need of a version that an engine holds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from techland.indexing import Tell

# Lines of a terminal that is none come no oftener than this.
_SECONDS_A_LINE = 5.0


@click.command("index")
@click.option(
    "--endpoint",
    metavar="URL",
    envvar="TECHLAND_ENDPOINT",
    required=True,
    help="The engine's SPARQL endpoint; else TECHLAND_ENDPOINT.",
)
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
def index_command(endpoint: str, page: int, *, whole: bool) -> None:
    """Make the sidecar of the version that an engine serves, in the data folder of this machine.

    It holds the arrays of networks, the layouts of maps and the search index. A run
    that was stopped is taken up where it was.

    \b
    Examples:
      techland index --endpoint http://localhost:8890/sparql
      techland index --endpoint http://localhost:8890/sparql --whole
    """
    from techland.indexing import index_endpoint

    began = time.monotonic()
    with _progress() as tell:
        found = index_endpoint(endpoint, tell=tell, page=page, whole=whole)
    short = found.snapshot.short
    if not found.rows:
        click.echo(f"version {short} is indexed already: {found.snapshot.directory}")
        return
    taken = f", {found.resumed:,} of them by an earlier run" if found.resumed else ""
    click.echo(
        f"version {short} is indexed: {found.rows:,} statements fetched{taken}, "
        f"in {time.monotonic() - began:.0f} s\n{found.snapshot.directory}"
    )


@contextmanager
def _progress() -> Iterator[Tell]:
    """Give a function that shows how far it is: a bar in a terminal, some lines elsewhere."""
    if not sys.stderr.isatty():
        said = 0.0

        def line(_done: int, _of: int, what: str) -> None:
            nonlocal said
            if time.monotonic() - said >= _SECONDS_A_LINE or what.startswith("making"):
                said = time.monotonic()
                click.echo(what, err=True)

        yield line
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = BarColumn(), TextColumn("{task.description}")
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda done, of, what: bar.update(
            task, completed=done, total=of or None, description=what
        )
