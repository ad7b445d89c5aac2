"""OpenAPI 3.1 of the catalogue: an operation a query, written from its header.

Specification: https://spec.openapis.org/oas/v3.1.1
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import version as package_version
from typing import Any

from techland.graph.formats import FORMATS
from techland.queries.answer_formats import fitting_formats
from techland.queries.catalogue import CatalogueQuery
from techland.queries.extent import MOST_ROWS
from techland.queries.guard import QueryForm
from techland.queries.parameters import Parameter

_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_SHORT = r"[A-Za-z0-9][A-Za-z0-9._\-]*(/[A-Za-z0-9][A-Za-z0-9._\-]*)*"
_ABSOLUTE = r"https?://[A-Za-z0-9.\-]+(/[A-Za-z0-9._~/\-]*)?(#[A-Za-z0-9._~\-]*)?"
# The schema of each type of parameter.
SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "iri": {"type": "string", "pattern": f"^({_SHORT}|{_ABSOLUTE})$"},
    "string": {"type": "string", "minLength": 1},
    "integer": {"type": "integer"},
    "date": {"type": "string", "format": "date"},
    "year": {"type": "integer", "minimum": 1000, "maximum": 9999},
}
# Status, what it means, the headers that go with it.
ERRORS = {
    "400": "A parameter is unknown or does not fit",
    "404": "There is no such query",
    "406": "None of the formats or codings fits",
    "410": "The version is not kept; the problem tells which are",
    "414": "The address is too long",
    "422": "The query cannot be evaluated, or its file is broken",
    "429": "Too many requests",
    "503": "No free place, or not enough memory",
    "504": "The query was stopped at its deadline",
}
_ROWS_HEADERS = {
    "Link": {"description": "first, prev and next page", "schema": {"type": "string"}},
    "Techland-Rows": {"description": "rows of this page", "schema": {"type": "integer"}},
    "Techland-Truncated": {
        "description": "whether more rows follow",
        "schema": {"type": "string", "enum": ["true", "false"]},
    },
}


def _schema(parameter: Parameter) -> dict[str, Any]:
    schema = dict(SCHEMAS[parameter.type])
    if parameter.choices:
        schema = {"type": "string", "enum": list(parameter.choices)}
    if parameter.default is not None:
        is_number = schema["type"] == "integer"
        schema["default"] = int(parameter.default) if is_number else parameter.default
    # An empty value leaves an optional parameter open, as forms send it.
    return schema if parameter.required else {"anyOf": [schema, {"const": ""}]}


def _own_parameter(parameter: Parameter) -> dict[str, Any]:
    kind = f" of class {parameter.of_class}" if parameter.of_class else ""
    told = f"{parameter.description}: {parameter.expected}" if parameter.description else ""
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": told or f"{parameter.expected}{kind}",
        "schema": _schema(parameter),
    }


def _shared_parameters(query: CatalogueQuery) -> list[dict[str, Any]]:
    paged = ["page", "page_size"] if query.form is QueryForm.SELECT else []
    return [{"$ref": f"#/components/parameters/{name}"} for name in (*paged, "version", "timeout")]


def _responses(query: CatalogueQuery) -> dict[str, Any]:
    types = [entry.media_type for entry in fitting_formats(query.form)]
    good: dict[str, Any] = {
        "description": "The answer",
        "content": {media_type: {} for media_type in (*types, "application/json", "text/plain")},
    }
    if query.form is QueryForm.SELECT:
        good["headers"] = _ROWS_HEADERS
    errors = {status: {"$ref": f"#/components/responses/{status}"} for status in ERRORS}
    return {"200": good, "304": {"description": "As If-None-Match has it"}, **errors}


def _operation(query: CatalogueQuery, *, with_suffix: bool) -> dict[str, Any]:
    names = [entry.name for entry in fitting_formats(query.form)]
    suffix = {"name": "format", "in": "path", "required": True, "schema": {"enum": names}}
    return {
        "operationId": f"{query.name}-as" if with_suffix else query.name,
        "summary": query.summary,
        "description": query.description,
        "tags": list(query.tags),
        "parameters": [
            *([suffix] if with_suffix else []),
            *map(_own_parameter, query.params.values()),
            *_shared_parameters(query),
        ],
        "responses": _responses(query),
    }


def _components() -> dict[str, Any]:
    def shared(name: str, description: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        return {"name": name, "in": "query", "description": description, "schema": schema}

    size = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": 100}
    number = {"type": "integer", "minimum": 1, "maximum": 10**6}
    seconds = {"type": "number", "minimum": 1, "maximum": 3600}
    version = {"type": "string", "pattern": "^[0-9a-f]{6,64}$"}
    problem = {
        "type": "object",
        "required": ["title", "status"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "hint": {"type": "string"},
        },
    }
    content = {"application/problem+json": {"schema": _PROBLEM}, "text/html": {}}
    return {
        "schemas": {"Problem": problem},
        "parameters": {
            "page": shared(
                "page", "Which page of the rows; without page and page_size all", number
            ),
            "page_size": shared("page_size", "Rows of a page", size),
            "version": shared(
                "version", "A kept version of the data, or its first digits", version
            ),
            "timeout": shared("timeout", "Seconds after which the query is stopped", seconds),
        },
        "responses": {
            status: {"description": told, "content": content} for status, told in ERRORS.items()
        },
    }


def openapi_document(
    queries: Iterable[CatalogueQuery], address: str, version: str
) -> dict[str, Any]:
    """Return the description of the catalogue's addresses.

    Args:
        queries: those of the catalogue.
        address: the server's, without a slash at its end.
        version: that of the data.
    """
    paths: dict[str, Any] = {}
    for query in queries:
        paths[f"/api/{query.name}"] = {"get": _operation(query, with_suffix=False)}
        paths[f"/api/{query.name}.{{format}}"] = {"get": _operation(query, with_suffix=True)}
    info = {
        "title": "techland: the catalogue of queries",
        "version": f"{package_version('techland')}+{version[:12]}",
        "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
    }
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": address}],
        "paths": paths,
        "components": _components(),
    }


def described_query(query: CatalogueQuery) -> dict[str, Any]:
    """Return a query with its header, as the index of the catalogue lists it."""
    chart = query.chart and {"type": query.chart.type, **query.chart.channels}
    suffixes = [FORMATS[entry.name].suffix for entry in fitting_formats(query.form)]
    return {
        "name": query.name,
        "summary": dict(query.summaries),
        "description": query.description,
        "tags": list(query.tags),
        "params": [
            {**_own_parameter(one), "needed": one.required} for one in query.params.values()
        ],
        "chart": chart,
        "text": query.text,
        "page": f"/queries/{query.name}",
        "route": f"/api/{query.name}",
        "suffixes": suffixes,
    }
