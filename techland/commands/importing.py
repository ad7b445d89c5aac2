"""import, datasets, remove: official files beside the curated facts, each a graph of its own."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from techland.graph.ingest.importing import Import, Imported

paths = click.Path(path_type=Path)
_PER_RULE = 3


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=paths)
@click.option("--dataset", metavar="NAME", help="A name of your own for the dataset.")
@click.option("--issued", metavar="DATE", help="Day, month or year of the export: 2019-12.")
@click.option("--mapping", type=paths, help="A column mapping (TOML) for a table of your own.")
@click.option("--guess", is_flag=True, help="Propose a mapping for FILE, and import nothing.")
@click.option("--out", "-o", type=paths, help="With --guess: write the mapping here.")
@click.option("--strict", is_flag=True, help="Refuse the import if anything would be mended.")
@click.option("--replace", is_flag=True, help="Let an older export replace a newer one.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def import_command(
    files: tuple[Path, ...],
    dataset: str | None,
    issued: str | None,
    mapping: Path | None,
    guess: bool,
    out: Path | None,
    strict: bool,
    replace: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Import files of keep.eu, CORDIS, ROR, Kohesio, Jems, or any list of partners.

    FILES are files, folders or zip files; the name of an importer may stand
    first, else the format is recognised. Each dataset becomes a named graph,
    and a part of the default graph. Importing it again changes nothing; a
    newer export takes its place.

    \b
    Examples:
      techland import keep_eu_2014-2020_closed.xlsx --issued 2019-12
      techland import cordis cordis-h2020projects-csv.zip
      techland import --guess partners.xlsx --out partners.toml
      techland import --mapping partners.toml partners.xlsx
    """
    from techland.graph.home import Home
    from techland.graph.ingest.importing import ImportOptions, import_files
    from techland.network.arrays.sidecar import keep_arrays

    importer, given = _importer_first(files)
    if guess:
        _guess(given, out)
        return
    options = ImportOptions(importer, dataset, issued, strict, replace, mapping)
    with _progress(quiet or as_json) as tell:
        imported = import_files(Home.from_environment(), given, options, tell)
        tell("make the arrays of networks", None, 0)
        keep_arrays(imported.built.snapshot)
    if as_json:
        click.echo(json.dumps(_as_json(imported), indent=1, ensure_ascii=False, sort_keys=True))
    elif not quiet:
        _tell_imported(imported)


def _importer_first(files: tuple[Path, ...]) -> tuple[str | None, list[Path]]:
    """Take the first word for an importer's name where it is one, or no file has that name."""
    from techland.graph.ingest.importers import importers

    first = str(files[0])
    if first in importers() or (len(files) > 1 and not files[0].exists() and "." not in first):
        if len(files) == 1:
            raise click.UsageError(f"name a file behind {first}")
        return first, list(files[1:])
    return None, list(files)


