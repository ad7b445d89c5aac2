"""export: take the graph away."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from techland.commands.all_of_it import deposit_options, write_everything_asked
from techland.commands.asking import given_query, parameters_of
from techland.graph.export.selection import EVERY_GRAPH
from techland.graph.export.serialising import usual_graph
from techland.graph.export_errors import DoesNotCombine
from techland.graph.formats import NETWORK
from techland.graph.network_errors import NoNetworkFormat
from techland.options import isolated_option, out_option, the_graph, version_option
from techland.parts import PartOptions, meant_format

LANGUAGES = click.Choice(["en", "nl", "de"])


@click.command("export")
@click.option("--format", "-f", "format_name", help="turtle, trig, nquads, jsonld, xlsx, gexf, …")
@click.option("--graph", "-g", help="all, default, or a named graph: facts, claims, …")
@click.option("--entity", help="A thing with its surroundings: an IRI, id or name.")
@click.option("--query", "query", help="The answer of a query: a catalogue name, a file or text.")
@click.option("--param", "-p", "pairs", multiple=True, metavar="NAME=VALUE", help="A parameter.")
@click.option("--rdf12", is_flag=True, help="Claims reify triple terms (RDF 1.2).")
@isolated_option
@click.option("--language", type=LANGUAGES, help="Of a network's labels; en if not given.")
@click.option("--compress", type=click.Choice(["gzip", "zstd"]), help="Or end --out in .gz, .zst.")
@out_option
@deposit_options
@version_option
def export_command(
    format_name: str | None,
    graph: str | None,
    entity: str | None,
    query: str | None,
    pairs: tuple[str, ...],
    rdf12: bool,
    isolated: bool,
    language: str | None,
    compress: str | None,
    out: Path | None,
    everything: Path | None,
    force: bool,
    doi: str | None,
    snapshot: str | None,
) -> None:
    """Write the graph or a part of it: RDF, tables (csv, tsv, parquet, xlsx), networks.

    trig and nquads hold the whole dataset with its named graphs, every other
    format the default graph: the accepted view with claims, disputes and sources.
    Tables mark a text that a spreadsheet would take for a formula with an apostrophe.

    \b
    Examples:
      techland export --out techland.ttl
      techland export --out techland.nq.gz
      techland export --graph claims --rdf12 --out claims.trig
      techland export --entity oost-nl --out oost-nl.jsonld
      techland export --query signatories --out signatories.xlsx
      techland export --isolated --language nl --out network.gexf
      techland export --all techland-deposit
    """
    chosen: dict[str, object] = {
        "--format": format_name,
        "--out": out,
        "--compress": compress,
        "--graph": graph,
    }
    chosen |= {"--entity": entity, "--query": query, "--param": pairs, "--rdf12": rdf12}
    chosen |= {"--isolated": isolated, "--language": language}
    if write_everything_asked(everything, chosen, force=force, doi=doi, snapshot=snapshot):
        return
    if not format_name and not out:
        raise click.UsageError("give --format, or --out with a suffix such as .ttl")
    with the_graph(snapshot) as kg:
        text = kg.query_text(given_query(query, None), parameters_of(pairs)) if query else None
        part = PartOptions(
            graph=graph,
            entity=entity,
            query=text,
            rdf12=rdf12,
            isolated=isolated,
            language=language,
        )
        try:
            if not out:
                kg.write(sys.stdout.buffer, format_name or "", compress, **part)
                return
            path = kg.export(out, format_name, compress, **part)
        except (NoNetworkFormat, DoesNotCombine) as error:
            raise click.UsageError(str(error)) from None
        click.echo(f"{path}: {path.stat().st_size} bytes, snapshot {kg.snapshot.short}")
        _say_what_is_left_out(out, format_name, part)


def _say_what_is_left_out(out: Path, format_name: str | None, part: PartOptions) -> None:
    """Say that a format for one graph holds the default graph, where nothing else was asked."""
    entry, _ = meant_format(out, format_name, None)
    if any(part.values()) or NETWORK in entry.kinds or usual_graph(entry) == EVERY_GRAPH:
        return
    click.echo("it holds the default graph; trig and nquads hold the named graphs too", err=True)
