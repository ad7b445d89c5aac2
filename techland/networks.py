"""The networks of a knowledge graph, for Python: made from its arrays or from a query."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from techland.graph.snapshot import Snapshot
from techland.queries.solutions import Solutions, Triples

if TYPE_CHECKING:
    import polars as pl

    from techland.network.arrays.arrays import Arrays
    from techland.network.asked import AskedWords
    from techland.network.choice import Wanted
    from techland.study import Study
    from techland.viz.network_map.drawn_network import MapNetwork
    from techland.viz.network_map.source import MapSource


class Networks(ABC):
    """The part of a knowledge graph that makes networks."""

    snapshot: Snapshot
    _arrays: Arrays | None = None
    _map_source: MapSource | None = None

    @abstractmethod
    def query(
        self, query: str | Path, *, timeout: float | None = None, **parameters: object
    ) -> Solutions | Triples | bool:
        """Answer a SPARQL query."""

    @property
    def arrays(self) -> Arrays:
        """Return the columnar arrays of the snapshot, read or made when first asked for."""
        if self._arrays is None:
            from techland.network.arrays.sidecar import arrays_of

            self._arrays = arrays_of(self.snapshot)
        return self._arrays

    @property
    def map_source(self) -> MapSource:
        """Return what maps of the graph are drawn from, made when first asked for."""
        if self._map_source is None:
            from techland.network.layouts.layouts import layouts_of
            from techland.viz.network_map.source import MapSource

            layouts = layouts_of(self.snapshot, self.arrays)
            self._map_source = MapSource(self.arrays, self.snapshot.version, layouts)
        return self._map_source

    def map(
        self,
        path: Path | str,
        language: str = "en",
        *,
        format_name: str | None = None,
        link: str | None = None,
        **words: Any,
    ) -> Path:
        """Write a view of the network map to a file; return its path.

        Args:
            path: of the file, which appears only when it is whole.
            language: of labels, legend and caption: en, nl or de.
            format_name: html, svg, png, slide, gexf, graphml, csv or nodes; by the suffix if None.
            link: address of a view, copied from the map's page.
            words: of the view, see ``techland.viz.network_map.view.View``, and filters:
                theme, programme, kind, role, type, country, region, dataset, source, certainty.

        Raises:
            UnknownViewWord: no view has such a word, or it cannot have this value.
            UnknownFormat: no file of a map has this name.
            TooLargeToDraw: a picture of so many ties would tell nothing.
        """
        from techland.graph.export.whole_file import write_whole
        from techland.viz.edition import Edition
        from techland.viz.network_map.files import map_bytes
        from techland.viz.network_map.view import View

        place = Path(path)
        view = View.from_words({"lang": language} | words, link)
        edition = Edition.from_manifest(self.snapshot.version, self.snapshot.manifest)
        name = format_name or place.suffix.lstrip(".")
        content = map_bytes(self.map_source, edition, view, name).content
        return write_whole(place, lambda output: output.write(content))

    def network(self, *, language: str = "en", **wanted: Unpack[Wanted]) -> MapNetwork:
        """Return a network of the graph; docs/networks.md explains every word.

        Args:
            language: of labels where one is known in it: en, nl or de.
            wanted: what the network is of, see ``Wanted``.

        Raises:
            UnknownChoice, NoSuchValue, WrongInterval: see each.

        >>> import techland as tl
        >>> with tl.open() as kg:
        ...     network = kg.network(tie="projects", theme="hydrogen", since=2019)
        >>> network.measure("ei-index").value("external")
        57.0
        """
        from techland.network.building import build_network
        from techland.network.choice import chosen
        from techland.viz.network_map.drawn_network import MapNetwork
        from techland.viz.reader import Reader

        spoken = Reader(language).language
        made = build_network(self.arrays, chosen(**wanted), self.snapshot.version, spoken)
        return MapNetwork.of(made, lambda: self.map_source, self.snapshot)

    def study(self, **words: Unpack[AskedWords]) -> Study:
        """Return a study of a network: over time, under other choices, as a report, for R.

        Args:
            words: what the network is of (see ``Wanted``); ``by``, the attribute whose
                groups ties may cross between (country); ``slices``, how it is cut over
                time (5 years); ``same_names``; ``language``. docs/studies.md explains each.

        Raises:
            UnknownChoice, WrongInterval: see each.

        >>> import techland as tl
        >>> with tl.open() as kg:
        ...     study = kg.study(tie="projects")
        >>> study.command().partition(" --snapshot")[0]
        'techland network report --tie projects'
        """
        from techland.network.asked import asked_for
        from techland.study import Study
        from techland.viz.reader import Reader

        asked = asked_for(**words)
        spoken = replace(asked, language=Reader(asked.language).language)
        return Study(self.arrays, spoken, self.snapshot.version)

    def count(self, name: str, **wanted: Unpack[Wanted]) -> pl.DataFrame:
        """Return a count over the border as a table, straight from the arrays.

        Args:
            name: pairs-across, partner-countries or country-themes; docs/measures.md
                explains each.
            wanted: the tie, filters and interval, as of ``network``; projects if no tie is told.

        Raises:
            UnknownChoice, NoSuchValue, WrongInterval, WrongMeasureOption: see each.

        >>> import techland as tl
        >>> with tl.open() as kg:
        ...     kg.count("pairs-across").columns
        ['one', 'other', 'pairs']
        """
        from techland.network.choice import chosen
        from techland.network.counting import count

        words: Wanted = {"tie": "projects", **wanted}
        return count(self.arrays, name, chosen(**words))

    def network_of(
        self,
        query: str | Path,
        *,
        directed: bool = False,
        language: str = "en",
        parameters: Mapping[str, Any] | None = None,
    ) -> MapNetwork:
        """Return the network of a query's answer.

        A SELECT gives ?source and ?target, and ?weight if ties weigh; a CONSTRUCT a tie
        for each triple whose object is an IRI.

        Args:
            query: text, path of a file, or catalogue name.
            directed: a tie leads from source to target only.
            language: of labels.
            parameters: values for the parameters of a catalogue query.

        Raises:
            NoEnds, WrongWeight: see each.
            QueryError: the query has no answer.
        """
        from techland.network.answers import network_of_pairs
        from techland.viz.network_map.drawn_network import MapNetwork
        from techland.viz.network_map.query_ties import pairs_of_answer

        answer = self.query(query, **dict(parameters or {}))
        pairs = pairs_of_answer(answer)
        version = self.snapshot.version
        made = network_of_pairs(pairs, self.arrays, version, directed=directed, language=language)
        return MapNetwork.of(made, lambda: self.map_source, self.snapshot)
