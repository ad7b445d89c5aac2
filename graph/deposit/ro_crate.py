"""RO-Crate 1.2 metadata of a deposit: the files, their licences, and the action that built them.

Written here and not by the package rocrate: that one copies the files itself
and stamps them with the present moment, and a deposit is the same each time.
"""

from __future__ import annotations

from collections.abc import Sequence
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
        _publisher(edition),
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
        "identifier": edition.doi_iri or dataset_version(edition.version),
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
    return {
        "@id": file.path,
        "@type": "File",
        "name": file.title,
        "contentSize": str(file.size),
        "encodingFormat": [file.packed_as, file.media_type] if file.packed_as else file.media_type,
        "license": _ref(LICENCES[file.licence].iri),
        "sha256": file.sha256,
    }


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


def _publisher(edition: Edition) -> Entity:
    return {"@id": _ABOUT, "@type": "Organization", "name": edition.creator, "url": BASE}


def _places() -> list[Entity]:
    return [
        {"@id": _AUTHORITY + code, "@type": "Country", "name": name}
        for code, name in _COUNTRIES.items()
    ] + [{"@id": DATASET, "@type": "Dataset", "name": "techland, all versions"}]


def _build(edition: Edition) -> list[Entity]:
    """Return the action that built the version, with its software and what it read."""
    tools = [
        {
            "@id": f"{BASE}software/{name}/{number}",
            "@type": "SoftwareApplication",
            "name": name,
            "softwareVersion": number,
        }
        for name, number in edition.tools.items()
    ]
    inputs = [
        {"@id": f"#input/{name}", "@type": "CreativeWork", "name": name, "sha256": sha256}
        for name, sha256 in edition.inputs.items()
    ]
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
