"""The reconciliation service over HTTP: manifest, batches, suggestions, previews, extension.

One service a language: /reconcile speaks English, /reconcile/nl and
/reconcile/de the others, for the protocol has no word for a language.
"""

from __future__ import annotations

import re
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from techland.graph.errors import UnknownEntity
from techland.graph.reconciliation_errors import UnknownType, WrongBatch
from techland.queries.reconciling.matching import match_all
from techland.queries.reconciling.schema import properties, thing_types
from techland.queries.reconciling.things import Thing, ThingIndex, plain_text
from techland.queries.reconciling.values import read_values, thing_of, told_values
from techland.server.addresses import address_of
from techland.server.reconciliation.answers import (
    candidates,
    description,
    extension,
    manifest,
    property_told,
    type_told,
)
from techland.server.reconciliation.requests import read_extension, read_queries
from techland.server.rendering import publication_of
from techland.server.request_body import media_type_of, read_body, read_parameters
from techland.server.validators import software_version
from techland.viz.languages import FALLBACK, LANGUAGES

SERVICE = "/reconcile"
BODY_BYTES = 2**20
SUGGESTIONS = 20
SUGGESTED = ("entity", "property", "type")
_NUMBER = re.compile(r"[0-9]{1,9}")
_FORM = "application/x-www-form-urlencoded"
# Shown in a frame of the client's page; what it holds is plain text and our own styles.
_FRAMED = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"


def _language(request: Request) -> str:
    told = request.url.path.split("/")[2:3]
    return told[0] if told and told[0] in LANGUAGES else FALLBACK


def _service(request: Request) -> str:
    return request.url.path.rstrip("/")


def _index(request: Request) -> ThingIndex:
    return publication_of(request).things


async def _parameters(request: Request) -> dict[str, str]:
    asked = {name: values[-1] for name, values in _of_address(request).items()}
    if request.method == "POST":
        media_type_of(request, [_FORM])
        form = read_parameters(await read_body(request, BODY_BYTES), "form")
        asked |= {name: values[-1] for name, values in form.items()}
    return asked


def _of_address(request: Request) -> dict[str, list[str]]:
    return read_parameters(request.scope["query_string"], "address")


async def reconcile(request: Request) -> Response:
    """Answer a batch of names, fetch values of things, or describe the service.

    Raises:
        ReconciliationError: what is sent is not of the protocol's form.
    """
    asked = await _parameters(request)
    if "queries" in asked:
        return JSONResponse(await run_in_threadpool(_reconciled, request, asked["queries"]))
    if "extend" in asked:
        return JSONResponse(await run_in_threadpool(_extended, request, asked["extend"]))
    if request.method == "POST":
        raise WrongBatch("", "the form has neither queries nor extend")
    root = str(request.base_url).rstrip("/")
    told = manifest(root, _service(request), _language(request), software_version())
    return JSONResponse(told)


def _reconciled(request: Request, text: str) -> dict[str, Any]:
    batch, language = read_queries(text), _language(request)
    publication = publication_of(request)
    found, values = match_all(publication.select, publication.things, list(batch.values()))
    return {
        key: {"result": candidates(matches, values, language)}
        for key, matches in zip(batch, found, strict=True)
    }


def _extended(request: Request, text: str) -> dict[str, Any]:
    wanted, publication = read_extension(text), publication_of(request)
    things = publication.things.things
    known = {one: thing for one in wanted.ids if (thing := thing_of(one, things))}
    values = read_values(publication.select, things, [thing.id for thing in known.values()])
    told = {one: values[thing.id] for one, thing in known.items()}
    return extension(wanted, things, told, _language(request))


def _suggested(request: Request) -> dict[str, Any]:
    asked = {name: values[-1] for name, values in _of_address(request).items()}
    prefix, cursor = asked.get("prefix", ""), asked.get("cursor", "0")
    if not _NUMBER.fullmatch(cursor):
        raise WrongBatch("cursor", "is not a whole number")
    what, language = request.url.path.rpartition("/")[2], _language(request)
    skipped = slice(int(cursor), int(cursor) + SUGGESTIONS)
    if what == "entity":
        types = _types(asked.get("type", ""))
        return {"result": _entities(request, prefix, types, skipped, language)}
    if what == "property":
        every = [property_told(one, language) for one in properties().values()]
    else:
        every = [type_told(name, language) for name in thing_types()]
    wanted = plain_text(prefix)
    fitting = [one for one in every if _begins(one, wanted)]
    return {"result": [{"id": one["id"], "name": one["name"]} for one in fitting[skipped]]}


