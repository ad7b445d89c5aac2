"""A theme in its tree, and what has it or one below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from techland.ontology.terms import PROV, RDF, TL
from techland.queries.near.near import Near
from techland.queries.near.walks import ABOVE
from techland.server.publication import Publication


@dataclass(frozen=True)
class Branch:
    """A theme with those below it."""

    theme: str
    below: tuple[Branch, ...]


@dataclass(frozen=True)
class Member:
    """What has a theme: itself, its classes, and its themes among those asked for."""

    iri: str
    classes: tuple[str, ...]
    themes: tuple[str, ...]


def _reached(start: str, ways: Callable[[str], Iterable[str]]) -> set[str]:
    """Return all that ways lead to from a start; rings end."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = [one for one in ways(waiting.pop()) if one not in found]
        found.update(new)
        waiting += new
    return found


def _below(near: Near) -> set[str]:
    return _reached(near.iri, lambda theme: near.pointing(theme, *ABOVE))


def read_tree(near: Near) -> Branch:
    """Return the tree that a theme stands in: those above it down to all that is below it."""
    theme, lower = near.iri, _below(near)
    within = lower | {theme}
    above = {one: {*near.iris(one, *ABOVE)} & within for one in lower}
    for one in _reached(theme, lambda low: near.iris(low, *ABOVE)) | {theme}:
        above.setdefault(one, set()).update(near.iris(one, *ABOVE))
    known = set(above) | {one for told in above.values() for one in told}
    below: dict[str, list[str]] = {}
    for one, told in above.items():
        for higher in told:
            below.setdefault(higher, []).append(one)
    roots = sorted(one for one in known if not above.get(one))
    return _branch(roots[0] if roots else theme, below, frozenset())


def _branch(theme: str, below: dict[str, list[str]], passed: frozenset[str]) -> Branch:
    # A ring of broader themes would never end.
    lower = [one for one in sorted(below.get(theme, ())) if one not in passed | {theme}]
    return Branch(theme, tuple(_branch(one, below, passed | {theme}) for one in lower))


def themes_of(branch: Branch) -> set[str]:
    """Return every theme of a tree."""
    return {branch.theme, *(one for lower in branch.below for one in themes_of(lower))}


def _members(near: Near, themes: Mapping[str, set[str]]) -> tuple[Member, ...]:
    """Return what has a class among some things, each with its themes."""
    told = ((one, near.iris(one, RDF.type)) for one in sorted(themes))
    return tuple(
        Member(one, tuple(classes), tuple(sorted(themes[one]))) for one, classes in told if classes
    )


def read_theme_members(near: Near) -> tuple[Member, ...]:
    """Return what has a theme, one below it, or a publisher's that matches one of them."""
    themes: dict[str, set[str]] = {}
    for theme in _below(near) | {near.iri}:
        for member in near.pointing(theme, TL.theme):
            themes.setdefault(member, set()).add(theme)
    return _members(near, themes)


def read_place_members(near: Near) -> tuple[Member, ...]:
    """Return who has its seat in a place, and what was signed or held there."""
    place = near.iri
    towns = near.pointing(place, TL.nuts, TL.region)
    found = {*near.pointing(place, TL.seat, TL.venue), *towns}
    for town in towns:
        found.update(near.pointing(town, TL.seat, TL.venue))
    for where in (place, *towns):
        for signing in near.pointing(where, TL.signedAt):
            found.update(near.iris(signing, PROV.generated))
    return _members(near, {one: set() for one in found})


def read_members_of_region(publication: Publication, region: str) -> tuple[Member, ...]:
    """Return who has its seat in a region, and what was signed or held there."""
    classes: dict[str, set[str]] = {}
    for row in publication.ask_page("region-members", [region]):
        classes.setdefault(row["member"].value, set()).add(row["class"].value)
    return tuple(Member(iri, tuple(sorted(found)), ()) for iri, found in classes.items())
