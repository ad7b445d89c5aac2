"""Show answers on standard output: tables in a terminal, plain CSV in a pipe."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click
from pyoxigraph import Literal

from techland.ontology.prefix_table import PREFIXES

if TYPE_CHECKING:
    from rich.console import Console

    from techland.queries.entities import Disagreement, Document, Entity, Fact
    from techland.queries.solutions import Solutions, Triples

Cells = tuple[str, ...]


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, markup=False, soft_wrap=False)


def show(answer: Solutions | Triples | bool) -> None:
    """Show an answer: whole, with the number of rows below."""
    from techland.queries.solutions import Solutions

    if isinstance(answer, bool):
        click.echo("true" if answer else "false")
    elif isinstance(answer, Solutions):
        names = tuple(answer.variables)
        rows = (tuple(_cell(row[name]) for name in names) for row in answer)
        _show_rows(names, rows, f"{len(answer)} rows")
    else:
        click.echo(answer.to_turtle(), nl=False)


def _cell(term: object) -> str:
    return "" if term is None else str(getattr(term, "value", term))


def short(iri: str) -> str:
    """Return an IRI as a prefixed name where a prefix fits, else as it is."""
    found = [(p, ns) for p, ns in PREFIXES.items() if iri.startswith(ns) and iri != ns]
    if not found:
        return iri
    prefix, namespace = max(found, key=lambda pair: len(pair[1]))
    return f"{prefix}:{iri.removeprefix(namespace)}"


def _show_rows(names: Cells, rows: Iterable[Cells], below: str) -> None:
    """Show rows as a table in a terminal, as CSV with full IRIs in a pipe."""
    if not sys.stdout.isatty():
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(*names, header_style="bold", show_lines=False)
    for row in rows:
        table.add_row(*(Text(short(cell)) for cell in row))
    console = _console()
    console.print(table)
    console.print(below)


def show_table(columns: Cells, rows: Iterable[Cells], below: str) -> None:
    """Show a table that is no answer of a query, with a line below it."""
    _show_rows(columns, rows, below)


def _label(fact: Fact) -> str:
    if fact.object_label is not None and fact.object_label.value != fact.object.value:
        return f"{fact.object_label.value} <{short(fact.object.value)}>"
    return fact.object.value


def show_entity(entity: Entity) -> None:
    """Show a thing: its facts with certainty, status, number of sources, and its disputes."""
    click.echo(f"{entity.label.value}\n<{entity.iri}>")
    names = ("property", "value", "status", "certainty", "sources")
    rows = [_fact_row(fact) for fact in entity.facts]
    _show_rows(names, rows, f"{len(rows)} facts, {len(entity.sources)} documents")
    if entity.disagreements and sys.stdout.isatty():
        show_disagreements(entity.disagreements)
        show_documents(entity.sources)


def _fact_row(fact: Fact) -> Cells:
    label = fact.predicate_label.value if fact.predicate_label else short(fact.predicate)
    if isinstance(fact.object, Literal) and fact.object.language:
        label = f"{label} ({fact.object.language})"
    if fact.evidence is None:
        return label, _label(fact), "by rule", "", ""
    told = fact.evidence
    certainty = told.certainty or (f"row {told.row_certainty}" if told.row_certainty else "")
    status = f"{told.status}, disputed by others" if _contested(fact) else told.status
    return label, _label(fact), status, certainty, str(len(told.sources) or told.basis or 0)


def _contested(fact: Fact) -> bool:
    return bool(fact.accepted and fact.evidence and fact.evidence.disputes)


def show_documents(documents: Iterable[Document]) -> None:
    """Show documents: publisher, title, day of issue, address."""
    rows = [(d.publisher, d.title.value, d.issued or "", d.url) for d in documents]
    _show_rows(("publisher", "title", "issued", "url"), rows, f"{len(rows)} documents")


def show_disagreements(disagreements: Iterable[Disagreement]) -> None:
    """Show disagreements: both sides with their sources, which is accepted, by which rule."""
    rows = [
        (
            one.label,
            one.kind,
            side.name,
            side.text,
            "accepted" if side.accepted else "",
            one.rule,
            " | ".join(document.url for document in side.sources),
        )
        for one in disagreements
        for side in one.sides
    ]
    names = ("dispute", "kind", "side", "told", "accepted", "rule", "sources")
    _show_rows(names, rows, f"{len(rows) // 2} disputes")
