"""Show the steps of long work on standard error, where a person looks on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Tell = Callable[[int, int, str], None]


@contextmanager
def steps(quiet: bool = False) -> Iterator[Tell]:
    """Give a function that tells which step begins: a bar in a terminal, lines elsewhere."""
    if quiet:
        yield lambda *_: None
        return
    if not sys.stderr.isatty():
        yield lambda step, of, what: click.echo(f"[{step}/{of}] {what}", err=True)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("start", total=None)
        yield lambda step, of, what: bar.update(
            task, completed=step - 1, total=of, description=what
        )
