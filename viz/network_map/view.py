"""A view: all that decides what a map shows, as one value with one spelling in an address."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from techland.graph.map_errors import UnknownViewWord
from techland.network.choice import FILTERS, TIES, WEIGHTS, Choice, chosen
from techland.network.layouts.layouts import LAYOUTS
from techland.ontology.terms import BASE
from techland.viz.languages import FALLBACK, LANGUAGES
from techland.viz.network_map.encodings import COLOURS, SIZES

MAP_TIES = tuple(name for name in TIES if name != "themes")
MAP_LEVELS = ("organisation", "place", "nuts3", "nuts2", "nuts1", "country")
FIRST_YEAR, LAST_YEAR = 1900, 2100
# Words of an address that hold one of a few values.
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "layout": LAYOUTS,
    "tie": MAP_TIES,
    "weight": tuple(WEIGHTS),
    "level": MAP_LEVELS,
    "size": tuple(SIZES),
    "color": tuple(COLOURS),
    "lang": LANGUAGES,
}
_FLAGS = ("across", "disputed", "isolated", "backbone")
_LISTS = ("ego", "path", "hidden")
_NUMBERS = {"since": (FIRST_YEAR, LAST_YEAR), "until": (FIRST_YEAR, LAST_YEAR)} | {
    "min": (1, 10**9),
    "steps": (1, 2),
}
# Words that a script of the page reads alone, and those of other pages.
PASSED_OVER = frozenset({"at", "format", "slide", "limit"})


def short_id(iri: str) -> str:
    """Return how an address names a thing: the IRI without the base of ours."""
    return iri.removeprefix(BASE)


def full_iri(short: str) -> str:
    """Return the IRI that an address names."""
    return short if "://" in short or "/" not in short else BASE + short


@dataclass(frozen=True)
class View:
    """What a map shows, and how.

    Attributes:
        tie, weight, level: as in ``techland.network.choice``.
        filters: by name of a filter the ids to keep.
        since, until: years; what may have run between them is kept.
        across: only ties across the border. disputed: only ties with a dispute behind them.
        isolated: keep nodes without any tie.
        backbone: only ties that chance would hardly give; see ``Network.backbone``.
        min: the least weight of a tie.
        layout: one of LAYOUTS. size, color: one of SIZES and COLOURS.
        pick: what is selected: a node, or both ends of a tie with a tilde between them.
        ego, steps: show only what is within so many steps (1 or 2) of these nodes.
        path: two nodes; show the shortest paths between them.
        hidden: nodes left out. pinned: nodes moved by hand, with x and y.
        query: text or catalogue name of a query whose answer gives the ties.
        lang: of the interface and labels. version: of the snapshot, None for the active one.
    """

    tie: str = "undertakings"
    weight: str = "count"
    level: str = "organisation"
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: int | None = None
    until: int | None = None
    across: bool = False
    disputed: bool = False
    isolated: bool = False
    backbone: bool = False
    min: float = 1
    layout: str = "geographic"
    size: str = "degree"
    color: str = "country"
    pick: str = ""
    ego: tuple[str, ...] = ()
    steps: int = 1
    path: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    pinned: tuple[tuple[str, float, float], ...] = ()
    query: str = ""
    lang: str = FALLBACK
    version: str | None = None

    def __post_init__(self) -> None:
        for name, known in _CHOICES.items():
            if getattr(self, name) not in known:
                raise UnknownViewWord(name, getattr(self, name), known)
        for name in self.filters:
            if name not in FILTERS:
                raise UnknownViewWord("filter", name, FILTERS)

    @classmethod
    def from_query(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """Return the view that the words of an address spell.

        Raises:
            UnknownViewWord: a word that is not known, or a value that it cannot have.
        """
        words: dict[str, Any] = {}
        filters: dict[str, tuple[str, ...]] = {}
        for name, value in pairs:
            if name in FILTERS:
                if value:
                    filters[name] = (*filters.get(name, ()), value)
            elif name == "pinned":
                words[name] = (*words.get(name, ()), _pin(value))
            else:
                words |= _word(name, value)
        if words.get("query"):
            # The things of an answer may be anything: few have a place on the ground.
            words.setdefault("layout", "force")
        return cls(filters=filters, **words)

    @classmethod
    def from_words(cls, words: Mapping[str, Any], link: str | None = None) -> Self:
        """Return the view of words as Python and the command line give them.

        Args:
            words: by name a value, or several for a filter; a flag is True or False.
            link: address of a view that these words change.

        Raises:
            UnknownViewWord: a word that is not known, or a value that it cannot have.
        """
        pairs = parse_qsl(urlsplit(link).query or link) if link else []
        pairs = [(name, value) for name, value in pairs if name not in words]
        for name, value in words.items():
            if isinstance(value, bool):
                pairs.append((name, "1" if value else "0"))
            elif isinstance(value, str | int | float):
                pairs.append((name, str(value)))
            elif value is not None and name in _LISTS:
                pairs.append((name, "~".join(value)))
            else:
                pairs += [(name, str(one)) for one in value or ()]
        return cls.from_query(pairs)

    def to_query(self) -> str:
        """Return the words of an address; what is usual is left out."""
        pairs: list[tuple[str, str]] = []
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name == "filters":
                pairs += [(key, each) for key in FILTERS for each in value.get(key, ())]
            elif one.name == "pinned":
                pairs += [("pinned", f"{node}@{x:g},{y:g}") for node, x, y in value]
            elif value in (one.default, None, ()):
                continue
            elif isinstance(value, tuple):
                pairs.append((one.name, "~".join(value)))
            elif isinstance(value, bool):
                pairs.append((one.name, "1"))
            else:
                told = f"{value:g}" if isinstance(value, float) else str(value)
                pairs.append((one.name, told))
        return urlencode(pairs, safe="/~:,@")

    @property
    def choice(self) -> Choice:
        """Return what the network of this view is of; isolated nodes are dropped later."""
        return chosen(
            tie=self.tie,
            weight=self.weight,
            level=self.level,
            since=date(self.since, 1, 1) if self.since else None,
            until=date(self.until, 12, 31) if self.until else None,
            isolated=True,
            **self.filters,
        )

    @property
    def of_columns(self) -> View:
        """Return the words on which the columns of a map rest; the script does all others."""
        return View(level=self.level, query=self.query, lang=self.lang, version=self.version)

    def with_(self, **changes: Any) -> Self:
        """Return another view that differs in these words."""
        return replace(self, **changes)


def _word(name: str, value: str) -> dict[str, Any]:
    """Return a word of an address as a view has it; none where a script reads it alone."""
    if name in _LISTS:
        return {name: tuple(one for one in value.split("~") if one)}
    if name in _FLAGS:
        return {name: value == "1"}
    if name in _NUMBERS:
        return _number(name, value)
    if name in _CHOICES or name in {"pick", "query", "version"}:
        return {name: value}
    if name in PASSED_OVER:
        return {}
    raise UnknownViewWord("word", name, _words())


def _words() -> list[str]:
    return [*(one.name for one in fields(View) if one.name != "filters"), *FILTERS]


def _pin(told: str) -> tuple[str, float, float]:
    node, _, at = told.rpartition("@")
    try:
        x, y = (float(part) for part in at.split(","))
    except ValueError:
        x = y = math.nan
    if not (math.isfinite(x) and math.isfinite(y)):
        raise UnknownViewWord("pinned", told, ["organisation/<id>@x,y"])
    return node, x, y


def _number(name: str, told: str) -> dict[str, float | int]:
    if not told:
        return {}
    least, most = _NUMBERS[name]
    try:
        value = float(told)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise UnknownViewWord(name, told, [f"a number from {least} to {most}"])
    return {name: value if name == "min" else int(value)}
