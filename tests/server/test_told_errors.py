"""Errors on Dutch and German pages: in the reader's words, with the facts of the case."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

import techland.graph
from techland.graph.errors import TechlandError, UnknownEntity
from techland.graph.query_errors import QuerySyntaxError, QueryTimeout
from techland.graph.search_errors import WrongPage
from techland.graph.store_errors import (
    OutwardUpdate,
    TokenMissing,
    UpdateSyntaxError,
    UpdateTimeout,
)
from techland.queries import reading
from techland.queries.checking import check_text
from techland.queries.limits import Limits
from techland.server.problems import STATUS
from techland.server.told_errors import message_of, slug_of, tell_error
from techland.server.told_reasons import REASONS, tell_reason
from techland.viz.messages import LOCALE_FOLDER, find_message
from techland.viz.reader import Reader
from tests.server.conftest import TestClient

# An address for a browser, and the status of its page.
WRONG = {
    "/organisation/nobody": 404,
    "/nuts/XX99": 404,
    "/search?q=energy&colour=red": 400,
    "/search?q=energy&offset=many": 400,
    f"/search?q={'a' * 1001}": 400,
    "/search?version=abcdef": 410,
    "/queries/nothing": 404,
    "/queries/signatories?colour=red": 400,
    "/correction?thing=https://w3id.org/techland/organisation/nobody": 404,
    "/organisation/oost-nl?format=pdf": 406,
    "/sparql?query=SELECT": 400,
    "/sparql?query=SELECT * { ?s nobody:knows ?o }": 400,
    "/sparql?query=SELECT * { ?s ?p ?o": 400,
    "/sparql?query=ASK{SERVICE<http://example.org/>{}}": 400,
    "/map?level=moon": 400,
    "/diff?from=abcdef": 410,
    "/download/techland.pdf": 406,
}


_TEXTS = {"p", "h1", "h2", "details", "bdi"}


class Sentences(HTMLParser):
    """The texts of an error's page that are not folded, quoted or marked as of the graph."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._within: list[str] = []
        self.main = False
        self.english: list[str] = []
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.main = self.main or tag == "main"
        if self.main and tag in _TEXTS:
            apart = tag == "details" or (tag == "bdi" and "lang" not in told)
            self._within.append("apart" if apart else told.get("lang") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.main = False
        if self.main and tag in _TEXTS and self._within:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not (self.main and data.strip() and self._within) or "apart" in self._within:
            return
        (self.english if "en" in self._within else self.found).append(data.strip())


def kinds() -> Iterator[type[TechlandError]]:
    """Yield every class of errors."""
    for module in pkgutil.iter_modules(techland.graph.__path__):
        if module.name.endswith("errors"):
            importlib.import_module(f"techland.graph.{module.name}")
    waiting: list[type[TechlandError]] = [TechlandError]
    while waiting:
        kind = waiting.pop()
        yield kind
        waiting += kind.__subclasses__()


# Those that only programs get.
WORDLESS = {
    *("ExportError", "ReconciliationError", "BatchTooLarge", "UnknownLanguage", "TechlandError"),
}


def test_every_other_error_with_a_status_of_its_own_has_words() -> None:
    general = message_of(TechlandError)
    assert {kind.__name__ for kind in STATUS if message_of(kind) == general} == WORDLESS


def test_the_facts_that_words_need_are_those_that_the_error_carries() -> None:
    files = (LOCALE_FOLDER / "de").glob("*errors.ftl")
    text = "\n".join(path.read_text("utf-8") for path in files)
    by_slug = {slug_of(kind): kind for kind in kinds()}
    for name, words in re.findall(r"^error-(\S+) = (.*)$", text, re.MULTILINE):
        kind = by_slug.get(name.removesuffix("-hint"))
        if kind is None:
            assert name in {"near", "words"}
            continue
        code = "".join(inspect.getsource(one) for one in kind.__mro__[:-4])
        missing = [one for one in re.findall(r"\$(\w+)", words) if f"self.{one} = " not in code]
        assert not missing, name


@pytest.mark.parametrize("language", ["nl", "de"])
@pytest.mark.parametrize("address", WRONG)
def test_no_page_of_an_error_has_an_english_sentence(
    reader: TestClient, address: str, language: str
) -> None:
    answer = reader.get(address, headers={"Accept": "text/html", "Accept-Language": language})
    assert answer.status_code == WRONG[address], answer.text
    assert f'<html lang="{language}">' in answer.text
    told = Sentences(answer.text)
    assert len(told.found) >= 2, told.found
    assert not told.english
    words = {word for text in told.found for word in re.findall(r"[a-z]+", text.lower())}
    assert not words & {"the", "and", "with", "this", "not", "known", "nothing", "cannot", "choose"}


def test_facts_stand_in_the_words_of_the_reader() -> None:
    assert "nach 5 Sekunden" in tell_error(QueryTimeout(5), Reader("de")).message
    told = tell_error(WrongPage("offset", "<b>", 1000), Reader("nl"))
    assert "&lt;b&gt;" in told.message
    assert "1.000" in str(told.hint)
    missing = tell_error(UnknownEntity("https://w3id.org/techland/theme/hydrogeen"), Reader("nl"))
    assert "is niets bekend" in missing.message
    assert "nach 0,5 Sekunden" in tell_error(QueryTimeout(0.5), Reader("de")).message


def test_what_is_quoted_in_part_says_so() -> None:
    for length, told in ((200, "a" * 200), (201, "a" * 200 + "…")):
        error = UnknownEntity("a" * length)
        assert f">{told}</bdi>" in tell_error(error, Reader("nl")).message


@pytest.mark.parametrize("reason", [r"'\x' cannot be read", "'a\nb': is odd", '"\\N{no}": no'])
def test_what_others_quote_is_not_taken_apart(reason: str) -> None:
    assert tell_reason(reason, Reader("de")) is None
    told = tell_error(QuerySyntaxError(reason, 1, 2), Reader("de")).message
    assert 'lang="en"' in told


def test_an_error_without_the_facts_that_its_words_need_is_told_in_general() -> None:
    told = tell_error(QuerySyntaxError("it ends too early"), Reader("nl"))
    assert told.message == "Dit is niet gelukt."


# A query that cannot be read for each reason that there is.
UNREADABLE = (
    *("SELECT", "", "hello", "SELECT * WHERE { ?s ?p }", "SELECT ?x WHERE { ?s ?p ?o"),
    *(
        "ASK { ?s nobody:name ?o }",
        "ASK { ?s n:o ?o }",
        "SELECT ?x ?y { ?x ?p ?y } GROUP BY ?x",
        "ASK { ?s ?p 'abc }",
    ),
    *("SELECT (?y + 1 AS ?z) { ?x ?p ?y } GROUP BY ?x", "SELECT ?s ?s { ?s ?p ?o }"),
    *("SELECT * { ?s ?p ?o } GROUP BY ?s", "SELECT (1 AS ?s) { ?s ?p ?o }", "ASK {} \ud800"),
    *("ASK { ?s ?p ?x BIND(2 AS ?x) }", "ASK { { _:a ?p ?o } UNION { _:a ?q ?r } }"),
    *("ASK { VALUES (?a ?b) { (1) } }", "ASK { ?s ?p 'a'@123 }", "ASK { <http://a b> ?p ?o }"),
    *("ASK { FILTER(COUNT(?x)) }", "SELECT ?x { ?x ?p ?o } ORDER", "ASK { ?s ?p ?o } LIMIT x"),
)


@pytest.mark.parametrize("language", ["nl", "de"])
@pytest.mark.parametrize("text", UNREADABLE)
def test_why_a_query_cannot_be_read_is_told_in_the_words_of_the_reader(
    text: str, language: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        check_text(text, Limits())
    told = tell_error(caught.value, Reader(language))
    assert 'lang="en"' not in told.message, caught.value.reason
    assert str(caught.value.line) in told.message


def test_every_reason_has_words() -> None:
    assert set(reading._REASONS.values()) <= set(REASONS)
    for language in ("nl", "de", "en"):
        for known in REASONS.values():
            assert find_message(f"syntax-{known}", language).language == language


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (UpdateSyntaxError("'}' cannot stand here", 2, 5), "Regel 2, kolom 5"),
        (UpdateTimeout(5), "na 5 seconden"),
        (OutwardUpdate("LOAD", 1, 1), "mag hier niet"),
        (TokenMissing(), "Om te schrijven is een token nodig"),
    ],
)
def test_a_plain_store_tells_its_errors_in_the_words_of_the_reader(
    error: TechlandError, told: str
) -> None:
    words = tell_error(error, Reader("nl")).message
    assert told.lower() in words.lower()
    assert 'lang="en"' not in words


def test_programs_get_english_and_the_reader_his_own_words_beside_it(reader: TestClient) -> None:
    headers = {"Accept": "application/json", "Accept-Language": "de"}
    told = reader.get("/sparql?query=ASK { ?s ex:p ?o }", headers=headers).json()
    assert "syntax error in the query" in told["detail"]
    assert told["told"]["language"] == "de"
    assert "Präfix ist nicht deklariert" in told["told"]["message"]
    assert told["told"]["hint"].endswith("PREFIX ex: <…>")
    told = reader.get("/sparql?query=ASK { ?s ex:p ?o }", headers={"Accept": "*/*"}).json()
    assert "told" not in told
    address = "/api/editor/check?lang=nl"
    checked = reader.post(address, content="ASK { ?s ex:p ?o }").json()
    assert "prefix is niet gedeclareerd" in checked["problem"]["told"]["message"]
