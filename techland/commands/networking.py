"""network: who is tied to whom, and the measures of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from techland.options import out_option, the_graph, version_option

if TYPE_CHECKING:
    from techland.knowledge_graph import KnowledgeGraph
    from techland.network.network import Network

_FILTERS = (
    "theme",
    "programme",
    "kind",
    "role",
    "type",
    "country",
    "region",
    "dataset",
    "source",
    "certainty",
)


# What a terminal has no room for.
_NOT_SHOWN = ("iri", "one", "other")


def filter_options(command: Any) -> Any:
    """Add an option for each filter; each may stand several times."""
    for name in reversed(_FILTERS):
        command = click.option(f"--{name}", multiple=True, metavar="ID")(command)
    return command


@click.command("network")
@click.option("--tie", default="undertakings", show_default=True, help="What ties two.")
@click.option("--weight", default="count", show_default=True, help="How much a tie weighs.")
@click.option("--level", default="organisation", show_default=True, help="What nodes are.")
@click.option("--since", metavar="DAY", help="Keep what may have run on this day or later.")
@click.option("--until", metavar="DAY", help="Keep what may have run on this day or before.")
@filter_options
@click.option("--isolated", is_flag=True, help="Keep nodes without any tie.")
@click.option("--query", "-q", metavar="QUERY", help="Ties from a query: a name, a file, or text.")
@click.option("--directed", is_flag=True, help="Of a query: ties lead from source to target.")
@click.option("--measure", "-m", metavar="NAME", help="Show what a measure finds, not the ties.")
@click.option("--by", metavar="ATTRIBUTE", help="Groups that a measure compares [country].")
@click.option("--weighted", is_flag=True, default=None, help="Let a measure add weights.")
@click.option("--draws", type=int, help="Of a permutation test [999].")
@click.option("--seed", type=int, help="Of whatever is drawn by chance [1].")
@click.option("--sampled", type=int, help="Betweenness from so many nodes only.")
@click.option("--nodes", is_flag=True, help="Write the nodes as a table, not the ties.")
@click.option("--language", type=click.Choice(["en", "nl", "de"]), default="en")
@click.option("--format", "-f", "format_name", help="gexf, graphml, pajek, csv, xlsx, json, …")
@out_option
@version_option
def network_command(
    measure: str | None,
    by: str | None,
    nodes: bool,
    format_name: str | None,
    out: Path | None,
    snapshot: str | None,
    **words: Any,
) -> None:
    """Make a network, write it to a file, or measure it.

    Ties: undertakings (agreements and projects), projects, agreements, events,
    memberships, signatories, themes. Weights: count, newman, money, days. Levels:
    organisation, place, nuts3, nuts2, nuts1, country, theme. Measures: share-across,
    ei-index (and -of-groups, -of-nodes), mixing, assortativity, participation,
    brokerage, crossing-betweenness, degree, closeness, betweenness, eigenvector,
    pagerank, coreness, constraint, effective-size, articulation, bridges; docs/measures.md
    explains each.

    \b
    Examples:
      techland network --tie projects --theme hydrogen
      techland network --measure ei-index --by country
      techland network --tie projects --measure brokerage --by group --out brokers.xlsx
      techland network --level nuts3 --weight newman --isolated --out regions.gexf
    """
    from techland.network.files import measured_bytes, network_bytes

    options = {key: words.pop(key) for key in ("weighted", "draws", "seed", "sampled")}
    given = {key: value for key, value in options.items() if value is not None}
    if given and not measure:
        raise click.UsageError(f"--{next(iter(given))} is for measures: add --measure")
    name = format_name or (out.suffix.lstrip(".") if out else None)
    with the_graph(snapshot) as kg:
        network = _network(kg, words)
        for note in network.notes:
            click.echo(f"note: {note}", err=True)
        if measure:
            found = network.measure(measure, by, **given)
            for note in found.notes:
                click.echo(f"note: {note}", err=True)
            if name is None and sys.stdout.isatty():
                _show(network, network.measured(measure, by, **given))
                return
            content = measured_bytes(network, found, name or "csv")
        elif name is None and sys.stdout.isatty():
            _show(network, network.ties.sort("weight", "one", descending=[True, False]))
            return
        else:
            content = network_bytes(network, name or "csv", nodes=nodes)
        _give(content, out, network)


def _network(kg: KnowledgeGraph, words: dict[str, Any]) -> Network:
    query, directed = words.pop("query"), words.pop("directed")
    if query is None:
        if directed:
            raise click.UsageError("--directed is for --query")
        return kg.network(**words)
    from techland.commands.asking import given_query

    return kg.network_of(given_query(query, None), directed=directed, language=words["language"])


def _give(content: bytes, out: Path | None, network: Network) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        return
    from techland.graph.export.whole_file import write_whole

    write_whole(out, lambda output: output.write(content))
    click.echo(f"{out}: {len(content)} bytes, snapshot {network.version[:12]}")


def _show(network: Network, table: Any) -> None:
    """Show a table in a terminal: labels in place of IRIs, numbers rounded for the eye."""
    from techland.terminal import show_table

    click.echo(network.words)
    below = f"{network.nodes.height} nodes, {network.edges.height} ties"
    if table.height == 1:
        values = table.row(0, named=True).items()
        show_table(("", ""), ((name, _told(value)) for name, value in values), below)
        return
    hidden = [name for name in table.columns if name.startswith(("expected_", "ratio_"))]
    if hidden:
        below += f"; {len(hidden)} more columns (expected_…, ratio_…) in a file: --out, --format"
    kept = table.drop(*hidden, *(name for name in _NOT_SHOWN if name in table.columns))
    rows = (tuple(_told(value) for value in row) for row in kept.iter_rows())
    show_table(tuple(kept.columns), rows, below)


def _told(value: object) -> str:
    if value is None:
        return "not defined"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
