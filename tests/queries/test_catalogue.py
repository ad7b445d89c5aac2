"""The catalogue: headers that are complete, queries that parse, parameters that fit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery

from techland.graph.catalogue_errors import (
    BrokenQueryHeader,
    UnknownParameter,
    UnknownQuery,
    WrongParameter,
)
from techland.ontology.terms import BASE
from techland.queries.catalogue import FOLDER, catalogue, query_named, read_query
from techland.queries.header import CHARTS

NAMES = sorted(catalogue())
SH = "http://www.w3.org/ns/shacl#"
PREFIXES = {
    str(row.prefix): str(row.namespace)
    for row in Graph()
    .parse(FOLDER.parent / "ontology" / "prefixes.ttl")
    .query(f"SELECT * {{ ?s <{SH}prefix> ?prefix ; <{SH}namespace> ?namespace }}")
}


@pytest.mark.parametrize("name", NAMES)
def test_a_header_says_what_the_query_does(name: str) -> None:
    query = query_named(name)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert len(set(query.summaries.values())) == 3, "each language has its own summary"
    assert not any(text.endswith(".") for text in query.summaries.values())
    assert query.summary == query.summaries["en"]
    assert set(query.descriptions) == {"en", "nl", "de"}
    assert all(text.endswith(".") for text in query.descriptions.values())
    assert len(set(query.descriptions.values())) == len(query.descriptions)
    assert query.tags
    assert query.path == FOLDER / f"{name}.rq"


@pytest.mark.parametrize("name", NAMES)
def test_a_query_parses_in_both_engines_and_selects_what_its_chart_draws(name: str) -> None:
    query = query_named(name)
    prepareQuery(query.text)
    # rdflib's parser keeps this frame until the next collection, perhaps in another thread, where
    # an answer of the engine may not be given back: none stands in it.
    selected = {variable.value for variable in Store().query(query.text).variables}
    if query.chart:
        assert tuple(query.chart.channels) == CHARTS[query.chart.type]
        assert {v for names in query.chart.channels.values() for v in names} <= selected


@pytest.mark.parametrize("name", NAMES)
def test_a_query_runs_on_the_default_graph_in_a_stated_order(name: str) -> None:
    query = query_named(name)
    text = re.sub(r"<[^>]*>", "", query.text)
    # What an import told is asked of its own graph: the default one has records merged.
    beyond = "FROM|SERVICE" if "import" in query.tags else "GRAPH|FROM|SERVICE"
    assert not re.search(rf"\b({beyond})\b", text)
    assert "ORDER BY" in text
    assert "GROUP_CONCAT" not in text, "its order is the engine's"


@pytest.mark.parametrize("name", NAMES)
def test_a_query_declares_the_prefixes_that_it_uses_and_no_other(name: str) -> None:
    text = query_named(name).text
    declared = dict(re.findall(r"^PREFIX ([\w-]*): <([^>]*)>$", text, re.MULTILINE))
    body = re.sub(r'"[^"]*"|<[^>]*>|#.*|^PREFIX.*$', "", text, flags=re.MULTILINE)
    used = set(re.findall(r"(?<![\w?])([a-z][\w-]*):", body))
    assert used | {p.prefix for p in query_named(name).params.values() if p.prefix} == set(declared)
    assert declared == {prefix: PREFIXES[prefix] for prefix in declared}
    assert list(declared) == sorted(declared)


def test_the_catalogue_is_sorted_and_its_own_copy() -> None:
    queries = catalogue()
    assert list(queries) == sorted(queries)
    queries.clear()
    assert catalogue()


def test_an_unknown_query_gives_the_nearest() -> None:
    with pytest.raises(UnknownQuery, match="'signatorys'") as raised:
        query_named("signatorys")
    assert "'signatories'" in str(raised.value)


def test_a_value_takes_the_place_of_the_default_and_of_nothing_else() -> None:
    query = query_named("cross-border-partners-on-theme")
    text = query.with_parameters({"theme": "batteries"})
    assert text == query.text.replace(
        "VALUES ?theme { theme:hydrogen }", f"VALUES ?theme {{ <{BASE}theme/batteries> }}"
    )
    assert query.with_parameters({}) == query.text


@pytest.mark.parametrize(
    "given", ["batteries", "theme:batteries", "https://w3id.org/techland/theme/batteries"]
)
def test_an_iri_may_be_short_prefixed_or_full(given: str) -> None:
    text = query_named("cross-border-partners-on-theme").with_parameters({"theme": given})
    assert f"{{ <{BASE}theme/batteries> }}" in text


def test_an_optional_parameter_may_stay_open() -> None:
    query = query_named("needs")
    for nothing in (None, ""):
        assert query.with_parameters({"kind": nothing}) == query.text
    assert 'VALUES ?kind { "offer" }' in query.with_parameters({"kind": "offer"})


@pytest.mark.parametrize(
    ("name", "values", "written"),
    [
        ("changes-in-year", {"year": 2023}, '"2023"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (
            "activities-running-on-day",
            {"day": "2020-02-29"},
            '"2020-02-29"^^<http://www.w3.org/2001/XMLSchema#date>',
        ),
    ],
)
def test_numbers_and_dates_are_typed(name: str, values: dict[str, object], written: str) -> None:
    assert f"{{ {written} }}" in query_named(name).with_parameters(values)


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("cross-border-partners-on-theme", {"theme": "a b"}, "an IRI"),
        ("cross-border-partners-on-theme", {"theme": "https://x/> } UNION { ?s ?p ?o"}, "an IRI"),
        ("cross-border-partners-on-theme", {"theme": ""}, "an IRI"),
        ("changes-in-year", {"year": "24"}, "a year of four digits"),
        ("changes-in-year", {"year": True}, "a year of four digits"),
        ("activities-running-on-day", {"day": "2023-02-29"}, "a day such as 2021-05-18"),
        ("needs", {"kind": "wish"}, "one of want, barrier, offer"),
    ],
)
def test_a_value_of_the_wrong_sort_is_refused(
    name: str, values: dict[str, object], expected: str
) -> None:
    with pytest.raises(WrongParameter) as raised:
        query_named(name).with_parameters(values)
    ((parameter, value),) = values.items()
    assert repr(value) in str(raised.value)
    assert repr(parameter) in str(raised.value)
    assert expected in str(raised.value)


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(UnknownParameter, match=r"'needs'.*'kinds'\n.*'kind'"):
        query_named("needs").with_parameters({"kinds": "want"})
    with pytest.raises(UnknownParameter, match="its parameters: none"):
        query_named("themes").with_parameters({"x": "want"})


HEADER = """\
#+ summary: What
#+ summary_nl: Wat
#+ summary_de: Was
#+ description: All of it.
#+ tags: [all]
#+ params:
#+   word: {type: string, required: true, default: one}
#+   count: {type: integer, required: false}
PREFIX theme: <https://w3id.org/techland/theme/>

