"""reconcile: a column of a spreadsheet matched to the things of the graph."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from techland.options import out_option, the_graph, version_option

if TYPE_CHECKING:
    import polars as pl

    from techland.queries.reconciling.matching import Asked, Match

# What is written behind the table's own columns.
ADDED = ("iri", "name", "score", "match", "reasons", "others")
_MOST_OTHERS = 4


@click.command("reconcile")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--column", "-c", required=True, metavar="HEADER", help="The column of names.")
@click.option("--kind", "-k", default="", metavar="KIND", help="organisation, project, theme, …")
@click.option(
    "--also",
    "-a",
    "pairs",
    multiple=True,
    metavar="HEADER=PROPERTY",
    help="A column that must agree: Land=country.",
)
@click.option("--sheet", metavar="NAME", help="A worksheet; the first if not given.")
@click.option("--language", type=click.Choice(["en", "nl", "de"]), default="en")
@out_option
@version_option
def reconcile_command(
    file: Path,
    column: str,
    kind: str,
    pairs: tuple[str, ...],
    sheet: str | None,
    language: str,
    out: Path | None,
    snapshot: str | None,
) -> None:
    """Match the names in a column of a CSV or XLSX file to things of the graph.

    The table comes back as CSV with six columns more: iri, name, score,
    match, reasons, others. An IRI stands only where match is true; where
    several things may be meant, others lists them for you to choose.

    \b
    Examples:
      techland reconcile partners.csv --column Name --kind organisation -o known.csv
      techland reconcile partners.xlsx -c Partner -k organisation -a Land=country
    """
    from techland.queries.reconciling.matching import Asked
    from techland.spreadsheets import column_of, read_table

    table = read_table(file, sheet)
    names = column_of(table, column, file.name)
    also = {name: column_of(table, header, file.name) for header, name in map(_also, pairs)}
    types = (kind,) if kind else ()
    asked = [
        Asked(text, types, properties={n: (v[at],) for n, v in also.items() if v[at].strip()})
        for at, text in enumerate(names)
    ]
    # A name that stands in many rows is looked up once.
    wanted = list({_key(one): one for one in asked if one.text.strip()}.values())
    with the_graph(snapshot) as kg:
        found, _ = kg.matches(wanted)
    by_key = {_key(one): matches for one, matches in zip(wanted, found, strict=True)}
    rows = [_row(by_key.get(_key(one), []), language) for one in asked]
    _write(table, rows, out)
    sure = sum(bool(row[0]) for row in rows)
    click.echo(f"{sure} of {len(rows)} rows matched; the others need your look", err=True)


def _also(pair: str) -> tuple[str, str]:
    header, equals, name = pair.rpartition("=")
    if not equals:
        raise click.UsageError(f"write HEADER=PROPERTY, not {pair!r}")
    return header, name


def _key(one: Asked) -> tuple[Any, ...]:
    return (one.text, one.types, *sorted(one.properties.items()))


def _row(found: Sequence[Match], language: str) -> tuple[str, ...]:
    """Return the added cells of a row: what is sure, or what may be meant."""
    from techland.reconciling import told

    sure = found[0] if found and found[0].match else None
    rest = [
        f"{one.thing.iri} {one.thing.name(language)} ({one.score:g})"
        for one in found
        if one is not sure
    ]
    others = " | ".join(rest[:_MOST_OTHERS])
    if sure is None:
        return ("", "", "", "false", "", others)
    name, score = sure.thing.name(language), f"{sure.score:g}"
    return (sure.thing.iri, name, score, "true", told(sure, language), others)


def _write(table: pl.DataFrame, rows: Sequence[tuple[str, ...]], out: Path | None) -> None:
    import polars as pl

    from techland.graph.durable import replace_file

    prefix = "techland_" if set(ADDED) & set(table.columns) else ""
    added = pl.DataFrame(rows, schema=[f"{prefix}{name}" for name in ADDED], orient="row")
    whole = pl.concat([table, added], how="horizontal")
    content = whole.with_columns(pl.all().replace("", None)).write_csv().encode()
    if out:
        replace_file(out, content)
    else:
        sys.stdout.buffer.write(content)
