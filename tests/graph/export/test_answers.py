"""The rows of an answer are the same in every serialisation, each read by others' readers."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator

import openpyxl
import polars as pl
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results
from rdflib import XSD
from rdflib.query import Result

from techland.graph.export.tables import unguarded
from techland.graph.export_errors import NotExpressible
from techland.graph.formats import format_named
from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import InProcess
from techland.queries.taking import Wanted, write_wanted
from tests.graph.export.read_back import as_written

# How a query writes a term, and its text, language and datatype. Numbers are in canonical form, for
# the engine makes them so.
TERMS = {
    '"Münster"@de': ("Münster", "de", ""),
    '"gemeente"@nl-NL-x-twente': ("gemeente", "nl-nl-x-twente", ""),
    '"\u0628\u062a\u062b \u202a😀"@ar': ("\u0628\u062a\u062b \u202a😀", "ar", ""),
    '"0.1"^^xsd:decimal': ("0.1", "", str(XSD.decimal)),
    '"2733509.25"^^xsd:decimal': ("2733509.25", "", str(XSD.decimal)),
    '"12345678901234567.125"^^xsd:decimal': ("12345678901234567.125", "", str(XSD.decimal)),
    '"42"^^xsd:integer': ("42", "", str(XSD.integer)),
    '"007"': ("007", "", str(XSD.string)),
    '"-0.5"^^xsd:double': ("-0.5", "", str(XSD.double)),
    '"true"^^xsd:boolean': ("true", "", str(XSD.boolean)),
    '"2021"^^xsd:gYear': ("2021", "", str(XSD.gYear)),
    '"2021-05"^^xsd:gYearMonth': ("2021-05", "", str(XSD.gYearMonth)),
    '"2021-05-18"^^xsd:date': ("2021-05-18", "", str(XSD.date)),
    '"1648-10-24"^^xsd:date': ("1648-10-24", "", str(XSD.date)),
    '"2021-05-18T10:00:00Z"^^xsd:dateTime': ("2021-05-18T10:00:00Z", "", str(XSD.dateTime)),
    "<http://example.org/stra\u00dfe?a=b&c=\u540d>": (
        "http://example.org/stra\u00dfe?a=b&c=\u540d",
        "",
        "IRI",
    ),
    '"=1+1"': ("=1+1", "", str(XSD.string)),
    '"+49 251 83-0"': ("+49 251 83-0", "", str(XSD.string)),
    '"\'=1"': ("'=1", "", str(XSD.string)),
    '"@SUM(A1)"@en': ("@SUM(A1)", "en", ""),
    '"say \\"yes\\", <b>&amp;</b>"': ('say "yes", <b>&amp;</b>', "", str(XSD.string)),
    '"two\\nlines\\tand\\rone"': ("two\nlines\tand\rone", "", str(XSD.string)),
    '"_x000D_"': ("_x000D_", "", str(XSD.string)),
    '"  spaces  "': ("  spaces  ", "", str(XSD.string)),
    "UNDEF": ("", "", ""),
}
# With a number, which keeps the order and a row of nothing but an unbound cell apart.
_ROWS = "\n".join(f"({number} {term})" for number, term in enumerate(TERMS))
QUERY = f"SELECT ?number ?value {{ VALUES (?number ?value) {{ {_ROWS} }} }} ORDER BY ?number"
TEXTS = [text for text, _, _ in TERMS.values()]
# What a workbook holds as a number or day: as much as its text says.
IN_SHEETS = {
    "0.1": 0.1,
    "-0.5": -0.5,
    "2733509.25": 2733509.25,
    "42": 42,
    "2021-05-18": dt.datetime(2021, 5, 18),
}
OXIGRAPH = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML}
Written = Callable[..., bytes]


@pytest.fixture(scope="module")
def written(curated_snapshot: Snapshot) -> Iterator[Written]:
    """Return a call that gives the bytes of a query's answer in a format."""
    evaluator = InProcess(curated_snapshot.quads_path)

    def bytes_of(name: str, query: str = QUERY) -> bytes:
        output = io.BytesIO()
        wanted = Wanted(format_named(name), query=query)
        write_wanted(wanted, curated_snapshot, evaluator, output)
        return output.getvalue()

    yield bytes_of
    evaluator.close()


def by_rdflib(value: object) -> tuple[str, str, str]:
    """Return a term of rdflib's as ``TERMS`` tells it."""
    if value is None:
        return "", "", ""
    if not isinstance(value, rdflib.Literal):
        return str(value), "", "IRI"
    language = (value.language or "").lower()
    return str(value), language, "" if language else str(value.datatype or XSD.string)


