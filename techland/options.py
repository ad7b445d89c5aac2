"""Options that several commands share, and how they open the graph."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from techland.graph.snapshot import Snapshot
    from techland.knowledge_graph import KnowledgeGraph

Command = TypeVar("Command", bound=Callable[..., Any])


def version_option(command: Command) -> Command:
    """Add ``--snapshot``: an older snapshot in place of the active one."""
    return click.option(
        "--snapshot",
        metavar="VERSION",
        help="A kept version of the data, or its first digits; the active one if not given.",
    )(command)


def endpoint_option(command: Command) -> Command:
    """Add ``--endpoint``: an engine elsewhere in place of a snapshot of this machine."""
    return click.option(
        "--endpoint",
        metavar="URL",
        envvar="TECHLAND_ENDPOINT",
        help="Ask the engine at this SPARQL endpoint (see docs/remote.md); else TECHLAND_ENDPOINT.",
    )(command)


def engine_option(command: Command) -> Command:
    """Add ``--endpoint``: the engine that a command is about."""
    return click.option(
        "--endpoint",
        metavar="URL",
        envvar="TECHLAND_ENDPOINT",
        required=True,
        help="The engine's SPARQL endpoint; else TECHLAND_ENDPOINT.",
    )(command)


def quiet_option(command: Command) -> Command:
    """Add ``--quiet``."""
    return click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")(command)


def _own_queries(
    _context: click.Context, _parameter: click.Parameter, folder: Path | None
) -> Path | None:
    """Let the catalogue of this process hold the queries of a folder too."""
    if folder is not None:
        from techland.queries.catalogue import SETTING

        os.environ[SETTING] = str(folder.resolve())
    return folder


def queries_option(command: Command) -> Command:
    """Add ``--queries``: a folder of one's own beside the catalogue's."""
    return click.option(
        "--queries",
        "own_queries",
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        callback=_own_queries,
        expose_value=False,
        help="A folder of your own queries, which join the catalogue; else TECHLAND_QUERIES.",
    )(command)


def out_option(command: Command) -> Command:
    """Add ``--out``: a file in place of standard output."""
    return click.option(
        "--out",
        "-o",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write to this file; it appears only when it is whole.",
    )(command)


def isolated_option(command: Command) -> Command:
    """Add ``--isolated``: organisations without any tie stay in the network."""
    return click.option(
        "--isolated",
        is_flag=True,
        help="Of a network: keep organisations without any tie.",
    )(command)


def the_snapshot(version: str | None) -> Snapshot:
    """Return the snapshot that a command works on; build the curated one where none is."""
    from techland.graph.home import Home
    from techland.knowledge_graph import open_snapshot
    from techland.progress import steps

    with steps() as tell:
        return open_snapshot(Home.from_environment(), version, tell)


def the_graph(version: str | None, endpoint: str | None = None) -> KnowledgeGraph:
    """Return the knowledge graph that a command asks.

    Args:
        version: of a kept snapshot; the active one if None.
        endpoint: of an engine that is asked instead; what TECHLAND_ENDPOINT names if None.
    """
    address = endpoint or os.environ.get("TECHLAND_ENDPOINT")
    if address:
        if version:
            raise click.UsageError(
                "an engine serves the version that was loaded last: no --snapshot"
            )
        from techland.knowledge_graph import open_graph

        return open_graph(endpoint=address)
    from techland.knowledge_graph import KnowledgeGraph
    from techland.queries.evaluation import QueryProcesses

    snapshot = the_snapshot(version)
    return KnowledgeGraph(snapshot, QueryProcesses(snapshot.quads_path, size=1))
