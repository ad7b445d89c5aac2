"""A study for Python: the tables of a network, its report, its files for R."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from techland.network.study import StudyTables


@dataclass(frozen=True, eq=False, repr=False)
class Study(StudyTables):
    """A network as chosen with all that is said about it; see ``StudyTables``."""

    def report(self, path: Path | str, form: str | None = None) -> Path:
        """Write the report; return its path. The figures of Markdown go into a folder beside it.

        Args:
            path: of the file.
            form: html or md; by the suffix if None.

        Raises:
            NoSuchStudyFile: it has no such form.
            CannotWrite: the folder is read-only or full.
        """
        from techland.viz.report.writing import write_report

        return write_report(self, Path(path), form)[0]
