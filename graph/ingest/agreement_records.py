"""Records of agreements.csv and agreement_parties.csv: documents, signings, parties."""

from __future__ import annotations

from techland.graph.ingest.recorder import Recorder
from techland.graph.ingest.table_reader import Row
from techland.graph.iris import curated, hashed
from techland.graph.literals import date, text
from techland.ontology.terms import PROV, SKOS, TL

SHORT_CUTS = {"signatory": TL.signatory, "supporter": TL.supporter}


def record_agreement(row: Row, pen: Recorder) -> None:
    """Write one agreement and the signing that brought it about."""
    document = pen.identified("agreement", row["id"])
    pen.kind(document, TL.Agreement)
    for language in ("en", "nl", "de"):
        column = f"title_{language}"
        if row[column]:
            pen.claim(row, [column], document, SKOS.prefLabel, text(row[column], language))
    kind = curated("agreement-kind", row["kind"])
    pen.claim(row, ["kind"], document, TL.agreementKind, kind)
    signing = hashed("signing", row["id"])
    pen.kind(signing, TL.Signing)
    pen.note(signing, PROV.generated, document)
    if row["signed_on"]:
        pen.claim(row, ["signed_on"], document, TL.signedOn, date(row["signed_on"]))
    if row["place"]:
        pen.claim(row, ["place"], signing, TL.signedAt, text(row["place"]))


def record_party(row: Row, pen: Recorder) -> None:
    """Write one party: the short-cut that sources witness, and the qualified association."""
    document = curated("agreement", row["agreement_id"])
    body = curated("organisation", row["organisation_id"])
    columns = ["organisation_id", "role"]
    claim = pen.claim(row, columns, document, SHORT_CUTS[row["role"]], body)
    party = hashed("party", *row.key)
    pen.kind(party, TL.Party)
    pen.note(hashed("signing", row["agreement_id"]), PROV.qualifiedAssociation, party)
    pen.note(party, PROV.agent, body)
    pen.note(party, PROV.hadRole, curated("role", row["role"]))
    pen.standing_node(claim, party)
