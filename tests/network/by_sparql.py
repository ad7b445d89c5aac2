"""The network of organisations read another way, by SPARQL and loops, to compare with ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
from pyoxigraph import QuerySolutions, Store

from techland.network.organisations import BOTH, DE, NL, OTHER, is_across
from tests.network.told_ties import addresses, tie_between
from tests.network.undertakings import (
    INFERRED,
    KINDS,
    STATED,
    Affiliation,
    Document,
    ToldDate,
    Undertaking,
)

NAME_LANGUAGES = ("nl", "de", "en")
Concepts = dict[str, dict[str, dict[str, str]]]


def ask(store: Store) -> Any:
    """Return what answers the queries from a store."""

    def query(text: str) -> list[dict[str, Any]]:
        solutions = store.query(text)
        assert isinstance(solutions, QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        return [{name: solution[name] for name in names} for solution in solutions]

    return query


def group_of(sides: Collection[str]) -> str:
    """Return the group of an organisation with these sides: NL, DE, both or other."""
    if {NL, DE} <= set(sides):
        return BOTH
    return next((side for side in (NL, DE) if side in sides), OTHER)


QUERY_FOLDER = Path(__file__).parent / "queries"

# A row binds variables to RDF terms, or to None where a variable is unbound.
Row = Mapping[str, Any]
QueryFunction = Callable[[str], Iterable[Row]]


@cache
def query_text(name: str) -> str:
    """Return the text of ``queries/<name>.rq``."""
    return (QUERY_FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def read_rows(query: QueryFunction, name: str) -> Iterable[Row]:
    """Return the rows that the query function answers to one of the network's queries."""
    return query(query_text(name))


def value(row: Row, variable: str) -> str | None:
    """Return the IRI or lexical form bound to a variable, None where it is unbound."""
    term = row[variable]
    return None if term is None else str(term.value)


def language(row: Row, variable: str) -> str:
    """Return the language tag of a literal, "" where it has none."""
    return getattr(row[variable], "language", None) or ""


def read_concepts(query: QueryFunction) -> Concepts:
    """Return names by scheme (role, organisation-type), notation and language."""
    concepts: Concepts = defaultdict(lambda: defaultdict(dict))
    for row in read_rows(query, "concepts"):
        scheme = str(value(row, "scheme")).rpartition("/")[2]
        names = concepts[scheme][str(value(row, "notation"))]
        names.setdefault(language(row, "name"), str(value(row, "name")))
    return {scheme: dict(notations) for scheme, notations in concepts.items()}


def read_names(query: QueryFunction) -> dict[str, dict[str, str]]:
    """Return the names of organisations, agreements and projects: IRI to language to name."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read_rows(query, "names"):
        names[str(value(row, "thing"))].setdefault(language(row, "name"), str(value(row, "name")))
    return dict(names)


def read_documents(query: QueryFunction) -> dict[str, Document]:
    """Return every source by its IRI."""
    documents: dict[str, Document] = {}
    for row in read_rows(query, "sources"):
        iri = str(value(row, "source"))
        documents.setdefault(
            iri,
            Document(
                iri,
                str(value(row, "title")),
                language(row, "title"),
                value(row, "publisher"),
                value(row, "issued"),
                value(row, "url"),
            ),
        )
    return documents


def _least_sure(certainties: Collection[str]) -> str | None:
    return next((one for one in (INFERRED, STATED) if one in certainties), None)


def read_affiliations(query: QueryFunction) -> dict[str, dict[str, Affiliation]]:
    """Return who takes part in what: undertaking IRI to organisation IRI to affiliation.

    Funders and managing authorities are no co-participants and are not among them.
    """
    told: dict[tuple[str, str], dict[str, set[str]]] = {}
    for row in read_rows(query, "affiliations"):
        key = (str(value(row, "undertaking")), str(value(row, "organisation")))
        facts = told.setdefault(key, defaultdict(set))
        for variable in ("role", "status", "certainty", "source", "dispute"):
            found = value(row, variable)
            if found is not None:
                facts[variable].add(found)
    parts: dict[str, dict[str, Affiliation]] = defaultdict(dict)
    for (undertaking, organisation), facts in sorted(told.items()):
        parts[undertaking][organisation] = Affiliation(
            roles=tuple(sorted(facts["role"])),
            sources=tuple(sorted(facts["source"])),
            certainty=_least_sure(facts["certainty"]),
            disputed="disputed" in facts["status"] or bool(facts["dispute"]),
        )
    return dict(parts)


def _dates(row: Row) -> tuple[ToldDate, ...]:
    """Return the dates of a row; one whose days are not known says nothing and is left out."""
    found = (
        tuple(value(row, f"{end}{part}") for part in ("", "Earliest", "Latest"))
        for end in ("start", "end")
    )
    return tuple(
        ToldDate(told, earliest, latest)
        for told, earliest, latest in found
        if told and earliest and latest
    )


def read_undertakings(query: QueryFunction) -> dict[str, Undertaking]:
    """Return every agreement and project by its IRI, also those without known parties."""
    names = read_names(query)
    affiliations = read_affiliations(query)
    undertakings: dict[str, Undertaking] = {}
    for row in read_rows(query, "undertakings"):
        iri = str(value(row, "undertaking"))
        undertakings.setdefault(
            iri,
            Undertaking(
                iri,
                str(value(row, "kind")),
                names.get(iri, {}),
                value(row, "start"),
                value(row, "end"),
                affiliations.get(iri, {}),
                _dates(row),
                value(row, "dispute") is not None,
            ),
        )
    return undertakings


def _coordinate(row: Row, variable: str) -> float | None:
    degrees = value(row, variable)
    return None if degrees is None else float(degrees)


def _values(query: QueryFunction, name: str, variable: str) -> dict[str, list[str]]:
    """Return the values of a query that gives one organisation and one value a row."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in read_rows(query, name):
        found[str(value(row, "organisation"))].append(str(value(row, variable)))
    return found


