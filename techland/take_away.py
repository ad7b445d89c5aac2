"""What is taken away from a snapshot: files of the graph, of answers, the network."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Unpack

from techland.graph.export.compression import Compression
from techland.graph.export.whole_file import write_whole
from techland.graph.formats import NETWORK, Format, format_named
from techland.graph.snapshot import Snapshot
from techland.networks import Networks
from techland.parts import TABLES_ONLY, Part, PartOptions, check_network, meant_format
from techland.queries.answers import Answer
from techland.queries.evaluators import Evaluator
from techland.queries.guard import check_query
from techland.queries.taking import Wanted, write_wanted

if TYPE_CHECKING:
    import networkx as nx

    from techland.graph.deposit.writing import Deposit

Write = Callable[[BinaryIO], object]
Tell = Callable[[int, int, str], None]


class TakeAway(Networks):
    """The part of a knowledge graph that writes it to files and hands out its network."""

    snapshot: Snapshot
    evaluator: Evaluator

    @abstractmethod
    def find(self, thing: str) -> str:
        """Return the IRI of a thing by its IRI, id or name."""

    @abstractmethod
    def evaluate(
        self, text: str, format_name: str | None = None, timeout: float | None = None
    ) -> Answer:
        """Answer a query as bytes in a serialisation."""

    def _network(self, isolated: bool) -> nx.Graph[str]:
        from techland.network.organisations import organisation_network

        return organisation_network(self.arrays, isolated=isolated)

    def export(
        self,
        path: str | Path,
        format_name: str | None = None,
        compression: str | None = None,
        **part: Unpack[PartOptions],
    ) -> Path:
        """Write the graph, a part of it, an answer or the network to a file; return its path.

        The file appears only when it is whole. trig and nquads hold the whole
        dataset, every other format the default graph, unless ``graph`` says more.

        Args:
            path: the file; its suffix tells the format, ``.gz`` or ``.zst`` the compression.
            format_name: the format, where the suffix does not tell it.
            compression: gzip or zstd, where the suffix does not tell it.
            part: one of graph (all, default, a named graph), entity (an IRI, id or
                name) or query (its text); rdf12 for claims in RDF 1.2 form; timeout,
                the seconds that a query may take; for gexf and graphml isolated, to
                keep organisations without a tie, and language, of the labels.

        Raises:
            UnknownFormat: neither the name nor the file's suffix is one of ours.
            ExportError, NoNetworkFormat: it cannot be written so.
            CannotWrite: the folder is read-only or full.
        """
        target = Path(path)
        entry, way = meant_format(target, format_name, compression)
        return write_whole(target, self._writer(Part(**part), entry, way))

    def export_all(
        self,
        path: str | Path,
        *,
        force: bool = False,
        doi: str | None = None,
        tell: Tell | None = None,
    ) -> Deposit:
        """Write everything to a folder, described, as a repository takes it in: the deposit.

        The folder appears only when it is whole. docs/export.md tells what is in it.

        Args:
            path: a folder that is not there, is empty, or holds an earlier deposit; a
                name that ends in .zip gives one archive.
            force: an earlier deposit may be replaced.
            doi: the DOI that a repository has reserved, to be told in all descriptions.
            tell: called with number, count and name of the file that begins.

        Raises:
            FolderInUse, ForeignFiles: the folder holds something already.
            WrongDoi: it has not the form of one.
            CannotWrite: the place is read-only or full.
            QueryError: a query of the catalogue has no answer.
        """
        from techland.viz.deposit_contents import deposit_contents, write_everything

        contents = deposit_contents(self.snapshot, self.evaluator, self._network, doi)
        return write_everything(Path(path), contents, force=force, tell=tell)

    def write(
        self,
        output: BinaryIO,
        format_name: str,
        compression: str | None = None,
        **part: Unpack[PartOptions],
    ) -> None:
        """Write what ``export`` writes to a stream."""
        entry, way = meant_format(None, format_name, compression)
        self._writer(Part(**part), entry, way)(output)

    def _writer(self, part: Part, entry: Format, way: Compression | None) -> Write:
        """Return what writes a part in a format."""
        check_network(part, entry)
        if NETWORK in entry.kinds:
            return lambda output: self._write_network(part, entry, way, output)
        entity = self.find(part.entity) if part.entity else None
        wanted = Wanted(entry, part.graph, entity, part.query, part.rdf12, way, part.timeout)
        return lambda output: write_wanted(wanted, self.snapshot, self.evaluator, output)

    def _write_network(
        self, part: Part, entry: Format, way: Compression | None, output: BinaryIO
    ) -> None:
        from techland.viz.take_away import network_file

        network, version = self._network(part.isolated), self.snapshot.version
        content = network_file(network, entry.name, version, part.language or "en")
        with way.opened(output) if way else nullcontext(output) as file:
            file.write(content)

    def write_answer(
        self,
        text: str,
        output: Path | BinaryIO,
        format_name: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Write an answer to a file, where it appears only when it is whole, or to a stream.

        The format is that of the name, else of the file's suffix, else CSV for
        rows and Turtle for triples; CSV and TSV are those of SPARQL, cell by cell.
        """
        suffix = output.suffix if isinstance(output, Path) else ""
        write = self._answer_writer(text, format_name or suffix, timeout)
        if isinstance(output, Path):
            write_whole(output, write)
        else:
            write(output)

    def _answer_writer(self, text: str, named: str, timeout: float | None) -> Write:
        triples = check_query(text, self.evaluator.limits).gives_triples
        entry = format_named(named or ("turtle" if triples else "csv"))
        if entry.name in TABLES_ONLY:
            return self._writer(Part(query=text, timeout=timeout), entry, None)
        answer = self.evaluate(text, entry.name, timeout)
        return lambda output: output.writelines(answer.chunks)
