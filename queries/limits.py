"""The bounds of one query: time, memory, length and depth of its text."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self

from techland.graph.query_errors import BadSetting

# Field of Limits, the setting that gives it a value.
SETTINGS = {
    "seconds": "TECHLAND_QUERY_SECONDS",
    "memory_bytes": "TECHLAND_QUERY_MEMORY_BYTES",
    "text_bytes": "TECHLAND_QUERY_TEXT_BYTES",
    "depth": "TECHLAND_QUERY_DEPTH",
}
# The longest a timer of the operating system is trusted with.
LONGEST_SECONDS = 366 * 24 * 3600.0


@dataclass(frozen=True)
class Limits:
    """What one query may take.

    Attributes:
        seconds: from the asking until the last byte of the answer is read;
            waiting for a free query process counts.
        memory_bytes: what the evaluation may take beside the loaded graph.
        text_bytes: length of the query's text in UTF-8.
        depth: how deep brackets may be nested. The engine's parser and planner
            recurse, and some of their work grows with the cube of the depth.

    >>> Limits(seconds=5).lowered(seconds=60, memory_bytes=2**20)
    Limits(seconds=5, memory_bytes=1048576, text_bytes=1048576, depth=100)
    """

    seconds: float = 60.0
    memory_bytes: int = 2**30
    text_bytes: int = 2**20
    depth: int = 100

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not 0 < value <= (LONGEST_SECONDS if field.name == "seconds" else sys.maxsize):
                raise BadSetting(field.name, str(value), "a positive number, seconds up to a year")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Return the limits that the settings TECHLAND_QUERY_… name, else the usual ones.

        Raises:
            BadSetting: a setting is not a positive number.

        >>> Limits.from_environment({"TECHLAND_QUERY_SECONDS": "2.5"}).seconds
        2.5
        """
        given = os.environ if environment is None else environment
        asked = {
            field: positive_number(setting, given[setting], float if field == "seconds" else int)
            for field, setting in SETTINGS.items()
            if given.get(setting)
        }
        return replace(cls(), **asked)  # type: ignore[arg-type]  # whole where the field is

    def lowered(self, **asked: float) -> Self:
        """Return these limits with those lowered that are asked to be lower; none is raised."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        return type(self)(
            **{name: min(value, asked.get(name, value)) for name, value in own.items()}
        )


def positive_number(setting: str, text: str, kind: type[float] | type[int]) -> float:
    """Return the number that a setting holds.

    Raises:
        BadSetting: it holds none, or none above zero.
    """
    try:
        value = kind(text)
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise BadSetting(setting, text, "a positive number")
    return value
