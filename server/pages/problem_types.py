"""What the type of a problem means: the address that a problem's type mirrors."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from techland.graph.errors import TechlandError
from techland.server.problems import problem, problem_title, problem_type, status_of_kind, tell


def _below(kind: type[TechlandError]) -> Iterator[type[TechlandError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _below(child)


async def problem_type_page(request: Request) -> Response:
    """Tell what a kind of problem is, and with which status it comes."""
    name = request.path_params["name"]
    kinds = {problem_type(kind).rpartition("/")[2]: kind for kind in _below(TechlandError)}
    if name not in kinds:
        return tell(request, problem(HTTPStatus.NOT_FOUND, f"there is no kind of problem {name!r}"))
    kind = kinds[name]
    told = problem(
        status_of_kind(kind),
        inspect.getdoc(kind),
        type=problem_type(kind),
        title=problem_title(kind),
    )
    return tell(request, told, status=HTTPStatus.OK)
