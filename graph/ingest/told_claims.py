"""The claims that the two sides of a conflict make about a cell or a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pyoxigraph import Literal, NamedNode

from techland.graph.claims import Cell, Claim, Statement, Term
from techland.graph.ingest.activity_records import CLASSES
from techland.graph.ingest.conflict_paths import CellPath, told_values
from techland.graph.ingest.organisation_records import record_place
from techland.graph.ingest.recorder import Recorder
from techland.graph.ingest.table_reader import Row
from techland.graph.ingest.witnesses import disputed_rows, sources_of
from techland.graph.iris import country, hashed, node, nuts, place
from techland.graph.literals import date, decimal, integer, text
from techland.ontology.terms import FOAF, OWL, RDF, TL, XSD

Rows = Mapping[str, list[Row]]
_WRITERS = {
    XSD.decimal: decimal,
    XSD.integer: integer,
    XSD.date: date,
    XSD.gYearMonth: date,
    XSD.gYear: date,
}
_WIKIDATA = "http://www.wikidata.org/entity/"
# How a value becomes an IRI where it is not the last part of one like its neighbours.
_NAMED: dict[str, Callable[[str], NamedNode]] = {
    TL.seat: place,
    TL.country: country,
    TL.side: country,
    TL.nuts: nuts,
    FOAF.homepage: node,
    RDF.type: lambda kind: node(CLASSES[kind]),
    OWL.sameAs: lambda name: node(name if "://" in name else f"{_WIKIDATA}{name}"),
}
# Columns that name a row rather than say something of it.
_NAMING_COLUMNS = frozenset({"organisation_id", "role"})


def concerned_rows(conflict: Row, path: CellPath, rows: Rows) -> list[Row]:
    """Return the rows that a conflict is about: those in dispute, else all at the path."""
    return disputed_rows(conflict, path, rows) or path.rows(rows)


def concerned_claims(found: list[Row], path: CellPath, pen: Recorder) -> list[Claim]:
    """Return the tables' claims that a conflict is about, in the tables' order."""
    claims: list[Claim] = []
    for row in found:
        column = path.column
        claims += pen.book.of_cell(_cell(row, column)) if column else pen.book.of_row(row)
    return list(dict.fromkeys(claims))


def side_claims(
    conflict: Row, side: str, path: CellPath, found: list[Row], pen: Recorder
) -> list[Claim]:
    """Return the claims that a side makes, with the side's documents added as witnesses.

    A value that no table holds becomes a claim of its own. Where the path
    names rows, a side's claims are those of the rows it tells; a member of a
    list that the table does not have makes none, for its role is not known.
    """
    values = told_values(conflict, side, path)
    naming = path.column if path.column in _NAMING_COLUMNS else None
    if path.column is None or naming:
        column = naming or "organisation_id"
        told = [row for row in found if row.cells.get(column) in values]
        claims = [claim for row in told for claim in pen.book.of_cell(_cell(row, column))]
    else:
        examples = [_example(row, path.column, pen) for row in found]
        claims = [_claim_of(e, value, pen) for value in values for e in examples[:1] if e]
    for claim in claims:
        claim.sources |= set(sources_of(conflict, f"source_{side}"))
    return claims


def _cell(row: Row, column: str) -> Cell:
    return Cell(row.table, row.key, column)


def _example(row: Row, column: str, pen: Recorder) -> Statement | None:
    """Return a statement of the kind that a cell makes; for an empty cell one of its column."""
    of_cell = pen.book.of_cell(_cell(row, column))
    if of_cell:
        return of_cell[0].statement
    of_row, of_column = pen.book.of_row(row), pen.book.of_column(row.table, column)
    if not (of_row and of_column):
        return None
    like = of_column.statement
    # The place of an agreement is said of its signing, every other cell of what the row is about.
    signed = like.predicate == node(TL.signedAt)
    subject = hashed("signing", row["id"]) if signed else of_row[0].statement.subject
    return Statement(subject, like.predicate, like.object)


def _claim_of(statement: Statement, value: str, pen: Recorder) -> Claim:
    """Return the claim that says another value of what the example says."""
    told = _term_like(statement.object, statement.predicate, value)
    if statement.predicate == node(TL.seat) and isinstance(told, NamedNode):
        record_place(told, value, pen)
    return pen.book.claim(Statement(statement.subject, statement.predicate, told))


def _term_like(example: Term, predicate: NamedNode, value: str) -> Term:
    """Write a value as the same sort of term as the example."""
    if isinstance(example, Literal):
        write = _WRITERS.get(example.datatype.value)
        return write(value) if write else text(value, example.language)
    named = _NAMED.get(predicate.value)
    return named(value) if named else node(f"{example.value.rpartition('/')[0]}/{value}")
