"""The error tree's branch of the sidecar: why what an engine holds is not, or not yet, indexed.

SnapshotError
└── IndexingError
    ├── VersionChanged         loaded anew while it was read
    ├── RowsMissing            fewer or more rows came than the engine counts
    ├── QuadsDiffer            the engine gives other quads than were loaded
    └── SubjectTooLarge        one subject has more values than the engine gives at once

That there is no sidecar yet: remote_errors.py, NoSidecar
"""

from __future__ import annotations

from techland.graph.errors import SnapshotError

_SHORT = 12


class IndexingError(SnapshotError):
    """What an engine holds cannot be indexed, or is not yet."""


class VersionChanged(IndexingError):
    """The engine serves another version, or the same one loaded anew, than was read."""

    def __init__(self, endpoint: str, before: str, after: str) -> None:
        self.endpoint = endpoint
        self.before = before
        self.after = after
        super().__init__(
            f"{endpoint} was loaded anew while it was read: version {before[:_SHORT]} before, "
            f"{after[:_SHORT]} now; what was read is not used",
            f"run again: techland index --endpoint {endpoint}",
        )


class RowsMissing(IndexingError):
    """The engine gave another number of rows than it counts."""

    def __init__(self, endpoint: str, what: str, counted: int, came: int) -> None:
        self.endpoint = endpoint
        self.what = what
        self.counted = counted
        self.came = came
        super().__init__(
            f"{endpoint} counts {counted:,} rows of {what} and gives {came:,}; nothing is indexed",
            "is it being loaded? run again, with --page SIZE if it cuts its answers",
        )


class SubjectTooLarge(IndexingError):
    """One subject has more values of a predicate than the engine gives in one answer."""

    def __init__(self, endpoint: str, subject: str, predicate: str, rows: int) -> None:
        self.endpoint = endpoint
        self.subject = subject
        self.predicate = predicate
        self.rows = rows
        super().__init__(
            f"<{subject}> has more than {rows:,} values of <{predicate}>, "
            f"more than {endpoint} gives at once",
            "raise the engine's own limit (Virtuoso: ResultSetMaxRows) and the size with --page",
        )


class QuadsDiffer(IndexingError):
    """What an engine gives is not, byte for byte, the version that was loaded into it."""

    def __init__(self, version: str, found: str) -> None:
        self.version = version
        self.found = found
        super().__init__(
            f"the quads that came hash to {found[:_SHORT]}, not to version {version[:_SHORT]}; "
            "they are not kept",
            "some engines write values in another way: run without --whole, and copy the "
            "snapshot's data.nq from where it was built into the sidecar's folder",
        )