def _node(row: Row, names: Mapping[str, str]) -> dict[str, Any]:
    nuts = value(row, "nuts")
    return {
        "label": value(row, "label"),
        "names": names,
        **{f"label_{language}": names.get(language) for language in NAME_LANGUAGES},
        "country": value(row, "country"),
        "type": value(row, "type"),
        "place": value(row, "place"),
        "nuts3": nuts.rpartition("/")[2] if nuts else None,
        "latitude": _coordinate(row, "latitude"),
        "longitude": _coordinate(row, "longitude"),
    }


def read_nodes(
    query: QueryFunction, documents: Mapping[str, Document]
) -> dict[str, dict[str, Any]]:
    """Return every organisation by its IRI with its attributes, but for its group."""
    names = read_names(query)
    identifiers = _values(query, "identifiers", "identifier")
    sources = _values(query, "organisation-sources", "source")
    sides: dict[str, list[str]] = {}
    nodes: dict[str, dict[str, Any]] = {}
    for row in read_rows(query, "organisations"):
        iri = str(value(row, "organisation"))
        if iri not in nodes:
            nodes[iri] = _node(row, names.get(iri, {}))
        side = value(row, "side")
        known = sides.setdefault(iri, [])
        if side is not None and side not in known:
            known.append(side)
    for iri, node in nodes.items():
        urls = addresses(sources.get(iri, ()), documents)
        node["sides"] = tuple(sides[iri])
        node["identifiers"] = tuple(identifiers.get(iri, ()))
        node["source_count"] = len(urls)
        node["sources"] = urls
    return nodes


def _shared(undertakings: Iterable[Undertaking]) -> dict[tuple[str, str], list[Undertaking]]:
    shared: dict[tuple[str, str], list[Undertaking]] = {}
    for undertaking in undertakings:
        for pair in combinations(sorted(undertaking.affiliations), 2):
            shared.setdefault(pair, []).append(undertaking)
    return shared


def network_by_sparql(
    query: QueryFunction, *, kinds: Collection[str] = KINDS, isolated: bool = False
) -> nx.Graph[str]:
    """Return the network of organisations by shared agreements and projects.

    Nodes are IRIs. docs/networks.md lists what nodes and edges carry; lists are tuples
    here, and what is not known is None. Those attributes that are written in a language
    (``label_language``, ``type_label``, ``shared``) come with ``network_in_language``
    in viz/, and ``label`` is the display name until then. The network's own attributes:
    ``titles`` the names of the undertakings; ``concepts`` those of roles and types;
    ``kinds`` the kinds of undertakings that tie.

    Args:
        query: answers a SELECT query with rows of RDF terms.
        kinds: which undertakings tie: agreement, project.
        isolated: keep organisations without any tie.
    """
    documents = read_documents(query)
    nodes = read_nodes(query, documents)
    for node in nodes.values():
        node["group"] = group_of(node["sides"])
    every = read_undertakings(query)
    undertakings = {iri: one for iri, one in every.items() if one.kind in kinds}
    network: nx.Graph[str] = nx.Graph(
        titles={iri: one.names for iri, one in undertakings.items()},
        concepts=read_concepts(query),
        kinds=tuple(sorted(kinds)),
    )
    network.add_nodes_from(sorted(nodes.items()))
    for (one, other), shared in sorted(_shared(undertakings.values()).items()):
        across = is_across(nodes[one]["group"], nodes[other]["group"])
        network.add_edge(one, other, **tie_between(one, other, shared, documents), across=across)
    if not isolated:
        network.remove_nodes_from(sorted(nx.isolates(network)))
    return network