def by_pyoxigraph(value: object) -> tuple[str, str, str]:
    """Return a term of pyoxigraph's as ``TERMS`` tells it."""
    if isinstance(value, Literal):
        language = value.language or ""
        return value.value, language, "" if language else value.datatype.value
    return (value.value, "", "IRI") if isinstance(value, NamedNode) else ("", "", "")


@pytest.mark.parametrize("name", ["json", "xml"])
def test_the_terms_of_the_standards_serialisations(written: Written, name: str) -> None:
    content = written(name)
    with as_written():
        read = Result.parse(io.BytesIO(content), format=name)
        bindings = [binding.get(rdflib.Variable("value")) for binding in read.bindings]
    assert [by_rdflib(value) for value in bindings] == list(TERMS.values())
    solutions = parse_query_results(content, format=OXIGRAPH[name])
    assert isinstance(solutions, QuerySolutions)
    found = [by_pyoxigraph(solution["value"]) for solution in solutions]
    assert found == list(TERMS.values())


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_the_values_of_text_tables(written: Written, name: str) -> None:
    content = written(name)
    dialect = {"csv": "excel", "tsv": "excel-tab"}[name]
    head, *rows = csv.reader(io.StringIO(content.decode(), newline=""), dialect)
    assert head == ["number", "value"]
    assert [unguarded(value) for _, value in rows] == TEXTS
    separator = {"csv": ",", "tsv": "\t"}[name]
    frame = pl.read_csv(content, separator=separator, infer_schema=False).fill_null("")
    assert [unguarded(value) for value in frame["value"]] == TEXTS


def test_the_values_of_parquet(written: Written) -> None:
    frame = pl.read_parquet(io.BytesIO(written("parquet")))
    assert frame.columns == ["number", "value"]
    assert frame["number"].to_list() == [str(number) for number in range(len(TERMS))]
    assert frame["value"].to_list() == TEXTS


def test_the_values_of_xlsx(written: Written) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    head, *rows = book["answer"].iter_rows()
    assert [cell.value for cell in head] == ["number", "value"]
    assert [number.value for number, _ in rows] == list(range(len(TERMS)))
    cells = [cell for _, cell in rows]
    assert "f" not in {cell.data_type for cell in cells}
    found = [_unescaped(cell.value) for cell in cells]
    assert found == [IN_SHEETS.get(text, text) for text in TEXTS]


def _unescaped(value: object) -> object:
    """Return a cell's value; openpyxl leaves what the workbook escapes."""
    return openpyxl.utils.escape.unescape(value) if isinstance(value, str) else value or ""


CONTROLS = [*range(1, 9), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF]


@pytest.mark.parametrize("code", CONTROLS)
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("xlsx", "cell B3 of the sheet answer, "),
        ("xml", "the cell of row 2, variable bad:"),
    ],
)
def test_a_cell_that_xml_forbids(written: Written, name: str, told: str, code: int) -> None:
    """The query's own text makes the character; the facts hold none."""
    query = f'SELECT ?good ?bad {{ VALUES (?good ?bad) {{ (1 "fine") (2 "a\\u{code:04X}b") }} }}'
    with pytest.raises(NotExpressible, match=f"XML forbids, U\\+{code:04X}") as caught:
        written(name, query)
    assert told in caught.value.message
    assert "choose" in str(caught.value.hint)
    # What the hint names can.
    if name == "xlsx":
        read = pl.read_parquet(io.BytesIO(written("parquet", query)))
        assert read["bad"].to_list() == ["fine", f"a{chr(code)}b"]


@pytest.mark.parametrize("code", CONTROLS)
def test_a_triple_that_xml_forbids(written: Written, code: int) -> None:
    made = f'<http://example.org/s> <http://example.org/p> "a\\u{code:04X}b"'
    query = f"CONSTRUCT {{ {made} }} {{}}"
    with pytest.raises(NotExpressible, match=f"XML forbids, U\\+{code:04X}") as caught:
        written("rdfxml", query)
    assert "RDF/XML cannot express <http://example.org/s> <http://example.org/p> " in str(
        caught.value
    )
    with pytest.raises(NotExpressible, match="cell C2 of the sheet statements"):
        written("xlsx", query)
    (line,) = rdflib.Graph().parse(written("ntriples", query), format="nt").objects()
    assert str(line) == f"a{chr(code)}b"
