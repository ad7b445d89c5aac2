"""map: a view of the network as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from techland.commands.network_words import filter_options
from techland.options import the_graph, version_option

_LANGUAGES = click.Choice(["en", "nl", "de"])


@click.command("map")
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option(
    "--format", "-f", "format_name", help="html, svg, png, slide, gexf, graphml, csv, nodes."
)
@click.option(
    "--link", help="A link to a view, copied from the map's page; other words come on top."
)
@click.option("--layout", help="force, geographic or sides.")
@click.option("--tie", help="What ties two: undertakings, projects, agreements, events, …")
@click.option("--weight", help="How much a tie weighs: count, newman, money, days.")
@click.option("--level", help="What nodes are: organisation, place, nuts3, nuts2, country.")
@click.option(
    "--since", type=int, metavar="YEAR", help="Keep what may have run in this year or later."
)
@click.option("--until", type=int, metavar="YEAR", help="Keep what may have run until this year.")
@filter_options
@click.option("--across", is_flag=True, help="Only ties across the border.")
@click.option("--disputed", is_flag=True, help="Only ties that a source disputes.")
@click.option("--isolated", is_flag=True, help="Keep nodes without any tie.")
@click.option("--min", "least", type=float, help="The least weight of a tie.")
@click.option(
    "--size", help="What size shows: degree, strength, across, betweenness, brokerage, same."
)
@click.option("--color", help="What colour shows: country, type, community, role, ei, degree, …")
@click.option("--language", type=_LANGUAGES)
@version_option
def map_command(
    out: Path, format_name: str | None, link: str | None, snapshot: str | None, **words: Any
) -> None:
    """Write a view of the network map to a file.

    The suffix of the file tells the format: one HTML page that works offline, SVG or PNG
    for print, GEXF, GraphML or CSV. It holds exactly what the page /map shows for the
    same words.

    \b
    Examples:
      techland map --out map.html
      techland map --theme hydrogen --layout geographic --out map.html
      techland map --across --since 2019 --until 2019 --layout sides --out sides.svg
    """
    words["min"], words["lang"] = words.pop("least"), words.pop("language")
    given = {name: value for name, value in words.items() if value not in (None, False, ())}
    with the_graph(snapshot) as kg:
        path = kg.map(out, format_name=format_name, link=link, **given)
        click.echo(f"{path}: {path.stat().st_size} bytes, snapshot {kg.snapshot.short}")
