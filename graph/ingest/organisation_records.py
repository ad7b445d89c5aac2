"""Records of organisations.csv and organisation_themes.csv: bodies, their seats and themes."""

from __future__ import annotations

from pyoxigraph import NamedNode

from techland.graph.ingest.recorder import Basis, Recorder
from techland.graph.ingest.table_description import SEPARATOR
from techland.graph.ingest.table_reader import Row
from techland.graph.iris import country, curated, hashed, node, nuts, place
from techland.graph.literals import decimal, point, text
from techland.ontology.terms import ADMS, FOAF, GEO, M8G, ORG, OWL, SKOS, TL, WGS

PUBLIC_TYPES = frozenset(
    {"municipality", "district", "province", "federal-state", "ministry", "eu-institution"}
)
KNOWN = Basis("known")
TOWN_CENTRE = Basis("town-centre")
# Column, scheme's name, and how the identifier becomes an IRI.
IDENTIFIERS = (
    ("ror", "ROR", "{}"),
    ("wikidata", "Wikidata", "http://www.wikidata.org/entity/{}"),
)


def record_organisation(row: Row, pen: Recorder) -> None:
    """Write one organisation."""
    body = pen.identified("organisation", row["id"])
    pen.kind(body, ORG.FormalOrganization)
    if row["type"] in PUBLIC_TYPES:
        pen.kind(body, M8G.PublicOrganisation)
    for language in ("nl", "de", "en"):
        column = f"name_{language}"
        if row[column]:
            pen.claim(row, [column], body, SKOS.prefLabel, text(row[column], language))
    for name in filter(None, row["alt_names"].split(SEPARATOR)):
        pen.claim(row, ["alt_names"], body, SKOS.altLabel, text(name))
    kind = curated("organisation-type", row["type"])
    pen.claim(row, ["type"], body, ORG.classification, kind)
    if row["country"]:
        pen.claim(row, ["country"], body, TL.country, country(row["country"]))
    for side in filter(None, row["sides"].split(SEPARATOR)):
        pen.claim(row, ["sides"], body, TL.side, country(side))
    if row["website"]:
        pen.claim(row, ["website"], body, FOAF.homepage, node(row["website"]))
    _record_seat(row, body, pen)
    _record_identifiers(row, body, pen)


def _record_seat(row: Row, body: NamedNode, pen: Recorder) -> None:
    basis = KNOWN if row["place_basis"] == "known" else None
    if row["place_basis"]:
        pen.note(body, TL.placeBasis, curated("basis", row["place_basis"]))
    if row["nuts3"]:
        pen.claim(row, ["nuts3"], body, TL.nuts, nuts(row["nuts3"]), basis)
    if not row["place"]:
        return
    town = place(row["place"])
    pen.claim(row, ["place"], body, TL.seat, town, basis)
    record_place(town, row["place"], pen)
    if row["nuts3"]:
        pen.note(town, TL.nuts, nuts(row["nuts3"]))
    if row["lat"] and row["lon"]:
        _record_point(row, town, pen)


def record_place(town: NamedNode, name: str, pen: Recorder) -> None:
    """Write a town with its name."""
    pen.kind(town, TL.Place)
    pen.note(town, SKOS.prefLabel, text(name))


def _record_point(row: Row, town: NamedNode, pen: Recorder) -> None:
    pen.claim(row, ["lat"], town, WGS.lat, decimal(row["lat"]), TOWN_CENTRE)
    pen.claim(row, ["lon"], town, WGS.long, decimal(row["lon"]), TOWN_CENTRE)
    pen.note(town, TL.placePrecision, curated("basis", "town-centre"))
    geometry = node(f"{town.value}/geometry")
    pen.kind(geometry, GEO.Geometry)
    pen.note(town, GEO.hasGeometry, geometry)
    pen.note(geometry, GEO.asWKT, point(row["lon"], row["lat"]))


def _record_identifiers(row: Row, body: NamedNode, pen: Recorder) -> None:
    for column, scheme, form in IDENTIFIERS:
        if not row[column]:
            continue
        target = node(form.format(row[column]))
        pen.claim(row, [column], body, OWL.sameAs, target)
        identifier = hashed("identifier", scheme, row[column])
        pen.kind(identifier, ADMS.Identifier)
        pen.note(body, ADMS.identifier, identifier)
        pen.note(identifier, SKOS.notation, text(row[column]))
        pen.note(identifier, ADMS.schemaAgency, text(scheme))


def record_organisation_theme(row: Row, pen: Recorder) -> None:
    """Write one theme of an organisation."""
    body = curated("organisation", row["id"])
    pen.claim(row, ["theme_id"], body, TL.theme, curated("theme", row["theme_id"]))
