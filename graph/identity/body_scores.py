"""Score two organisations: identifiers first, then names with country, place and kind."""

from __future__ import annotations

from collections.abc import Iterator

from techland.graph.identity.bodies import OWN_SCHEMES, VAT, Body
from techland.graph.identity.letters import words_of
from techland.graph.identity.name_scores import compare
from techland.graph.identity.names import Name, normalise
from techland.graph.identity.verdicts import CERTAIN, LIKELY, NO, PART, Reason, Verdict, verdict
from techland.graph.identity.vocabulary import KIND, PLACE, town_key

# Letters alone say little: many bodies have them.
_MERE_LETTERS = frozenset({"acronym", "mere-letters"})
# A name that says too little by itself is enough where town and country are the same.
_SAME_BUT_SHORT = frozenset({"same-name", "same-but-letters", "legal-form-told", "says-too-little"})


# As few letters as many bodies of one town may have.
_FEW_LETTERS = 4


def score_bodies(one: Body, two: Body) -> Verdict:
    """Return whether two organisations are one.

    In this order: an identifier that both have decides; another identifier of a scheme of which
    a body has one forbids; else the most alike names count, weakened or strengthened by country,
    place, website and sector.
    """
    same = shared_identifier(one, two)
    if same:
        return same
    best = max(_name_verdicts(one, two), key=lambda found: found.rank)
    return judged(one, two, best)


def shared_identifier(one: Body, two: Body) -> Verdict | None:
    """Return what identifiers decide: certain by a shared one, no by another; else None."""
    other = [s for s in OWN_SCHEMES if _differ(one, two, s)]
    if other:
        return verdict(NO, 0.1, Reason("other-identifier", ", ".join(other)))
    for scheme, value in sorted(one.identifiers & two.identifiers):
        if scheme in OWN_SCHEMES or scheme == VAT:
            return verdict(CERTAIN, 1.0, Reason("same-identifier", f"{scheme} {value}"))
    return None


def other_identifiers(one: Body, two: Body) -> list[str]:
    """Return the schemes by which two bodies cannot be one, or not without a look.

    Another VAT number counts where no identifier that a body has alone is shared: a number may
    change, and the bodies of one taxpayer share theirs.
    """
    other = [s for s in OWN_SCHEMES if _differ(one, two, s)]
    shared = any(scheme in OWN_SCHEMES for scheme, _ in one.identifiers & two.identifiers)
    return [*other, VAT] if _differ(one, two, VAT) and not shared else other


def _differ(one: Body, two: Body, scheme: str) -> bool:
    ours, theirs = one.values(scheme), two.values(scheme)
    return bool(ours and theirs and not ours & theirs)


def _name_verdicts(one: Body, two: Body) -> Iterator[Verdict]:
    yield verdict(NO, 0, Reason("words-differ", ""))
    for first in (*one.names, *one.acronyms):
        for second in (*two.names, *two.acronyms):
            found = compare(normalise(first), normalise(second))
            if first in one.acronyms or second in two.acronyms:
                found = found.at_most(LIKELY, Reason("mere-letters", f"{first} | {second}"))
            yield found


def judged(one: Body, two: Body, by_name: Verdict) -> Verdict:
    """Weigh a verdict on two names by what else is known of the bodies that have them."""
    if by_name.outcome not in {CERTAIN, LIKELY, PART}:
        return by_name
    found = _by_country(one, two, by_name)
    if found.outcome == PART:
        return _but_for_its_town(one, two, found)
    if _differ(one, two, VAT):
        found = found.at_most(LIKELY, Reason("other-identifier", VAT))
    if one.sector and two.sector and one.sector != two.sector:
        found = found.at_most(LIKELY, Reason("kinds-differ", f"{one.sector} | {two.sector}"))
    return _by_place(one, two, found)


def _by_country(one: Body, two: Body, found: Verdict) -> Verdict:
    if not (one.country and two.country):
        return found.at_most(LIKELY, Reason("country-unknown"))
    if one.country == two.country:
        return found.and_also(Reason("same-country", one.country))
    told = Reason("other-country", f"{one.country} | {two.country}")
    both_sides = {one.country, two.country} <= one.sides | two.sides and max(
        len(one.sides), len(two.sides)
    ) > 1
    if both_sides:
        return found.at_most(LIKELY, told)
    return found.at_most(NO, told)


def _by_place(one: Body, two: Body, found: Verdict) -> Verdict:
    towns = _shared_towns(one.towns, two.towns)
    reasons = {reason.code for reason in found.reasons}
    if reasons & _MERE_LETTERS and not towns:
        return found.at_most(NO, Reason("other-town", " | ".join(sorted(one.towns | two.towns))))
    if towns:
        told = Reason("same-town", ", ".join(sorted(towns)))
        return _strengthened(found, towns).and_also(told)
    if found.outcome != CERTAIN or not (one.towns and two.towns):
        return found
    told = Reason("other-town", " | ".join(sorted(one.towns | two.towns)))
    spelt_alike = not reasons & {"translated", "other-order"}
    if spelt_alike and any(_names_its_place(normalise(name)) for name in (*one.names, *two.names)):
        return found.and_also(told)
    return found.at_most(LIKELY, told)


def _shared_towns(ours: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """Return the towns of both; Landau an der Isar may be written as Landau."""
    longer = {town for town in ours if any(town.startswith(f"{two}-") for two in theirs)}
    longer |= {town for town in theirs if any(town.startswith(f"{two}-") for two in ours)}
    return (ours & theirs) | longer


def _strengthened(found: Verdict, towns: frozenset[str]) -> Verdict:
    """Raise likely to certain where the town is all that one name has more."""
    reasons = {reason.code for reason in found.reasons} - {"same-country"}
    if found.outcome != LIKELY:
        return found
    if "says-too-little" in reasons and reasons <= _SAME_BUT_SHORT:
        told = next(r.about for r in found.reasons if r.code == "says-too-little")
        if len("".join(words_of(told))) <= _FEW_LETTERS:
            return found
        return verdict(CERTAIN, 0.2, *found.reasons)
    if reasons != {"place-only-in-one"}:
        return found
    told = next(r.about for r in found.reasons if r.code == "place-only-in-one")
    places = {word.text for word in normalise(told).words if word.role == PLACE}
    if places and places <= towns:
        return verdict(CERTAIN, 0.3, *found.reasons)
    return found


def _but_for_its_town(one: Body, two: Body, found: Verdict) -> Verdict:
    """Judge anew where what stands behind the comma is no part but the town of both bodies."""
    towns = _shared_towns(one.towns, two.towns)
    fuller = next((r.about for r in found.reasons if r.code == "part-of"), "")
    head, mark, town = fuller.rpartition(",")
    if not (mark and town_key(town) in towns):
        return found
    told = Reason("place-only-in-one", town.strip())
    names = (*one.names, *two.names, *one.acronyms, *two.acronyms)
    others = (compare(normalise(head), normalise(name)) for name in names if name != fuller)
    best = max(others, key=lambda found: found.rank)
    if best.outcome != CERTAIN:
        return found if best.outcome != LIKELY else best.and_also(told)
    return verdict(CERTAIN, 0.3, told, *best.reasons).and_also(Reason("same-town", town.strip()))


def _names_its_place(name: Name) -> bool:
    """Tell whether a name tells kind and place: its body may have houses in other towns."""
    roles = {word.role for word in name.words}
    return PLACE in roles and KIND in roles
