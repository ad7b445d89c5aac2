"""The description as RDF: DCAT 3 as DCAT-AP 3 profiles it, PROV of the build, checksums.

The triples come from ``ontology/description/catalogue.ttl.jinja``; the totals
of the graphs are those of VoID.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse, serialize

from techland.graph.deposit.files import WrittenFile
from techland.graph.description.dataset_iris import DATASET, dataset_version, graph_of_version
from techland.graph.description.edition import LICENCES, Edition
from techland.graph.description.void import void_triples
from techland.graph.export.selection import DEFAULT_GRAPH, graph_names
from techland.graph.iris import named_graph, node
from techland.graph.snapshot import Snapshot
from techland.ontology.description_terms import DESCRIPTION_PREFIXES, VOID
from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import BASE

FOLDER = Path(__file__).resolve().parents[2] / "ontology" / "description"
# Folders of a deposit without records of imported datasets.
_OURS_ALONE = ("facts/", "ontology/")
_PARTS = {VOID.classPartition, VOID.propertyPartition, VOID.vocabulary}


def description_triples(
    edition: Edition, files: Sequence[WrittenFile] = (), service: str | None = None
) -> list[Triple]:
    """Return the description of a version, sorted, without blank nodes.

    Args:
        edition: the version.
        files: those of the deposit, with sizes and checksums.
        service: the address of a server of ours that shows this version, where one does:
            its SPARQL endpoint and its downloads are described then.
    """
    told = {*described_in_words(edition, files, service), *_totals(edition.snapshot)}
    return sorted(told, key=str)


def described_in_words(
    edition: Edition, files: Sequence[WrittenFile] = (), service: str | None = None
) -> list[Triple]:
    """Return the description without statistics, which take their time in a large graph."""
    made = parse(_turtle(edition, files, service).encode(), RdfFormat.TURTLE)
    return [quad.triple for quad in made]


def _turtle(edition: Edition, files: Sequence[WrittenFile], service: str | None) -> str:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"text": _text, "moment": _moment, "iri": lambda iri: node(iri).value}
    version_iri = dataset_version(edition.version)
    packed = {file.packed_as for file in files if file.packed_as}
    return environment.get_template("catalogue.ttl.jinja").render(
        base=BASE,
        dataset=DATASET,
        version=edition.version,
        version_iri=version_iri,
        access=edition.doi_iri or version_iri,
        service=service,
        file_iri=lambda path: f"{version_iri}/file/{quote(path)}",
        input_iri=lambda name: f"{version_iri}/input/{quote(name)}",
        tool_iri=lambda name: f"{BASE}software/{quote(name)}/{quote(edition.tools[name])}",
        files=files,
        means=[file for file in files if file.part == "means"],
        media_types=sorted({file.media_type for file in files} | packed),
        file_types=sorted({file.file_type for file in files}),
        built=edition.built,
        started=edition.started,
        inputs=edition.inputs,
        tools=edition.tools,
        datasets={f"dataset/{name}": told for name, told in edition.datasets.items()},
        terms=terms_of(edition),
        holds_all=lambda file: file.part == "data" and not file.path.startswith(_OURS_ALONE),
        known_licences={licence.iri for licence in LICENCES.values()},
        licences=LICENCES,
        creator=edition.creator,
        citation=edition.citation,
        doi_iri=edition.doi_iri,
        ontology_version=ontology_version(),
    )


def terms_of(edition: Edition) -> str:
    """Return the imported datasets, each with its licence; where none is told, that it is not."""
    told = edition.datasets.values()
    return "; ".join(f"{one['title']}, {one['licence'] or 'licence not told'}" for one in told)


def ontology_version() -> str:
    """Return the version that the ontology says of itself."""
    quads = parse(path=str(FOLDER.parent / "techland.ttl"), format=RdfFormat.TURTLE)
    told = (q.object for q in quads if q.predicate.value == f"{PREFIXES['owl']}versionInfo")
    return next((value.value for value in told if isinstance(value, Literal)), "")


def _text(value: str) -> str:
    return str(Literal(value))


def _moment(value: datetime) -> str:
    text = value.isoformat().replace("+00:00", "Z")
    return str(Literal(text, datatype=node(f"{PREFIXES['xsd']}dateTime")))


def _totals(snapshot: Snapshot) -> Iterable[Triple]:
    """Yield the totals of the dataset and its graphs, and the graphs' titles."""
    graphs = {graph_of_version(snapshot.version, name): name for name in _names(snapshot)}
    wholes = {node(iri) for iri in (dataset_version(snapshot.version), *graphs)}
    for triple in void_triples(snapshot):
        if triple.subject in wholes and triple.predicate.value not in _PARTS:
            yield triple
    titles: dict[object, list[Quad]] = {}
    for quad in parse(path=str(FOLDER / "graphs.ttl"), format=RdfFormat.TURTLE):
        titles.setdefault(quad.subject, []).append(quad)
    for iri, name in graphs.items():
        for quad in titles.get(named_graph(name), ()):
            yield Triple(node(iri), quad.predicate, quad.object)


def _names(snapshot: Snapshot) -> list[str]:
    return [DEFAULT_GRAPH, *graph_names(snapshot)]


def texts(triples: Iterable[Triple], subject: str, predicate: str) -> list[Literal]:
    """Return the texts that a description tells of a thing, by language and then by text."""
    found = [
        triple.object
        for triple in triples
        if triple.subject == node(subject) and triple.predicate == node(predicate)
    ]
    told = [value for value in found if isinstance(value, Literal)]
    return sorted(told, key=lambda value: (value.language or "", value.value))


def write_turtle(triples: Sequence[Triple], output: BinaryIO) -> None:
    """Write a description as Turtle, grouped by subject."""
    known = {**PREFIXES, **DESCRIPTION_PREFIXES}
    terms = {str(term) for t in triples for term in (t.subject, t.predicate, t.object)}
    # A literal ends in the IRI of its datatype.
    iris = "\n".join(sorted(term[term.rfind("<") :] for term in terms))
    prefixes = {name: space for name, space in known.items() if f"<{space}" in iris}
    quads = [Quad(t.subject, t.predicate, t.object) for t in triples]
    serialize(quads, output, RdfFormat.TURTLE, prefixes=prefixes)


def json_ld(triples: Iterable[Triple]) -> bytes:
    """Return a description as JSON-LD, compacted by ``description-context.jsonld``."""
    from pyld import jsonld

    context = json.loads((FOLDER / "description-context.jsonld").read_text(encoding="utf-8"))
    lines = "".join(f"{triple} .\n" for triple in triples)
    expanded = jsonld.from_rdf(lines, {"format": "application/n-quads"})
    compact = jsonld.compact(expanded, context, {"graph": True})
    return f"{json.dumps(compact, indent=1, ensure_ascii=False)}\n".encode()
