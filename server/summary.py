"""What a thing is, in one sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from babel.lists import format_list
from pyoxigraph import Literal, NamedNode

from techland.ontology.terms import ORG, RDF, SCHEMA, SKOS, TL
from techland.queries.entities import Entity
from techland.server.entity_view import EntityView
from techland.server.surroundings.surroundings import Surroundings
from techland.viz.isolation import isolated

_MOST_NAMED = 4
# Two countries have a code of their own in NUTS.
_ISO = {"EL": "GR", "UK": "GB"}


@dataclass(frozen=True)
class Summary:
    """Writes the sentence about an entity."""

    view: EntityView
    around: Surroundings

    @property
    def entity(self) -> Entity:
        """Return what the sentence is about."""
        return self.view.entity

    def terms(self, predicate: str) -> list[NamedNode | Literal]:
        """Return the accepted values of a property."""
        told = (f for f in self.entity.facts if f.accepted and f.predicate == predicate)
        return [fact.object for fact in told if isinstance(fact.object, NamedNode | Literal)]

    def text(self, predicate: str) -> str | None:
        """Return the accepted value of a property in words, None without one."""
        found = self.terms(predicate)
        if not found:
            return None
        if isinstance(found[0], NamedNode):
            return isolated(self.view.names(found[0].value).text)
        return isolated(found[0].value)

    def date(self, predicate: str) -> str | None:
        """Return an accepted date in words."""
        told = self.text(predicate)
        return self.view.reader.date(told) if told else None

    def dated(self, message: str, name: str, predicate: str) -> str | None:
        """Return words with an accepted date: on a day, in a month, in a year; None without one."""
        told = self.text(predicate)
        if not told:
            return None
        return self.say(message, **{name: self.view.reader.date(told), "exact": _exactness(told)})

    def say(self, message: str, **variables: str | int) -> str:
        """Return a message of the reader's."""
        return self.view.reader.message(f"summary-{message}", **variables)

    def listed(self, names: Sequence[str]) -> str:
        """Return names as a list in words, the rest as a number."""
        shown = list(names[:_MOST_NAMED])
        if len(names) > _MOST_NAMED:
            shown = [*shown[:-1], self.say("others", number=len(names) - _MOST_NAMED + 1)]
        return format_list(shown, locale=self.view.reader.locale)

    def bodies(self, *roles: str) -> list[str]:
        """Return the names of those with these roles, in the order of the names."""
        found = {part.other for part in self.around.parts if part.role_id in roles}
        names = sorted((self.view.names(one).text for one in found), key=str.casefold)
        return [isolated(name) for name in names]

    @property
    def kind(self) -> str:
        """Return the name of the most telling class."""
        telling = [one for one in self.entity.classes if one not in _LESS_TELLING]
        known = [one for one in _WRITERS if one in telling] or telling or [RDF.Statement]
        return isolated(self.view.names(known[0]).text)

    def sentence(self) -> str:
        """Return the sentence."""
        classes = self.entity.classes
        writer = next((_WRITERS[one] for one in _WRITERS if one in classes), _of_class)
        if self.around.area:
            writer = _area
        told = ", ".join(piece for piece in writer(self) if piece)
        return told[:1].upper() + told[1:] + ("" if told.endswith(".") else ".")


def _stating(kind: Iterable[str], *clauses: str) -> str:
    """Return what a thing is and, after a colon, what is told of it."""
    return f"{', '.join(kind)}: {', '.join(clauses)}"


def _exactness(date: str) -> str:
    return {1: "year", 2: "month"}.get(len(date.split("-")), "day")


def _organisation(told: Summary) -> Iterable[str | None]:
    kind = told.text(ORG.classification) or told.kind
    place, country = told.text(TL.seat), told.text(TL.country)
    if place:
        yield told.say("in", kind=kind, place=f"{place} ({country})" if country else place)
    else:
        yield f"{kind} ({country})" if country else kind
    yield told.say("takes-part", number=len({part.other for part in told.around.parts}))


