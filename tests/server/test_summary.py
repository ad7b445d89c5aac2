"""What a region is, in a sentence of the reader's language."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from techland.network.units import NUTS_IRI
from techland.queries.entities import Entity
from techland.server.entity_view import EntityView
from techland.server.name_book import NameBook
from techland.server.summary import Summary
from techland.server.surroundings.areas import Area
from techland.server.surroundings.surroundings import Surroundings
from techland.viz.reader import Reader


@pytest.mark.parametrize(
    ("code", "language", "begin"),
    [
        ("NL32", "de", "NUTS-2-Region in den Niederlanden: "),
        ("NL32", "en", "NUTS 2 region in the Netherlands: "),
        ("DEA", "nl", "NUTS 1-regio in Duitsland: "),
        ("EL30", "nl", "NUTS 2-regio in Griekenland: "),
        ("UKI", "de", "NUTS-1-Region im Vereinigten Königreich: "),
        ("SK0", "de", "NUTS-1-Region in der Slowakei: "),
        ("TR1", "de", "NUTS-1-Region in der Türkei: "),
    ],
)
def test_a_region_is_told_with_its_country(code: str, language: str, begin: str) -> None:
    reader = Reader(language)
    entity = Entity(NUTS_IRI + code, Literal(code), (), (), (), ())
    view = EntityView(entity, NameBook({}, {}, reader), reader)
    told = Summary(view, Surroundings(area=Area(code))).sentence()
    assert told.startswith(begin), told
