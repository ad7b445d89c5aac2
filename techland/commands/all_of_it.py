"""export --all: everything in one folder, described, for a repository."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from techland.options import the_graph

if TYPE_CHECKING:
    from techland.graph.deposit.writing import Deposit

Command = TypeVar("Command", bound=Callable[..., Any])


def deposit_options(command: Command) -> Command:
    """Add ``--all``, ``--force`` and ``--doi``."""
    command = click.option("--doi", help="With --all: the DOI that a repository has reserved.")(
        command
    )
    command = click.option(
        "--force", is_flag=True, help="With --all: replace an earlier deposit of ours."
    )(command)
    return click.option(
        "--all",
        "everything",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Everything, described and with checksums, in this folder or FILE.zip.",
    )(command)


def write_everything_asked(
    path: Path | None,
    others: Mapping[str, object],
    *,
    force: bool,
    doi: str | None,
    snapshot: str | None,
) -> bool:
    """Write the deposit where it is asked for; return whether it was."""
    if path is None:
        if force or doi:
            raise click.UsageError(f"{'--force' if force else '--doi'} goes with --all")
        return False
    given = [name for name, value in others.items() if value]
    if given:
        raise click.UsageError(f"--all takes everything; leave out {', '.join(given)}")
    from techland.progress import steps

    with the_graph(snapshot) as kg, steps() as tell:
        made = kg.export_all(path, force=force, doi=doi, tell=tell)
        short = kg.snapshot.short
    _say(made, short)
    return True


def _say(made: Deposit, short: str) -> None:
    size = sum(file.size or 0 for file in made.files)
    packed = f" ({made.folder.stat().st_size} as archive)" if made.folder.is_file() else ""
    click.echo(f"{made.folder}: {len(made.files)} files, {size} bytes{packed}, snapshot {short}")
    for one in made.left_out:
        click.echo(f"left out: {one.path}: {one.reason}", err=True)
    click.echo("README.md says what each file is; check them with: sha256sum -c SHA256SUMS")
