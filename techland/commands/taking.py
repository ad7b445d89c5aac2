"""export and map: take the graph away."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from techland.options import out_option, the_graph, version_option


@click.command("export")
@click.option("--format", "-f", "format_name", help="turtle, trig, ntriples, nquads, jsonld, …")
@out_option
@version_option
def export_command(format_name: str | None, out: Path | None, snapshot: str | None) -> None:
    """Write the whole graph: RDF, tables (csv, tsv, parquet) or the network (gexf, graphml).

    trig and nquads hold the whole dataset with its named graphs, every other
    format the default graph: the accepted view with claims, disputes and sources.

    \b
    Examples:
      techland export --out techland.ttl
      techland export --format nquads | gzip > techland.nq.gz
      techland export --out network.gexf
    """
    if not format_name and not out:
        raise click.UsageError("give --format, or --out with a suffix such as .ttl")
    with the_graph(snapshot) as kg:
        if out:
            path = kg.export(out, format_name)
            click.echo(f"{path}: {path.stat().st_size} bytes, snapshot {kg.snapshot.short}")
        else:
            kg.write(sys.stdout.buffer, format_name or "")


@click.command("map")
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--language", type=click.Choice(["en", "nl", "de"]), default="en")
@version_option
def map_command(out: Path, language: str, snapshot: str | None) -> None:
    """Write the network map as one HTML file that works offline."""
    with the_graph(snapshot) as kg:
        path = kg.map(out, language=language)
        click.echo(f"{path}: {path.stat().st_size} bytes, snapshot {kg.snapshot.short}")
