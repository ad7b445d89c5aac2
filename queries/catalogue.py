"""The catalogue: every query of this folder, and of the reader's own one, read from its file.

A query is a `.rq` file with a `#+` header. It runs as it stands in any SPARQL
1.1 engine; a line such as ``VALUES ?theme { theme:hydrogen }  # param: theme``
holds the default of a parameter, and is the only thing that a value replaces.
Files are looked at each time, so that a new or changed one is there at once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from techland.graph.catalogue_errors import (
    BrokenQueryHeader,
    UnknownParameter,
    UnknownQuery,
    UnreadableQuery,
    WrongParameter,
)
from techland.graph.errors import QueryError
from techland.graph.query_errors import QuerySyntaxError
from techland.queries.checking import check_text
from techland.queries.guard import NO_SERVICES, QueryForm
from techland.queries.header import DESCRIPTIONS, SLOT, SUMMARIES, Chart, Header
from techland.queries.parameters import Parameter, written

FOLDER = Path(__file__).parent
# Names the folder of the reader's own queries.
SETTING = "TECHLAND_QUERIES"
NAME = re.compile(r"(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*")
# What stands at these addresses below /api is no query.
RESERVED = frozenset({"complete", "editor", "map", "network", "openapi", "search"})

Broken = BrokenQueryHeader | UnreadableQuery
_Stamp = tuple[int, int, int]
_read_files: dict[Path, tuple[_Stamp, CatalogueQuery | Broken]] = {}


@dataclass(frozen=True)
class CatalogueQuery:
    """A query with what its header says of it; ``text`` is the query without the header."""

    name: str
    summaries: Mapping[str, str]
    descriptions: Mapping[str, str]
    tags: tuple[str, ...]
    params: Mapping[str, Parameter]
    chart: Chart | None
    text: str
    path: Path
    form: QueryForm

    @property
    def summary(self) -> str:
        """Return the English summary."""
        return self.summaries["en"]

    @property
    def description(self) -> str:
        """Return the English description, empty without one."""
        return self.descriptions.get("en", "")

    def described(self, language: str) -> tuple[str, str]:
        """Return the description and the language that it is in, as ``told`` does."""
        found = language if language in self.descriptions else "en"
        return self.descriptions.get(found, ""), found

    def told(self, language: str) -> tuple[str, str]:
        """Return the summary and the language that it is in: the one asked for, else English."""
        found = language if language in self.summaries else "en"
        return self.summaries[found], found

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


def read_query(path: Path, services: frozenset[str] = NO_SERVICES) -> CatalogueQuery:
    """Return the query of a file; SERVICE may name the endpoints of ``services``.

    Raises:
        BrokenQueryHeader: naming the file, the line and what is wrong there.
    """
    header = Header(path)
    params = header.parameters()
    try:
        form = check_text(header.text, services=services)
    except QuerySyntaxError as error:
        line = (error.line or 1) + header.lines_before
        raise BrokenQueryHeader(path, line, error.reason) from None
    except QueryError as error:
        raise BrokenQueryHeader(path, 1 + header.lines_before, error.message) from None
    told = header.values
    return CatalogueQuery(
        name=path.stem,
        summaries={language: told[key] for language, key in SUMMARIES.items() if key in told},
        descriptions={one: told[key] for one, key in DESCRIPTIONS.items() if key in told},
        tags=tuple(told.get("tags", ())),
        params=params,
        chart=header.chart(),
        text=header.text,
        path=path,
        form=form,
    )


def folders() -> tuple[Path, ...]:
    """Return the folders of the catalogue: ours, then the reader's own one if there is any."""
    own = os.environ.get(SETTING)
    return (FOLDER, Path(own)) if own else (FOLDER,)


def _read(path: Path) -> CatalogueQuery | Broken:
    """Return a file's query, or what is wrong with it; a file is read anew when it changed."""
    try:
        status = path.stat()
        stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
        known = _read_files.get(path)
        if known and known[0] == stamp:
            return known[1]
        found: CatalogueQuery | Broken = read_query(path)
    except (OSError, UnicodeDecodeError) as error:
        return UnreadableQuery(path, str(error))
    except BrokenQueryHeader as error:
        found = error
    _read_files[path] = (stamp, found)
    return found


def _paths(wanted: tuple[Path, ...]) -> Iterator[Path]:
    for folder in wanted:
        yield from sorted(folder.glob("*.rq"))


def _misnamed(path: Path, taken: Mapping[str, CatalogueQuery]) -> Broken | None:
    if not NAME.fullmatch(path.stem):
        return BrokenQueryHeader(path, 1, "name the file in small letters, digits and hyphens")
    if path.stem in RESERVED:
        return BrokenQueryHeader(path, 1, f"{path.stem!r} is the name of another address")
    if path.stem in taken:
        return BrokenQueryHeader(path, 1, f"there is a query named {path.stem!r} already")
    return None


def _sorted_out(
    wanted: tuple[Path, ...],
) -> tuple[dict[str, CatalogueQuery], tuple[Broken, ...]]:
    queries: dict[str, CatalogueQuery] = {}
    missing = (folder for folder in wanted if not folder.is_dir())
    broken: list[Broken] = [UnreadableQuery(folder, "it is no folder") for folder in missing]
    for path in _paths(wanted):
        found = _misnamed(path, queries) or _read(path)
        if not isinstance(found, CatalogueQuery):
            broken.append(found)
        else:
            queries[found.name] = found
    return {name: queries[name] for name in sorted(queries)}, tuple(broken)


def catalogue(*wanted: Path) -> dict[str, CatalogueQuery]:
    """Return the queries by name, sorted, of these folders or of ``folders()``.

    A broken file is left out: ``broken_queries`` tells of it.
    """
    return _sorted_out(wanted or folders())[0]


def broken_queries(*wanted: Path) -> tuple[Broken, ...]:
    """Return what is wrong with the files of these folders that are no query of the catalogue."""
    return _sorted_out(wanted or folders())[1]


def query_named(name: str) -> CatalogueQuery:
    """Return the query of this name.

    Raises:
        UnknownQuery: no file has this name; the error gives the nearest.
        BrokenQueryHeader, UnreadableQuery: its file is broken.
    """
    for folder in folders() if NAME.fullmatch(name) and name not in RESERVED else ():
        path = folder / f"{name}.rq"
        if path.is_file():
            found = _read(path)
            if not isinstance(found, CatalogueQuery):
                raise found
            return found
    raise UnknownQuery(name, catalogue())


def read_query_file(path: Path) -> str:
    """Return the text of a query file.

    Raises:
        UnreadableQuery: it is not there or not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableQuery(path, str(error)) from None
