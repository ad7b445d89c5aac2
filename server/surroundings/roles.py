"""Who takes part in a thing, or in what it takes part: role by role, each with its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from techland.ontology.terms import PROV, RDF, TL
from techland.queries.near.near import Near


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


def _evidence(near: Near, node: str) -> Witnessed:
    claims = [
        one
        for one in near.iris(node, TL.hasClaim)
        if near.code(one, TL.status) not in {None, "superseded"}
    ]

    def column(predicate: str) -> set[str]:
        return {code for one in claims if (code := near.code(one, predicate))}

    sources = {source for one in (node, *claims) for source in near.iris(one, PROV.wasDerivedFrom)}
    disputes = {dispute for one in claims for dispute in near.iris(one, TL.inDispute)}
    # By letter inferred comes before stated: the least sure counts.
    return Witnessed(
        tuple(sorted(sources)),
        min(column(TL.certainty), default=None),
        min(column(TL.rowCertainty), default=None),
        tuple(sorted(disputes)),
    )


def kind_among(classes: Collection[str], kinds: Mapping[str, str]) -> str:
    """Return the kind of the first of some classes that a thing has."""
    return next((kind for name, kind in kinds.items() if name in classes), "")


def _roles(near: Near) -> Iterator[tuple[str, str, str]]:
    """Yield the other one, role and node of each part of a thing."""
    iri = near.iri
    for node in near.pointing(iri, TL.organisation):
        yield from _ends(near, node, near.iris(node, TL.activity, TL.event), TL.role)
    for node in near.pointing(iri, TL.activity, TL.event):
        yield from _ends(near, node, near.iris(node, TL.organisation), TL.role)
    for node in near.pointing(iri, PROV.agent):
        signings = near.pointing(node, PROV.qualifiedAssociation)
        signed = [one for signing in signings for one in near.iris(signing, PROV.generated)]
        yield from _ends(near, node, signed, PROV.hadRole)
    for signing in near.pointing(iri, PROV.generated):
        for node in near.iris(signing, PROV.qualifiedAssociation):
            yield from _ends(near, node, near.iris(node, PROV.agent), PROV.hadRole)


def _ends(
    near: Near, node: str, others: Iterable[str], predicate: str
) -> Iterator[tuple[str, str, str]]:
    for role in near.iris(node, predicate):
        yield from ((other, role, node) for other in others)


def read_parts(near: Near, kinds: Mapping[str, str]) -> tuple[Part, ...]:
    """Return the parts of a thing, sorted by the other one and role.

    Args:
        near: what lies around an organisation or an undertaking.
        kinds: class to kind, the first that the other one has counts.
    """
    return tuple(
        Part(
            node, other, role, kind_among(near.iris(other, RDF.type), kinds), _evidence(near, node)
        )
        for other, role, node in sorted(set(_roles(near)))
    )
