"""All that surrounds a thing on its page, read as its classes ask for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import NamedNode

from techland.network.units import NUTS_IRI
from techland.ontology.terms import DCT, ORG, SCHEMA, SKOS, TL
from techland.queries.near.near import Near
from techland.queries.search.fields import KINDS
from techland.server.publication import Publication
from techland.server.surroundings.areas import Area, is_country, is_region, read_area
from techland.server.surroundings.known_as import KnownAs, read_known_as
from techland.server.surroundings.partners import Named, Partner
from techland.server.surroundings.programmes import Funded, read_funded
from techland.server.surroundings.roles import Part, read_parts
from techland.server.surroundings.stated import About, read_stated
from techland.server.surroundings.themes import (
    Branch,
    Member,
    read_members_of_region,
    read_place_members,
    read_theme_members,
    read_tree,
    themes_of,
)
from techland.server.surroundings.timeline import Moment, read_timeline

_TAKE_PART = frozenset({ORG.FormalOrganization, TL.Activity, TL.Agreement, SCHEMA.Event})


@dataclass(frozen=True)
class Surroundings:
    """What surrounds a thing; what does not apply is empty."""

    parts: tuple[Part, ...] = ()
    moments: tuple[Moment, ...] = ()
    partners: tuple[Partner, ...] = ()
    group: str | None = None
    stated: tuple[About, ...] = ()
    tree: Branch | None = None
    members: tuple[Member, ...] = ()
    crossing: tuple[tuple[Named, str], ...] = ()
    funded: tuple[Funded, ...] = ()
    known_as: tuple[KnownAs, ...] = ()
    area: Area | None = None

    @property
    def terms(self) -> set[str]:
        """Return the IRIs that the page names."""
        told = {one for part in self.parts for one in (part.other, part.role)}
        told |= {one for part in self.parts for one in part.evidence.sources}
        told |= {moment.what for moment in self.moments}
        told |= {about.subject for about in self.stated}
        claims = list(chain.from_iterable(about.claims for about in self.stated))
        told |= {claim.predicate for claim in claims}
        told |= {one.object.value for one in claims if isinstance(one.object, NamedNode)}
        told |= themes_of(self.tree) if self.tree else set()
        told |= set(self.area_iris)
        told |= {one for member in self.members for one in (member.iri, *member.themes)}
        return told | {funded.iri for funded in self.funded}

    @property
    def area_iris(self) -> list[str]:
        """Return the regions around and within an area, and what the page says of bodies."""
        if self.area is None:
            return []
        codes = [*self.area.around, *(code for code, _ in self.area.within)]
        return [NUTS_IRI + code for code in codes]


def read_surroundings(
    publication: Publication, near: Near, classes: Collection[str]
) -> Surroundings:
    """Return what surrounds a thing of these classes."""
    has, iri = frozenset(classes), near.iri
    if TL.Source in has or TL.ImportedDataset in has:
        return Surroundings(stated=read_stated(publication, iri))
    known_as = read_known_as(near)
    if has & _TAKE_PART:
        return _of_takers(publication, near, has, known_as)
    if is_region(iri) or is_country(iri) or TL.Region in has:
        return _of_area(publication, near, known_as)
    if SKOS.Concept in has:
        members = read_theme_members(near)
        return Surroundings(tree=read_tree(near), members=members, known_as=known_as)
    if TL.Place in has:
        members = read_place_members(near)
        bodies = [one.iri for one in members if ORG.FormalOrganization in one.classes]
        arrays = publication.partner_arrays
        _, crossing = arrays.crossing(arrays.numbers(bodies))
        return Surroundings(members=members, crossing=crossing, known_as=known_as)
    return Surroundings(known_as=known_as)


def _of_area(publication: Publication, near: Near, known_as: tuple[KnownAs, ...]) -> Surroundings:
    iri = near.iri
    # Of a country the organisations alone are counted.
    members = () if is_country(iri) else read_members_of_region(publication, iri)
    code = near.text(iri, SKOS.notation)
    # A region of the EU's table is its code, whatever the graph says of it.
    area = read_area(
        publication.partner_arrays,
        iri.removeprefix(NUTS_IRI) if is_region(iri) or code is None else code,
        None if code is None else near.text(iri, TL.nutsEdition),
    )
    others = tuple(one for one in members if ORG.FormalOrganization not in one.classes)
    return Surroundings(members=others, crossing=area.crossing, known_as=known_as, area=area)


def _of_takers(
    publication: Publication, near: Near, classes: frozenset[str], known_as: tuple[KnownAs, ...]
) -> Surroundings:
    iri, parts = near.iri, read_parts(near, KINDS)
    is_body = ORG.FormalOrganization in classes
    belonging = near.pointing(iri, TL.fundedUnder, DCT.isPartOf)
    others = [*belonging, *((part.other for part in parts) if is_body else ())]
    arrays = publication.partner_arrays if is_body else None
    return Surroundings(
        parts=parts,
        moments=tuple(read_timeline(publication, near, others)),
        partners=arrays.partners(iri) if arrays else (),
        group=arrays.group(iri) if arrays else None,
        funded=read_funded(near) if TL.FundingProgramme in classes else (),
        known_as=known_as,
    )
