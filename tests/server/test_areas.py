"""Pages of countries and NUTS regions: who is there, by the tables; what crosses from there."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.server.conftest import TestClient
from tests.server.pages import Page

TABLE = Path(__file__).parents[2] / "facts" / "organisations.csv"


def bodies(kept: Callable[[Mapping[str, str]], bool]) -> set[str]:
    """Return the addresses of the organisations of the table that are kept."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {f"/organisation/{row['id']}" for row in csv.DictReader(file) if kept(row)}


def listed(reader: TestClient, path: str) -> set[str]:
    """Return the organisations that a page lists as being there."""
    text = reader.get(path).text
    here = text.split('id="here"')[1].split('id="crossing"')[0]
    return {a for a in Page(here).attributes("a", "href") if a.startswith("/organisation/")}


@pytest.mark.parametrize("code", ["DEA33", "DEA3", "DEA", "NL2", "NL213"])
def test_a_region_lists_who_has_its_seat_there(reader: TestClient, code: str) -> None:
    expected = bodies(lambda row: row["nuts3"].startswith(code))
    assert listed(reader, f"/nuts/{code}") == expected
    assert len(expected) > 3


@pytest.mark.parametrize(("address", "code"), [("DEU", "DE"), ("NLD", "NL"), ("BEL", "BE")])
def test_a_country_lists_who_has_its_seat_there(
    reader: TestClient, address: str, code: str
) -> None:
    expected = bodies(lambda row: row["country"] == code)
    assert listed(reader, f"/country/{address}") == expected


def test_regions_lead_up_and_down(reader: TestClient) -> None:
    wide = Page(reader.get("/nuts/DEA").text).attributes("a", "href")
    assert {"/nuts/DEA1", "/nuts/DEA3", "/country/DEU"} <= set(wide)
    narrow = Page(reader.get("/nuts/DEA33").text).attributes("a", "href")
    assert {"/nuts/DEA3", "/nuts/DEA", "/country/DEU", "/place/muenster"} <= set(narrow)
    assert "/nuts/DEA33" in Page(reader.get("/place/muenster").text).attributes("a", "href")


def test_what_crosses_from_a_region_has_both_sides(reader: TestClient, client: TestClient) -> None:
    text = reader.get("/nuts/DEA33").text
    told = re.search(r'id="crossing">[^<]*<span class="count">(\d+)', text)
    assert told
    query = """PREFIX tl: <https://w3id.org/techland/ontology#>
      PREFIX nuts: <http://data.europa.eu/nuts/code/>
      PREFIX country: <http://publications.europa.eu/resource/authority/country/>
      SELECT (COUNT(DISTINCT ?what) AS ?number) {
        { ?one tl:participatesIn ?what . ?other tl:participatesIn ?what .
          ?what a ?kind VALUES ?kind { tl:Project } }
        UNION { ?what tl:signatory|tl:supporter ?one, ?other }
        ?one tl:nuts nuts:DEA33 ; tl:sideOfBorder country:DEU .
        ?other tl:sideOfBorder country:NLD .
        FILTER NOT EXISTS { ?one tl:sideOfBorder country:NLD }
        FILTER NOT EXISTS { ?other tl:sideOfBorder country:DEU }
      }"""
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text
    assert int(told[1]) == int(answer.split()[1])


def test_what_nobody_is_in_has_no_page(reader: TestClient) -> None:
    assert reader.get("/nuts/XX123").status_code == 404
    assert reader.get("/country/ATL").status_code == 404


def test_a_region_is_told_as_data_under_the_name_that_the_eu_gives(client: TestClient) -> None:
    answer = client.get("/nuts/DEA33.ttl")
    assert '<http://data.europa.eu/nuts/code/DEA33>; rel="cite-as"' in answer.headers["Link"]
    assert "nuts:DEA33" in answer.text
    # A wider one is known by its parts alone, and offers no data of its own.
    page = client.get("/nuts/DEA", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "describedby" not in page.headers["Link"]
    assert client.get("/nuts/DEA.ttl").status_code == 404
