"""What a reader finds and reads in a browser: tasks, keyboard, axe-core, screenshots."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from techland.queries.catalogue import catalogue
from tests.node_packages import installed
from tests.server.test_no_english import english

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
SCREENSHOTS = HERE.parent / "screenshots"
SIZES = {"wide": (1440, 900), "phone": (390, 844)}
# One page of every type.
TYPES = {
    "start": "",
    "search": "search?q=hydrogen&kind=agreement",
    "nothing": "search?q=zzxxyyqq",
    "agreement": "agreement/mou-2021",
    "organisation": "organisation/oost-nl",
    "project": "activity/mind",
    "programme": "activity/interreg-v-a-de-nl",
    "event": "event/dse-2024",
    "theme": "theme/energy",
    "place": "place/muenster",
    "region": "nuts/DEA33",
    "country": "country/DEU",
    "dispute": "dispute/633c8cbdb7dcd144",
    "need": "need/ideas-without-means",
    "source": "source/3c3546c0b76c",
    "disputes": "disputes",
    "sources": "sources",
    "questions": "queries",
    "question": "queries/signatories",
    "sparql": "sparql",
    "ontology": "ontology",
    "changes": "diff",
    "correction": "correction?thing=https://w3id.org/techland/agreement/mou-2021",
    "problem": "nothing-here",
}


@pytest.mark.parametrize("typed", ["WWU", "univ munster"])
def test_the_university_is_found_while_typing_by_keyboard_alone(
    page: Page, address: str, typed: str
) -> None:
    page.goto(f"{address}?lang=de")
    box = page.get_by_role("combobox", name="Alles durchsuchen")
    box.focus()
    page.keyboard.type(typed)
    option = page.get_by_role("option").first
    # What was found for the first letters may still stand there.
    expect(option).to_contain_text("Universität Münster")
    page.keyboard.press("ArrowDown")
    assert option.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisation/universitaet-muenster")
    assert page.locator("h1").inner_text() == "Universität Münster"


def test_a_screen_reader_is_told_how_many_suggestions_there_are(page: Page, address: str) -> None:
    page.goto(f"{address}?lang=nl")
    page.get_by_role("combobox").fill("euregio")
    status = page.locator("form.find [role=status]")
    page.get_by_role("option").first.wait_for()
    assert status.inner_text() == "Suggesties: 8. Kies met de pijltjestoetsen."
    page.get_by_role("combobox").fill("zzxxyyqq")
    status.filter(has_text="Er is niets gevonden.").wait_for(state="attached")
    page.keyboard.press("Escape")


def test_escape_closes_the_suggestions_and_enter_searches(page: Page, address: str) -> None:
    page.goto(f"{address}?lang=en")
    page.get_by_role("combobox").fill("twente")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    assert page.get_by_role("option").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=twente")


def test_euregio_offers_four_bodies(page: Page, address: str) -> None:
    page.goto(f"{address}?lang=en")
    page.get_by_role("combobox").fill("Euregio")
    page.get_by_role("option").first.wait_for()
    told = page.get_by_role("option").all_inner_texts()
    bodies = [text for text in told if "Organisation" in text]
    for name in ("EUREGIO", "Rhine-Waal", "rhein-maas-nord", "Ems Dollart"):
        assert any(name in text for text in bodies), name


def test_who_says_which_day_and_why_one_stands_first(page: Page, address: str) -> None:
    page.goto(f"{address}agreement/mou-2021?lang=en")
    signed = page.locator(".facts > div", has=page.get_by_role("term").filter(has_text="signed on"))
    values = signed.locator(".fact")
    assert "18 May 2021" in values.nth(0).inner_text()
    assert "21 May 2021" in values.nth(1).inner_text()
    assert "not accepted" in values.nth(1).inner_text()
    assert "Decided by the curator" in signed.locator(".rule").inner_text()
    values.nth(1).locator(".cites a").click()
    assert page.locator(".document-list li:target a").inner_text() == "About us"
    signed.get_by_role("link", name="Both sides and the reasons").click()
    dispute = page.locator(".dispute", has_text="signed on")
    assert dispute.locator(".side").count() == 2
    assert dispute.locator(".side.accepted .told").inner_text() == "18 May 2021"
    assert "written years afterwards" in dispute.locator(".verdict").inner_text()


def test_from_a_theme_to_a_document_across_the_border(page: Page, address: str) -> None:
    page.goto(f"{address}theme/hydrogen?lang=en")
    page.locator('#theme-members ~ ul a[href="/organisation/ben-tec"]').click()
    across = page.locator("#partners-across + ul > li").first
    across.locator("summary").click()
    across.locator("details .cites a").first.click()
    document = page.locator(".document-list li:target a")
    title = document.inner_text()
    document.click()
    page.wait_for_url("**/source/*")
    assert page.locator("h1").inner_text().startswith(title)
    assert page.locator("#stated").is_visible()


def test_in_dutch_no_sentence_of_the_page_is_english(page: Page, address: str) -> None:
    page.goto(f"{address}activity/mind?lang=en")
    page.get_by_role("link", name="NL", exact=True).click()
    page.wait_for_url("**lang=nl")
    assert list(english(page.content(), "nl")) == []
    assert "onze vertaling" in page.inner_text("main")


def test_a_correction_is_written_for_its_reader(page: Page, address: str) -> None:
    page.goto(f"{address}agreement/mou-2021?lang=nl")
    page.locator(".fact .wrong").first.click()
    text = page.locator("textarea").input_value()
    assert "https://w3id.org/techland/claim/" in text
    assert (
        page.get_by_role("link", name="Als e-mail schrijven")
        .get_attribute("href")
        .startswith(  # type: ignore[union-attr]  # it is there
            "mailto:?subject=techland"
        )
    )
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Als bestand bewaren").click()
    kept = Path(waiting.value.path()).read_text("utf-8")
    assert text.strip() in kept.replace("\r\n", "\n")


@pytest.fixture(scope="module")
def axe(pytestconfig: pytest.Config) -> str:
    assert pytestconfig.cache
    folder = installed(HERE / "axe", pytestconfig.cache)
    return (folder / "node_modules/axe-core/axe.min.js").read_text("utf-8")


def violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("axe.run()")
    return [
        f"{one['id']}: {json.dumps([node['target'] for node in one['nodes'][:3]])}"
        for one in found["violations"]
    ]


@pytest.mark.soak
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_any_type_of_page(
    browser: Browser, address: str, axe: str, scheme: Any
) -> None:
    # The policy of our pages lets no script of others in, axe neither.
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    found = {}
    for name, path in TYPES.items():
        page.goto(f"{address}{path}")
        told = violations(page, axe)
        if told:
            found[name] = told
    context.close()
    assert found == {}


@pytest.mark.soak
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_no_page_is_wider_than_its_window(
    browser: Browser, address: str, size: str, scheme: Any
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    SCREENSHOTS.mkdir(exist_ok=True)
    for name, path in TYPES.items():
        page.goto(f"{address}{path}")
        page.screenshot(path=SCREENSHOTS / f"{name}-{size}-{scheme}.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    context.close()


@pytest.mark.soak
def test_no_page_but_the_map_loads_more_than_fifty_kilobytes_of_script(
    page: Page, address: str
) -> None:
    """All that opening a page brings, not only what it names."""
    sizes: list[int] = []
    page.on(
        "response",
        lambda answer: (
            sizes.append(len(answer.body())) if answer.request.resource_type == "script" else None
        ),
    )
    pictured = [f"queries/{one.name}" for one in catalogue().values() if one.chart][:4]
    assert len(pictured) > 2
    for path in [*TYPES.values(), "", "query", "queries", "sparql", "ontology", "diff", *pictured]:
        sizes.clear()
        page.goto(f"{address}{path}", wait_until="networkidle")
        assert sum(sizes) < 50_000, (path, sum(sizes))