SELECT ?word ?count
WHERE {
  VALUES ?word { "one" }  # param: word
  VALUES ?count { UNDEF }  # param: count
}
ORDER BY ?word
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "what.rq"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "word", ['"', "\\", "a\nb", "\\u0022 } { ?s ?p ?o } #", "\\\\U00000022", "{ }", "é", "\\n"]
)
def test_a_text_means_itself_in_every_engine(tmp_path: Path, word: str) -> None:
    query = read_query(written(tmp_path, HEADER))
    text = query.with_parameters({"word": word, "count": -3})
    (solution,) = list(Store().query(text))
    assert (solution["word"].value, solution["count"].value) == (word, "-3")
    (row,) = list(Graph().query(text))
    assert (str(row[0]), int(row[1])) == (word, -3)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        (HEADER, "SELECT * {}\n", 1, "no header"),
        ("#+ summary: What", "#+ summary: What: this", 1, "not YAML"),
        ("[all]", "[all", 6, "not YAML"),
        ("#+ summary: What", "#+ sumary: What", 1, "unknown key 'sumary'"),
        ("#+ summary: What\n", "", 1, "summary is missing"),
        ("summary_nl: Wat", "summary_nl: [Wat]", 2, "summary_nl must be text"),
        ("[all]", "all", 5, "tags must be a list"),
        ("type: string", "type: word", 7, "the type of word must be one of"),
        ("required: false", "requird: false", 8, "unknown key 'requird'"),
        ("default: one", "default: two", 7, "must hold word's default"),
        ('{ "one" }', "{ one }", 7, "must hold word's default"),
        (", default: one", "", 7, "must have a default"),
        ("default: one", "default: one, enum: [two]", 7, "'one' does not fit"),
        ("  # param: count", "", 8, "count must be in params and once in the query"),
        ("#+   count: {type: integer, required: false}\n", "", 1, "count must be in params"),
        ("string, required: true, default: one", "iri, required: false", 7, "needs a prefix"),
        ("#+ tags", "#+ chart: {type: pie}\n#+ tags", 5, "chart must be one of these"),
        (
            "#+ tags",
            "#+ chart: {type: bar, x: word, y: size}\n#+ tags",
            5,
            "does not select ?size",
        ),
    ],
)
def test_a_broken_header_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, reason: str
) -> None:
    assert old in HEADER
    with pytest.raises(BrokenQueryHeader) as raised:
        read_query(written(tmp_path, HEADER.replace(old, new)))
    assert (raised.value.path.name, raised.value.line) == ("what.rq", line)
    assert reason in raised.value.reason
    assert str(raised.value).startswith(f"what.rq, line {line}: ")


def test_a_folder_of_ones_own_is_read(tmp_path: Path) -> None:
    written(tmp_path, HEADER)
    assert list(catalogue(tmp_path)) == ["what"]
