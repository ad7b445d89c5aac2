"""Change to Dutch or German and find no English sentence of ours, on any type of page.

What documents, people and places are called stays as it is and is marked as the graph's.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import Store

from techland.ontology.terms import BASE
from techland.queries.catalogue import catalogue
from tests.server.conftest import TestClient
from tests.server.pages import VOID, Attributes
from tests.server.test_pages import PAGES

FACTS = Path(__file__).parents[2] / "facts"
OTHERS = ("nl", "de")
# Words that stand in English sentences, and in no Dutch or German one.
ENGLISH = {"the", "and", "with", "which", "who", "this", "that", "from", "are", "its", "has"}
# A title holds the name of a thing.
SILENT = {"title", "script", "style", "code", "pre", "textarea", "bdi", "option"}
MORE = (
    "/query",
    "/map?level=nuts3",
    "/map?level=place&since=2010",
    "/sparql?query=SELECT * { ?s nobody:knows ?o }",
    "/source/3c3546c0b76c",
    "/activity/interreg-v-a-de-nl",
    "/activity/mind",
    "/need/ideas-without-means",
    "/correction?thing=https://w3id.org/techland/agreement/mou-2021",
    "/nothing-here",
)


class Texts(HTMLParser):
    """The visible texts of a page with the elements that they stand in."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._stack: list[tuple[str, Attributes]] = []
        self.found: list[tuple[str, list[tuple[str, Attributes]]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._stack.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self._stack and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append((" ".join(data.split()), list(self._stack)))


def curated_texts() -> set[str]:
    """Return the English texts of ours: those with a translation that reads otherwise."""
    found = set()
    for path in (FACTS / "translations").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {
                row["text"]
                for row in csv.DictReader(file)
                if " " in row["text"] and row["text"] not in (row["nl"], row["de"])
            }
    found |= {query.description for query in catalogue().values()}
    with (FACTS / "events.csv").open(encoding="utf-8", newline="") as file:
        # The name of a thing is told as it has it.
        return found - {row["name"] for row in csv.DictReader(file)}


OURS = curated_texts()


def english(html: str, language: str) -> Iterator[str]:
    """Yield the texts of a page that are English and should not be."""
    for text, around in Texts(html).found:
        lang = next((at["lang"] for _, at in reversed(around) if at.get("lang")), None)
        is_original = lang == "en" and any(at.get("class") == "witnesses" for _, at in around)
        if text in OURS and not is_original:
            yield text
        of_graph = any("data-source" in at for _, at in around)
        if lang != language or of_graph or SILENT & {tag for tag, _ in around}:
            continue
        if {word.strip(".,:;()").lower() for word in text.split()} & ENGLISH:
            yield text


def test_english_is_found() -> None:
    page = "<html lang='nl'><p>{}</p><bdi>{}</bdi><p data-source='graph' lang='en'>{}</p>"
    text = "Sources of the table disagree"
    assert list(english(page.format(text, text, text), "nl")) == [text]
    ours = "Decided by the one who knows, and not by us."
    assert ours not in OURS
    one = min(OURS)
    assert list(english(f"<html lang='nl'><p lang='en'>{one}</p>", "nl")) == [one]
    folded = f"<details class='witnesses'><p lang='en'>{one}</p></details>"
    assert list(english(f"<html lang='nl'>{folded}", "nl")) == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("address", [*PAGES, *MORE])
def test_no_type_of_page_has_an_english_sentence(
    reader: TestClient, address: str, language: str
) -> None:
    told = reader.get(address, headers={"Accept-Language": language}).text
    # The document's title counts as well.
    assert f'<html lang="{language}">' in told
    assert list(english(told, language)) == []


@pytest.mark.soak
@pytest.mark.parametrize("language", OTHERS)
def test_no_page_of_any_thing_has_one(
    reader: TestClient, curated_store: Store, language: str
) -> None:
    classes = "tl:Agreement tl:Activity tl:Dispute tl:Position tl:Need tl:Outcome tl:Source"
    query = f"""PREFIX tl: <{BASE}ontology#> PREFIX org: <http://www.w3.org/ns/org#>
      PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX schema: <https://schema.org/>
      SELECT DISTINCT ?thing {{
        VALUES ?class {{ {classes} org:FormalOrganization schema:Event skos:Concept tl:Place }}
        ?thing a ?class FILTER(STRSTARTS(STR(?thing), "{BASE}"))
      }}"""
    rows = curated_store.query(query)
    things = sorted(row["thing"].value.removeprefix(BASE) for row in rows)  # type: ignore[union-attr,index]  # rows
    found = {}
    for thing in [one for one in things if "#" not in one]:
        told = reader.get(f"/{quote(thing)}", headers={"Accept-Language": language}).text
        if left := list(english(told, language)):
            found[thing] = left[:3]
    assert len(things) > 500
    assert found == {}
