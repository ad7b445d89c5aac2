"""Open what a file holds: itself, or what is packed in it, never more than the limits allow."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from techland.graph.import_errors import TooLarge, UnreadableFile

_CHUNK = 1 << 20
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile, NotImplementedError)


@dataclass(frozen=True)
class FileLimits:
    """What a file may hold.

    Attributes:
        packed_bytes: bytes of all that is packed in one file.
        packing: how many times smaller than its content a packed file may be, beyond the
            first ``free_bytes``.
        free_bytes: as much content is never taken for a bomb.
        members: files packed in one.
        cell_characters: of one cell; a longer one is left out, with a line.
        workbook_bytes: of one workbook's content: it is read whole.
    """

    packed_bytes: int = 64 << 30
    packing: int = 200
    free_bytes: int = 64 << 20
    members: int = 10_000
    cell_characters: int = 200_000
    workbook_bytes: int = 1 << 30


LIMITS = FileLimits()


@dataclass(frozen=True)
class Part:
    """One file's content: on its own, or a member of a zip file."""

    path: Path
    member: str | None = None

    @property
    def name(self) -> str:
        """Return how reports name it: the file's name, and the member's behind it."""
        return f"{self.path.name}/{self.member}" if self.member else self.path.name

    @property
    def suffix(self) -> str:
        """Return the suffix in small letters, without that of a gzip around it."""
        name = (self.member or self.path.name).lower().removesuffix(".gz")
        return Path(name).suffix


class _Bounded(io.RawIOBase):
    """Reads on, and raises where more comes than the limits allow."""

    def __init__(self, inner: IO[bytes], allowed: int, part: Part) -> None:
        self._inner, self._allowed, self._part = inner, allowed, part

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # any writable buffer
        try:
            data = self._inner.read(len(view))
        except DAMAGED as error:
            raise UnreadableFile(self._part.name, f"damaged ({error})") from None
        self._allowed -= len(data)
        if self._allowed < 0:
            raise TooLarge(self._part.name, "it unpacks to more than it should", "told above")
        view[: len(data)] = data
        return len(data)


def allowance(packed: int, limits: FileLimits) -> int:
    """Return how many bytes a packed file of this size may hold."""
    return min(limits.packed_bytes, max(limits.free_bytes, packed * limits.packing))


@contextmanager
def opened(part: Part, limits: FileLimits = LIMITS) -> Iterator[BinaryIO]:
    """Open a part's bytes, unpacked.

    Raises:
        UnreadableFile: it is not there or damaged.
        TooLarge: more comes out than the limits allow.
    """
    try:
        with part.path.open("rb") as raw, _unpacked(part, raw, limits) as content:
            yield cast("BinaryIO", io.BufferedReader(content, _CHUNK))
    except DAMAGED as error:
        raise UnreadableFile(part.name, f"damaged ({error})") from None
    except OSError as error:
        raise UnreadableFile(part.name, error.strerror or str(error), "check its name") from None
    except RuntimeError as error:  # zipfile says so of an encrypted member
        raise UnreadableFile(part.name, str(error), "unpack it with its password first") from None


@contextmanager
def _unpacked(part: Part, raw: IO[bytes], limits: FileLimits) -> Iterator[_Bounded]:
    size = part.path.stat().st_size
    allowed = allowance(size, limits)
    if part.member:
        with zipfile.ZipFile(raw) as pack, pack.open(part.member) as member:
            inner: IO[bytes] = member
            if part.member.lower().endswith(".gz"):
                inner = cast("IO[bytes]", gzip.GzipFile(fileobj=member))
            yield _Bounded(inner, allowed, part)
    elif raw.read(2) == b"\x1f\x8b":
        raw.seek(0)
        yield _Bounded(cast("IO[bytes]", gzip.GzipFile(fileobj=raw)), allowed, part)
    else:
        raw.seek(0)
        yield _Bounded(raw, size + 1, part)


def is_zip(path: Path) -> bool:
    """Tell whether a file begins as a zip file does (workbooks do too)."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def check_pack(path: Path, limits: FileLimits = LIMITS) -> list[str]:
    """Return the names of the files that a zip file says to hold.

    Raises:
        UnreadableFile: it is damaged.
        TooLarge: it says to hold more than the limits allow.
    """
    try:
        with zipfile.ZipFile(path) as pack:
            members = [info for info in pack.infolist() if not info.is_dir()]
    except (*DAMAGED, OSError, ValueError) as error:
        raise UnreadableFile(path.name, f"damaged ({error})") from None
    if len(members) > limits.members:
        raise TooLarge(path.name, f"it packs {len(members):,} files", f"{limits.members:,}")
    total = sum(info.file_size for info in members)
    allowed = allowance(path.stat().st_size, limits)
    if total > allowed:
        raise TooLarge(path.name, f"it unpacks to {total:,} bytes", f"{allowed:,} bytes")
    return [info.filename for info in members]


def check_workbook(path: Path, limits: FileLimits = LIMITS) -> None:
    """Unpack a workbook once without keeping it: its real size may differ from what it says.

    Raises:
        UnreadableFile: it is damaged.
        TooLarge: it holds more than the limits allow.
    """
    total, allowed = 0, min(limits.workbook_bytes, allowance(path.stat().st_size, limits))
    for member in check_pack(path, limits):
        with opened(Part(path, member), limits) as content:
            while chunk := content.read(_CHUNK):
                total += len(chunk)
                if total > allowed:
                    raise TooLarge(path.name, "it unpacks to too much", f"{allowed:,} bytes")


def parts_of(path: Path, limits: FileLimits = LIMITS) -> list[Part]:
    """Return what a path holds: a folder's files, a zip file's members, or the file itself.

    Raises:
        UnreadableFile: nothing is there.
        TooLarge: a zip file says to hold more than the limits allow.
    """
    if not path.exists():
        raise UnreadableFile(path, "no such file or folder", "check its name")
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.is_file())
        return [part for file in files if not file.name.startswith(".") for part in [Part(file)]]
    if is_zip(path) and path.suffix.lower() not in {".xlsx", ".xlsm", ".ods", ".xlsb"}:
        names = [n for n in check_pack(path, limits) if not n.startswith("__MACOSX")]
        if "[Content_Types].xml" in names:
            return [Part(path)]
        return [Part(path, name) for name in sorted(names)]
    return [Part(path)]
