"""What a network is to be of: the tie, its weight, the level of its nodes, filters and interval."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, TypedDict, Unpack, cast

from techland.graph.measure_errors import UnknownChoice, WrongInterval
from techland.network.arrays.things import AGREEMENT, EVENT, PROJECT


@dataclass(frozen=True)
class Tie:
    """What ties two nodes: parts in activities of these kinds, in these roles (None: any part)."""

    kinds: frozenset[str]
    told: str
    roles: frozenset[str] | None = None


TIES = {
    "undertakings": Tie(frozenset({AGREEMENT, PROJECT}), "shared agreements and projects"),
    "projects": Tie(frozenset({PROJECT}), "shared projects"),
    "agreements": Tie(frozenset({AGREEMENT}), "shared agreements"),
    "events": Tie(frozenset({EVENT}), "shared events"),
    "memberships": Tie(
        frozenset({"cluster", "initiative", "platform", "event-series", "small-project-fund"}),
        "shared clusters, initiatives, platforms, event series and small-project funds",
    ),
    "signatories": Tie(
        frozenset({AGREEMENT}), "agreements that both signed", frozenset({"signatory"})
    ),
    "themes": Tie(frozenset({AGREEMENT, PROJECT}), "themes of projects, two-mode"),
}
WEIGHTS = {
    "count": "how many activities the two share",
    "newman": "1/(n-1) for each shared activity with n takers (Newman 2001)",
    "money": "total planned cost of the shared activities, in euro",
    "days": "days of the shared activities, from earliest start to latest end",
}
LEVELS = {
    "organisation": "organisations",
    "place": "towns",
    "nuts3": "NUTS 3 regions",
    "nuts2": "NUTS 2 regions",
    "nuts1": "NUTS 1 regions",
    "country": "countries",
    "theme": "themes",
}
# Filter to what it looks at.
FILTERS = {
    "theme": "theme of the activity, or one below it",
    "programme": "funding programme",
    "kind": "kind of activity",
    "role": "role in the activity",
    "type": "kind of organisation",
    "country": "country of the organisation's seat",
    "region": "NUTS region of the organisation's seat, or one within it",
    "dataset": "dataset that tells of the part",
    "source": "document that tells of the part",
    "certainty": "certainty of the part",
}


@dataclass(frozen=True)
class Choice:
    """A network that is wanted.

    Attributes:
        tie: one of TIES.
        weight: one of WEIGHTS.
        level: one of LEVELS.
        filters: by name of FILTERS the values to keep: ids (the end of an IRI) or IRIs.
        since, until: keep activities that may have run between these days.
        isolated: keep nodes without any tie.
    """

    tie: str = "undertakings"
    weight: str = "count"
    level: str = "organisation"
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    isolated: bool = False

    def __post_init__(self) -> None:
        known = {"tie": list(TIES), "weight": list(WEIGHTS), "level": list(LEVELS)}
        for name, words in known.items():
            if getattr(self, name) not in words:
                raise UnknownChoice(name, getattr(self, name), words)
        for name in self.filters:
            if name not in FILTERS:
                raise UnknownChoice("filter", name, FILTERS)
        if self.since and self.until and self.since > self.until:
            raise WrongInterval(self.since.isoformat(), self.until.isoformat())
        if self.tie == "themes":
            for name, only in (("level", "organisation"), ("weight", "count")):
                if getattr(self, name) != only:
                    raise UnknownChoice(f"two-mode {name}", getattr(self, name), [only])

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of activities that tie."""
        return TIES[self.tie].kinds

    def words(self) -> str:
        """Return what the network is of, in a sentence for captions and files."""
        level = LEVELS[self.level]
        told = f"{level[:1].upper()}{level[1:]} tied by {TIES[self.tie].told}"
        told += f"; weight: {WEIGHTS[self.weight]}"
        told += "".join(
            f"; {name}: {', '.join(sorted(values))}"
            for name, values in sorted(self.filters.items())
        )
        if self.since or self.until:
            told += f"; between {self.since or 'the first day'} and {self.until or 'the last day'}"
        return told + ("; isolated nodes kept" if self.isolated else "")

    def as_settings(self) -> dict[str, Any]:
        """Return the choice as plain values, for files and pages; what is usual is left out."""
        told: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name == "filters":
                told |= {name: sorted(values) for name, values in sorted(value.items())}
            elif value not in (one.default, None):
                told[one.name] = value.isoformat() if isinstance(value, date) else value
        return told


class Wanted(TypedDict, total=False):
    """The words of a choice: see ``Choice``; a filter is one id or IRI, or several.

    Days are written 2019, 2019-05 or 2019-05-18: since is the first of them, until the last.
    """

    tie: str
    weight: str
    level: str
    since: str | int | date | None
    until: str | int | date | None
    isolated: bool
    theme: str | Collection[str] | None
    programme: str | Collection[str] | None
    kind: str | Collection[str] | None
    role: str | Collection[str] | None
    type: str | Collection[str] | None
    country: str | Collection[str] | None
    region: str | Collection[str] | None
    dataset: str | Collection[str] | None
    source: str | Collection[str] | None
    certainty: str | Collection[str] | None


def chosen(**wanted: Unpack[Wanted]) -> Choice:
    """Return the choice that words make.

    Raises:
        UnknownChoice: a word that is not known, with those that are.
        WrongInterval: a date that is none, or an end before the start.
    """
    words = dict(wanted)
    since, until = _day(wanted.get("since")), _day(wanted.get("until"), last=True)
    usual = {name: words.pop(name) for name in _USUAL if name in words}
    held = {name: values for name, values in words.items() if name not in _DAYS and values}
    return Choice(
        filters={name: _several(values) for name, values in held.items()},
        since=since,
        until=until,
        **cast("Any", usual),
    )


_USUAL = ("tie", "weight", "level", "isolated")
_DAYS = frozenset({"since", "until"})


def _several(values: Any) -> frozenset[str]:
    return frozenset([values] if isinstance(values, str) else values)


def _day(told: str | int | date | None, *, last: bool = False) -> date | None:
    """Return a day; a year or month means its first day, or its last."""
    if told is None or isinstance(told, date):
        return told
    from techland.graph.literals import date_bounds

    try:
        bound = date_bounds(str(told))[last]
        return date.fromisoformat(bound.value)
    except (ValueError, IndexError):
        raise WrongInterval(str(told), str(told)) from None
