"""A theme in its tree, and what has it or one below it."""

from __future__ import annotations

from dataclasses import dataclass

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


def read_tree(publication: Publication, theme: str) -> Branch:
    """Return the tree that a theme stands in: those above it down to all that is below it."""
    above: dict[str, set[str]] = {}
    for row in publication.ask_page("theme-tree", [theme]):
        told = above.setdefault(row["theme"].value, set())
        if row["above"] is not None:
            told.add(row["above"].value)
    known = set(above) | {one for told in above.values() for one in told} | {theme}
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


def read_members(publication: Publication, query: str, thing: str) -> tuple[Member, ...]:
    """Return what a page query with ?member, ?class and perhaps ?theme finds for a thing."""
    classes: dict[str, set[str]] = {}
    themes: dict[str, set[str]] = {}
    for row in publication.ask_page(query, [thing]):
        classes.setdefault(row["member"].value, set()).add(row["class"].value)
        if "theme" in row and row["theme"] is not None:
            themes.setdefault(row["member"].value, set()).add(row["theme"].value)
    return tuple(
        Member(iri, tuple(sorted(found)), tuple(sorted(themes.get(iri, ()))))
        for iri, found in classes.items()
    )
