"""Show the steps of long work on standard error, where a person looks on."""

from __future__ import annotations

import sys
import time
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


@contextmanager
def amounts(quiet: bool = False) -> Iterator[Tell]:
    """Give a function that tells how much is done: a bar in a terminal, some lines elsewhere."""
    if quiet:
        yield lambda *_: None
        return
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("start", total=None)
        yield lambda done, of, what: bar.update(
            task, completed=done, total=of or None, description=what
        )


class _Lines:
    """Writes a line of how much is done, for the same step not oftener than every few seconds."""

    _SECONDS = 5.0

    def __init__(self) -> None:
        self._what = ""
        self._told = 0.0

    def __call__(self, done: int, of: int, what: str) -> None:
        now = time.monotonic()
        if what == self._what and now - self._told < self._SECONDS:
            return
        self._what, self._told = what, now
        amount = f"{done:,} of {of:,}: " if of else ""
        click.echo(f"{amount}{what}", err=True)
