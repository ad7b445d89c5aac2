"""network: who is tied to whom, and the measures of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from techland.commands.network_words import choice_options
from techland.commands.studying import STUDIES
from techland.options import out_option, the_graph, version_option

if TYPE_CHECKING:
    from techland.knowledge_graph import KnowledgeGraph
    from techland.network.network import Network

_MEASURE_OPTIONS = (
    "weighted", "draws", "seed", "sampled", "damping", "resolution", "iterations", "runs"
)  # fmt: skip


@click.group("network", invoke_without_command=True)
@choice_options
@click.option("--query", "-q", metavar="QUERY", help="Ties from a query: a name, a file, or text.")
@click.option("--directed", is_flag=True, help="Of a query: ties lead from source to target.")
@click.option("--measure", "-m", metavar="NAME", help="Show what a measure finds, not the ties.")
@click.option("--count", metavar="NAME", help="Show a count over the border, without a network.")
@click.option("--by", metavar="ATTRIBUTE", help="Groups that a measure compares [country].")
@click.option("--weighted", is_flag=True, default=None, help="Let a measure add weights.")
@click.option("--draws", type=int, help="Of a permutation test [999].")
@click.option("--seed", type=int, help="Of whatever is drawn by chance [1].")
@click.option("--sampled", type=int, help="Betweenness from so many nodes only.")
@click.option("--resolution", type=float, help="Of communities: above 1 more and smaller [1].")
@click.option("--damping", type=float, help="Of pagerank: how often a walk follows a tie [0.85].")
@click.option("--iterations", type=int, help="Of communities: rounds of Leiden [2].")
@click.option("--runs", type=int, help="Of community-stability: so many seeds [20].")
@click.option("--backbone", metavar="MODEL", help="Keep ties above chance: sdsm, disparity.")
@click.option("--alpha", type=float, help="Of a backbone: p-values below this [0.05].")
@click.option("--correction", metavar="NAME", help="Of it: bh, holm, bonferroni, none [bh].")
@click.option("--nodes", is_flag=True, help="Write the nodes as a table, not the ties.")
@click.option("--format", "-f", "format_name", help="gexf, graphml, pajek, csv, xlsx, json, …")
@out_option
@version_option
@click.pass_context
def network_command(
    context: click.Context,
    /,
    measure: str | None,
    count: str | None,
    by: str | None,
    nodes: bool,
    format_name: str | None,
    out: Path | None,
    snapshot: str | None,
    **words: Any,
) -> None:
    """Make a network, write it to a file, measure it, or study it.

    Ties: undertakings (agreements and projects), projects, agreements, events,
    memberships, signatories, themes. Weights: count, newman, money, days. Levels:
    organisation, place, nuts3, nuts2, nuts1, country, theme. Measures: share-across,
    ei-index (and -of-groups, -of-nodes), mixing, assortativity, participation,
    brokerage, crossing-betweenness, degree, closeness, betweenness, eigenvector,
    pagerank, coreness, constraint, effective-size, articulation, bridges, communities,
    community-stability, community-agreement, two-mode, two-mode-nodes; docs/measures.md
    explains each. Counts: pairs-across, partner-countries, country-themes.

    \b
    Examples:
      techland network --tie projects --theme hydrogen
      techland network --measure ei-index --by country
      techland network --tie projects --measure brokerage --by group --out brokers.xlsx
      techland network --level nuts3 --weight newman --isolated --out regions.gexf
      techland network --tie projects --backbone sdsm --correction holm --out backbone.csv
      techland network report --tie projects --out report.html
    """
    if context.invoked_subcommand is not None:
        _no_options_before(context)
        return
    options = {key: words.pop(key) for key in _MEASURE_OPTIONS}
    given = {key: value for key, value in options.items() if value is not None}
    if given and not measure:
        raise click.UsageError(f"--{next(iter(given))} is for measures: add --measure")
    name = format_name or (out.suffix.lstrip(".") if out else None)
    if count and context.get_parameter_source("tie") is click.core.ParameterSource.DEFAULT:
        words["tie"] = "projects"
    with the_graph(snapshot) as kg:
        if count:
            if measure or by or nodes or words["query"]:
                raise click.UsageError("--count goes without --measure, --by, --nodes and --query")
            _count(kg, count, words, name, out)
            return
        network = _network(kg, words)
        for note in network.notes:
            click.echo(f"note: {note}", err=True)
        content = _content(network, (measure, by, given), name, nodes=nodes)
        if content is not None:
            _give(content, out, network.version)


def _content(
    network: Network,
    measured: tuple[str | None, str | None, dict[str, Any]],
    name: str | None,
    *,
    nodes: bool,
) -> bytes | None:
    """Return the file's content; None where a terminal was shown a table in its place."""
    from techland.network.files import measured_bytes, network_bytes, settings_words

    measure, by, given = measured
    shown = name is None and sys.stdout.isatty()
    if measure:
        found = network.measure(measure, by, **given)
        for note in found.notes:
            click.echo(f"note: {note}", err=True)
        if found.settings:
            click.echo(f"settings: {settings_words(found.settings)}", err=True)
        if not shown:
            return measured_bytes(network, found, name or "csv")
        _show(network, network.measured(measure, by, **given))
        return None
    if not shown:
        return network_bytes(network, name or "csv", nodes=nodes)
    _show(network, network.ties.sort("weight", "one", descending=[True, False]))
    return None


