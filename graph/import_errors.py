"""The error tree's branch of imports: why a file cannot be taken in.

TechlandError
└── ImportFault
    ├── UnreadableFile         not there, damaged, encrypted, not what its name says
    ├── TooLarge               a file, or what is packed in it, beyond the limit
    ├── UnknownLayout          no importer knows these columns
    ├── MissingColumns         a known table without a column that every row needs
    ├── UnknownImporter
    ├── NothingUsable          no row of it could be used
    ├── StrictImport           values would have been mended, and --strict forbids that
    ├── BrokenImportShapes     the imported graph breaks a shape
    ├── BrokenMapping          a mapping file that cannot be used
    ├── OlderDataset           what is there is newer
    ├── TwoForOneDataset       two files of one call would each replace the other
    ├── UnknownDataset
    ├── BadDatasetName
    └── DamagedDataset         an imported dataset whose bytes do not add up
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from techland.graph.errors import TechlandError, nearest

_SHOWN = 10


class ImportFault(TechlandError):
    """A file cannot be imported; what was imported before is untouched."""


class UnreadableFile(ImportFault):
    """A file is not there, damaged, or not what its name says."""

    def __init__(self, path: str | Path, reason: str, hint: str | None = None) -> None:
        self.path = str(path)
        self.reason = reason
        super().__init__(
            f"cannot read {path}: {reason}",
            hint or "open it in a spreadsheet program and save it anew as XLSX or CSV (UTF-8)",
        )


class TooLarge(ImportFault):
    """A file, or what is packed in it, is larger than an import may take."""

    def __init__(self, path: str | Path, what: str, limit: str) -> None:
        self.path = str(path)
        super().__init__(
            f"{path}: {what}, and the limit is {limit}",
            "unpack it yourself and look at what is in it; a large CSV file is read in parts",
        )


class UnknownLayout(ImportFault):
    """No importer knows the columns of a file."""

    def __init__(self, path: str | Path, found: Sequence[str], nearest_to: str | None) -> None:
        self.path = str(path)
        self.found = tuple(found)
        shown = ", ".join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
        near = f"; nearest to {nearest_to}" if nearest_to else ""
        super().__init__(
            f"{path}: no importer knows these columns: {shown or 'none found'}{near}",
            "`techland import --guess FILE` proposes a column mapping, which you can edit",
        )


class MissingColumns(ImportFault):
    """A known table lacks columns that each of its rows needs."""

    def __init__(self, place: str, table: str, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            f"{place} is a table of {table} without {', '.join(missing)}",
            "give the column its publisher's name, or write a mapping: "
            "`techland import --guess FILE`",
        )


class UnknownImporter(ImportFault):
    """No importer has this name."""

    def __init__(self, name: str, known: Iterable[str], near: str | None) -> None:
        self.name = name
        names = f"importers: {', '.join(known)}"
        super().__init__(f"no importer named {name!r}", f"{near} {names}" if near else names)


class NothingUsable(ImportFault):
    """No row of a file could be used."""

    def __init__(self, files: str, rows: int, reasons: Iterable[str]) -> None:
        self.rows = rows
        told = "; ".join(reasons)
        super().__init__(
            f"{files}: none of {rows} rows could be used" + (f": {told}" if told else ""),
            "compare its columns with docs/import.md; nothing was imported",
        )


class StrictImport(ImportFault):
    """Values would have been mended, left out or refused, and a strict import allows none."""

    def __init__(self, lines: Sequence[str], count: int) -> None:
        self.lines = tuple(lines)
        self.count = count
        shown = "\n".join(f"  {line}" for line in lines[:_SHOWN])
        more = f"\n  and {count - _SHOWN} more" if count > _SHOWN else ""
        super().__init__(f"{count} faults; nothing was imported\n{shown}{more}")


class BrokenImportShapes(ImportFault):
    """The imported graph breaks shapes; nothing was imported."""

    def __init__(self, lines: Sequence[str], count: int) -> None:
        self.lines = tuple(lines)
        shown = "\n".join(f"  {line}" for line in lines[:_SHOWN])
        super().__init__(f"{count} violations of the shapes; nothing was imported\n{shown}")


class BrokenMapping(ImportFault):
    """A column mapping cannot be used."""

    def __init__(self, path: str | Path, reason: str, hint: str | None = None) -> None:
        self.path = str(path)
        super().__init__(f"{path}: {reason}", hint or "docs/import.md describes a mapping file")


class OlderDataset(ImportFault):
    """What is already imported is newer than the file."""

    def __init__(self, name: str, there: str, given: str) -> None:
        self.name = name
        super().__init__(
            f"{name} is there as of {there}; the file is of {given}",
            "give --replace to put the older one in its place",
        )


class TwoForOneDataset(ImportFault):
    """Two files of one call hold the same dataset."""

    def __init__(self, name: str, one: str, other: str) -> None:
        self.name = name
        super().__init__(
            f"{one} and {other} both hold {name}; each would replace the other",
            "import one of them, or give one a name of its own with --dataset",
        )


class UnknownDataset(ImportFault):
    """No imported dataset has this name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = tuple(known)
        near = nearest(name, self.known)
        names = f"imported: {', '.join(self.known) or 'none'}"
        super().__init__(f"no dataset named {name!r}", f"{near} {names}" if near else names)


class BadDatasetName(ImportFault):
    """A name cannot be that of a dataset."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name!r} cannot name a dataset",
            "small letters, digits and hyphens, beginning with a letter, at most 60; "
            "facts, claims, identity, derived, ontology and default are taken",
        )


class DamagedDataset(ImportFault):
    """The bytes of an imported dataset do not add up."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        super().__init__(
            f"the imported dataset {name} is damaged: {reason}",
            f"import its file again, or take it out with `techland remove {name}`",
        )