def _guess(files: list[Path], out: Path | None) -> None:
    from techland.graph.ingest.operations.guessing import guess_mapping

    if len(files) != 1:
        raise click.UsageError("--guess takes one file")
    text = guess_mapping(files[0])
    if out:
        out.write_text(text, encoding="utf-8")
        click.echo(f"{out}: read it, mend what it is unsure of, then", err=True)
        click.echo(f"techland import --mapping {out} {files[0]}", err=True)
    else:
        click.echo(text, nl=False)


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str, float | None, int], None]]:
    """Show what is being done with rows a second and time left; lines where nobody looks on."""
    import sys

    if quiet:
        yield lambda *_: None
        return
    if not sys.stderr.isatty():
        told: list[str] = []

        def line(what: str, _done: float | None, _rows: int) -> None:
            if told[-1:] != [what]:
                told.append(what)
                click.echo(what, err=True)

        yield line
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("{task.description}"), BarColumn(), rate, TimeElapsedColumn())
    with Progress(
        *columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("begin", total=None, rate="")
        begun = time.monotonic()

        def show(what: str, done: float | None, rows: int) -> None:
            seconds = max(time.monotonic() - begun, 1e-3)
            rate = f"{rows:,} rows, {rows / seconds:,.0f} a second" if rows else ""
            total = 1.0 if done is not None else None
            bar.update(task, description=what, completed=done or 0, total=total, rate=rate)

        yield show


def _as_json(imported: Imported) -> dict[str, Any]:
    return {
        "snapshot": imported.built.snapshot.version,
        "datasets": [
            {
                **one.report,
                "changed": one.changed,
                "lines": str(one.dataset.directory / "lines.csv"),
            }
            for one in imported.imports
        ],
    }


def _tell_imported(imported: Imported) -> None:
    for one in imported.imports:
        _tell_import(one)
    state = "new" if imported.built.changed else "unchanged"
    click.echo(f"snapshot {imported.built.snapshot.short} ({state})")


def _tell_import(one: Import) -> None:
    report = one.report
    if one.before and one.changed:
        before = one.before.manifest
        files = ", ".join(file["name"] for file in before["files"])
        number = f"{before['triples']:,} triples"
        click.echo(f"{report['dataset']}: takes the place of {files} ({number})")
    state = "imported" if one.changed else "unchanged: the same files were imported before"
    day = report["issued"] or "a day that is not known"
    click.echo(f"{report['dataset']}: {state}, as of {day}; {report['triples']:,} triples")
    for table, rows in report["rows"].items():
        told = ", ".join(f"{rows[key]:,} {key}" for key in ("used", "refused"))
        click.echo(f"  {table}: {rows['read']:,} rows read, {told}")
    _tell_rules(report)
    _tell_sheets(report)
    for result in report["shape_results"]:
        click.echo(f"  shape: {result['shape']}, {result['number']:,} times: {result['message']}")
    click.echo(f"  what a count means: {report['counted']}")
    click.echo(f"  every line: {one.dataset.directory / 'lines.csv'}")


def _tell_rules(report: dict[str, Any]) -> None:
    files = {sheet["file"] for sheet in report["sheets"]}
    for key in ("refused", "left_out", "mended"):
        what = key.replace("_", " ")
        for rule, number in report[key].items():
            click.echo(f"  {what}, {number:,} times: {rule}")
            for line in report["examples"].get(f"{what}: {rule}", [])[:_PER_RULE]:
                click.echo(f"    {_shortened(line, f': {what}, {rule}', files)}")


def _shortened(line: str, told: str, files: set[str]) -> str:
    """Leave out of an example what stands above it: its rule, and the file where it is the only."""
    short = line.replace(told, ":", 1).removesuffix(":")
    file = next(iter(files)) if len(files) == 1 else ""
    return short.removeprefix(file).removeprefix(", ").removeprefix(": ")


def _tell_sheets(report: dict[str, Any]) -> None:
    for sheet in report["sheets"]:
        place = " / ".join(filter(None, (sheet["file"], sheet["sheet"])))
        for key, words in (
            ("unknown_columns", "unknown columns"),
            ("missing_columns", "columns not there"),
            ("notes", "to read it"),
        ):
            if sheet[key]:
                click.echo(f"  {place}: {words}: {', '.join(sheet[key])}")
    for sheet in report["unknown_sheets"]:
        click.echo(f"  not read, for no importer of these files knows it: {sheet}")


@click.command("datasets")
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
def datasets_command(as_json: bool) -> None:
    """List the imported datasets: files, day, licence, and what a count of them means."""
    from techland.graph.datasets import imported_datasets
    from techland.graph.home import Home

    found = imported_datasets(Home.from_environment())
    if as_json:
        content = [{**one.manifest, "imported": one.imported} for one in found]
        click.echo(json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True))
        return
    if not found:
        click.echo("nothing is imported; `techland import --help` tells how")
    for one in found:
        told = one.manifest
        click.echo(f"{one.name}: {told['title']}, {told['triples']:,} triples")
        click.echo(f"  files: {', '.join(file['name'] for file in told['files'])}")
        click.echo(
            f"  as of: {told['issued'] or 'not known'}; imported {one.imported['imported_at']}"
        )
        click.echo(f"  {told['attribution']} Licence: {told['licence'] or 'not stated'}")
        click.echo(f"  {told['counted']}")


@click.command("remove")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
@click.argument("dataset")
def remove_command(dataset: str, quiet: bool) -> None:
    """Take an imported dataset out of the graph; its file can be imported again."""
    from techland.graph.home import Home
    from techland.graph.ingest.importing import remove_dataset
    from techland.network.arrays.sidecar import keep_arrays
    from techland.progress import steps

    with steps(quiet) as tell:
        built = remove_dataset(Home.from_environment(), dataset, progress=tell)
        keep_arrays(built.snapshot)
    if not quiet:
        click.echo(f"{dataset} is out; snapshot {built.snapshot.short}")
