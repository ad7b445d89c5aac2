"""Write a deposit as one ZIP archive."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import BinaryIO

from techland.graph.deposit.whole_folder import files_below

# What is already compressed is stored as it is.
_PACKED = {".gz", ".zst", ".xlsx", ".parquet"}
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_RIGHTS = 0o100644 << 16


def write_zip(folder: Path, name: str, output: BinaryIO) -> None:
    """Write a folder as a ZIP archive, below this name; the same folder gives the same bytes."""
    with zipfile.ZipFile(output, "w") as archive:
        for path in sorted(files_below(folder)):
            entry = zipfile.ZipInfo(f"{name}/{path}", _NO_TIME)
            packed = Path(path).suffix in _PACKED
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            entry.external_attr = _RIGHTS
            with (
                archive.open(entry, "w", force_zip64=True) as inside,
                (folder / path).open("rb") as file,
            ):
                shutil.copyfileobj(file, inside)
