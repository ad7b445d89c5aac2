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
    """Writes a line for each step, and of how much is done not oftener than every few seconds."""

    _SECONDS = 5.0

    def __init__(self) -> None:
        self._told, self._step = 0.0, ""
        self._began, self._first = time.monotonic(), 0

    def __call__(self, done: int, of: int, what: str) -> None:
        now = time.monotonic()
        if not of:
            self._began, self._first = now, done
            if what != self._step:
                click.echo(what, err=True)
            self._step = what
        elif now - self._told >= self._SECONDS:
            self._told = now
            click.echo(f"{done:,} of {of:,}{self._rate(done, of, now)}: {what}", err=True)

    def _rate(self, done: int, of: int, now: float) -> str:
        """Return how fast it goes and what time is left, once that can be told."""
        self._first = min(self._first or done, done)
        rate = (done - self._first) / max(1e-9, now - self._began)
        if rate < 1:
            return ""
        left = round((of - done) / rate)
        return f", {rate:,.0f}/s, {left // 60}:{left % 60:02d} left"
