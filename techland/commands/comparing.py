"""diff: what changed between two versions, and why."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from techland.commands.taking import LANGUAGES
from techland.options import out_option


@click.command("diff")
@click.argument("old", metavar="VERSION")
@click.argument("new", metavar="VERSION")
@click.option(
    "--format", "-f", "format_name", help="markdown, csv, json, turtle, jsonld, ntriples, rdfpatch."
)
@click.option("--language", type=LANGUAGES, default="en", help="Of the words; en if not given.")
@out_option
def diff_command(
    old: str, new: str, format_name: str | None, language: str, out: Path | None
) -> None:
    """Tell what changed from one kept version to another: claims, and why they did.

    VERSION is a version, its first digits, active, or previous: the latest built
    of those not active. An rdfpatch, applied to the first, gives the second.

    \b
    Examples:
      techland diff previous active
      techland diff 22260e4e0f33 active --format markdown
      techland diff previous active --out changes.ttl
      techland diff previous active --language nl --out wijzigingen.md
    """
    from techland.difference import diff
    from techland.terminal_changes import show_changes

    found = diff(old, new, language=language)
    if out:
        path = found.export(out, format_name)
        click.echo(f"{path}: {path.stat().st_size} bytes, {found.old.short} to {found.new.short}")
    elif format_name or not sys.stdout.isatty():
        found.write(sys.stdout.buffer, format_name or "csv")
    else:
        show_changes(found.words)
