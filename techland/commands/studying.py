"""network report, time, sensitivity and bundle: studies of a network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from techland.commands.network_words import study_options
from techland.options import out_option, the_graph, version_option

if TYPE_CHECKING:
    import polars as pl

    from techland.network.told import Told


@click.command("report")
@study_options
@click.option("--format", "-f", "form", help="html or md; by the suffix of --out if not given.")
@out_option
@version_option
def report_command(form: str | None, out: Path | None, snapshot: str | None, **words: Any) -> None:
    """Write a summary that one can cite: numbers, figures, what was counted, how to repeat it.

    HTML is one file; Markdown has its figures in a folder beside it. Without --out the
    HTML goes to standard output.

    \b
    Examples:
      techland network report --out report.html
      techland network report --tie projects --theme hydrogen --slices year --out hydrogen.md
    """
    from techland.viz.report.writing import report_html

    if out is None and (form or "html") != "html":
        raise click.UsageError("Markdown has figures beside it: name a file with --out")
    if out is None and sys.stdout.isatty():
        raise click.UsageError("name a file: --out report.html, or --out report.md")
    with the_graph(snapshot) as kg:
        study = kg.study(**words)
        if out is None:
            sys.stdout.buffer.write(report_html(study).encode())
            return
        written = study.report(out, form)
        click.echo(f"{written}: {written.stat().st_size} bytes, snapshot {study.version[:12]}")


@click.command("time")
@study_options
@click.option("--table", default="slices", show_default=True, help="What to compare; see above.")
@click.option("--format", "-f", "format_name", help="csv, tsv, parquet, xlsx or json.")
@out_option
@version_option
def time_command(
    table: str, format_name: str | None, out: Path | None, snapshot: str | None, **words: Any
) -> None:
    """Compare a network over time.

    Tables: slices (size, ties between groups), changes (entries, exits, ties that
    survive), survival, repeated (partners and partnerships that come back), returning
    (who is in which slices), brokers (turnover); docs/studies.md explains each.

    \b
    Examples:
      techland network time --slices year
      techland network time --table changes --slices 2014-2020,2021-2027 --by group
      techland network time --tie projects --table repeated --slices programme --same-names
    """
    with the_graph(snapshot) as kg:
        over_time = kg.study(**words).over_time
        _tell(over_time, f"time {table}", over_time.table(table), out, format_name)


@click.command("sensitivity")
@study_options
@click.option("--format", "-f", "format_name", help="csv, tsv, parquet, xlsx or json.")
@out_option
@version_option
def sensitivity_command(
    format_name: str | None, out: Path | None, snapshot: str | None, **words: Any
) -> None:
    """Show how the numbers of a network change with the choices that made it.

    Roles counted, kinds of activity, activities known on one side only, binational
    bodies, the largest project: one row each, then the extremes of all combinations.

    \b
    Examples:
      techland network sensitivity
      techland network sensitivity --tie projects --by group --out choices.xlsx
    """
    with the_graph(snapshot) as kg:
        found = kg.study(**words).sensitivity
        _tell(found, "sensitivity", found.table, out, format_name)


@click.command("bundle")
@study_options
@out_option
@version_option
def bundle_command(out: Path | None, snapshot: str | None, **words: Any) -> None:
    """Write a network for R: who takes part in what, attributes, a codebook, and a script.

    The script (igraph, sna) makes the network anew and repeats its headline numbers.

    \b
    Examples:
      techland network bundle --tie projects --out projects.zip
    """
    if out is None and sys.stdout.isatty():
        raise click.UsageError("name a file: --out network.zip")
    with the_graph(snapshot) as kg:
        study = kg.study(**words)
        if out is None:
            sys.stdout.buffer.write(study.bundle())
            return
        written = study.write_bundle(out)
        click.echo(f"{written}: {written.stat().st_size} bytes, snapshot {study.version[:12]}")


def _tell(
    told: Told, name: str, table: pl.DataFrame, out: Path | None, format_name: str | None
) -> None:
    """Give a table as a file, or show it in a terminal; notes go beside it."""
    from techland.graph.export.whole_file import write_whole
    from techland.network.study_files import study_table_bytes
    from techland.terminal_tables import show_frame

    for note in told.notes:
        click.echo(f"note: {note}", err=True)
    wanted = format_name or (out.suffix.lstrip(".") if out else None)
    if wanted is None and sys.stdout.isatty():
        click.echo(told.words)
        show_frame(table, f"{table.height} rows")
        return
    content = study_table_bytes(told, name, table, wanted or "csv")
    if out is None:
        sys.stdout.buffer.write(content)
        return
    write_whole(out, lambda output: output.write(content))
    click.echo(f"{out}: {len(content)} bytes, snapshot {told.version[:12]}")


STUDIES = (report_command, time_command, sensitivity_command, bundle_command)
