"""The catalogue: every query of this folder, read from its file.

A query is a `.rq` file with a `#+` header. It runs as it stands in any SPARQL
1.1 engine; a line such as ``VALUES ?theme { theme:hydrogen }  # param: theme``
holds the default of a parameter, and is the only thing that a value replaces.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from techland.graph.catalogue_errors import UnknownParameter, UnknownQuery, WrongParameter
from techland.queries.header import SLOT, SUMMARIES, Chart, Header
from techland.queries.parameters import Parameter, written

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class CatalogueQuery:
    """A query with what its header says of it; ``text`` is the query without the header."""

    name: str
    summaries: Mapping[str, str]
    description: str
    tags: tuple[str, ...]
    params: Mapping[str, Parameter]
    chart: Chart | None
    text: str
    path: Path

    @property
    def summary(self) -> str:
        """Return the English summary."""
        return self.summaries["en"]

    def with_parameters(self, values: Mapping[str, object]) -> str:
        """Return the query's text with values in place of its parameters' defaults.

        A value is an IRI, an id behind the parameter's prefix (hydrogen for a
        theme), a number, a date or a text, as the parameter's type wants it.
        None or an empty text leaves an optional parameter open.

        Raises:
            UnknownParameter: the query has no parameter of that name.
            WrongParameter: the value is none of the parameter's type or choices.
        """
        terms = {}
        for name, value in values.items():
            if name not in self.params:
                raise UnknownParameter(self.name, name, tuple(self.params))
            if value is not None and value != "":
                terms[name] = written(self.params[name].term(value))
            elif self.params[name].required:
                raise WrongParameter(name, value, self.params[name].expected)
        return SLOT.sub(lambda slot: _filled(slot, terms), self.text)


def _filled(slot: re.Match[str], terms: Mapping[str, str]) -> str:
    if slot["name"] not in terms:
        return slot[0]
    start, end = (place - slot.start() for place in slot.span("term"))
    return f"{slot[0][:start]}{terms[slot['name']]}{slot[0][end:]}"


def read_query(path: Path) -> CatalogueQuery:
    """Return the query of a file.

    Raises:
        BrokenQueryHeader: naming the file, the line and what is wrong there.
    """
    header = Header(path)
    return CatalogueQuery(
        name=path.stem,
        summaries={language: header.values[key] for language, key in SUMMARIES.items()},
        description=header.values["description"],
        tags=tuple(header.values["tags"]),
        params=header.parameters(),
        chart=header.chart(),
        text=header.text,
        path=path,
    )


@functools.cache
def _read(folder: Path) -> dict[str, CatalogueQuery]:
    paths = {path.stem: path for path in folder.glob("*.rq")}
    return {name: read_query(paths[name]) for name in sorted(paths)}


def catalogue(folder: Path = FOLDER) -> dict[str, CatalogueQuery]:
    """Return the queries of a folder by name, sorted; a file is read once.

    Raises:
        BrokenQueryHeader: a file's header is wrong.
    """
    return dict(_read(folder))


def query_named(name: str) -> CatalogueQuery:
    """Return the query of this name.

    Raises:
        UnknownQuery: no file has this name; the error gives the nearest.
    """
    queries = catalogue()
    if name not in queries:
        raise UnknownQuery(name, queries)
    return queries[name]
