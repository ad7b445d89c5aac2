"""Links as triples: what is merged, what may be the same, what is a part, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from techland.graph.identity.clusters import between_groups
from techland.graph.identity.identification import Identity
from techland.graph.identity.links import CURATOR, Link
from techland.graph.identity.theme_matches import theme_lines
from techland.graph.identity.verdicts import CERTAIN, LIKELY, NO
from techland.graph.iris import hashed, node
from techland.graph.literals import decimal, text
from techland.ontology.terms import DCT, ORG, RDF, RDFS, TL

LANGUAGES = ("en", "de", "nl")


def identity_lines(identity: Identity) -> Iterator[str]:
    """Yield the lines of the identity graph.

    A merged record, and one that a curator set apart, stays as a tombstone: the first says by
    what it is replaced and why, the second keeps the link that tells the decision.
    """
    canonical = identity.canonical
    yield from _tombstones(identity.links, canonical)
    told: dict[tuple[str, str], Link] = {}
    for one in identity.links:
        merged = one.verdict.outcome == CERTAIN or one.decided_by == CURATOR
        if merged and one.kind != "place":
            told[one.pair] = one
    for pair, one in between_groups(identity.links, dict(canonical)).items():
        told[one.pair] = one
        if one.verdict.outcome == LIKELY:
            yield _line(pair[0], TL.possiblySame, f"<{pair[1]}>")
            yield _line(pair[1], TL.possiblySame, f"<{pair[0]}>")
        elif one.kind == "organisation":
            part, whole = (canonical.get(iri, iri) for iri in one.part_and_whole)
            yield _line(part, ORG.unitOf, f"<{whole}>")
    for one in told.values():
        yield from _link_node(one)
    yield from theme_lines(identity.themes)


def _tombstones(links: Iterable[Link], canonical: Mapping[str, str]) -> Iterator[str]:
    reasons: dict[str, Link] = {}
    for one in links:
        if one.verdict.outcome == CERTAIN:
            for iri in one.pair:
                held = reasons.get(iri)
                if held is None or one.verdict.rank > held.verdict.rank:
                    reasons[iri] = one
    for iri in sorted(canonical):
        yield _line(iri, DCT.isReplacedBy, f"<{canonical[iri]}>")
        held = reasons.get(iri)
        if held:
            for language in LANGUAGES:
                yield _line(
                    iri, TL.identityReason, str(text(held.verdict.told(language), language))
                )


def _link_node(one: Link) -> Iterator[str]:
    iri = hashed("identity-link", one.first, one.second).value
    outcome = "different" if one.verdict.outcome == NO else one.verdict.outcome
    yield _line(iri, RDF.type, str(node(TL.IdentityLink)))
    yield _line(iri, RDFS.label, str(text(f"{outcome} ({one.verdict.score:.2f})", "en")))
    yield _line(iri, TL.linkedThing, f"<{one.first}>")
    yield _line(iri, TL.linkedThing, f"<{one.second}>")
    yield _line(iri, TL.linkOutcome, str(text(outcome)))
    yield _line(iri, TL.linkScore, str(decimal(f"{one.verdict.score:.4f}")))
    yield _line(iri, TL.decidedBy, str(text(one.decided_by)))
    for language in LANGUAGES:
        yield _line(iri, TL.identityReason, str(text(one.verdict.told(language), language)))


def _line(subject: str, predicate: str, value: str) -> str:
    return f"<{subject}> {node(predicate)} {value} .\n"