def _count(
    kg: KnowledgeGraph, count: str, words: dict[str, Any], name: str | None, out: Path | None
) -> None:
    from techland.network.choice import chosen
    from techland.network.counting import counted_bytes
    from techland.terminal_tables import show_frame

    left_out = {"query", "directed", "language", "backbone", "alpha", "correction"}
    wanted = {key: value for key, value in words.items() if key not in left_out}
    choice = chosen(**wanted)
    if name is None and sys.stdout.isatty():
        table = kg.count(count, **wanted)
        click.echo(choice.words())
        show_frame(table, f"{table.height} rows")
        return
    _give(counted_bytes(kg.arrays, count, choice, kg.version, name or "csv"), out, kg.version)


def _no_options_before(context: click.Context) -> None:
    """Refuse options that stand before a subcommand, where nothing reads them."""
    source = click.core.ParameterSource.COMMANDLINE
    given = [name for name in context.params if context.get_parameter_source(name) == source]
    if given:
        name = context.invoked_subcommand
        raise click.UsageError(f"options of `network {name}` stand after {name}: {given[0]}")


def _network(kg: KnowledgeGraph, words: dict[str, Any]) -> Network:
    thinning = {name: words.pop(name) for name in ("backbone", "alpha", "correction")}
    network = _whole_network(kg, words)
    model = thinning.pop("backbone")
    given = {name: value for name, value in thinning.items() if value is not None}
    if model is None:
        if given:
            raise click.UsageError(f"--{next(iter(given))} is for --backbone")
        return network
    return network.backbone(model, **given)


def _whole_network(kg: KnowledgeGraph, words: dict[str, Any]) -> Network:
    query, directed = words.pop("query"), words.pop("directed")
    if query is None:
        if directed:
            raise click.UsageError("--directed is for --query")
        return kg.network(**words)
    from techland.network.choice import chosen

    rest = {name: value for name, value in words.items() if name != "language"}
    for name in chosen(**rest).as_settings():
        raise click.UsageError(f"--{name} chooses from the graph; a --query says itself what ties")
    from techland.commands.asking import given_query

    return kg.network_of(given_query(query, None), directed=directed, language=words["language"])


def _give(content: bytes, out: Path | None, version: str) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        return
    from techland.graph.export.whole_file import write_whole

    write_whole(out, lambda output: output.write(content))
    click.echo(f"{out}: {len(content)} bytes, snapshot {version[:12]}")


def _show(network: Network, table: Any) -> None:
    from techland.terminal_tables import show_frame

    click.echo(network.words)
    show_frame(table, f"{network.nodes.height} nodes, {network.edges.height} ties")


for _study in STUDIES:
    network_command.add_command(_study)
