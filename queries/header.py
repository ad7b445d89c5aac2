"""Read and check the `#+` header of a query file.

The header is YAML behind `#+`, as grlc reads it, so a file of this folder can
be served by grlc too; texts in other languages (`summary_nl`), `params` and `chart` are ours.
Only `summary` must be there; the queries of this folder have all that a reader can use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import Store

from techland.graph.catalogue_errors import BrokenQueryHeader, WrongParameter
from techland.queries.parameters import RESERVED, TYPES, Parameter

MARK = "#+"
SUMMARIES = {"en": "summary", "nl": "summary_nl", "de": "summary_de"}
DESCRIPTIONS = {"en": "description", "nl": "description_nl", "de": "description_de"}
_TEXTS = (*SUMMARIES.values(), *DESCRIPTIONS.values())
_GRLC = ("endpoint", "endpoint_in_url", "method", "mime", "pagination", "enumerate", "transform")
_KEYS = {*_TEXTS, *_GRLC, "tags", "params", "chart"}
_PARAMETER_KEYS = {
    "type": "type",
    "required": "required",
    "default": "default",
    "enum": "choices",
    "prefix": "prefix",
    "class": "of_class",
    "scheme": "scheme",
    "description": "description",
}
# What each sort of chart reads; a channel may name several variables.
CHARTS = {
    "bar": ("x", "y"),
    "network": ("source", "target", "weight"),
    "map": ("label", "latitude", "longitude"),
    "timeline": ("label", "start", "end"),
}
SLOT = re.compile(
    r"^[ \t]*VALUES \?(?P<variable>\w+) \{ (?P<term>\S.*?) \}  # param: (?P<name>\w+)$",
    re.MULTILINE,
)
_PREFIX = re.compile(r"^PREFIX (?P<name>[\w-]*): <(?P<namespace>[^>]*)>$", re.MULTILINE)
_PROJECTION = re.compile(r"^SELECT\b.*?^WHERE\b", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Chart:
    """How a query's answer may be drawn: a sort of chart, and the variables of each channel."""

    type: str
    channels: Mapping[str, tuple[str, ...]]


class Header:
    """The header of one query file beside its query."""

    def __init__(self, path: Path) -> None:
        self.path = path
        lines = path.read_text(encoding="utf-8").splitlines()
        size = next((i for i, line in enumerate(lines) if not line.startswith(MARK)), len(lines))
        self._lines = [line.removeprefix(MARK) for line in lines[:size]]
        rest = "\n".join(lines[size:])
        self.text = rest.strip() + "\n"
        self.lines_before = size + rest[: len(rest) - len(rest.lstrip())].count("\n")
        self.values = self._read()
        self._check()

    def broken(self, key: str | None, reason: str) -> BrokenQueryHeader:
        """Return the error that names this file and the line of a key of the header."""
        starts = (i for i, line in enumerate(self._lines, 1) if line.lstrip().startswith(f"{key}:"))
        return BrokenQueryHeader(self.path, next(starts, 1), reason)

    def _read(self) -> dict[str, Any]:
        if not self._lines:
            raise self.broken(None, f"no header; the file must begin with {MARK} lines")
        try:
            values = yaml.safe_load("\n".join(self._lines))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise BrokenQueryHeader(self.path, line, f"not YAML: {error.problem}") from None
        if not isinstance(values, dict):
            raise self.broken(None, "the header must hold keys and values, such as summary: …")
        return values

    def _check(self) -> None:
        for key in self.values:
            if key not in _KEYS:
                raise self.broken(key, f"unknown key {key!r}; known: {', '.join(sorted(_KEYS))}")
        if not self.values.get("summary"):
            raise self.broken("summary", "summary is missing")
        for key in _TEXTS:
            if not isinstance(self.values.get(key, ""), str):
                raise self.broken(key, f"{key} must be text")
        if not _are_words(self.values.get("tags", [])):
            raise self.broken("tags", "tags must be a list of words")

    def parameters(self) -> dict[str, Parameter]:
        """Return the parameters by name, each with its place in the query's text."""
        told = self.values.get("params") or {}
        if not isinstance(told, dict):
            raise self.broken("params", "params must map names to what they take")
        found = [match["name"] for match in SLOT.finditer(self.text)]
        for name in sorted({*map(str, told)} & RESERVED):
            raise self.broken(name, f"{name} has another meaning in addresses: choose another name")
        for name in {*found, *told}:
            if name not in told or found.count(name) != 1:
                line = f"VALUES ?{name} {{ … }}  # param: {name}"
                raise self.broken(name, f"{name} must be in params and once in the query: {line}")
        return {name: self._parameter(name, told[name]) for name in told}

    def _parameter(self, name: str, told: Any) -> Parameter:
        if not isinstance(told, dict) or told.get("type") not in TYPES:
            raise self.broken(name, f"the type of {name} must be one of {', '.join(TYPES)}")
        for key in told:
            if key not in _PARAMETER_KEYS:
                raise self.broken(name, f"unknown key {key!r} of {name}")
        values = {_PARAMETER_KEYS[key]: value for key, value in told.items()}
        if "default" in values:
            values["default"] = str(values["default"])
        values["choices"] = tuple(map(str, values.get("choices", ())))
        if told["type"] == "iri":
            values["namespace"] = self._namespaces().get(str(told.get("prefix")))
            if not values["namespace"]:
                raise self.broken(name, f"{name} needs a prefix that the query declares")
        parameter = Parameter(name=name, **values)
        self._check_default(parameter)
        return parameter

    def _check_default(self, parameter: Parameter) -> None:
        name, default = parameter.name, parameter.default
        if parameter.required != (default is not None):
            raise self.broken(name, f"{name} must have a default if it is required, and only then")
        try:
            expected = None if default is None else parameter.term(default)
        except WrongParameter as error:
            raise self.broken(name, error.message) from None
        match = next(match for match in SLOT.finditer(self.text) if match["name"] == name)
        prefixes = "\n".join(match[0] for match in _PREFIX.finditer(self.text))
        query = f"{prefixes}\nSELECT ?term {{ VALUES ?term {{ {match['term']} }} }}"
        try:
            held = [solution[0] for solution in Store().query(query)]  # type: ignore[union-attr]  # a SELECT
        except SyntaxError:
            held = []
        if match["variable"] != name or held != [expected]:
            raise self.broken(name, f"the query must hold {name}'s default, or UNDEF, in VALUES")

    def _namespaces(self) -> dict[str, str]:
        return {match["name"]: match["namespace"] for match in _PREFIX.finditer(self.text)}

    def chart(self) -> Chart | None:
        """Return how the answer may be drawn, if the header says so."""
        told = self.values.get("chart")
        if told is None:
            return None
        sort = told.get("type") if isinstance(told, dict) else None
        if sort not in CHARTS or {*told} != {"type", *CHARTS[sort]}:
            sorts = "; ".join(f"{name} with {', '.join(keys)}" for name, keys in CHARTS.items())
            raise self.broken("chart", f"chart must be one of these: {sorts}")
        channels = {key: tuple(_variables(told[key])) for key in CHARTS[sort]}
        projection = _PROJECTION.search(self.text)
        named = set(re.findall(r"\?(\w+)", projection[0] if projection else ""))
        for variable in (name for names in channels.values() for name in names):
            if variable not in named:
                raise self.broken("chart", f"the query does not select ?{variable}")
        return Chart(sort, channels)


def _variables(told: Any) -> Iterator[str]:
    for name in told if isinstance(told, list) else [told]:
        yield str(name).removeprefix("?")


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)
