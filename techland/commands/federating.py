"""federate: ask the graph together with named endpoints, from this machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from techland.commands.asking import given_query, parameters_of
from techland.options import out_option, the_graph, version_option

if TYPE_CHECKING:
    from techland.knowledge_graph import KnowledgeGraph
    from techland.queries.federated.federating import Federation

_SHOWN_VALUES = 5


@click.command("federate")
@click.argument("query", required=False)
@click.option("--execute", "-e", "text", help="The text of a query.")
@click.option("--param", "-p", "pairs", multiple=True, metavar="NAME=VALUE", help="A parameter.")
@click.option(
    "--endpoint",
    "endpoints",
    multiple=True,
    metavar="NAME=URL",
    help="Ask a known endpoint at this address, or name a new one; repeat it for more.",
)
@click.option("--list", "listed", is_flag=True, help="List ready queries and known endpoints.")
@click.option("--dry-run", is_flag=True, help="Tell what would be sent first; send nothing.")
@click.option("--batch", type=click.IntRange(1, 1000), help="Most values in one request.")
@click.option("--pause", type=click.FloatRange(0, 600), help="Seconds between two requests.")
@click.option("--max-values", type=click.IntRange(1), default=5_000, show_default=True)
@click.option("--max-rows", type=click.IntRange(1), default=100_000, show_default=True)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.001),
    default=300.0,
    show_default=True,
    help="Seconds for all requests together.",
)
@click.option("--format", "-f", "format_name", help="csv, tsv, json, xml, turtle, ntriples, …")
@out_option
@version_option
def federate_command(
    query: str | None,
    text: str | None,
    pairs: tuple[str, ...],
    endpoints: tuple[str, ...],
    batch: int | None,
    pause: float | None,
    max_values: int,
    max_rows: int,
    timeout: float,
    format_name: str | None,
    out: Path | None,
    snapshot: str | None,
    *,
    listed: bool,
    dry_run: bool,
) -> None:
    """Answer a query whose SERVICE clauses name known endpoints, from this machine.

    QUERY is a ready query's name, a file, or - for standard input. What is sent
    where is told on standard error before it is sent; the answer is whole, or
    there is an error. See docs/federation.md.

    \b
    Examples:
      techland federate --list
      techland federate organisations-in-wikidata --dry-run
      techland federate organisations-in-wikidata --format json
      techland federate my-question.rq --endpoint mine=http://localhost:7878/query
    """
    from techland.queries.federated.asking import Bounds
    from techland.queries.federated.endpoints import addresses_of, endpoints_with

    known = endpoints_with(addresses_of(endpoints), batch=batch, pause=pause)
    if listed:
        _list([f"{one.name}  {one.address}\n    {one.about}" for one in known.values()])
        return
    with the_graph(snapshot) as kg:
        asked = kg.federation(known, Bounds(max_values, max_rows, timeout), _tell)
        wanted = kg.federated_text(given_query(query, text), parameters_of(pairs))
        if dry_run:
            _show_plan(asked, wanted)
        else:
            _answer(kg, asked, wanted, format_name, out)


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _list(endpoints: list[str]) -> None:
    from techland.queries.federated.ready import federated_queries

    click.echo("Ready queries:")
    for query in federated_queries().values():
        click.echo(f"{query.name}\n    {query.summary}")
    click.echo("\nKnown endpoints:")
    for line in endpoints:
        click.echo(line)


def _show_plan(asked: Federation, text: str) -> None:
    from techland.queries.federated.federating import counted

    plan = asked.plan(text)
    if plan is None:
        click.echo("the query has no SERVICE: nothing would be sent")
        return
    click.echo(f"asks, in this order: {', '.join(map(str, plan.endpoints))}")
    if not plan.given:
        click.echo(f"first: {plan.endpoint} in 1 request, without values of ours")
    else:
        names = ", ".join(f"?{name}" for name in plan.given)
        values, requests = counted(len(plan.values), "value"), counted(plan.requests, "request")
        click.echo(f"first: {plan.endpoint}: {values} of {names} in {requests}")
        for row in plan.values[:_SHOWN_VALUES]:
            click.echo(f"  {' '.join(map(str, row))}")
        if len(plan.values) > _SHOWN_VALUES:
            click.echo(f"  … and {len(plan.values) - _SHOWN_VALUES} more")
    if plan.requests:
        click.echo(f"\nthe first request:\n{plan.text}")


def _answer(
    kg: KnowledgeGraph, asked: Federation, text: str, format_name: str | None, out: Path | None
) -> None:
    if format_name is None and out is None and sys.stdout.isatty():
        from techland.queries.solutions import read_answer
        from techland.terminal import show

        show(read_answer(kg.evaluate_federated(asked, text)))
        return
    local = asked.local_text(text)
    kg.evaluator.limits = kg.wide_limits
    kg.write_answer(local, out or sys.stdout.buffer, format_name)
