"""The error tree: one class a cause, each carrying its facts and a hint.

TechlandError
├── FactsError                 the fact tables cannot be built from
│   ├── MissingFolder, MissingTable, EmptyTable, UnreadableTable, WrongColumns
│   └── BadRows                one problem or many, each with file, row, column, value
├── SnapshotError              its branches: version_errors.py and index_errors.py
│   ├── NoSnapshot, UnknownVersion, DamagedSnapshot
│   └── CannotWrite            read-only folder, no space left
├── ShapesViolated             the accepted view breaks a shape
├── UnknownFormat, UnknownEntity, AmbiguousName, UnknownLanguage
├── CannotListen, BrokenInstallation, UnknownMessage, BrokenMessage: serving_errors.py
├── ExportError                its branch: export_errors.py
├── ReconciliationError        its branch: reconciliation_errors.py
├── RequestError               its branch: request_errors.py
├── SearchError                its branch: search_errors.py
├── NetworkError               its branches: network_errors.py, network_work_errors.py,
│                              measure_errors.py, study_errors.py
└── QueryError                 its branches: catalogue_errors.py, query_errors.py,
                               remote_errors.py, remote_loading_errors.py,
                               federation_errors.py
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class TechlandError(Exception):
    """Any error that techland raises on purpose; its text is meant for a person."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message}\n  hint: {hint}" if hint else message)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return a hint that names the nearest of the known words, or None."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"did you mean {near[0]!r}?" if near else None


@dataclass(frozen=True)
class Problem:
    """One fault in a fact table: where it stands, what it is, how to mend it."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    message: str
    hint: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        value = f" ({self.value!r})" if self.value is not None else ""
        return f"{', '.join(place)}: {self.message}{value}; {self.hint}"


class FactsError(TechlandError):
    """The fact tables cannot be built from."""


class MissingFolder(FactsError):
    """The folder with the fact tables is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"no folder of facts at {folder}",
            "name a folder that holds organisations.csv and its sister tables",
        )


class MissingTable(FactsError):
    """A fact table is not in its folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"no table {path.name} in {path.parent}",
            "every table of facts/README.md must be there, if only with its header row",
        )


class EmptyTable(FactsError):
    """A fact table has no header row."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path} is empty", "write the header row that facts/README.md lists for this table"
        )


class UnreadableTable(FactsError):
    """A fact table is not a UTF-8 CSV file."""

    def __init__(self, path: Path, reason: str, hint: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}", hint)


class WrongColumns(FactsError):
    """The header row of a fact table differs from its description."""

    def __init__(
        self, path: Path, missing: Sequence[str], unknown: Sequence[str], twice: Sequence[str]
    ) -> None:
        self.path = path
        self.missing = tuple(missing)
        self.unknown = tuple(unknown)
        self.twice = tuple(twice)
        parts = []
        if missing:
            parts.append(f"misses {', '.join(missing)}")
        if unknown:
            parts.append(f"has unknown {', '.join(unknown)}")
        if twice:
            parts.append(f"has {', '.join(twice)} twice")
        super().__init__(
            f"{path}, row 1: the header row {' and '.join(parts)}",
            "begin with the first line of the shipped table of this name; facts/datapackage.json "
            "tells what its columns hold",
        )


class BadRows(FactsError):
    """Rows of the fact tables have faults; every one of them is listed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(problems)
        head = f"{count} fault{'s' if count != 1 else ''} in the fact tables; nothing was built"
        lines = "\n".join(f"  {problem}" for problem in problems)
        own = any(problem.file.startswith("overlay/") for problem in problems)
        hint = "overlay/ is your own folder, which `techland info` names: facts, in TECHLAND_HOME"
        super().__init__(f"{head}\n{lines}", hint if own else None)


class SnapshotError(TechlandError):
    """A snapshot cannot be read or written."""


class NoSnapshot(SnapshotError):
    """There is no snapshot yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"no snapshot in {folder}", "run `techland build` first")


class UnknownVersion(SnapshotError):
    """No kept snapshot has this version."""

    def __init__(self, version: str, known: Iterable[str]) -> None:
        self.version = version
        self.known = tuple(known)
        shorts = ", ".join(name[:12] for name in self.known) or "none"
        super().__init__(f"no snapshot with version {version!r}", f"kept versions: {shorts}")


class DamagedSnapshot(SnapshotError):
    """The bytes of a snapshot do not add up to its version."""

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder = folder
        super().__init__(
            f"the snapshot in {folder} is damaged: {reason}",
            "run `techland build`; the damaged folder may be deleted",
        )


class CannotWrite(SnapshotError):
    """The data folder cannot be written to; what stood there before is untouched."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"cannot write {path}: {reason}",
            "free space or choose another folder with TECHLAND_HOME; the last snapshot is intact",
        )


class ShapesViolated(TechlandError):
    """The accepted view breaks shapes; no snapshot was made."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = tuple(lines)
        count = len(lines)
        head = f"{count} shape violation{'s' if count != 1 else ''}; nothing was built"
        super().__init__("\n".join([head, *(f"  {line}" for line in lines)]))


class UnknownFormat(TechlandError):
    """No serialisation has this name, or it does not fit what is to be written."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = tuple(known)
        near = nearest(name, self.known)
        names = ", ".join(self.known)
        super().__init__(
            f"no format named {name!r} here",
            f"{near} known: {names}" if near else f"known: {names}",
        )


class UnknownEntity(TechlandError):
    """The graph says nothing about this IRI."""

    def __init__(self, iri: str, near: str | None = None) -> None:
        self.iri = iri
        ways = "give an IRI, the end of one (organisation/oost-nl), an id or a name"
        super().__init__(f"nothing is known about {iri}", f"did you mean {near}?" if near else ways)


class AmbiguousName(TechlandError):
    """Several things have this name or id."""

    def __init__(self, name: str, found: Mapping[str, str]) -> None:
        self.name = name
        self.found = dict(found)
        things = "; ".join(f"{label} <{iri}>" for iri, label in found.items())
        super().__init__(f"{name!r} names {len(found)} things", f"choose one: {things}")


class UnknownLanguage(TechlandError):
    """Pages, pictures and labels are not made in this language."""

    def __init__(self, language: str, known: Iterable[str]) -> None:
        self.language = language
        self.known = tuple(known)
        super().__init__(f"no language {language!r} here", f"known: {', '.join(self.known)}")


class ReconciliationError(TechlandError):
    """Names cannot be matched to things of the graph as asked."""


class ExportError(TechlandError):
    """Something cannot be taken away as it was asked for."""


class NetworkError(TechlandError):
    """A network cannot be written as asked."""


class QueryError(TechlandError):
    """A query cannot be answered."""
