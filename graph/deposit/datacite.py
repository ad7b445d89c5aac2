"""The fields of a DOI registration (DataCite 4) of a version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pyoxigraph import Literal, Triple

from techland.graph.deposit.files import WrittenFile
from techland.graph.description.catalogue import texts
from techland.graph.description.dataset_iris import DATASET, dataset_version
from techland.graph.description.edition import LICENCES, Edition
from techland.graph.snapshot import canonical_json
from techland.ontology.description_terms import DCAT
from techland.ontology.terms import DCT

_KERNEL = "http://datacite.org/schema/kernel-4"
_SPDX = "https://spdx.org/licenses/"


def datacite_json(
    edition: Edition, description: Sequence[Triple], files: Sequence[WrittenFile]
) -> bytes:
    """Return the fields of a DOI registration (DataCite Metadata Schema 4); no DOI is made up."""
    content: dict[str, Any] = {
        "schemaVersion": _KERNEL,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Knowledge graph"},
        "creators": [{"name": edition.creator, "nameType": "Organizational"}],
        "publisher": {"name": edition.creator},
        "publicationYear": edition.day[:4],
        "dates": [{"date": edition.day, "dateType": "Created"}],
        "language": "en",
        "version": edition.version,
        "formats": sorted({file.media_type for file in files}),
        "sizes": [f"{len(files)} files", f"{sum(file.size or 0 for file in files)} bytes"],
        "geoLocations": [{"geoLocationPlace": "Netherlands"}, {"geoLocationPlace": "Germany"}],
        **_told_texts(description, dataset_version(edition.version)),
        **_rights(edition),
        **_identifiers(edition),
    }
    return canonical_json(content)


def _told_texts(description: Sequence[Triple], iri: str) -> dict[str, Any]:
    abstracts = texts(description, iri, DCT.description)
    return {
        "titles": [_tagged("title", text) for text in texts(description, iri, DCT.title)],
        "subjects": [_tagged("subject", text) for text in texts(description, iri, DCAT.keyword)],
        "descriptions": [
            {**_tagged("description", text), "descriptionType": "Abstract"} for text in abstracts
        ],
    }


def _rights(edition: Edition) -> dict[str, Any]:
    """Return our licence, and the terms of every imported dataset: publishers keep theirs."""
    licence = LICENCES["data"]
    told = {"rights": licence.name, "rightsUri": licence.iri, "rightsIdentifier": licence.spdx}
    ours = {**told, "rightsIdentifierScheme": "SPDX", "schemeUri": _SPDX}
    return {"rightsList": [ours, *(_terms(one) for one in edition.datasets.values())]}


def _terms(told: Mapping[str, Any]) -> dict[str, Any]:
    words = told["attribution"] or "no licence is told"
    rights = {"rights": f"Records of {told['title']} ({told['publisher']}): {words}"}
    return rights | ({"rightsUri": told["licence"]} if told["licence"] else {})


def _identifiers(edition: Edition) -> dict[str, Any]:
    own = {
        "alternateIdentifier": dataset_version(edition.version),
        "alternateIdentifierType": "URL",
    }
    series = {
        "relatedIdentifier": DATASET,
        "relatedIdentifierType": "URL",
        "relationType": "IsVersionOf",
    }
    told: dict[str, Any] = {"alternateIdentifiers": [own], "relatedIdentifiers": [series]}
    if edition.doi:
        told["doi"] = edition.doi
    return told


def _tagged(name: str, text: Literal) -> dict[str, str | None]:
    return {name: text.value, "lang": text.language}
