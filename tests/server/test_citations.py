"""Facts cite documents by number; one list at the foot of a page tells each of them once."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal

from techland.queries.entities import Document
from techland.queries.near.entity import near_of, read_entity
from techland.server.citations import Citations
from techland.server.fact_groups import SHORT_CUTS
from techland.viz.names import Name
from techland.viz.reader import Reader
from tests.server.conftest import TestClient

_FACT = re.compile(r'<div class="fact[^"]*">(.*?)</div>', re.DOTALL)
_NUMBER = re.compile(r'href="#d(\d+)"')
_LISTED = re.compile(r'<li id="d(\d+)"><a href="([^"]+)">')


def document(iri: str, title: str) -> Document:
    return Document(iri, Literal(title, language="en"), "A publisher", "https://e.org", None, None)


def test_documents_are_numbered_once_and_cited_in_order() -> None:
    documents = [document("a", "First"), document("b", 'A <b> and "c"')]
    further = {"d": Name("z", "", "en"), "c": Name("Y", "", "en"), "a": Name("First", "", "en")}
    cites = Citations(documents, further, Reader("en"))
    assert [(one.number, one.iri) for one in cites.listed] == [
        *((1, "a"), (2, "b"), (3, "c"), (4, "d"))
    ]
    told = cites(["d", "b"])
    assert _NUMBER.findall(told) == ["2", "4"]
    assert "2 sources" in told
    titled = cites(["d", "b"], titled=True)
    assert "&lt;b&gt; and &#34;c&#34;" in titled
    assert "<b>" not in titled
    assert "title" not in told
    assert cites([documents[1]]) == cites(["b"])
    assert cites([]) == ""


@pytest.mark.parametrize(
    "thing", ["agreement/mou-2021", "organisation/oost-nl", "activity/rocket", "event/dse-2024"]
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_fact_leads_to_the_documents_that_say_so(
    reader: TestClient, thing: str, language: str
) -> None:
    page = reader.get(f"/{thing}?lang={language}").text
    listed = dict(_LISTED.findall(page))
    assert sorted(map(int, listed)) == list(range(1, len(listed) + 1))
    assert len(set(listed.values())) == len(listed)
    assert set(_NUMBER.findall(page)) == listed.keys()
    cited = [{listed[n] for n in _NUMBER.findall(fact)} for fact in _FACT.findall(page)]
    iri = f"https://w3id.org/techland/{thing}"
    entity = read_entity(near_of(reader.app.state.publication.evaluator, iri))  # type: ignore[attr-defined]  # Starlette
    for fact in entity.facts:
        if fact.evidence and fact.evidence.sources and fact.predicate not in SHORT_CUTS:
            told = {"/" + one.iri.split("/techland/")[1] for one in fact.evidence.sources}
            assert told in cited, fact.predicate
