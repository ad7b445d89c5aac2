"""IRIs of the vocabularies that describe the dataset, as constants; no term of the data itself."""

from __future__ import annotations

from typing import Final

_VOID: Final = "http://rdfs.org/ns/void#"
_VOID_EXT: Final = "http://ldf.fi/void-ext#"


class VOID:
    """The Vocabulary of Interlinked Datasets."""

    Dataset: Final = f"{_VOID}Dataset"
    Linkset: Final = f"{_VOID}Linkset"
    classPartition: Final = f"{_VOID}classPartition"
    classes: Final = f"{_VOID}classes"
    distinctObjects: Final = f"{_VOID}distinctObjects"
    distinctSubjects: Final = f"{_VOID}distinctSubjects"
    entities: Final = f"{_VOID}entities"
    kind: Final = f"{_VOID}class"
    linkPredicate: Final = f"{_VOID}linkPredicate"
    objectsTarget: Final = f"{_VOID}objectsTarget"
    properties: Final = f"{_VOID}properties"
    property: Final = f"{_VOID}property"
    propertyPartition: Final = f"{_VOID}propertyPartition"
    subjectsTarget: Final = f"{_VOID}subjectsTarget"
    subset: Final = f"{_VOID}subset"
    triples: Final = f"{_VOID}triples"
    uriSpace: Final = f"{_VOID}uriSpace"
    vocabulary: Final = f"{_VOID}vocabulary"


class VOID_EXT:  # noqa: N801 (the vocabulary's own short name)
    """The extension of VoID by partitions of literals, which query editors read."""

    datatype: Final = f"{_VOID_EXT}datatype"
    datatypePartition: Final = f"{_VOID_EXT}datatypePartition"


# Besides those of the data, for serialisations of descriptions.
DESCRIPTION_PREFIXES: Final[dict[str, str]] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dctype": "http://purl.org/dc/dcmitype/",
    "doap": "http://usefulinc.com/ns/doap#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": _VOID,
    "void-ext": _VOID_EXT,
}
