"""Who takes part in a thing, or in what it takes part: role by role, each with its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from techland.ontology.terms import BASE, ORG
from techland.server.publication import Publication, Row

# Kinds of undertakings in the order of their headings, by the beginning of the IRI or the class.
_ROLE = f"{BASE}role/"


@dataclass(frozen=True)
class Witnessed:
    """What a participation rests on: sources, how sure, and disputes."""

    sources: tuple[str, ...] = ()
    certainty: str | None = None
    row_certainty: str | None = None
    disputes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A role of a body in an undertaking; ``other`` is the one of the two not on this page."""

    node: str
    other: str
    role: str
    kind: str
    evidence: Witnessed = field(default_factory=Witnessed)

    @property
    def role_id(self) -> str:
        """Return the end of the role's IRI."""
        return self.role.rpartition("/")[2]


def _value(row: Row, name: str) -> str | None:
    return None if row[name] is None else str(row[name].value)


def _evidence(rows: Iterable[Row]) -> dict[str, Witnessed]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["status"].value != "superseded":
            found.setdefault(row["thing"].value, []).append(row)
    return {node: _witnessed(told) for node, told in found.items()}


def _witnessed(rows: list[Row]) -> Witnessed:
    def column(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for row in rows if (value := _value(row, name))))

    certainty, rest = column("certainty"), column("rowCertainty")
    # By letter inferred comes before stated: the least sure counts.
    return Witnessed(
        column("source"), min(certainty, default=None), min(rest, default=None), column("dispute")
    )


def classes_of(publication: Publication, things: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the classes of things by IRI."""
    found: dict[str, list[str]] = {}
    for row in publication.ask_page("classes", sorted(things)) if things else ():
        found.setdefault(row["thing"].value, []).append(row["class"].value)
    return {thing: tuple(classes) for thing, classes in found.items()}


def kind_among(classes: Collection[str], kinds: Mapping[str, str]) -> str:
    """Return the kind of the first of some classes that a thing has."""
    return next((kind for name, kind in kinds.items() if name in classes), "")


def read_parts(publication: Publication, iri: str, kinds: Mapping[str, str]) -> tuple[Part, ...]:
    """Return the parts of a thing, sorted by the other one and role.

    Args:
        publication: asked.
        iri: an organisation or an undertaking.
        kinds: class to kind, the first that the other one has counts.
    """
    rows = list(publication.ask_page("roles", [iri]))
    if not rows:
        return ()
    nodes = {row["node"].value for row in rows}
    evidence = _evidence(publication.ask_page("role-evidence", sorted(nodes)))
    classes = classes_of(publication, {row["other"].value for row in rows})
    return tuple(
        Part(
            row["node"].value,
            row["other"].value,
            row["role"].value,
            kind_among(classes.get(row["other"].value, ()), kinds),
            evidence.get(row["node"].value, Witnessed()),
        )
        for row in rows
    )


def is_organisation(classes: Collection[str]) -> bool:
    """Tell whether a thing of these classes is an organisation."""
    return ORG.FormalOrganization in classes