def _types(told: str) -> list[str]:
    if told and told not in thing_types():
        raise UnknownType(told, thing_types())
    return [told] if told else []


def _begins(told: dict[str, Any], wanted: str) -> bool:
    return any(f" {plain_text(told[part])}".find(f" {wanted}") >= 0 for part in ("id", "name"))


def _entities(
    request: Request, prefix: str, types: list[str], skipped: slice, language: str
) -> list[dict[str, Any]]:
    publication, index = publication_of(request), _index(request)
    ids = index.beginning_with(prefix, types)[skipped]
    values = told_values(publication.select, index.things, ids, index.told)
    return [
        {
            "id": one,
            "name": index.things[one].name(language),
            "description": description(values[one], language),
            "notable": index.things[one].types,
        }
        for one in ids
    ]


async def suggest(request: Request) -> Response:
    """Complete what a person types: things, properties or types."""
    return JSONResponse(await run_in_threadpool(_suggested, request))


async def propose_properties(request: Request) -> Response:
    """Tell which properties things of a type have.

    Raises:
        UnknownType: the service has no such type.
    """
    asked = {name: values[-1] for name, values in _of_address(request).items()}
    wanted, limit = asked.get("type", ""), asked.get("limit", "")
    if limit and not _NUMBER.fullmatch(limit):
        raise WrongBatch("limit", "is not a whole number")
    types = set(_types(wanted))
    fitting = [one for one in properties().values() if not types or types & one.types]
    shown = fitting[: int(limit)] if limit else fitting
    told = [property_told(one, _language(request)) for one in shown]
    more = {"limit": int(limit)} if limit else {}
    return JSONResponse({"type": wanted, "properties": told, **more})


def _thing(request: Request) -> Thing:
    wanted = request.query_params.get("id", "")
    thing = thing_of(wanted, _index(request).things)
    if not thing:
        raise UnknownEntity(wanted)
    return thing


async def view(request: Request) -> Response:
    """Lead to the page of a thing, by its id in the service.

    Raises:
        UnknownEntity: nothing has this id.
    """
    thing = await run_in_threadpool(_thing, request)
    return RedirectResponse(address_of(thing.iri) or "/", 303)


def _preview(request: Request) -> Response:
    thing, language = _thing(request), _language(request)
    publication = publication_of(request)
    values = read_values(publication.select, publication.things.things, [thing.id])[thing.id]
    shown = [
        (one.names[language], [value.name(language) for value in values[one.id]])
        for one in properties().values()
        if one.id not in {"iri", "source"} and values.get(one.id)
    ]
    template = request.app.state.templates.get_template("reconcile-preview.html")
    name, told = thing.name(language), description(values, language)
    page = template.render(language=language, name=name, told=told, rows=shown, thing=thing)
    return HTMLResponse(page, headers={"Content-Security-Policy": f"{_FRAMED}; frame-ancestors *"})


async def preview(request: Request) -> Response:
    """Show a thing in a few lines, for a frame in the client's page.

    Raises:
        UnknownEntity: nothing has this id.
    """
    return await run_in_threadpool(_preview, request)


def reconciliation_routes() -> list[Route]:
    """Return the routes of the service: without a language in English, and in each language."""
    found = []
    for service in (SERVICE, *(f"{SERVICE}/{language}" for language in LANGUAGES)):
        found += [
            Route(service, reconcile, methods=["GET", "POST"]),
            *(Route(f"{service}/suggest/{what}", suggest) for what in SUGGESTED),
            Route(f"{service}/properties", propose_properties),
            Route(f"{service}/view", view),
            Route(f"{service}/preview", preview),
        ]
    return found
