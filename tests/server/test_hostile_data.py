"""Every text of the graph is hostile here: markup, right to left, very long, signs and emoji.

The curated facts are served with each name, title, note and description begun by one of these.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, Quad, RdfFormat, parse
from starlette.applications import Starlette

from techland.graph.snapshot import Snapshot
from techland.ontology.terms import DCT, RDFS, SCHEMA, SKOS, TL
from techland.queries.evaluation import QueryProcesses
from techland.server.app import create_app
from tests.network.networks import EMOJI
from tests.server.conftest import BROWSER, TestClient, ask_as, served
from tests.server.pages import Page

if TYPE_CHECKING:
    from playwright.sync_api import Page as Opened

MARKUP = "</script><script>alert(1)</script><img src=x onerror=alert(1)> {{7*7}} </p>\"'"
# An override of the direction that is never ended, then Arabic and Hebrew.
RIGHT_TO_LEFT = "\u202eمؤسسة עברית"
LONG = "Grenzüberschreitung" * 27
TEXTS = {
    *(RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.note, SKOS.editorialNote, DCT.title),
    *(DCT.description, TL.publisherName, TL.reason, TL.positionText, TL.disputedProperty),
    SCHEMA.addressLocality,
}
PAGES = (
    "agreement/mou-2021",
    "organisation/oost-nl",
    "activity/mind",
    "activity/interreg-v-a-de-nl",
    "event/dse-2024",
    "theme/energy",
    "place/muenster",
    "nuts/DEA33",
    "country/DEU",
    "source/3c3546c0b76c",
    "disputes",
    "sources",
    "search?q=Grenz",
    "search?q=script",
    "correction?thing=https://w3id.org/techland/agreement/mou-2021",
)


def spoilt(quad: Quad, with_what: dict[str, str]) -> Quad:
    told = quad.object
    if quad.predicate.value not in TEXTS or not isinstance(told, Literal):
        return quad
    text = f"{with_what[told.value]} {told.value}"
    new = Literal(text, language=told.language) if told.language else Literal(text)
    return Quad(quad.subject, quad.predicate, new, quad.graph_name)


@pytest.fixture(scope="module")
def hostile(
    curated_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Starlette]:
    quads = list(parse(path=str(curated_snapshot.quads_path), format=RdfFormat.N_QUADS))
    texts = sorted({q.object.value for q in quads if isinstance(q.object, Literal)})
    kinds = cycle((MARKUP, EMOJI, RIGHT_TO_LEFT, MARKUP, EMOJI, LONG))
    begun = dict(zip(texts, kinds, strict=False))
    folder = tmp_path_factory.mktemp("hostile") / ("0" * 64)
    folder.mkdir()
    lines = sorted({f"{spoilt(quad, begun)} .\n" for quad in quads})
    (folder / "data.nq").write_text("".join(lines), "utf-8")
    (folder / "manifest.json").write_text(json.dumps(dict(curated_snapshot.manifest)), "utf-8")
    (folder / "build.json").write_text("{}", "utf-8")
    snapshot = Snapshot(folder)
    with QueryProcesses(snapshot.quads_path) as processes:
        yield create_app(snapshot, processes)


@pytest.fixture(scope="module")
def hostile_reader(hostile: Starlette) -> Iterator[TestClient]:
    with ask_as(hostile, **{"Accept": BROWSER, "Accept-Language": "nl"}) as found:
        yield found


@pytest.mark.parametrize("path", PAGES)
def test_markup_stays_text(hostile_reader: TestClient, path: str) -> None:
    answer = hostile_reader.get(f"/{path}")
    assert answer.status_code == 200
    page = Page(answer.text)
    for tag, found in page.elements:
        assert not [name for name in found if name.startswith("on")], (tag, found)
        assert tag != "img" or str(found["src"]).startswith("/static/")
        if tag == "script":
            assert found.get("src", "/static/").startswith("/static/")  # type: ignore[union-attr]  # never empty
    if "</script><script>alert(1)" in page.text or not path.startswith("search"):
        assert "{{7*7}}" in page.text or "🦊" in page.text
    assert "</script><script>" not in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_embedded_data_is_json_whatever_it_holds(hostile_reader: TestClient, path: str) -> None:
    text = hostile_reader.get(f"/{path}").text
    for piece in text.split('<script type="application/ld+json">')[1:]:
        json.loads(piece.split("</script>")[0])


# Text with an override of the direction must not turn what stands beside it.
LEAKS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const isolates = (one) => getComputedStyle(one).unicodeBidi.startsWith('isolate');
  while (walker.nextNode()) {
    const text = walker.currentNode;
    let at = text.parentElement;
    if (!text.data.includes('\\u202e') || at.closest('script, textarea')) continue;
    let apart = /^[^\\u202e]*\\u2068[^\\u2069]*\\u202e[^\\u2069]*\\u2069/.test(text.data);
    for (; at && at.textContent.trim() === text.data.trim(); at = at.parentElement) {
      apart ||= isolates(at);
    }
    if (!apart) found.push(text.parentElement.outerHTML.slice(0, 160));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def hostile_address(hostile: Starlette) -> Iterator[str]:
    with served(hostile) as found:
        yield found


@pytest.mark.soak
def test_the_layout_holds_on_a_phone(page: Opened, hostile_address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.on("dialog", lambda _: pytest.fail("a script of the data ran"))
    faults = {}
    for path in PAGES:
        page.goto(f"{hostile_address}{path}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        leaks = page.evaluate(LEAKS)
        if wide > 390 or leaks:
            faults[path] = wide, leaks[:5]
    assert faults == {}, faults


@pytest.mark.soak
def test_suggestions_show_hostile_names_as_text(page: Opened, hostile_address: str) -> None:
    page.on("dialog", lambda _: pytest.fail("a script of the data ran"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{hostile_address}?lang=en")
    page.get_by_role("combobox").fill("twente")
    page.get_by_role("option").first.wait_for()
    told = " ".join(page.get_by_role("option").all_inner_texts())
    assert "<script>" in told or "🦊" in told or "\u202e" in told
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
