"""RO-Crate 1.2 metadata of a deposit: the files, their licences, and the action that built them.

Written here and not by the package rocrate: that one copies the files itself
and stamps them with the present moment, and a deposit is the same each time.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from techland.graph.deposit.files import WrittenFile
from techland.graph.description.dataset_iris import DATASET, dataset_version
from techland.graph.description.edition import LICENCES, Edition
from techland.graph.snapshot import canonical_json
from techland.ontology.terms import BASE

METADATA = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.2/context"
_SPECIFICATION = "https://w3id.org/ro/crate/1.2"
_ABOUT = f"{BASE}publisher"
_COUNTRIES = {"NLD": "Netherlands", "DEU": "Germany"}
_AUTHORITY = "http://publications.europa.eu/resource/authority/country/"
Entity = dict[str, Any]


def ro_crate(
    edition: Edition, files: Sequence[WrittenFile], abstract: str, keywords: Sequence[str]
) -> bytes:
    """Return the content of ``ro-crate-metadata.json``."""
    graph = [
        _descriptor(),
        _root(edition, files, abstract, keywords),
        *(_file(file) for file in sorted(files, key=lambda file: file.path)),
        *_licences(),
        *_publisher(edition),
        _identifier(edition),
        *_places(),
        *_build(edition),
    ]
    return canonical_json({"@context": CONTEXT, "@graph": graph})


def _ref(identifier: str) -> dict[str, str]:
    return {"@id": identifier}


def _descriptor() -> Entity:
    return {
        "@id": METADATA,
        "@type": "CreativeWork",
        "about": _ref("./"),
        "conformsTo": _ref(_SPECIFICATION),
    }


def _root(
    edition: Edition, files: Sequence[WrittenFile], abstract: str, keywords: Sequence[str]
) -> Entity:
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{edition.title}, version {edition.snapshot.short}",
        "description": abstract,
        "datePublished": edition.day,
        "version": edition.version,
        "identifier": _ref("#identifier"),
        "isPartOf": _ref(DATASET),
        "license": _ref(LICENCES["data"].iri),
        "author": _ref(_ABOUT),
        "publisher": _ref(_ABOUT),
        "keywords": list(keywords),
        "inLanguage": ["en", "nl", "de"],
        "spatialCoverage": [_ref(_AUTHORITY + code) for code in _COUNTRIES],
        "creditText": edition.citation,
        "mentions": _ref("#build"),
        "hasPart": [_ref(path) for path in sorted(file.path for file in files)],
    }
    return {**root, "cite-as": edition.doi_iri} if edition.doi_iri else root


def _file(file: WrittenFile) -> Entity:
    """Return a file; its licence where it is another than the crate's."""
    told = {
        "@id": file.path,
        "@type": "File",
        "name": file.title,
        "description": f"{file.title}; {file.path}, {file.media_type}",
        "contentSize": str(file.size),
        "encodingFormat": [file.packed_as, file.media_type] if file.packed_as else file.media_type,
        "sha256": file.sha256,
    }
    own = LICENCES[file.licence]
    return told if own == LICENCES["data"] else {**told, "license": _ref(own.iri)}


def _licences() -> list[Entity]:
    return [
        {
            "@id": licence.iri,
            "@type": "CreativeWork",
            "name": licence.name,
            "description": f"SPDX identifier {licence.spdx}",
            "identifier": licence.spdx,
        }
        for licence in LICENCES.values()
    ]


def _publisher(edition: Edition) -> list[Entity]:
    made_by = {"@id": _ABOUT, "@type": "Organization", "name": edition.creator, "url": BASE}
    contact = {"@id": "#contact", "@type": "ContactPoint", "name": edition.creator, "url": BASE}
    return [{**made_by, "contactPoint": _ref("#contact")}, contact]


def _places() -> list[Entity]:
    return [
        {"@id": _AUTHORITY + code, "@type": "Country", "name": name}
        for code, name in _COUNTRIES.items()
    ] + [{"@id": DATASET, "@type": "CreativeWork", "name": "techland, all versions"}]


def _identifier(edition: Edition) -> Entity:
    iri = dataset_version(edition.version)
    scheme = "https://registry.identifiers.org/registry/doi" if edition.doi else f"{BASE}dataset"
    return {
        "@id": "#identifier",
        "@type": "PropertyValue",
        "name": f"DOI {edition.doi}" if edition.doi else "IRI of the version",
        "propertyID": scheme,
        "value": f"doi:{edition.doi}" if edition.doi else iri,
        "url": edition.doi_iri or iri,
    }


def _software(name: str, number: str) -> Entity:
    """Return a program; one without a known address only by its name."""
    told = {"@id": f"{BASE}software/{name}/{number}", "name": f"{name} {number}"}
    with (Path(__file__).parent / "software.csv").open(encoding="utf-8", newline="") as file:
        address = {row["name"]: row["url"] for row in csv.DictReader(file)}.get(name)
    if address is None:
        return {**told, "@type": "CreativeWork", "version": number}
    return {**told, "@type": "SoftwareApplication", "url": address, "version": number}


def _imported(name: str, told: Mapping[str, Any]) -> Entity:
    entity = {"@id": f"#input/dataset/{name}", "@type": "CreativeWork", "name": told["title"]}
    credit = {"creditText": told["attribution"] or told["publisher"]}
    return {**entity, **credit, **({"license": told["licence"]} if told["licence"] else {})}


def _build(edition: Edition) -> list[Entity]:
    """Return the action that built the version, with its software and what it read."""
    tools = [_software(name, number) for name, number in edition.tools.items()]
    inputs = [
        {"@id": f"#input/{name}", "@type": "CreativeWork", "name": name, "sha256": sha256}
        for name, sha256 in edition.inputs.items()
    ]
    inputs += [_imported(name, told) for name, told in edition.datasets.items()]
    action = {
        "@id": "#build",
        "@type": "CreateAction",
        "name": f"Build of the version {edition.snapshot.short}",
        "startTime": edition.started.isoformat(),
        "endTime": edition.built.isoformat(),
        "agent": _ref(_ABOUT),
        "instrument": [_ref(str(tool["@id"])) for tool in tools],
        "object": [_ref(str(one["@id"])) for one in inputs],
        "result": _ref("./"),
    }
    return [action, *tools, *inputs]
