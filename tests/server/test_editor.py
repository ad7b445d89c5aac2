"""What a researcher does in the query editor, in a real browser."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from techland.queries.catalogue import query_named
from tests.server.editor_page import (
    CODE,
    PLAIN,
    asked,
    choose,
    clear,
    csv_rows,
    open_editor,
    run,
    shown_rows,
    view,
    wait_for_end,
    write,
)
from tests.server.live import RUNAWAY, processes_below, seconds_of, state_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

# Rows come for ever, some now and then.
TRICKLE = """SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i
  FILTER(STRSTARTS(SHA512(CONCAT(STR(?a), STR(?f), STR(?h), STR(?i))), "00")) }"""
HYDROGEN = """SELECT ?name ?other (COUNT(DISTINCT ?activity) AS ?activities) WHERE {
  ?activity tl:theme theme:hydrogen . ?name tl:participatesIn ?activity .
  ?other tl:participatesIn ?activity ; tl:sideOfBorder country:DEU .
  FILTER(?name != ?other)
} GROUP BY ?name ?other"""


def test_a_query_is_written_with_completion_and_seen_in_every_view(
    page: Page, address: str, told: list[str]
) -> None:
    open_editor(page, address)
    clear(page)
    page.wait_for_function("() => document.querySelector('.fault-line').textContent !== ''")
    choose(page, "SEL", "SELECT")
    page.keyboard.type("?name ?other (COUNT(DISTINCT ?activity) AS ?activities) ")
    choose(page, "WH", "WHERE")
    page.keyboard.type("{\n?activity ")
    choose(page, "tl:the", "tl:theme")
    choose(page, "waterst", "hydrogen")
    page.keyboard.type(". ?name ")
    choose(page, "particip", "tl:participatesIn")
    choose(page, "?act", "?activity")
    page.keyboard.type(" . ?other ")
    choose(page, "particip", "tl:participatesIn")
    choose(page, "?act", "?activity")
    page.keyboard.type(" ; ")
    choose(page, "side", "tl:sideOfBorder")
    choose(page, "german", "Germany")
    page.keyboard.type(". FILTER(?name != ?other)")
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(" GROUP BY ?name ?other")
    run(page)
    expected = csv_rows(asked(address, HYDROGEN))[1:]
    assert len(expected) > 20
    assert f"{len(expected)} rows" in page.locator("#answer-status").inner_text()
    assert page.locator(".cm-content").inner_text().startswith("PREFIX")
    # IRIs are shown by name; without names they are those that a program gets.
    page.wait_for_function(
        "() => /^[A-Z]/.test(document.querySelector('.rows td bdi').textContent)"
    )
    page.get_by_label("Names in place of IRIs").uncheck()
    space = "https://w3id.org/techland/"
    short = [[row[0].removeprefix(space), row[1].removeprefix(space)] for row in expected]
    found = [
        [cell.replace("organisation:", "organisation/") for cell in row[:2]]
        for row in shown_rows(page)
    ]
    assert found == short[: len(found)]
    view(page, "Chart")
    assert page.locator(".picture svg [role='graphics-symbol']").count() > 5
    view(page, "Map")
    assert page.locator(".picture svg .mark-symbol path").count() > 5
    view(page, "Network")
    size = page.locator(".picture p").first.inner_text()
    assert f"{len({frozenset(row[:2]) for row in expected})} ties" in size
    assert f"{len({name for row in expected for name in row[:2]})} nodes" in size
    assert page.locator(".picture a.button").get_attribute("href").startswith("/map?query=")  # type: ignore[union-attr]  # it is there
    assert told == []


@pytest.mark.usefixtures("told")
def test_errors_are_marked_where_they_are_while_typing(page: Page, address: str) -> None:
    open_editor(page, address)
    write(page, "SELECT *\n{ ?s é:p }")
    fault = page.locator("#fault-line.wrong")
    fault.wait_for()
    assert fault.inner_text().startswith("Line 2, column 6: ")
    assert page.locator(".cm-lintRange-error").inner_text() == "é:p"
    assert page.locator(".cm-lint-marker-error").count() == 1
    write(page, "ASK { ?s ?p ?o }")
    page.locator("#fault-line:not(.wrong)", has_text="can be read").wait_for()
    assert page.locator(".cm-lintRange-error").count() == 0
    run(page)
    assert page.locator(".answer-part .answer").inner_text() == "Yes"


def busy() -> set[int]:
    return {
        pid
        for pid in processes_below(os.getpid())
        if seconds_of(pid) > 0.4 and state_of(pid) == "R"
    }


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("query", [RUNAWAY, pytest.param(TRICKLE, marks=pytest.mark.soak)])
def test_stop_ends_the_query_on_the_server(page: Page, address: str, query: str) -> None:
    before = processes_below(os.getpid())
    open_editor(page, address)
    write(page, query)
    page.get_by_role("button", name="Run", exact=True).click()
    page.locator("#answer-status", has_text="Running").wait_for()
    deadline = time.monotonic() + 20
    while not (running := busy()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert running
    if query is TRICKLE:
        page.locator("#answer-status", has_text="so far").wait_for()
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_text("These are not all").wait_for()
    deadline = time.monotonic() + 10
    while running & processes_below(os.getpid()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not running & (processes_below(os.getpid()) - before)
    assert asked(address, "ASK {}").strip() == "true"
    write(page, "SELECT ?s { ?s a tl:Agreement } LIMIT 3")
    run(page)
    assert "Done: 3 rows" in page.locator("#answer-status").inner_text()


def test_a_link_restores_query_view_and_settings(
    browser: Browser, page: Page, address: str
) -> None:
    open_editor(page, address)
    write(page, query_named("changes-per-year").text)
    run(page)
    view(page, "Chart")
    page.locator("#chart-kind").select_option("line")
    page.locator(".picture [data-drawn]").wait_for()
    page.locator("#chart-y").select_option("started")
    page.locator(".picture [data-drawn]").wait_for()
    page.get_by_role("button", name="Link", exact=True).click()
    link = page.locator("dialog textarea").input_value()
    other = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en")
    opened = other.new_page()
    opened.goto(link)
    opened.locator(".picture [data-drawn]").wait_for()
    assert opened.locator("#chart-kind").input_value() == "line"
    assert opened.locator("#chart-y").input_value() == "started"
    paths = (
        "svg => [...svg.querySelectorAll('.mark-line path')].map(path => path.getAttribute('d'))"
    )
    assert opened.locator(".picture svg").evaluate(paths) == page.locator(".picture svg").evaluate(
        paths
    )
    assert opened.evaluate("location.hash") == page.evaluate("location.hash")
    assert opened.locator(PLAIN).input_value().startswith("PREFIX schema")
    other.close()


@pytest.mark.usefixtures("told")
def test_the_picture_is_that_of_the_view_chosen_last(
    page: Page, address: str, told: list[str]
) -> None:
    open_editor(page, address)
    write(page, HYDROGEN)
    held: list[Route] = []
    page.route("**/api/editor/names*", lambda route: held.append(route))  # noqa: PLW0108 (a built-in is none to the browser)
    run(page)
    tabs = page.locator(".result-bar .tabs")
    for name in "Chart", "Network":
        tabs.get_by_role("button", name=name, exact=True).click()
    drawn = page.locator(".picture [data-drawn] svg")
    # What was asked for last is answered first, and more may be asked for meanwhile.
    for _ in range(100):
        if held:
            held.pop().continue_()
        elif drawn.count():
            break
        page.wait_for_timeout(300)
    assert tabs.locator("[aria-pressed=true]").inner_text() == "Network"
    assert page.locator(".picture .chooser").count() == 0, "no chart is shown in its place"
    assert page.locator(".picture a.button").count() == 1
    first = drawn.locator("text").all_text_contents()
    view(page, "Table")
    view(page, "Network")
    assert sorted(first) == sorted(drawn.locator("text").all_text_contents()), "with its names"


def test_a_citation_that_does_not_come_is_told(page: Page, address: str) -> None:
    open_editor(page, address)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.route("**/api/editor/citation*", lambda route: route.abort())
    page.get_by_role("button", name="Cite", exact=True).click()
    assert "does not answer" in page.locator("dialog").inner_text()
    assert faults == []


def test_a_long_answer_is_scrolled_to_its_end(page: Page, address: str) -> None:
    open_editor(page, address)
    text = (
        "SELECT ?a ?b ?d { ?a a tl:Source . ?b a tl:Claim . ?b prov:wasDerivedFrom ?d } LIMIT 30000"
    )
    write(page, text)
    run(page)
    assert "30,000 rows" in page.locator("#answer-status").inner_text()
    page.get_by_label("Names in place of IRIs").uncheck()
    assert page.locator(".rows tbody tr").count() < 80
    page.locator(".rows").evaluate("table => table.scrollTo(0, table.scrollHeight)")
    page.locator(".rows td.place", has_text="30000").wait_for()
    last = csv_rows(asked(address, text))[-1]
    assert shown_rows(page)[-1] == [
        iri.replace("https://w3id.org/techland/", "").replace("/", ":", 1) for iri in last
    ]
    assert page.locator(".rows table").get_attribute("aria-rowcount") == "30001"


@pytest.mark.usefixtures("told")
def test_text_of_an_answer_is_never_markup(page: Page, address: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script of the data ran: {dialog.message}"))
    open_editor(page, address)
    evil = "<img src=x onerror=alert(1)>"
    write(
        page, f'SELECT * {{ BIND("{evil}" AS ?a) BIND(<javascript:alert(1)> AS ?b) BIND(1 AS ?n) }}'
    )
    run(page)
    assert shown_rows(page)[0] == [evil, "javascript:alert(1)", "1"]
    assert page.locator(".rows a").count() == 0
    view(page, "Chart")
    assert page.locator(".picture img").count() == 0


def test_the_editor_of_code_comes_when_the_text_is_first_used(page: Page, address: str) -> None:
    loaded: list[int] = []
    page.on(
        "response",
        lambda told: (
            loaded.append(len(told.body())) if told.request.resource_type == "script" else None
        ),
    )
    page.goto(f"{address}query?lang=en", wait_until="networkidle")
    assert 10_000 < sum(loaded) < 50_000
    # The query can be asked as it stands.
    run(page)
    assert page.locator(PLAIN).count() == 1
    field = page.locator(PLAIN)
    field.evaluate("field => { field.value = 'ASK { ?a ?b 1 }'; field.setSelectionRange(6, 8); }")
    field.focus()
    page.locator(f"{CODE}:focus").wait_for()
    assert page.locator(PLAIN).count() == 0
    assert page.evaluate("String(getSelection())") == "?a"
    page.keyboard.type("?here")
    assert page.locator(CODE).inner_text() == "ASK { ?here ?b 1 }"


@pytest.mark.usefixtures("told")
def test_queries_are_kept_found_and_forgotten(page: Page, address: str) -> None:
    open_editor(page, address, "?lang=nl")
    page.locator("#shelf-search").fill("grens thema")
    page.locator(".shelf .choice", has_text="Wie op een thema over de grens").click()
    wait_for_end(page)
    page.locator(".picture [data-drawn]").wait_for()
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.locator("#save-name").fill("Mijn eigen")
    page.locator("dialog").get_by_role("button", name="Bewaren").click()
    page.reload()
    page.wait_for_selector("#editor[data-ready]")
    page.get_by_role("button", name="Mijn query").click()
    assert page.locator(".shelf .choice").first.inner_text().startswith("Mijn eigen")
    page.get_by_role("button", name="Geschiedenis").click()
    assert page.locator(".shelf .choice").count() == 1
    page.get_by_role("button", name="Wis de geschiedenis").click()
    assert page.locator(".shelf .choice").count() == 0
