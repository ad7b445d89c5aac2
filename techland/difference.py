"""The Python door of comparing versions: ``tl.diff`` and ``kg.diff``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from techland.graph.changes.change import Changes, ClaimChange
from techland.graph.changes.comparing import compare
from techland.graph.changes.versions import ACTIVE, PREVIOUS, version_named
from techland.graph.export.whole_file import write_whole
from techland.graph.formats import format_named
from techland.graph.home import Home
from techland.graph.snapshot import Snapshot
from techland.viz.change_files import change_formats, write_changes
from techland.viz.change_words import COLUMNS, ChangeWords
from techland.viz.reader import Reader

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Difference:
    """What changed between two kept versions, and why."""

    old: Snapshot
    new: Snapshot
    language: str = "en"

    @cached_property
    def changes(self) -> Changes:
        """Return the changes as values: claims, disputes, sources, things, counts, the rest."""
        return compare(self.old, self.new)

    @property
    def claims(self) -> tuple[ClaimChange, ...]:
        """Return the claims added, changed and withdrawn, each with its reasons."""
        return self.changes.claims

    @property
    def words(self) -> ChangeWords:
        """Return the changes in words of the language."""
        return ChangeWords(self.changes, Reader(self.language))

    def write(self, output: BinaryIO, format_name: str) -> None:
        """Write the changes to a stream: markdown, csv, json, turtle, jsonld, rdfpatch.

        Raises:
            UnknownFormat: no format of changes has this name.
        """
        write_changes(self.old, self.new, format_name, output, self.language)

    def export(self, path: str | Path, format_name: str | None = None) -> Path:
        """Write the changes to a file, whole or not at all; its suffix tells the format."""
        target = Path(path)
        entry = format_named(format_name or target.suffix, change_formats())
        return write_whole(target, lambda output: self.write(output, entry.name))

    def to_markdown(self) -> str:
        """Return the changes as a report in Markdown."""
        output = BytesIO()
        self.write(output, "markdown")
        return output.getvalue().decode()

    def to_pandas(self) -> pd.DataFrame:
        """Return a row a change: section, kind, thing, property, before, after, why."""
        import pandas as pd

        rows = [(row.section, *row.cells) for row in self.words.rows()]
        return pd.DataFrame(rows, columns=["section", *COLUMNS])

    def __str__(self) -> str:
        return self.words.summary()

    def __bool__(self) -> bool:
        return not self.changes.empty


def diff(
    old: str = PREVIOUS,
    new: str = ACTIVE,
    *,
    home: Home | str | Path | None = None,
    language: str = "en",
) -> Difference:
    """Return what changed from one kept version to another, and why.

    Args:
        old: the version before: whole, its first digits, ``active`` or ``previous``.
        new: the version after.
        home: the data folder; TECHLAND_HOME or the platform's usual one if None.
        language: of the words: en, nl or de.

    Raises:
        UnknownVersion: no kept snapshot has this version; the error lists those kept.
        NoPreviousVersion: only one version is kept.

    >>> import techland as tl
    >>> with tl.open() as kg:
    ...     len(tl.diff(kg.version, "active").claims)
    0
    """
    place = home if isinstance(home, Home) else Home(Path(home)) if home else None
    place = place or Home.from_environment()
    return Difference(version_named(place, old), version_named(place, new), language)
