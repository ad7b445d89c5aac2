"""Match the organisations of all datasets: identifiers, then names that share a rare key.

The work grows with the names and the sizes of blocks, not with the pairs of all bodies: each
pair of different names is compared once, whoever has them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from techland.graph.identity.bodies import CURATED, OWN_SCHEMES, VAT, Body
from techland.graph.identity.body_scores import judged, shared_identifier
from techland.graph.identity.compared import Compared, compared
from techland.graph.identity.links import Link, link
from techland.graph.identity.name_scores import compare
from techland.graph.identity.names import normalise
from techland.graph.identity.verdicts import CERTAIN, LIKELY, NO, Reason, Verdict

# A name that more bodies have says nothing about any two of them.
MOST_NAMESAKES = 40
ORGANISATION = "organisation"
Pair = tuple[int, int]


def match_bodies(bodies: Iterable[Body], names: Compared | None = None) -> list[Link]:
    """Return the links between organisations, sorted by IRI; what is no link is left out.

    Two curated bodies are never linked, nor two that have other identifiers of one scheme.

    Args:
        bodies: of all datasets, in any order.
        names: their names, compared; they are compared here if None.
    """
    known = sorted(bodies, key=lambda body: body.iri)
    told = names or compared(names_of(known))
    best: dict[Pair, Verdict] = {}
    for pair in _sharing_identifiers(known):
        found = shared_identifier(known[pair[0]], known[pair[1]])
        if found and found.outcome != NO and _may_be_one(known, pair):
            best[pair] = found
    for pair, found in _by_names(known, told):
        held = best.get(pair)
        if held is None or found.rank > held.rank:
            best[pair] = found
    clear = _without_ambiguous(known, best)
    return sorted(
        (
            link(known[one].iri, known[two].iri, ORGANISATION, found)
            for (one, two), found in clear.items()
        ),
        key=lambda found: found.pair,
    )


def names_of(bodies: Iterable[Body]) -> Iterator[str]:
    """Yield every name by which bodies are matched."""
    for body in bodies:
        yield from body.names
        yield from body.acronyms


def _may_be_one(known: Sequence[Body], pair: Pair) -> bool:
    one, two = known[pair[0]], known[pair[1]]
    return not one.dataset == two.dataset == CURATED


def _sharing_identifiers(known: Sequence[Body]) -> Iterator[Pair]:
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, body in enumerate(known):
        for scheme, value in body.identifiers:
            if scheme in OWN_SCHEMES or scheme == VAT:
                holders[scheme, value].append(number)
    for numbers in holders.values():
        if len(numbers) <= MOST_NAMESAKES:
            yield from combinations(numbers, 2)


def _by_names(known: Sequence[Body], names: Compared) -> Iterator[tuple[Pair, Verdict]]:
    """Yield verdicts on pairs of bodies by their names; a pair may come several times."""
    having: dict[str, list[int]] = defaultdict(list)
    letters: dict[str, set[int]] = defaultdict(set)
    for number, body in enumerate(known):
        for name in (*body.names, *body.acronyms):
            having[name].append(number)
        for name in body.acronyms:
            letters[name].add(number)
    for one, two, by_name in _alike(having, names):
        for pair, turned in _pairs(having[one], having[two], same=one == two):
            if not _may_be_one(known, pair) or _has_other_identifier(known, pair):
                continue
            found = _turned(by_name) if turned else by_name
            if _by_letters(letters, pair, one, two):
                found = found.at_most(LIKELY, Reason("mere-letters", f"{one} | {two}"))
            found = judged(known[pair[0]], known[pair[1]], found)
            if found.outcome != NO:
                yield pair, found


def _alike(
    having: Mapping[str, Sequence[int]], names: Compared
) -> Iterator[tuple[str, str, Verdict]]:
    """Yield pairs of names that may name one body, each name of several with itself first."""
    for text in sorted(having):
        if len(having[text]) > 1:
            found = compare(normalise(text), normalise(text))
            if found.outcome != NO:
                yield text, text, found
    for one, two in sorted(names.alike):
        yield one, two, names.alike[one, two]


def _pairs(ours: list[int], theirs: list[int], *, same: bool) -> Iterator[tuple[Pair, bool]]:
    if len(ours) * len(theirs) > MOST_NAMESAKES**2:
        return
    pairs = combinations(ours, 2) if same else product(ours, theirs)
    for one, two in pairs:
        if one != two:
            yield ((one, two), False) if one < two else ((two, one), True)


def _turned(found: Verdict) -> Verdict:
    return Verdict(found.outcome, found.score, found.reasons, not found.part_first)


def _by_letters(letters: dict[str, set[int]], pair: Pair, one: str, two: str) -> bool:
    return any(number in letters[name] for name in (one, two) if name in letters for number in pair)


def _has_other_identifier(known: Sequence[Body], pair: Pair) -> bool:
    found = shared_identifier(known[pair[0]], known[pair[1]])
    return found is not None and found.outcome == NO


def _without_ambiguous(known: Sequence[Body], best: dict[Pair, Verdict]) -> dict[Pair, Verdict]:
    """Weaken what is certain by name where a body has several such partners that are not one."""
    partners: dict[int, list[int]] = defaultdict(list)
    for (one, two), found in best.items():
        if found.outcome == CERTAIN and not _by_identifier(found):
            partners[one].append(two)
            partners[two].append(one)
    ambiguous = {
        number: len(others)
        for number, others in partners.items()
        if any(
            _has_other_identifier(known, pair) or not _may_be_one(known, pair)
            for pair in combinations(sorted(others), 2)
        )
    }
    clear = dict(best)
    for pair, found in best.items():
        several = max((ambiguous.get(number, 0) for number in pair), default=0)
        if several and found.outcome == CERTAIN and not _by_identifier(found):
            clear[pair] = found.at_most(LIKELY, Reason("several-candidates", str(several)))
    return clear


def _by_identifier(found: Verdict) -> bool:
    return any(reason.code == "same-identifier" for reason in found.reasons)
