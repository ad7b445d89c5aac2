"""What the first readers would wait for is made beside the start of the server."""

from __future__ import annotations

import gc
from threading import Thread

import pytest
from starlette.applications import Starlette

from techland.ontology.terms import BASE
from techland.queries.near.walks import PAGE
from techland.server.publication import Publication
from techland.server.warming import begin_warming, settle
from techland.viz import messages, reader
from techland.viz.languages import LANGUAGES


def test_no_reader_waits_for_the_messages_of_a_language(application: Starlette) -> None:
    messages.read_bundle.cache_clear()
    begin_warming(application).join(60)
    before = messages.read_bundle.cache_info()
    for language in LANGUAGES:
        messages.find_message("site-title", language)
    after = messages.read_bundle.cache_info()
    assert after.misses == before.misses, "all were read before"
    assert after.hits > before.hits


def test_what_is_ready_is_left_out_of_searches_for_garbage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frozen: list[bool] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(gc.isenabled()))
    warming = Thread(target=lambda: None)
    warming.start()
    settle(warming).join(10)
    assert frozen == [False], "no search ran while things were made"
    assert gc.isenabled()


def test_what_lies_around_a_thing_is_read_without_a_query_process(
    application: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_warming(application).join(60)
    publication: Publication = application.state.publication
    known, unknown = f"{BASE}agreement/mou-2021", f"{BASE}agreement/none"
    told, asked = publication.evaluator.near(known, PAGE), []

    def near(iri: str, walk: str) -> object:
        asked.append((iri, walk))
        return told

    monkeypatch.setattr(publication.evaluator, "near", near)
    read = publication.near(known, PAGE)
    assert not asked
    assert set(read.subjects) == set(told.subjects)
    assert publication.near(unknown, PAGE) is told
    assert asked == [(unknown, PAGE)]


def test_messages_without_variables_are_written_before_they_are_told(
    application: Starlette,
) -> None:
    begin_warming(application).join(60)
    before = reader._bare_text.cache_info()
    for language in LANGUAGES:
        reader.Reader(language).text("entity-facts")
    assert reader._bare_text.cache_info().misses == before.misses
