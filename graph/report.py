"""The build's report: what went in, what is doubtful, what the rule decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from pyoxigraph import NamedNode

from techland.graph.claims import ACCEPTED, Claim
from techland.graph.completeness import Incompleteness
from techland.graph.dataset import Dataset
from techland.graph.disputes import Dispute
from techland.graph.ingest.fact_tables import FactTables
from techland.graph.truth import CURATOR
from techland.graph.validation import ShapeResult
from techland.ontology.terms import RDF


def table_counts(tables: FactTables) -> dict[str, int]:
    """Return the number of rows by table."""
    return {name: len(rows) for name, rows in tables.rows.items()}


def class_counts(dataset: Dataset) -> dict[str, int]:
    """Return the number of things by class, over the default graph."""
    types = (t.object for t in dataset.default if t.predicate.value == RDF.type)
    counts = Counter(kind.value for kind in types if isinstance(kind, NamedNode))
    return dict(sorted(counts.items()))


def graph_counts(dataset: Dataset) -> dict[str, int]:
    """Return the number of triples by graph; the default graph is named default."""
    named = {name: len(triples) for name, triples in dataset.named.items()}
    return {"default": len(dataset.default), **named}


def dispute_counts(disputes: Iterable[Dispute]) -> dict[str, int]:
    """Return the number of disputes by kind, decision, rule and accepted side."""
    keys = (f"{d.row['kind']}/{d.row['decision']}/{d.verdict.rule}/{d.outcome}" for d in disputes)
    return dict(sorted(Counter(keys).items()))


def _ruled(disputes: Iterable[Dispute]) -> list[dict[str, str]]:
    """List the disagreements that the rule decided in place of the curator."""
    return [
        {
            "subject": dispute.row["subject"],
            "property": dispute.row["property"],
            "rule": dispute.verdict.rule,
            "accepted": dispute.outcome,
            "a": dispute.row["value_a"],
            "b": dispute.row["value_b"],
        }
        for dispute in disputes
        if dispute.verdict.rule != CURATOR
    ]


def _against_table(claims: Iterable[Claim]) -> list[dict[str, str]]:
    """List the values that stand in a table and are not accepted."""
    return [
        {
            "cell": f"{cell.table}[{'/'.join(cell.key)}].{cell.column}",
            "value": str(claim.statement.object),
            "status": claim.status,
        }
        for claim in claims
        if claim.status != ACCEPTED
        for cell in sorted(claim.cells, key=lambda c: (c.table, c.key, c.column))
    ]


def _doubtful(tables: FactTables) -> list[dict[str, str]]:
    columns = ("table", "key", "column", "note_en")
    return [{name: row[name] for name in columns} for row in tables["doubtful"]]


def build_report(
    tables: FactTables,
    dataset: Dataset,
    gaps: Iterable[Incompleteness],
    results: Iterable[ShapeResult],
) -> dict[str, Any]:
    """Return the report: the same for the same facts, vocabulary and shapes.

    A row that cannot be used stops the build with an error that names it, so
    ``refused_rows`` is empty in every report of a built snapshot.
    """
    return {
        "rows": table_counts(tables),
        "refused_rows": [],
        "overlaid_rows": sorted(tables.replaced),
        "graphs": graph_counts(dataset),
        "claims_by_status": dict(sorted(Counter(c.status for c in dataset.claims).items())),
        "claims_without_source": sum(not claim.sources for claim in dataset.claims),
        "disputes": dispute_counts(dataset.disputes),
        "decided_by_rule": _ruled(dataset.disputes),
        "not_accepted_from_tables": _against_table(dataset.claims),
        "doubtful_cells": _doubtful(tables),
        "gaps": [gap.as_json() for gap in gaps],
        "shape_results": [result.as_json() for result in results],
    }
