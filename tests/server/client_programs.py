"""How the programs that our users have ask an endpoint, and what each finds."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pyoxigraph import QueryResultsFormat, parse_query_results
from rdflib import BNode, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, SPARQLWrapper

from tests.node_packages import run_script

XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {f"{XSD}{name}" for name in ("integer", "decimal", "double")}
# A term as value: its kind, what it says, its language or datatype.
Term = tuple[str, object, str]
Row = dict[str, Term]
Answers = dict[str, list[Row]]


def value_of(kind: str, text: str, language: str = "", datatype: str = "") -> Term:
    """Return a term as value: a number is one however written, a blank node's label is none."""
    if kind == "blank":
        return kind, "", ""
    if kind == "iri":
        return kind, text, ""
    if language:
        return kind, text, f"@{language.lower()}"
    told: object = Decimal(text) if datatype in NUMBERS else text
    return kind, told, datatype or f"{XSD}string"


def by_pyoxigraph(results: Iterable[Any], names: Iterable[str]) -> list[Row]:
    """Return rows of pyoxigraph's terms."""
    wanted = list(names)

    def value(term: Any) -> Term:
        if hasattr(term, "datatype"):
            return value_of("literal", term.value, term.language or "", term.datatype.value)
        return value_of("iri" if type(term).__name__ == "NamedNode" else "blank", term.value)

    return [{name: value(row[name]) for name in wanted if row[name] is not None} for row in results]


def ask_sparqlwrapper(address: str, queries: Mapping[str, str], _: Path) -> Answers:
    """Ask with SPARQLWrapper, which writes the query into the address."""
    kinds = {"uri": "iri", "literal": "literal", "typed-literal": "literal", "bnode": "blank"}
    found: Answers = {}
    for name, query in queries.items():
        client = SPARQLWrapper(address)
        client.setQuery(query)
        client.setReturnFormat(JSON)
        told = client.queryAndConvert()["results"]["bindings"]
        found[name] = [
            {
                variable: value_of(
                    kinds[term["type"]],
                    term["value"],
                    term.get("xml:lang", ""),
                    term.get("datatype", ""),
                )
                for variable, term in row.items()
            }
            for row in told
        ]
    return found


def ask_rdflib(address: str, queries: Mapping[str, str], _: Path) -> Answers:
    """Ask with rdflib's SPARQLStore, which takes XML."""
    store = SPARQLStore(address)

    def value(term: Any) -> Term:
        if isinstance(term, Literal):
            return value_of("literal", str(term), term.language or "", str(term.datatype or ""))
        assert isinstance(term, URIRef | BNode)
        return value_of("iri" if isinstance(term, URIRef) else "blank", str(term))

    return {
        name: [
            {str(variable): value(term) for variable, term in row.asdict().items()}
            for row in store.query(query)
        ]
        for name, query in queries.items()
    }


def ask_comunica(address: str, queries: Mapping[str, str], scripts: Path) -> Answers:
    """Ask with Comunica in node."""
    kinds = {"NamedNode": "iri", "Literal": "literal", "BlankNode": "blank"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "queries.json"
        path.write_text(json.dumps(dict(queries)), "utf-8")
        told = json.loads(run_script(scripts / "ask.js", address, str(path)))
    return {
        name: [
            {
                variable: value_of(
                    kinds[term["type"]], term["value"], term["language"], term["datatype"]
                )
                for variable, term in row.items()
            }
            for row in rows
        ]
        for name, rows in told.items()
    }


def ask_curl(address: str, queries: Mapping[str, str], _: Path) -> Answers:
    """Ask with curl, which posts a form; TSV comes back."""
    found: Answers = {}
    for name, query in queries.items():
        command = ["curl", "--silent", "--show-error", "--fail-with-body", address]
        options = [
            "--data-urlencode",
            f"query={query}",
            "--header",
            "Accept: text/tab-separated-values",
        ]
        done = subprocess.run([*command, *options], check=True, capture_output=True)
        results = parse_query_results(done.stdout, QueryResultsFormat.TSV)
        names = [variable.value for variable in results.variables]
        found[name] = by_pyoxigraph(results, names)
    return found


CLIENTS: dict[str, Callable[[str, Mapping[str, str], Path], Answers]] = {
    "SPARQLWrapper": ask_sparqlwrapper,
    "rdflib": ask_rdflib,
    "Comunica": ask_comunica,
    "curl": ask_curl,
}
