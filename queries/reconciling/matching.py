"""Match one name to the things of the graph: candidates with a score, reasons and a decision.

A candidate is a match only where the names make it certain and nothing else is
as good: an ambiguous name matches nothing by itself. What the spreadsheet says
besides (a country, a place) moves the score, and a contradiction ends a match.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from techland.graph.identity.verdicts import CERTAIN, NO, Reason
from techland.queries.reconciling.things import Thing, ThingIndex, plain_text
from techland.queries.reconciling.values import TOLD, Value, Values, read_values, told_values
from techland.queries.solutions import Select

_FULL = 100.0
# A title that begins so, with a dash or colon behind: MIND - Medizinische Innovation …
_HEADED = 90.0
_AGREED, _CONTRADICTED = 3.0, 20.0
_MOST_TAKEN = 25
DEFAULT_LIMIT = 10


@dataclass(frozen=True)
class Asked:
    """What a spreadsheet asks: a name, or properties alone.

    Attributes:
        text: the name; may be empty where properties are given.
        types: ids of types; any of them if empty.
        limit: most candidates.
        properties: texts and ids by property id.
    """

    text: str
    types: tuple[str, ...] = ()
    limit: int = DEFAULT_LIMIT
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Match:
    """A thing that a name may mean.

    Attributes:
        thing: what it is.
        score: 0 to 100, the best first.
        match: whether it may be taken without a look.
        by: the name or identifier that was alike.
        reasons: for and against, by the names.
        agreement: by property, whether the thing says the same; absent where it says nothing.
    """

    thing: Thing
    score: float
    match: bool
    by: str
    reasons: tuple[Reason, ...]
    agreement: Mapping[str, bool] = field(default_factory=dict)


def match_all(
    select: Select, index: ThingIndex, asked: Sequence[Asked]
) -> tuple[list[list[Match]], Values]:
    """Return the matches of each name, the best first, and the values of everything matched."""
    drafts = [_drafts(index, one) for one in asked]
    ids = dict.fromkeys(match.thing.id for found in drafts for match in found)
    values = told_values(select, index.things, ids, index.told)
    if any(set(one.properties) - TOLD for one in asked):
        values = read_values(select, index.things, ids)
    pairs = zip(asked, drafts, strict=True)
    return [_weighed(one, found, values) for one, found in pairs], values


def _drafts(index: ThingIndex, asked: Asked) -> list[Match]:
    wanted = set(asked.types)
    found = _by_name(index, asked.text) if asked.text.strip() else _by_properties(index, asked)
    kept = [one for one in found if not wanted or wanted & set(one.thing.types)]
    return _one_at_most(kept)[: max(asked.limit, _MOST_TAKEN)]


def _by_name(index: ThingIndex, text: str) -> list[Match]:
    things, told = index.things, text.strip()
    direct = index.by_identifier.get(told.lower(), [])
    same = index.by_text.get(plain_text(text), [])
    matches = {
        one: Match(
            things[one], _FULL, True, text.strip(), (Reason("same-identifier", text.strip()),)
        )
        for one in direct
    }
    for one in same:
        # Whole names of things that are no bodies; what a body is called is weighed below.
        if "organisation" not in things[one].types:
            whole = Match(things[one], _FULL, True, text, (Reason("same-name"),))
            matches.setdefault(one, whole)
    for one in index.by_head.get(plain_text(text), ()):
        headed = Match(things[one], _HEADED, False, text, (Reason("same-short-name", text),))
        matches.setdefault(one, headed)
    for candidate in index.finder.find(text, _MOST_TAKEN):
        verdict = candidate.verdict
        certain = verdict.outcome == CERTAIN
        alike_only = verdict.outcome == NO
        score = 0.29 * candidate.similarity if alike_only else _FULL * verdict.score
        found = Match(
            things[candidate.thing], round(score, 1), certain, candidate.name, verdict.reasons
        )
        matches.setdefault(candidate.thing, found)
    return sorted(matches.values(), key=_order)


def _by_properties(index: ThingIndex, asked: Asked) -> list[Match]:
    """Return the things that an identifier among the properties names."""
    texts = [text for values in asked.properties.values() for text in values]
    by_id = {one: text for text in texts for one in index.by_identifier.get(text.lower(), ())}
    return [
        Match(index.things[one], _FULL, True, text, (Reason("same-identifier", text),))
        for one, text in by_id.items()
    ]


def _one_at_most(found: list[Match]) -> list[Match]:
    sure = [one for one in found if one.match]
    if len(sure) < 2:  # noqa: PLR2004 (one alone is clear)
        return found
    several = Reason("several-candidates", str(len(sure)))
    return [
        replace(one, match=False, reasons=(*one.reasons, several)) if one.match else one
        for one in found
    ]


def _weighed(asked: Asked, found: Iterable[Match], values: Values) -> list[Match]:
    weighed = []
    for one in found:
        agreement = _agreement(asked.properties, values.get(one.thing.id, {}))
        score = one.score
        for agreed in agreement.values():
            score = min(_FULL, score + _AGREED) if agreed else score - _CONTRADICTED
        sure = one.match and all(agreement.values())
        weighed.append(
            replace(one, score=round(max(score, 0.0), 1), match=sure, agreement=agreement)
        )
    return sorted(weighed, key=_order)[: asked.limit]


def _agreement(
    asked: Mapping[str, tuple[str, ...]], values: Mapping[str, list[Value]]
) -> dict[str, bool]:
    found = {}
    for name, texts in asked.items():
        told = {plain_text(text) for value in values.get(name, ()) for text in value.texts}
        if told - {""}:
            found[name] = bool({plain_text(text) for text in texts} & told)
    return found


def _order(one: Match) -> tuple[bool, float, str]:
    return not one.match, -one.score, one.thing.id
