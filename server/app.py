"""The HTTP application: routes, error handlers and middleware around one publication."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route

from techland.graph.snapshot import Snapshot
from techland.queries.evaluators import ServerEvaluator
from techland.server.application import application, shared_routes
from techland.server.export_sizes import ExportSizes
from techland.server.graph_store import METHODS as EVERY_METHOD
from techland.server.graph_store import graph_store
from techland.server.map_sources import MapSources
from techland.server.pages.catalogue_routes import catalogue_routes
from techland.server.pages.changes import changes_page
from techland.server.pages.correction import correction_file, correction_page
from techland.server.pages.deposit import dataset_description, deposit_download
from techland.server.pages.descriptions import (
    example_document,
    examples_document,
    void_document,
)
from techland.server.pages.downloads import Exports, graph_download
from techland.server.pages.entity import entity_page
from techland.server.pages.evidence import FILES as LISTS
from techland.server.pages.evidence import disputes_file, disputes_page, sources_page
from techland.server.pages.export_table import citation_file
from techland.server.pages.map_details import map_node, map_tie
from techland.server.pages.network_api import network_routes
from techland.server.pages.network_map import (
    ground,
    map_backbone,
    map_columns,
    map_file,
    map_measure,
    map_page,
    network_download,
)
from techland.server.pages.ontology import ontology_page
from techland.server.pages.questions import question_page, questions_page
from techland.server.pages.reconcile import reconciliation_routes
from techland.server.pages.search import search_answer, search_page
from techland.server.pages.sparql import sparql_page
from techland.server.pages.start import start_page
from techland.server.publication import Publication
from techland.server.published_graphs import PublishedGraphs
from techland.server.reading import ReaderFor
from techland.server.security import LOOPBACK_NAMES
from techland.server.versions import Versions
from techland.server.warming import begin_warming
from techland.viz.reader import Reader


def routes() -> list[BaseRoute]:
    """Return the routes; the last mirrors IRIs and takes every other address."""
    return [
        Route("/", start_page),
        Route("/sparql", sparql_page, methods=EVERY_METHOD),
        Route("/.well-known/void", void_document),
        Route("/.well-known/sparql-examples", examples_document),
        Route("/.well-known/sparql-examples/{name}", example_document),
        Route("/graphs", graph_store, methods=EVERY_METHOD),
        Route("/graphs/{path:path}", graph_store, methods=EVERY_METHOD),
        Route("/map", map_page),
        Route("/api/map", map_columns),
        Route("/api/map/backbone", map_backbone),
        Route("/api/map/tie", map_tie),
        Route("/api/map/node", map_node),
        Route("/api/map/measure/{name}", map_measure),
        Route("/download/map.{name}", map_file),
        Route("/static/map/ground.json", ground),
        *network_routes(),
        *reconciliation_routes(),
        Route("/search", search_page),
        Route("/api/search", search_answer),
        *catalogue_routes(),
        Route("/queries", questions_page),
        Route("/queries/{name}", question_page),
        Route("/correction", correction_page),
        Route("/correction.txt", correction_file),
        Route("/disputes", disputes_page),
        *(Route(f"/disputes/{name}.{{suffix}}", disputes_file, name=name) for name in LISTS),
        Route("/sources", sources_page),
        Route("/ontology", ontology_page),
        Route("/dataset", dataset_description),
        Route("/dataset/{version}", dataset_description),
        Route("/download/techland-deposit.zip", deposit_download),
        Route("/diff", changes_page),
        Route("/diff.{suffix}", changes_page),
        Route("/download/techland.gexf", network_download),
        Route("/download/techland.graphml", network_download),
        Route("/download/techland.{suffix}", graph_download),
        Route("/cite/{name}", citation_file),
        *shared_routes(),
        Route("/{path:path}", entity_page),
    ]


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Have much ready early; stop what asks older versions when the server stops."""
    app.state.warming = begin_warming(app)
    try:
        yield
    finally:
        app.state.versions.close()
        app.state.sizes.close()
        app.state.exports.close()


def create_app(
    snapshot: Snapshot,
    evaluator: ServerEvaluator,
    *,
    hosts: Sequence[str] = LOOPBACK_NAMES,
    reader_for: ReaderFor = Reader,
    rate: float | None = None,
) -> Starlette:
    """Return the application that shows a snapshot.

    Args:
        snapshot: what is shown.
        evaluator: answers its queries; whoever made it closes it.
        hosts: names by which the server may be called; others are refused.
        reader_for: gives the reader of a language; tests give readers of their own.
        rate: most requests a second of one client; None for any.
    """
    app = application(routes(), lifespan, hosts=hosts, reader_for=reader_for, rate=rate)
    app.state.publication = shown = Publication(snapshot, evaluator)
    app.state.versions = Versions(shown, lambda older: evaluator.beside(older.quads_path))
    app.state.exports = exports = Exports()
    app.state.graph_store = PublishedGraphs(snapshot, exports)
    app.state.map_sources = MapSources(app.state.publication)
    app.state.sizes = ExportSizes(app.state.publication)
    return app