def _agreement(told: Summary) -> Iterable[str | None]:
    yield told.text(TL.agreementKind) or told.kind
    parties = told.bodies("signatory")
    yield told.dated("signed-on", "date", TL.signedOn)
    if parties:
        yield told.say("signed-by", parties=told.listed(parties))


def _activity(told: Summary) -> Iterable[str | None]:
    yield told.kind
    first, last = told.date(SCHEMA.startDate), told.date(SCHEMA.endDate)
    starts = told.dated("from" if last else "since", "date", SCHEMA.startDate)
    ends = told.dated("to" if first else "until", "date", SCHEMA.endDate)
    yield " ".join(piece for piece in (starts, ends) if piece)
    programme = told.text(TL.fundedUnder)
    if programme:
        yield told.say("programme", programme=programme)
    if told.around.funded:
        yield told.say("funds", number=len(told.around.funded))
    yield told.say("participants", number=len({part.other for part in told.around.parts}))


def _event(told: Summary) -> Iterable[str | None]:
    yield told.kind
    yield told.date(SCHEMA.startDate)
    venue = told.text(TL.venue)
    if venue:
        yield told.say("venue", place=venue)
    organisers = told.bodies("organiser")
    if organisers:
        yield told.say("organised-by", parties=told.listed(organisers))


def _place(told: Summary) -> Iterable[str | None]:
    bodies = [one for one in told.around.members if ORG.FormalOrganization in one.classes]
    here = told.say("bodies-here", number=len(bodies))
    yield _stating([told.kind], here, told.say("crossing", number=len(told.around.crossing)))


def _area(told: Summary) -> Iterable[str | None]:
    area = told.around.area
    if area is None:
        return
    kind = [told.say("country")]
    if area.level:
        code = area.code[:2]
        country = told.view.reader.locale.territories.get(_ISO.get(code, code), code)
        region = told.say("region", level=area.level)
        kind = [f"{region} {told.say('in-country', country=country, code=code)}"]
    if area.towns:
        towns = format_list([isolated(one) for one in area.towns], locale=told.view.reader.locale)
        kind.append(told.say("towns", towns=towns))
    here = told.say("bodies-here", number=area.number)
    yield _stating(kind, here, told.say("crossing", number=area.crossing_number))


def _source(told: Summary) -> Iterable[str | None]:
    kind, publisher = told.text(TL.sourceKind) or told.kind, told.text(TL.publisherName)
    yield told.say("published-by", kind=kind, publisher=publisher) if publisher else kind
    issued = told.text("http://purl.org/dc/terms/issued")
    yield told.view.reader.date(issued) if issued else None
    yield told.say("states", number=sum(len(about.claims) for about in told.around.stated))


def _concept(told: Summary) -> Iterable[str | None]:
    members = told.around.members
    if not members and not (told.around.tree and told.around.tree.below):
        yield told.kind
        return
    bodies = [one for one in members if ORG.FormalOrganization in one.classes]
    have = told.say("theme-bodies", number=len(bodies))
    others = told.say("theme-others", number=len(members) - len(bodies))
    yield _stating([told.say("theme")], have, others)


def _of_class(told: Summary) -> Iterable[str | None]:
    yield told.kind


Writer = Callable[[Summary], Iterable[str | None]]
# The first class that a thing has counts.
_WRITERS: dict[str, Writer] = {
    ORG.FormalOrganization: _organisation,
    TL.Agreement: _agreement,
    SCHEMA.Event: _event,
    TL.Project: _activity,
    TL.FundingProgramme: _activity,
    TL.Initiative: _activity,
    TL.Cluster: _activity,
    TL.SmallProjectFund: _activity,
    TL.EventSeries: _activity,
    TL.Platform: _activity,
    TL.Activity: _activity,
    TL.Place: _place,
    TL.Region: _place,
    TL.Source: _source,
    SKOS.Concept: _concept,
}
_LESS_TELLING = frozenset({RDF.Statement, TL.Activity})
