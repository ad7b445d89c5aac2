"""A folder of the reader's own queries: there without a restart, and harmless when broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from techland.graph.catalogue_errors import BrokenQueryHeader, UnreadableQuery
from techland.queries.catalogue import (
    FOLDER,
    SETTING,
    broken_queries,
    catalogue,
    query_named,
    read_query,
)
from techland.queries.guard import QueryForm

OWN = "#+ summary: Anything at all\nSELECT ?s WHERE { ?s ?p ?o } LIMIT 2\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(SETTING, str(tmp_path))
    return tmp_path


def test_a_new_file_is_there_at_once_and_gone_when_it_is_gone(folder: Path) -> None:
    assert set(catalogue()) == set(catalogue(FOLDER))
    path = folder / "mine.rq"
    path.write_text(OWN)
    assert set(catalogue()) - set(catalogue(FOLDER)) == {"mine"}
    assert query_named("mine").form is QueryForm.SELECT
    path.write_text(OWN.replace("SELECT ?s WHERE", "ASK WHERE").replace(" LIMIT 2", ""))
    assert query_named("mine").form is QueryForm.ASK
    path.unlink()
    assert "mine" not in catalogue()


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("no-header.rq", "SELECT * {}", "no header"),
        ("no-query.rq", OWN.replace("SELECT", "SELEKT"), "neither"),
        ("syntax.rq", OWN.replace("?o }", "}"), "cannot stand here"),
        ("update.rq", "#+ summary: x\nDELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("service.rq", "#+ summary: x\nSELECT * { SERVICE <http://a/> { ?s ?p ?o } }", "SERVICE"),
        ("deep.rq", "#+ summary: x\nSELECT * " + "{" * 5000 + "}" * 5000, "deep"),
        ("page.rq", OWN.replace("all\n", "all\n#+ params: {page: {type: string}}\n"), "another"),
        ("signatories.rq", OWN, "already"),
        ("network.rq", OWN, "another address"),
        ("A B.rq", OWN, "small letters"),
    ],
)
def test_a_broken_file_is_told_and_harms_no_other(
    folder: Path, name: str, text: str, reason: str
) -> None:
    (folder / "good.rq").write_text(OWN)
    (folder / name).write_text(text)
    assert "good" in catalogue()
    (error,) = broken_queries()
    assert isinstance(error, BrokenQueryHeader)
    assert name in str(error)
    if reason != "neither":
        assert reason in str(error)


def test_the_line_of_a_fault_is_that_of_the_file(folder: Path) -> None:
    path = folder / "late.rq"
    path.write_text("#+ summary: x\n#+ tags: [a]\n\n\nSELECT *\n{ ?s ?p }\n")
    with pytest.raises(BrokenQueryHeader) as raised:
        read_query(path)
    assert raised.value.line == 6


def test_a_file_that_cannot_be_read_and_a_folder_that_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "bytes.rq").write_bytes(b"#+ summary: \xff\n")
    assert [type(error) for error in broken_queries()] == [UnreadableQuery]
    with pytest.raises(UnreadableQuery):
        query_named("bytes")
    monkeypatch.setenv(SETTING, str(folder / "nowhere"))
    assert [type(error) for error in broken_queries()] == [UnreadableQuery]
    assert set(catalogue()) == set(catalogue(FOLDER))


def test_a_summary_in_another_language_says_so(folder: Path) -> None:
    (folder / "mine.rq").write_text(OWN)
    assert query_named("mine").told("nl") == ("Anything at all", "en")
    assert query_named("signatories").told("nl")[1] == "nl"
