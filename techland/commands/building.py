"""build, validate, info: make the graph, check its facts, say what is in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from techland.options import the_snapshot, version_option

if TYPE_CHECKING:
    from techland.graph.snapshot import Snapshot

FACTS_HELP = "A folder of fact tables in place of the shipped ones."
folder = click.Path(file_okay=False, path_type=Path)
VIOLATED = 3
_OWN = "overlay/"


@click.command("build")
@click.option("--facts", type=folder, help=FACTS_HELP)
@click.option("--unmerged", is_flag=True, help="Let every imported record stand by itself.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def build_command(facts: Path | None, unmerged: bool, quiet: bool) -> None:
    """Build the graph from the fact tables and make it the active snapshot.

    The user's own tables in TECHLAND_HOME/facts are laid over the shipped
    ones. A fault in a table is told with file, row, column and value, and the
    snapshot that was active stays so.
    """
    from techland.graph.build import build
    from techland.graph.home import Home
    from techland.network.arrays.sidecar import keep_arrays
    from techland.progress import steps

    with steps(quiet) as tell:
        built = build(Home.from_environment(), facts, tell, merged=not unmerged)
        keep_arrays(built.snapshot)
    if quiet:
        return
    state = "new" if built.changed else "unchanged"
    click.echo(f"snapshot {built.snapshot.short} ({state}), {built.snapshot.directory}")
    _tell_rows(built.report, built.snapshot.manifest["inputs"])
    _tell_report(built.report)


def _tell_rows(report: dict[str, Any], inputs: dict[str, str]) -> None:
    rows = sum(report["rows"].values())
    click.echo(f"{rows} rows of {len(report['rows'])} tables are in; none was refused")
    own = [name.removeprefix(_OWN) for name in sorted(inputs) if name.startswith(_OWN)]
    if own:
        click.echo(f"your own tables are laid over these: {', '.join(own)}")
    for row in report["overlaid_rows"]:
        click.echo(f"a row of yours takes the place of the one before: {row}")


def _tell_report(report: dict[str, Any]) -> None:
    claims = ", ".join(f"{n} {status}" for status, n in report["claims_by_status"].items())
    click.echo(f"claims: {claims}; {report['claims_without_source']} rest on no document")
    for row in report["decided_by_rule"]:
        told = f"{row['subject']} {row['property']}: {row['a']!r} or {row['b']!r}"
        click.echo(f"left open by the curator: {told}; {row['rule']}: {row['accepted']}")
    for cell in report["not_accepted_from_tables"]:
        click.echo(f"in a table, not accepted: {cell['cell']} {cell['value']} ({cell['status']})")
    for cell in report["doubtful_cells"]:
        place = f"{cell['table']}[{cell['key']}].{cell['column']}"
        click.echo(f"to be read again: {place}: {cell['note_en']}")
    _tell_gaps(report["gaps"])
    warnings = [r for r in report["shape_results"] if r["severity"] != "Violation"]
    click.echo(f"{len(warnings)} warnings of the shapes; `techland validate` lists them")


def _tell_gaps(gaps: list[dict[str, Any]]) -> None:
    for gap in gaps:
        click.echo(f"known gap: {gap['number']} {gap['code']}")


@click.command("validate")
@click.option("--facts", type=folder, help=FACTS_HELP)
@click.option(
    "--language", type=click.Choice(["en", "nl", "de"]), default="en", help="Of the messages."
)
def validate_command(facts: Path | None, language: str) -> int:
    """Check the fact tables and the shapes, and build nothing.

    Leaves with status 3 where a row or shape is violated, 0 with warnings only.
    """
    from techland.graph.dataset import make_dataset
    from techland.graph.home import Home
    from techland.graph.ingest.fact_tables import read_fact_tables
    from techland.graph.validation import VIOLATION, validate

    tables = read_fact_tables(facts, Home.from_environment().facts)
    results = validate(make_dataset(tables).default)
    for result in results:
        click.echo(f"{result.severity.lower()}: {result.line(language)}")
    violations = sum(result.severity == VIOLATION for result in results)
    click.echo(f"{violations} violations, {len(results) - violations} warnings")
    return VIOLATED if violations else 0


@click.command("info")
@version_option
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("--verify", is_flag=True, help="Compare the bytes on disk with the version.")
def info_command(snapshot: str | None, as_json: bool, verify: bool) -> None:
    """Say what is in the graph, with what is known to be incomplete."""
    found = the_snapshot(snapshot)
    if verify:
        found.verify()
    if as_json:
        content = {"version": found.version, "built": found.built, "manifest": found.manifest}
        click.echo(json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True))
        return
    _tell_snapshot(found)
    if verify:
        click.echo("\nits bytes on disk are those of this version")


def _tell_snapshot(found: Snapshot) -> None:
    from techland.graph.changes.versions import home_of

    built, manifest = found.built, found.manifest
    click.echo(f"snapshot {found.version}")
    # Triples of another origin may be published without any of these.
    if "built_at" in built:
        click.echo(f"built at {built['built_at']} in {built['seconds']} s")
    else:
        click.echo("built at a time that nothing tells")
    click.echo(f"in {found.directory}")
    click.echo(f"your own tables: {home_of(found).facts}")
    for heading in ("rows", "graphs", "classes"):
        click.echo(f"\n{heading}")
        _tell_counts(manifest.get(heading))
    click.echo("\nwhat is known to be incomplete")
    if "gaps" not in manifest:
        click.echo(_UNTOLD)
    for gap in manifest.get("gaps", ()):
        click.echo(f"{gap['number']:>9}  {gap['code']} (touches {', '.join(gap['touches'])})")


_UNTOLD = "           the manifest does not tell: the graph was not built from fact tables"


def _tell_counts(counts: dict[str, int] | None) -> None:
    if counts is None:
        click.echo(_UNTOLD)
    for name, count in (counts or {}).items():
        click.echo(f"{count:>9}  {name}")
