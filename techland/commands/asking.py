"""query and queries: ask the graph, and see what can be asked."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from techland.options import (
    endpoint_option,
    out_option,
    queries_option,
    the_graph,
    version_option,
)


@click.command("query")
@click.argument("query", required=False)
@click.option("--execute", "-e", "text", help="The text of a query.")
@click.option("--param", "-p", "pairs", multiple=True, metavar="NAME=VALUE", help="A parameter.")
@click.option("--format", "-f", "format_name", help="csv, tsv, json, xml, turtle, ntriples, …")
@click.option("--timeout", type=click.FloatRange(min=0.001), help="Seconds until it is stopped.")
@out_option
@queries_option
@endpoint_option
@version_option
def query_command(
    query: str | None,
    text: str | None,
    pairs: tuple[str, ...],
    format_name: str | None,
    timeout: float | None,
    out: Path | None,
    endpoint: str | None,
    snapshot: str | None,
) -> None:
    """Answer a query: a name of the catalogue, a file, - for standard input, or -e TEXT.

    In a terminal the answer is a table; in a pipe it is plain CSV.

    \b
    Examples:
      techland query signatories
      techland query cross-border-partners-on-theme -p theme=batteries
      techland query my-question.rq --format json > answer.json
      techland query signatories --endpoint http://localhost:8890/sparql
      echo "SELECT * { ?s ?p ?o } LIMIT 3" | techland query -
    """
    parameters = parameters_of(pairs)
    with the_graph(snapshot, endpoint) as kg:
        given = given_query(query, text)
        asked = kg.query_text(given, parameters)
        for unknown in kg.unknown_values(given, parameters):
            click.echo(f"note: {unknown}", err=True)
        if format_name is None and out is None and sys.stdout.isatty():
            from techland.terminal import show

            show(kg.query(asked, timeout=timeout))
            return
        kg.write_answer(asked, out or sys.stdout.buffer, format_name, timeout=timeout)


def parameters_of(pairs: Iterable[str]) -> dict[str, str]:
    """Return the parameters that are given as NAME=VALUE."""
    return dict(_pair(pair) for pair in pairs)


def _pair(pair: str) -> tuple[str, str]:
    name, equals, value = pair.partition("=")
    if not equals:
        raise click.UsageError(f"write a parameter as NAME=VALUE, not {pair!r}")
    return name, value


def given_query(query: str | None, text: str | None) -> str | Path:
    """Return the query that the arguments name."""
    if text is not None:
        return text
    if query is None:
        raise click.UsageError("give a catalogue name, a file, - or -e TEXT")
    if query == "-":
        return sys.stdin.read()
    path = Path(query)
    return path if path.suffix in {".rq", ".sparql"} or path.is_file() else query


@click.command("queries")
@queries_option
def queries_command() -> None:
    """List the catalogue: the name of each query, its question and its parameters."""
    from techland.queries.catalogue import broken_queries, catalogue

    for query in catalogue().values():
        click.echo(f"{query.name}\n    {query.summary}")
        for parameter in query.params.values():
            click.echo(f"    -p {parameter.name}=…  {parameter.expected}")
    for error in broken_queries():
        click.echo(f"left out: {error}", err=True)
