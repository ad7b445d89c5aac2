"""What the first readers would wait for is made beside the start of the server."""

from __future__ import annotations

import gc
from threading import Thread

import pytest
from starlette.applications import Starlette

from techland.server.warming import begin_warming, settle
from techland.viz import messages
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
