"""How to cite a version, for programs: CITATION.cff 1.2 and the fields of DataCite 4."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml
from pyoxigraph import Literal, Triple

from techland.graph.deposit.files import WrittenFile
from techland.graph.description.catalogue import texts
from techland.graph.description.dataset_iris import DATASET, dataset_version
from techland.graph.description.edition import LICENCES, Edition
from techland.graph.snapshot import canonical_json
from techland.ontology.description_terms import DCAT
from techland.ontology.terms import BASE, DCT

_KERNEL = "http://datacite.org/schema/kernel-4"
_SPDX = "https://spdx.org/licenses/"


def citation_cff(edition: Edition, description: Sequence[Triple]) -> bytes:
    """Return the content of ``CITATION.cff`` (Citation File Format 1.2.0)."""
    iri = dataset_version(edition.version)
    identifiers = [{"type": "url", "value": iri, "description": "this version"}]
    content: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "Please cite the version of the dataset that you used.",
        "type": "dataset",
        "title": edition.title,
        "authors": [{"name": edition.creator, "website": BASE}],
        "version": edition.version,
        "date-released": edition.built.date(),
        "license": LICENCES["data"].spdx,
        "url": BASE,
        "identifiers": identifiers,
        "keywords": [word.value for word in _english(description, iri, DCAT.keyword)],
        "abstract": " ".join(word.value for word in _english(description, iri, DCT.description)),
    }
    if edition.doi:
        content["doi"] = edition.doi
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=88)
    return text.encode()


def _english(description: Sequence[Triple], iri: str, predicate: str) -> list[Literal]:
    return [text for text in texts(description, iri, predicate) if text.language == "en"]


def datacite_json(
    edition: Edition, description: Sequence[Triple], files: Sequence[WrittenFile]
) -> bytes:
    """Return the fields of a DOI registration (DataCite Metadata Schema 4); no DOI is made up."""
    iri, licence = dataset_version(edition.version), LICENCES["data"]
    told = {name: texts(description, iri, name) for name in _TEXTS}
    alternate = {"alternateIdentifier": iri, "alternateIdentifierType": "URL"}
    content: dict[str, Any] = {
        "schemaVersion": _KERNEL,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Knowledge graph"},
        "creators": [{"name": edition.creator, "nameType": "Organizational"}],
        "titles": [_tagged("title", text) for text in told[DCT.title]],
        "publisher": {"name": edition.creator},
        "publicationYear": edition.day[:4],
        "subjects": [_tagged("subject", text) for text in told[DCAT.keyword]],
        "descriptions": [
            {**_tagged("description", text), "descriptionType": "Abstract"}
            for text in told[DCT.description]
        ],
        "dates": [{"date": edition.day, "dateType": "Created"}],
        "language": "en",
        "version": edition.version,
        "rightsList": [
            {
                "rights": licence.name,
                "rightsUri": licence.iri,
                "rightsIdentifier": licence.spdx,
                "rightsIdentifierScheme": "SPDX",
                "schemeUri": _SPDX,
            }
        ],
        "formats": sorted({file.media_type for file in files}),
        "sizes": [f"{len(files)} files", f"{sum(file.size or 0 for file in files)} bytes"],
        "alternateIdentifiers": [alternate],
        "relatedIdentifiers": [
            {
                "relatedIdentifier": DATASET,
                "relatedIdentifierType": "URL",
                "relationType": "IsVersionOf",
            }
        ],
        "geoLocations": [{"geoLocationPlace": "Netherlands"}, {"geoLocationPlace": "Germany"}],
    }
    if edition.doi:
        content["doi"] = edition.doi
        content["identifiers"] = [{"identifier": edition.doi_iri, "identifierType": "DOI"}]
    return canonical_json(content)


_TEXTS = (DCT.title, DCT.description, DCAT.keyword)


def _tagged(name: str, text: Literal) -> dict[str, str | None]:
    return {name: text.value, "lang": text.language}
