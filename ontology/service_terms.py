"""IRIs of the vocabularies that describe the SPARQL service, as constants; no term of the data."""

from __future__ import annotations

from typing import Final

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_SH: Final = "http://www.w3.org/ns/shacl#"
_SPEX: Final = "https://purl.expasy.org/sparql-examples/ontology#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"


class SD:
    """The vocabulary of SPARQL 1.1 Service Description."""

    BasicFederatedQuery: Final = f"{_SD}BasicFederatedQuery"
    Dataset: Final = f"{_SD}Dataset"
    Feature: Final = f"{_SD}Feature"
    Graph: Final = f"{_SD}Graph"
    GraphCollection: Final = f"{_SD}GraphCollection"
    NamedGraph: Final = f"{_SD}NamedGraph"
    SPARQL11Query: Final = f"{_SD}SPARQL11Query"
    SPARQL11Update: Final = f"{_SD}SPARQL11Update"
    Service: Final = f"{_SD}Service"
    availableGraphs: Final = f"{_SD}availableGraphs"
    defaultDataset: Final = f"{_SD}defaultDataset"
    defaultEntailmentRegime: Final = f"{_SD}defaultEntailmentRegime"
    defaultGraph: Final = f"{_SD}defaultGraph"
    endpoint: Final = f"{_SD}endpoint"
    feature: Final = f"{_SD}feature"
    graph: Final = f"{_SD}graph"
    inputFormat: Final = f"{_SD}inputFormat"
    name: Final = f"{_SD}name"
    namedGraph: Final = f"{_SD}namedGraph"
    resultFormat: Final = f"{_SD}resultFormat"
    supportedLanguage: Final = f"{_SD}supportedLanguage"


class SH:
    """SHACL, as far as it speaks of SPARQL: executables and prefixes."""

    SPARQLAskExecutable: Final = f"{_SH}SPARQLAskExecutable"
    SPARQLConstructExecutable: Final = f"{_SH}SPARQLConstructExecutable"
    SPARQLExecutable: Final = f"{_SH}SPARQLExecutable"
    SPARQLSelectExecutable: Final = f"{_SH}SPARQLSelectExecutable"
    ask: Final = f"{_SH}ask"
    construct: Final = f"{_SH}construct"
    declare: Final = f"{_SH}declare"
    prefixes: Final = f"{_SH}prefixes"
    select: Final = f"{_SH}select"


class SPEX:
    """The vocabulary of collections of SPARQL examples: what SHACL has not."""

    SPARQLDescribeExecutable: Final = f"{_SPEX}SPARQLDescribeExecutable"
    describe: Final = f"{_SPEX}describe"


# Terms of vocabularies that the data uses too, which only descriptions need.
DCT_LICENSE: Final = "http://purl.org/dc/terms/license"
RDF_VALUE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
RDFS_COMMENT: Final = "http://www.w3.org/2000/01/rdf-schema#comment"
RDFS_SEE_ALSO: Final = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
SCHEMA_DESCRIPTION: Final = "https://schema.org/description"
SCHEMA_KEYWORDS: Final = "https://schema.org/keywords"
SCHEMA_TARGET: Final = "https://schema.org/target"
SPARQL_ENDPOINT: Final = "http://rdfs.org/ns/void#sparqlEndpoint"
SIMPLE_ENTAILMENT: Final = "http://www.w3.org/ns/entailment/Simple"
# The W3C's IRIs of serialisations, by their names here.
FORMAT_IRIS: Final[dict[str, str]] = {
    "turtle": f"{_FORMATS}Turtle",
    "trig": f"{_FORMATS}TriG",
    "ntriples": f"{_FORMATS}N-Triples",
    "nquads": f"{_FORMATS}N-Quads",
    "jsonld": f"{_FORMATS}JSON-LD",
    "rdfxml": f"{_FORMATS}RDF_XML",
    "json": f"{_FORMATS}SPARQL_Results_JSON",
    "xml": f"{_FORMATS}SPARQL_Results_XML",
    "csv": f"{_FORMATS}SPARQL_Results_CSV",
    "tsv": f"{_FORMATS}SPARQL_Results_TSV",
}
SERVICE_PREFIXES: Final[dict[str, str]] = {"sd": _SD, "spex": _SPEX, "formats": _FORMATS}
