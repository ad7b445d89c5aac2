"""What a deposit holds: every serialisation, table, network, query and answer of a version."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import BinaryIO

import networkx as nx

from techland.graph.deposit.files import DepositFile, LeftOut
from techland.graph.deposit.kept_inputs import copied, kept_inputs
from techland.graph.deposit.writing import Contents, Deposit, Tell, write_deposit, write_deposit_zip
from techland.graph.description.edition import Edition, checked_doi
from techland.graph.export.compression import COMPRESSIONS
from techland.graph.export.selection import EVERY_GRAPH
from techland.graph.formats import FORMATS
from techland.graph.snapshot import Snapshot
from techland.queries.catalogue import FOLDER, CatalogueQuery, catalogue
from techland.queries.evaluators import Evaluator
from techland.queries.guard import check_query
from techland.queries.taking import Wanted, write_wanted
from techland.viz.edition import Edition as ShownEdition
from techland.viz.reader import Reader
from techland.viz.take_away import network_file

# File, format, graph where it is not the usual one of the format; gzip, where it is told.
SERIALISATIONS = (
    ("rdf/techland.trig.gz", "trig", None),
    ("rdf/techland.nq.gz", "nquads", None),
    ("rdf/techland.ttl.gz", "turtle", None),
    ("rdf/techland.nt.gz", "ntriples", None),
    ("rdf/techland.jsonld.gz", "jsonld", None),
    ("rdf/techland.rdf.gz", "rdfxml", None),
    ("tables/statements.csv.gz", "csv", None),
    ("tables/statements.tsv.gz", "tsv", None),
    ("tables/statements.parquet", "parquet", EVERY_GRAPH),
    ("tables/statements.xlsx", "xlsx", None),
)
_SECONDS = 600.0
NetworkOf = Callable[[bool], "nx.Graph[str]"]


def deposit_contents(
    snapshot: Snapshot, evaluator: Evaluator, network: NetworkOf, doi: str | None = None
) -> Contents:
    """Return what the deposit of a snapshot is made of; nothing is computed yet.

    Args:
        snapshot: the version.
        evaluator: answers the queries.
        network: gives the network of organisations, with isolated ones or without.
        doi: the DOI that a repository has reserved, if one has.

    Raises:
        WrongDoi: it has not the form of one.
    """
    edition = Edition(snapshot, checked_doi(doi))
    kept = list(kept_inputs(snapshot))
    files = [
        *_serialisations(snapshot, evaluator),
        *_networks(snapshot, network),
        *(file for file in kept if isinstance(file, DepositFile)),
        *_queries(snapshot, evaluator),
    ]
    left_out = [one for one in kept if isinstance(one, LeftOut)]
    reader = Reader("en")
    shown = ShownEdition.from_manifest(snapshot.version, snapshot.manifest)
    gaps = [gap.told_to(reader).unescape() for gap in shown.gaps]
    return Contents(edition, files, left_out, gaps)


def write_everything(
    path: Path, contents: Contents, *, force: bool = False, tell: Tell | None = None
) -> Deposit:
    """Write a deposit to a folder, or to one archive where the name ends in .zip."""
    if path.suffix.lower() == ".zip":
        return write_deposit_zip(path, contents, force=force, tell=tell)
    return write_deposit(path, contents, force=force, tell=tell)


def _taken(path: str, wanted: Wanted, snapshot: Snapshot, evaluator: Evaluator) -> DepositFile:
    def write(output: BinaryIO) -> None:
        write_wanted(wanted, snapshot, evaluator, output)

    return DepositFile(path, write)


def _serialisations(snapshot: Snapshot, evaluator: Evaluator) -> Iterator[DepositFile]:
    gzip = COMPRESSIONS["gzip"]
    for path, name, graph in SERIALISATIONS:
        way = gzip if path.endswith(".gz") else None
        wanted = Wanted(FORMATS[name], graph, compression=way)
        yield _taken(path, wanted, snapshot, evaluator)
    reified = Wanted(FORMATS["trig"], rdf12=True, compression=gzip)
    yield _taken("rdf/techland-rdf12.trig.gz", reified, snapshot, evaluator)


def _networks(snapshot: Snapshot, network: NetworkOf) -> Iterator[DepositFile]:
    known = cache(network)

    def write(isolated: bool, name: str, output: BinaryIO) -> None:
        output.write(network_file(known(isolated), name, snapshot.version))

    for name in ("gexf", "graphml"):
        yield DepositFile(f"networks/techland.{name}", partial(write, False, name))
        yield DepositFile(f"networks/techland-isolated.{name}", partial(write, True, name))


def _queries(snapshot: Snapshot, evaluator: Evaluator) -> Iterator[DepositFile]:
    for query in catalogue(FOLDER).values():
        yield copied(f"queries/{query.name}.rq", query.path, query.summaries)
    for query in catalogue(FOLDER).values():
        yield _answer(query, snapshot, evaluator)


def _answer(query: CatalogueQuery, snapshot: Snapshot, evaluator: Evaluator) -> DepositFile:
    triples = check_query(query.text, evaluator.limits).gives_triples
    entry = FORMATS["turtle" if triples else "csv"]
    wanted = Wanted(entry, query=query.text, timeout=_SECONDS)
    made = _taken(f"answers/{query.name}.{entry.suffix}", wanted, snapshot, evaluator)
    return DepositFile(made.path, made.write, query.summaries)
