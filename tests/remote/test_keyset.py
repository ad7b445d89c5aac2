"""Pages that follow the last subject: every row once, on Virtuoso, or an error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from techland.graph.index_errors import RowsMissing, SubjectTooLarge
from techland.graph.remote.client import EndpointClient, Rows
from techland.graph.remote.endpoint import Endpoint
from techland.graph.remote.fetching import Fetching
from techland.graph.remote.keyset import BY_NUMBER, BY_TEXT, Pager, Stretch, count_of, order_of
from techland.graph.remote.loading.ways import UpdateWay
from techland.graph.remote.naming import GraphNames
from techland.graph.snapshot import Snapshot
from techland.ontology.terms import RDF, SKOS, TL
from tests.remote.virtuoso import ROWS, Virtuoso


def _stretch(curated_snapshot: Snapshot, predicate: str, *values: str) -> Stretch:
    names = GraphNames(curated_snapshot.version)
    return Stretch("default", names.default, predicate, values)


@pytest.mark.parametrize("order", [BY_NUMBER, BY_TEXT])
@pytest.mark.parametrize("size", [40, 50_000])
def test_pages_give_every_row_once(
    order: str, size: int, virtuoso: Virtuoso, curated_snapshot: Snapshot
) -> None:
    client = EndpointClient(Endpoint.at(virtuoso.address))
    for stretch in (
        _stretch(curated_snapshot, SKOS.prefLabel),
        _stretch(curated_snapshot, RDF.type, TL.Participation, TL.Party),
    ):
        count = count_of(client, stretch)
        pager = Pager(client, order, size)
        rows = [row for page in pager.pages(stretch, count) for row in page.rows]
        assert len(rows) == len(set(rows)) == count
        assert set(rows) == set(
            client.select(f"SELECT * {{ {stretch.pattern} }}", stretch.asked).rows
        )


def test_virtuoso_is_asked_by_its_own_numbers(
    virtuoso: Virtuoso, curated_snapshot: Snapshot
) -> None:
    client = EndpointClient(Endpoint.at(virtuoso.address))
    assert order_of(client, _stretch(curated_snapshot, RDF.type).asked) == BY_NUMBER


def test_a_page_larger_than_the_engine_gives_becomes_smaller(virtuoso: Virtuoso) -> None:
    many, graph, batch = ROWS + 2_000, "urn:techland:test:many", 1_000
    stretch = Stretch("many", graph, "urn:p")
    way = UpdateWay(virtuoso.writer)
    for start in range(0, many, batch):
        lines = [f"<urn:s{n}> <urn:p> <urn:o> .\n".encode() for n in range(start, start + batch)]
        way.add(graph, lines)
    try:
        pager = Pager(EndpointClient(Endpoint.at(virtuoso.address)), BY_NUMBER, 4 * ROWS)
        assert sum(len(page.rows) for page in pager.pages(stretch, many)) == many
        assert pager.size == ROWS
    finally:
        way.drop(graph)


class Cutting(EndpointClient):
    """A client of an engine that gives no more than so many rows, and does not say so."""

    most = 100

    def select(self, text: str, *arguments: Any, **options: Any) -> Rows:
        found = super().select(text, *arguments, **options)
        return Rows(found.variables, found.rows[: self.most])


def test_an_engine_that_cuts_without_a_word_is_found_out(
    virtuoso: Virtuoso, curated_snapshot: Snapshot
) -> None:
    client = Cutting(Endpoint.at(virtuoso.address))
    stretch = _stretch(curated_snapshot, SKOS.prefLabel)
    pager = Pager(client, BY_NUMBER, 1000)
    count = count_of(client, stretch)
    assert sum(len(page.rows) for page in pager.pages(stretch, count)) == count
    assert pager.size == Cutting.most


def test_a_wrong_count_is_an_error(virtuoso: Virtuoso, curated_snapshot: Snapshot) -> None:
    client = EndpointClient(Endpoint.at(virtuoso.address))
    stretch = _stretch(curated_snapshot, SKOS.prefLabel)
    count = count_of(client, stretch)
    for wrong in (count - 1, count + 1):
        with pytest.raises(RowsMissing):
            list(Pager(client, BY_NUMBER, 1000).pages(stretch, wrong))


def test_a_subject_with_more_values_than_a_page_is_named(virtuoso: Virtuoso) -> None:
    graph, way = "urn:techland:test:large", UpdateWay(virtuoso.writer)
    stretch = Stretch("large", graph, "urn:p")
    way.add(graph, [f"<urn:s{n // 2}> <urn:p> <urn:o{n}> .\n".encode() for n in range(6)])
    try:
        client = EndpointClient(Endpoint.at(virtuoso.address))
        with pytest.raises(SubjectTooLarge, match=r"<urn:s\d> has more than 1 values of <urn:p>"):
            list(Pager(client, BY_NUMBER, 1).pages(stretch, 6))
        # A page that is one whole subject is no reason to stop.
        pages = list(Pager(client, BY_NUMBER, 2).pages(stretch, 6))
        assert [len(page.rows) for page in pages] == [2, 2, 2]
    finally:
        way.drop(graph)


def test_a_checkpoint_whose_file_is_gone_is_not_believed(
    virtuoso: Virtuoso, curated_snapshot: Snapshot, tmp_path: Path
) -> None:
    """Else what is read on would stand behind a gap."""
    client = EndpointClient(Endpoint.at(virtuoso.address))
    held = GraphNames(curated_snapshot.version).default
    stretch, path = Stretch("default", held, TL.signatory), tmp_path / "quads.nq"

    def fetched() -> Fetching:
        fetching = Fetching(Pager(client, BY_TEXT), tmp_path, "loading", lambda *_: None)
        fetching.fetch([stretch], path)
        return fetching

    assert fetched().resumed == 0
    whole = path.read_bytes()
    assert fetched().resumed == len(whole.splitlines()) > 50
    path.write_bytes(whole[:-1])
    assert fetched().resumed == 0
    assert path.read_bytes() == whole
