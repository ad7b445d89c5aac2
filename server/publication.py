"""What the server shows: one snapshot, asked through its query processes."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

import networkx as nx
from pyoxigraph import Literal, NamedNode

from techland.graph.errors import TechlandError
from techland.graph.export.selection import DEFAULT_GRAPH
from techland.graph.iris import named_graph
from techland.graph.search_errors import SearchIndexInTheMaking
from techland.graph.snapshot import Snapshot
from techland.network.arrays.arrays import Arrays
from techland.network.arrays.sidecar import arrays_of
from techland.network.organisations import organisation_network
from techland.queries.catalogue import query_named
from techland.queries.evaluators import ServerEvaluator
from techland.queries.near.adjacency.reading import Adjacency
from techland.queries.near.adjacency.sidecar import adjacency_of
from techland.queries.near.adjacency.walking import walked
from techland.queries.near.near import Near
from techland.queries.reconciling.things import ThingIndex, read_things
from techland.queries.search.found import Found
from techland.queries.search.sidecar import index_of
from techland.queries.solutions import rows_of
from techland.server.kept_pages import KeptPages
from techland.server.surroundings.partners import PartnerArrays
from techland.viz.edition import Edition
from techland.viz.names import names_by_language

if TYPE_CHECKING:
    from tantivy import Index

QUERY_FOLDER = Path(__file__).parent / "queries"
# So long a search waits for its index before it says that it is being made.
INDEX_PATIENCE_SECONDS = 5.0
_PARAMETER = re.compile(r"^.*# param: things$", re.MULTILINE)

Row = Mapping[str, Any]
Names = dict[str, dict[str, str]]
Parts = dict[str, list[NamedNode | Literal]]


@cache
def page_query(name: str) -> str:
    """Return the text of ``server/queries/<name>.rq``."""
    return (QUERY_FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def about(query: str, things: Iterable[str]) -> str:
    """Return a query with its line ``# param: things`` holding these IRIs.

    Raises:
        ValueError: one of them is not an IRI.
    """
    values = " ".join(str(NamedNode(thing)) for thing in things)
    return _PARAMETER.sub(lambda _: f"  VALUES ?thing {{ {values} }}", query)


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Confirmation:
    """A source, the accepted claims that it witnesses, and how many another publisher confirms."""

    source: str
    title: str
    language: str | None
    publisher: str
    claims: int
    confirmed: int


@dataclass
class Publication:
    """A snapshot that is open for questions."""

    snapshot: Snapshot
    evaluator: ServerEvaluator
    _lock: Lock = field(default_factory=Lock)
    # Of its own: making an index of a million names takes a minute, and pages need the arrays.
    _index_lock: Lock = field(default_factory=Lock)
    _index_begun: float = 0.0
    _adjacency: Adjacency | None = None

    @property
    def version(self) -> str | None:
        """Return what names this very content, None where it may change."""
        return self.snapshot.version

    @cached_property
    def graphs(self) -> Mapping[str, int] | None:
        """Return the triples in each named graph by its IRI, None where they may change."""
        return {
            named_graph(name).value: count
            for name, count in self.snapshot.manifest.get("graphs", {}).items()
            if name != DEFAULT_GRAPH
        }

    @cached_property
    def edition(self) -> Edition:
        """Return what pages cite: the version and its known gaps."""
        return Edition.from_manifest(self.snapshot.version, self.snapshot.manifest)

    @cached_property
    def pages(self) -> KeptPages:
        """Return the pages that were written before."""
        return KeptPages()

    def select(self, text: str) -> Iterable[Row]:
        """Answer one of the pages' own SELECT queries with rows of terms."""
        return rows_of(self.evaluator.evaluate(text, format="json"))

    def ask_page(self, name: str, things: Iterable[str] = ()) -> Iterable[Row]:
        """Answer the query ``server/queries/<name>.rq`` about these IRIs."""
        return self.select(about(page_query(name), things))

    def map_triples(self) -> None:
        """Have what lies around things read here, in mapped files, without a query process.

        What an engine holds is read there.
        """
        if type(self.snapshot) is Snapshot:
            self._adjacency = adjacency_of(self.snapshot)

    def near(self, iri: str, walk: str) -> Near:
        """Return what lies around a thing; see ``near.steps``.

        Raises:
            ValueError: it is no IRI.
        """
        found = self._adjacency and walked(self._adjacency, iri, walk)
        return found or self.evaluator.near(iri, walk)

    def names(self, things: Iterable[str]) -> Names:
        """Return the names of things by IRI and language; things without a name are left out.

        What is no IRI has none: an address may ask for anything.
        """
        wanted = sorted(filter(_is_iri, set(things)))
        tagged: dict[str, list[tuple[str, str]]] = {}
        for row in self.ask_page("names", wanted) if wanted else ():
            pairs = tagged.setdefault(row["thing"].value, [])
            pairs.append((row["name"].language or "", row["name"].value))
        return {thing: names_by_language(pairs) for thing, pairs in tagged.items()}

    def parts(self, things: Iterable[str]) -> Parts:
        """Return what things are made of that have no name of their own, in reading order."""
        wanted = sorted(filter(_is_iri, set(things)))
        parts: Parts = {}
        for row in self.ask_page("parts", wanted) if wanted else ():
            parts.setdefault(row["thing"].value, []).append(row["part"])
        return parts

    @cached_property
    def disputed_dates(self) -> frozenset[tuple[str, str]]:
        """Return the things and properties whose dates are disputed, read once."""
        rows = self.ask_page("disputed-dates")
        return frozenset((row["thing"].value, row["property"].value) for row in rows)

    def network(self, *, isolated: bool = False) -> nx.Graph[str]:
        """Return the network of organisations, read once."""
        # Reading the arrays takes the lock too.
        arrays = self.arrays
        with self._lock:
            known = self._networks
            if isolated not in known:
                known[isolated] = organisation_network(arrays, isolated=isolated)
            return known[isolated]

    @cached_property
    def arrays(self) -> Arrays:
        """Return the columnar arrays of the snapshot, read or made once."""
        with self._lock:
            return arrays_of(self.snapshot)

    @cached_property
    def things(self) -> ThingIndex:
        """Return everything that a name may mean, read once."""
        with self._lock:
            return ThingIndex(read_things(self.select))

    @cached_property
    def confirmations(self) -> tuple[Confirmation, ...]:
        """Return the sources with how often others confirm them, counted once."""
        return tuple(
            Confirmation(
                row["source"].value,
                row["title"].value,
                row["title"].language,
                row["publisherName"].value,
                int(row["claims"].value),
                int(row["confirmedClaims"].value),
            )
            for row in self.ask_page("confirmations")
        )

    @cached_property
    def facts_of_one_publisher(self) -> int:
        """Return how many accepted facts rest on one publisher, counted once."""
        return sum(
            1 for _ in self.select(query_named("facts-with-one-publisher").with_parameters({}))
        )

    @cached_property
    def partner_arrays(self) -> PartnerArrays:
        """Return the arrays with the parts by which bodies are partners, chosen once."""
        return PartnerArrays.of(self.arrays)

    @cached_property
    def index(self) -> Index:
        """Return the search index of the snapshot, opened or made once, however long it takes."""
        with self._index_lock:
            return index_of(self.snapshot)

    @cached_property
    def short_searches(self) -> dict[tuple[str, int], Found]:
        """Return what the first letters of words found: a hundred thousand things have them."""
        return {}

    def index_soon(self, patience: float = INDEX_PATIENCE_SECONDS) -> Index:
        """Return the search index, which is made in the background when it is first asked for.

        Raises:
            SearchIndexInTheMaking: it is not ready after so many seconds.
        """
        self._index_making.join(patience)
        if self._index_making.is_alive():
            raise SearchIndexInTheMaking(time.monotonic() - self._index_begun)
        return self.index

    @cached_property
    def _index_making(self) -> Thread:
        self._index_begun = time.monotonic()
        making = Thread(target=self._make_index, daemon=True)
        making.start()
        return making

    def _make_index(self) -> None:
        # What stands in the way is told to the one who searches, not to this thread.
        with suppress(TechlandError):
            _ = self.index

    @cached_property
    def _networks(self) -> dict[bool, nx.Graph[str]]:
        return {}
