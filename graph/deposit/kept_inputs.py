"""The files that a build read, as far as they still are what it read, for a deposit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from importlib.metadata import distribution
from pathlib import Path
from typing import BinaryIO

from techland.graph.dataset import ONTOLOGY, ontology_files
from techland.graph.deposit.checksums import hash_of
from techland.graph.deposit.files import DepositFile, LeftOut
from techland.graph.ingest.table_description import FOLDER as FACTS
from techland.graph.snapshot import MANIFEST, REPORT, SIDE, Snapshot
from techland.graph.validation import shape_files, shapes_hash

_CHANGED = "the file that the build read is no longer here, or was changed since"
_OVERLAY = "overlay/"
_CHUNK = 1 << 20
Kept = DepositFile | LeftOut


def kept_inputs(snapshot: Snapshot) -> Iterator[Kept]:
    """Yield the facts, the vocabulary, the shapes and the snapshot's own records."""
    yield from _facts(snapshot)
    yield from _vocabulary(snapshot)
    for name in (MANIFEST, REPORT, SIDE):
        yield copied(f"metadata/{name}", snapshot.directory / name)
    yield copied("LICENSE-CC-BY-4.0.txt", FACTS / "LICENSE")
    yield DepositFile("LICENSE-MIT.txt", lambda output: output.write(_licence_of_code()))


def copied(path: str, source: Path, titles: Mapping[str, str] | None = None) -> DepositFile:
    """Return a file of a deposit that is a copy."""
    return DepositFile(path, partial(_copy, source), titles)


def _copy(source: Path, output: BinaryIO) -> None:
    with source.open("rb") as file:
        while chunk := file.read(_CHUNK):
            output.write(chunk)


def _facts(snapshot: Snapshot) -> Iterator[Kept]:
    own = snapshot.directory.parents[1] / "facts"
    whole = True
    for name, sha256 in snapshot.manifest["inputs"].items():
        source = own / name.removeprefix(_OVERLAY) if name.startswith(_OVERLAY) else FACTS / name
        kept = _if_same(f"facts/{name}", source, sha256)
        whole &= isinstance(kept, DepositFile)
        if name != "datapackage.json":
            yield kept
    package = "facts/datapackage.json"
    if whole:
        yield copied(package, FACTS / "datapackage.json")
    else:
        yield LeftOut(package, "it describes tables that are left out")


def _vocabulary(snapshot: Snapshot) -> Iterator[Kept]:
    hashes = snapshot.manifest["vocabulary"]
    for source in ontology_files():
        path = f"ontology/{source.relative_to(ONTOLOGY).as_posix()}"
        yield _if_same(path, source, hashes.get(source.name))
    same = snapshot.manifest["shapes"] == shapes_hash()
    for source in shape_files():
        path = f"ontology/shapes/{source.name}"
        yield copied(path, source) if same else LeftOut(path, _CHANGED)
    for name in ("prefixes.ttl", "context.jsonld"):
        yield copied(f"ontology/{name}", ONTOLOGY / name)


def _if_same(path: str, source: Path, sha256: str | None) -> Kept:
    if sha256 and source.is_file() and hash_of(source) == sha256:
        return copied(path, source)
    return LeftOut(path, _CHANGED)


def _licence_of_code() -> bytes:
    text = distribution("techland").read_text("licenses/LICENSE")
    if text is None:
        raise FileNotFoundError("LICENSE")
    return text.encode()
