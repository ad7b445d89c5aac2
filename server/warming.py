"""Have ready early what the first readers would wait for, beside a server that answers already."""

from __future__ import annotations

import gc
from contextlib import suppress
from threading import Thread

from jinja2 import Environment
from starlette.applications import Starlette

from techland.graph.errors import TechlandError
from techland.graph.remote_errors import NoSidecar
from techland.graph.search_errors import SearchIndexInTheMaking
from techland.graph.serving_errors import BrokenMessage
from techland.graph.translations import translation
from techland.server.publication import Publication
from techland.viz.languages import LANGUAGES
from techland.viz.messages import message_ids
from techland.viz.reader import Reader


def begin_warming(app: Starlette) -> Thread:
    """Begin to have things ready; faults are told to the readers who come upon them."""
    # Not waited for: a search that comes too early says that the index is being made.
    warming = Thread(target=_warm_up, args=(app,), daemon=True)
    warming.start()
    return warming


def settle(warming: Thread) -> Thread:
    """Begin to leave what is ready out of searches for garbage: one would stop all for 0.1 s.

    For a process that is a server and nothing else: what is left out is never given back.
    """
    gc.disable()

    def wait() -> None:
        warming.join()
        gc.freeze()
        gc.enable()

    settling = Thread(target=wait, daemon=True)
    settling.start()
    return settling


def _warm_up(app: Starlette) -> None:
    environment: Environment = app.state.templates
    for name in environment.list_templates(filter_func=lambda name: name.startswith("entity")):
        environment.get_template(name)
    for language in LANGUAGES:
        _speak(language)
    publication: Publication = app.state.publication
    with suppress(NoSidecar, SearchIndexInTheMaking):
        publication.index_soon(0)
    with suppress(TechlandError, OSError):
        _ = publication.disputed_dates
        publication.partner_arrays.make_ready()
    with suppress(TechlandError, OSError, ValueError):
        publication.map_triples()


def _speak(language: str) -> None:
    """Read the messages, the translations, and the customs of dates and money of a language."""
    reader = Reader(language)
    for message in message_ids(language):
        # What needs to be told a number or a name is written when a page tells it.
        with suppress(BrokenMessage):
            reader.text(message)
    reader.date("2021-05-18")
    reader.money(1)
    translation("", language)
