"""Write a deposit: every file, then what describes them, then the checksums over all."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Triple

from techland.graph.deposit.checksums import CHECKSUMS, checksum_lines, hash_of
from techland.graph.deposit.citation import citation_cff
from techland.graph.deposit.datacite import datacite_json
from techland.graph.deposit.files import DepositFile, LeftOut, WrittenFile
from techland.graph.deposit.kinds import described
from techland.graph.deposit.readme import readme
from techland.graph.deposit.ro_crate import METADATA, ro_crate
from techland.graph.deposit.whole_folder import whole_folder
from techland.graph.deposit.zipped import write_zip
from techland.graph.deposit_errors import FileInUse
from techland.graph.description.catalogue import (
    description_triples,
    json_ld,
    texts,
    write_turtle,
)
from techland.graph.description.dataset_iris import dataset_version
from techland.graph.description.edition import Edition
from techland.graph.description.void import void_triples
from techland.graph.durable import writing
from techland.graph.errors import ExportError
from techland.graph.export.whole_file import write_whole
from techland.ontology.description_terms import DCAT
from techland.ontology.terms import DCT

Tell = Callable[[int, int, str], None]
_DESCRIBING = 8


@dataclass(frozen=True)
class Contents:
    """What a deposit is made of: the version, its files, what was left out, the known gaps."""

    edition: Edition
    files: Sequence[DepositFile]
    left_out: Sequence[LeftOut]
    gaps: Sequence[str]


@dataclass(frozen=True)
class Deposit:
    """A deposit that was written."""

    folder: Path
    files: tuple[WrittenFile, ...]
    left_out: tuple[LeftOut, ...]


def write_deposit(
    target: Path, contents: Contents, *, force: bool = False, tell: Tell | None = None
) -> Deposit:
    """Write a deposit to a folder, which appears when it is whole.

    A file that its format cannot hold, such as a workbook of too many rows,
    is left out, and the README says so.

    Args:
        target: the folder; not there, empty, or an earlier deposit.
        contents: what it is made of.
        force: an earlier deposit may be replaced.
        tell: called with number, count and path of the file that begins.

    Raises:
        FolderInUse, ForeignFiles, CannotWrite, QueryError: nothing was changed.
    """
    with whole_folder(target, force=force) as folder:
        draft = _Draft(folder, len(contents.files) + _DESCRIBING, tell or (lambda *_: None))
        draft.left_out.extend(contents.left_out)
        for file in contents.files:
            draft.add_if_it_fits(file)
        _describe(draft, contents)
    return Deposit(target, tuple(draft.files), tuple(draft.left_out))


def write_deposit_zip(
    path: Path, contents: Contents, *, force: bool = False, tell: Tell | None = None
) -> Deposit:
    """Write a deposit as one ZIP archive, which appears when it is whole.

    Args:
        path: the archive.
        contents: what it is made of.
        force: an archive that is there may be replaced.
        tell: called with number, count and path of the file that begins.

    Raises:
        FileInUse, CannotWrite, QueryError: nothing was changed.
    """
    if path.exists() and not force:
        raise FileInUse(path)
    name = f"techland-{contents.edition.snapshot.short}"
    with writing(path), TemporaryDirectory(prefix="techland-") as folder:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
        made = write_deposit(Path(folder) / name, contents, tell=tell)
        write_whole(path, partial(write_zip, made.folder, name))
    return Deposit(path, made.files, made.left_out)


@dataclass
class _Draft:
    """A deposit that is being written."""

    folder: Path
    count: int
    tell: Tell
    files: list[WrittenFile] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    _number: int = 0

    def add_if_it_fits(self, file: DepositFile) -> None:
        """Write a file; note why, where its format cannot hold what it should."""
        try:
            self.add(file)
        except ExportError as error:
            (self.folder / file.path).unlink()
            self.left_out.append(LeftOut(file.path, error.message))

    def add(self, file: DepositFile) -> None:
        """Write a file and note its size and hash."""
        self._number += 1
        self.tell(self._number, self.count, file.path)
        path = self.folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as output:
            file.write(output)
            output.flush()
            os.fsync(output.fileno())
        self.files.append(described(file, path.stat().st_size, hash_of(path)))

    def add_bytes(self, path: str, data: bytes) -> None:
        """Write a file of these bytes."""
        self.add(DepositFile(path, lambda output: output.write(data)))


def _describe(draft: _Draft, contents: Contents) -> None:
    edition = contents.edition
    statistics = void_triples(edition.snapshot)
    draft.add(DepositFile("metadata/void.ttl", partial(write_turtle, statistics)))
    triples = description_triples(edition, draft.files)
    draft.add(DepositFile("metadata/description.ttl", partial(write_turtle, triples)))
    draft.add_bytes("metadata/description.jsonld", json_ld(triples))
    draft.add_bytes("CITATION.cff", citation_cff(edition, triples))
    draft.add_bytes("datacite.json", datacite_json(edition, triples, draft.files))
    draft.add_bytes("README.md", readme(edition, draft.files, draft.left_out, contents.gaps))
    draft.add_bytes(METADATA, _crate(draft, edition, triples))
    draft.add_bytes(CHECKSUMS, checksum_lines(draft.files))


def _crate(draft: _Draft, edition: Edition, triples: Sequence[Triple]) -> bytes:
    iri = dataset_version(edition.version)
    english = {
        name: [text.value for text in texts(triples, iri, name) if text.language == "en"]
        for name in (DCT.description, DCAT.keyword)
    }
    return ro_crate(edition, draft.files, english[DCT.description][0], english[DCAT.keyword])
