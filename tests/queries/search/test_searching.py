"""Search by any name, in any spelling; counts against the tables themselves."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from pyoxigraph import Store
from tantivy import Index

from techland.graph.search_errors import UnknownFacet, WrongPage
from techland.graph.snapshot import Snapshot
from techland.ontology.terms import BASE
from techland.queries.search.fields import initials, spellings
from techland.queries.search.searching import search
from techland.queries.search.sidecar import index_folder, index_of

FACTS = Path(__file__).parents[3] / "facts"


@pytest.fixture(scope="module")
def index(curated_snapshot: Snapshot) -> Index:
    return index_of(curated_snapshot)


def organisations() -> list[dict[str, str]]:
    with (FACTS / "organisations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names(row: dict[str, str]) -> list[str]:
    own = [row["name_nl"], row["name_de"], row["name_en"], *row["alt_names"].split(" | ")]
    return list(dict.fromkeys(name for name in own if name))


def first(index: Index, text: str, **filters: list[str]) -> str:
    hits = search(index, text, filters).hits
    return hits[0].iri.removeprefix(BASE) if hits else "nothing"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "WWU",
            "univ munster",
            "Universität Münster",
            "universitat munster",
            "UNIVERSITAET MUENSTER",
        ),
        *("university of munster", "Univeristät Münster", "wilhelms universitat", "munster uni"),
    ],
)
def test_the_university_of_munster_is_found(index: Index, text: str) -> None:
    assert first(index, text) == "organisation/universitaet-muenster"


def test_every_organisation_is_found_by_every_name(index: Index) -> None:
    for row in organisations():
        for name in names(row):
            found = {hit.iri for hit in search(index, name, {"kind": ["organisation"]}).hits[:5]}
            assert f"{BASE}organisation/{row['id']}" in found, name


def test_diacritics_and_capitals_make_no_difference(index: Index) -> None:
    for row in organisations():
        for name in names(row):
            plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
            if len(plain) < len(name):
                continue  # a letter that has no plain form
            found = {hit.iri for hit in search(index, plain).hits}
            assert f"{BASE}organisation/{row['id']}" in found, plain


def misspelt(word: str) -> list[str]:
    """Return a word with a letter left out, two swapped, and one doubled, in its middle."""
    at = len(word) // 2
    return [
        word[:at] + word[at + 1 :],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
    ]


def test_one_typing_error_is_forgiven(index: Index) -> None:
    long = [(row["id"], name) for row in organisations() for name in names(row) if len(name) > 9]
    tried = missed = 0
    for identifier, name in long[::4]:
        for wrong in misspelt(name):
            tried += 1
            found = {hit.iri for hit in search(index, wrong, {"kind": ["organisation"]}).hits[:10]}
            missed += f"{BASE}organisation/{identifier}" not in found
    assert tried > 200
    # An error in a word of three letters is not forgiven.
    assert missed <= tried * 0.03


def test_euregio_offers_the_four_bodies_first(index: Index) -> None:
    found = search(index, "Euregio", {"kind": ["organisation"]}).hits[:4]
    bodies = {row["id"] for row in organisations() if row["type"] == "euroregion"}
    assert {hit.iri.rpartition("/")[2] for hit in found} == bodies
    assert len(bodies) == 4


def test_facets_count_all_results(index: Index, curated_store: Store) -> None:
    found = search(index, "", facets=True, limit=0)
    assert found.total == sum(number for _, number in found.facets["kind"])
    rows = organisations()
    assert dict(found.facets["kind"])["organisation"] == len(rows)
    told = search(index, "", {"kind": ["organisation"]}, facets=True, limit=0)
    dutch = [row for row in rows if row["country"] == "NL" or "NL" in row["sides"].split(" | ")]
    assert dict(told.facets["country"])["NL"] == len(dutch)
    with (FACTS / "organisation_themes.csv").open(encoding="utf-8", newline="") as file:
        themed = {r["id"] for r in csv.DictReader(file) if r["theme_id"] == "hydrogen"}
    assert dict(told.facets["theme"])[f"{BASE}theme/hydrogen"] == len(themed)
    asked = (
        "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?c "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> ?o ; "
        "<http://www.w3.org/ns/prov#wasDerivedFrom> <%s> . "
        "?o a <http://www.w3.org/ns/org#FormalOrganization> }"
    )
    source, number = told.facets["source"][0]
    row = next(iter(curated_store.query(asked % source)))  # type: ignore[arg-type]  # a SELECT
    assert int(row["n"].value) == number


def test_a_search_is_narrowed_by_each_facet(index: Index) -> None:
    whole = search(index, "", facets=True, limit=0)
    for facet, values in whole.facets.items():
        value, number = values[0]
        assert search(index, "", {facet: [value]}, limit=0).total == number, facet
    by_id = search(index, "", {"theme": ["hydrogen"]}).total
    assert by_id == search(index, "", {"theme": [f"{BASE}theme/hydrogen"]}).total > 0


def test_pages_of_results_are_the_whole(index: Index) -> None:
    whole = search(index, "e", limit=200).hits
    pages = [search(index, "e", limit=40, offset=at).hits for at in range(0, 200, 40)]
    assert len(whole) > 80
    assert [hit for page in pages for hit in page] == list(whole)


def test_what_nothing_has_in_full_is_found_in_part_and_said(index: Index) -> None:
    found = search(index, "zzxxyyqq twente")
    assert found.relaxed
    assert found.hits
    assert not search(index, "twente").relaxed
    assert search(index, "zzxxyyqq").total == 0
    assert not search(index, "zzxxyyqq").relaxed


@pytest.mark.parametrize(
    "text", ["", " ", '"', "* OR (", "\x00", "a" * 5000, "\u202eabc", "名前", "'", "\ud800"]
)
def test_any_text_is_a_search(index: Index, text: str) -> None:
    assert search(index, text).total >= 0


def test_half_a_character_is_no_letter(index: Index) -> None:
    usual, halved = search(index, "univ munster"), search(index, "univ \udcff munster")
    assert halved.hits == usual.hits
    assert search(index, "univ", {"theme": ["\ud800"]}).total == 0


def test_what_cannot_be_asked_says_so(index: Index) -> None:
    with pytest.raises(UnknownFacet, match="did you mean"):
        search(index, "x", {"themes": ["hydrogen"]})
    with pytest.raises(WrongPage):
        search(index, "x", limit=1001)


def test_a_damaged_index_is_made_anew(curated_snapshot: Snapshot, tmp_path: Path) -> None:
    folder = tmp_path / curated_snapshot.version
    folder.mkdir()
    (folder / "data.nq").write_bytes(curated_snapshot.quads_path.read_bytes())
    copy = Snapshot(folder)
    whole = search(index_of(copy), "", limit=0).total
    (index_folder(copy) / "meta.json").write_text("{", "utf-8")
    assert search(index_of(copy), "", limit=0).total == whole
    assert [path.name for path in index_folder(copy).parent.iterdir()] == [index_folder(copy).name]


def test_spellings_and_initials() -> None:
    assert spellings("Köln-Bonn") == ["koln bonn", "koeln bonn", "kolnbonn"]
    assert spellings("TECH.LAND") == ["tech land", "techland"]
    assert initials("Westfälische Wilhelms-Universität") == "WWU"
    assert initials("Kamer van Koophandel en Industrie") == "KKI"
    assert initials("twente") is None


@pytest.mark.parametrize(
    ("text", "language", "name", "code"),
    [
        ("Twente", "nl", "Twente", "NL213"),
        ("overijssel", "nl", "Overijssel", "NL21"),
        ("Regierungsbezirk Munster", "de", "Regierungsbezirk Münster", "DEA3"),
        ("NL213", "nl", "Twente", "NL213"),
        ("Noord-Brabant", "de", "Nordbrabant", "NL41"),
    ],
)
def test_regions_are_found_by_name_and_by_code(
    index: Index, text: str, language: str, name: str, code: str
) -> None:
    hits = [hit for hit in search(index, text, limit=3).hits if hit.kind == "region"]
    found = next((hit for hit in hits if hit.iri.endswith(f"/{code}")), None)
    assert found is not None, [hit.names for hit in search(index, text, limit=5).hits]
    assert found.names[language] == name
