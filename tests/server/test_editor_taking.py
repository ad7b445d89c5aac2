"""What a reader takes along from the editor: a citation, code for other programs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette

from techland.graph.home import Home
from tests.server.editor_page import asked, csv_rows, open_editor, run, write

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.usefixtures("told")
def test_a_citation_holds_query_version_date_and_a_link_that_answers(
    page: Page, address: str, application: Starlette
) -> None:
    open_editor(page, address)
    text = 'SELECT ?s { ?s a tl:Agreement FILTER("100% {é}" != "&") } ORDER BY ?s'
    write(page, text)
    run(page)
    page.get_by_role("button", name="Cite", exact=True).click()
    dialog = page.get_by_role("dialog")
    version = application.state.publication.version
    for name in ("Text", "BibTeX", "RIS"):
        cited = dialog.get_by_label(name, exact=True).input_value()
        assert version in cited
        assert time.strftime("%Y") in cited
    assert text in dialog.get_by_label("Text", exact=True).input_value()
    link = dialog.get_by_label("Permalink", exact=True).input_value()
    page.request.fetch(link)
    found = page.request.get(link, headers={"Accept": "text/csv"})
    assert found.text() == asked(address, text)


@pytest.mark.usefixtures("told")
def test_the_code_for_other_programs_gives_the_same_answer(
    page: Page, address: str, curated_home: Home
) -> None:
    open_editor(page, address)
    text = 'SELECT ?s ?n { ?s a tl:Dispute BIND("d\'é \\\\ $x" AS ?n) } ORDER BY ?s'
    write(page, text)
    run(page)
    page.get_by_role("button", name="Use in").click()
    dialog = page.get_by_role("dialog")
    expected = csv_rows(asked(address, text))
    assert len(expected) > 3

    def code(name: str) -> str:
        return dialog.get_by_label(name, exact=True).input_value()

    def output(*command: str) -> str:
        settings = {**os.environ, "TECHLAND_HOME": str(curated_home.root), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert csv_rows(output("sh", "-c", code("curl"))) == expected
    told = output(sys.executable, "-c", code("Python: SPARQLWrapper"))
    assert [line for line in told.splitlines() if line] == [
        str({"s": row[0], "n": row[1]}) for row in expected[1:]
    ]
    lines = "print(row['s'].value, row['n'].value)\n"
    python = code("Python: techland").replace(
        "print(answer.to_pandas())", f"for row in answer:\n        {lines}"
    )
    assert output(sys.executable, "-c", python).splitlines() == [
        " ".join(row) for row in expected[1:]
    ]
    r = code("R").replace("print(answer)", "utils::write.csv(answer, row.names = FALSE)")
    assert csv_rows(output("Rscript", "-e", r)) == expected
