"""The canonical view of small datasets: merged, disputed, decided, undone, in any order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pyoxigraph import Store

from techland.graph.build import build
from techland.graph.errors import BadRows
from techland.graph.home import Home
from techland.graph.identity.reviewing import (
    decide,
    known_identity,
    read_review,
    review_rows,
    write_review,
)
from techland.graph.identity_errors import BadReview
from techland.graph.ingest.importing import ImportOptions, import_files
from techland.graph.snapshot import Snapshot, active_snapshot
from techland.graph.store import load_store
from tests.graph.fact_folder import SMALL
from tests.graph.ingest.small_files import (
    ORGANIZATION,
    PARTNER,
    PROJECT,
    cordis_file,
    keep_file,
)

B = "https://w3id.org/techland/"
HOCHSCHULE = f"{B}organisation/hochschule-borken"
PLACE = {"Town": "Gronau", "Country": "Germany", "Postal code": "48599"}
LEAD = {**PARTNER, **PLACE, "Programme": "Fonds V", "Acronym": "EuroHub"}
NAMES = ("Hochschule Borken", "FH Borken", "Hochschule Borken, Fachbereich Wirtschaft")
HUB = {
    **PROJECT,
    "Programme": "Fonds V",
    "Acronym": "EuroHub",
    "Budget": "300,000.00",
    "Project start": "2017/01/31",
    "Project end": "2019/03/31",
}


PREFIXES = {
    "tl": f"{B}ontology#",
    "dct": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def files(folder: Path) -> tuple[Path, Path]:
    folder.mkdir(exist_ok=True)
    partners = [
        {**LEAD, "Project Partner": name, "Lead Partner": "Yes" if not n else "No"}
        for n, name in enumerate(NAMES)
    ]
    keep = keep_file(folder / "keep.xlsx", projects=[HUB], partners=partners)
    told = {"name": "HOCHSCHULE BORKEN", "city": "Gronau", "country": "DE", "geolocation": ""}
    return keep, cordis_file(folder / "organization.csv", {**ORGANIZATION, **told})


def imported(root: Path, told: Sequence[Path]) -> Home:
    home = Home(root / "home")
    for file in told:
        import_files(home, [file], ImportOptions(facts=SMALL))
    return home


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return files(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="module")
def merged(told: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Home:
    return imported(tmp_path_factory.mktemp("merged"), told)


def ask(snapshot: Snapshot, query: str) -> Iterator[tuple[str, ...]]:
    store: Store = load_store(snapshot)
    for row in store.query(query, prefixes=PREFIXES):
        yield tuple(term.value for term in row)


def count(snapshot: Snapshot, pattern: str) -> int:
    ((number,),) = ask(snapshot, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")
    return int(number)


def test_records_are_told_of_the_curated_thing(merged: Home) -> None:
    snapshot = active_snapshot(merged)
    replaced = list(
        ask(snapshot, "SELECT ?x ?y { ?x dct:isReplacedBy ?y . ?y a org:FormalOrganization }")
    )
    assert len(replaced) == 3
    assert {by for _, by in replaced} == {HOCHSCHULE}
    assert count(snapshot, "?x a org:FormalOrganization") == 7 + 1  # the department stays
    names = {n for (n,) in ask(snapshot, f"SELECT ?n {{ <{HOCHSCHULE}> skos:altLabel ?n }}")}
    assert {"FH Borken", "HOCHSCHULE BORKEN"} <= names
    sources = ask(
        snapshot,
        f"SELECT ?d {{ ?c rdf:subject <{HOCHSCHULE}> ; rdf:object ?n ; prov:wasDerivedFrom ?d "
        "FILTER (str(?n) = 'FH Borken') }",
    )
    assert list(sources) == [(f"{B}dataset/keep-eu",)]
    ((whole,),) = ask(snapshot, "SELECT ?w { ?x org:unitOf ?w }")
    assert whole == HOCHSCHULE


def test_a_project_counts_once_and_its_money_once(merged: Home) -> None:
    snapshot = active_snapshot(merged)
    hub = f"<{B}activity/eurohub>"
    ((cost,),) = ask(snapshot, f"SELECT ?c {{ {hub} tl:totalCostPlanned ?c }}")
    assert cost == "250000.5"
    assert count(snapshot, "?x a tl:Project") == 2  # CORDIS has one of its own
    told = ask(
        snapshot,
        f"""SELECT ?v {{ ?d tl:about {hub} ; tl:disputedProperty "total cost planned" ;
        tl:position ?p . ?p tl:typedValue ?v ; prov:wasDerivedFrom ?s }}""",
    )
    assert list(told) == [("300000",)]
    starts = ask(snapshot, f'SELECT ?d {{ ?d tl:about {hub} ; tl:disputedProperty "start" }}')
    assert len(list(starts)) == 1


def test_dataset_graphs_stay_as_imported_and_counts_add_up(merged: Home) -> None:
    snapshot = active_snapshot(merged)
    store = load_store(snapshot)
    for name, number in snapshot.manifest["graphs"].items():
        graph = "" if name == "default" else f"GRAPH <{B}graph/{name}>"
        ((row,),) = store.query(f"SELECT (COUNT(*) AS ?n) {{ {graph} {{ ?s ?p ?o }} }}")
        assert int(row.value) == number, name
    for iri, number in snapshot.manifest["classes"].items():
        assert count(snapshot, f"?x a <{iri}>") == number, iri
    lines = snapshot.quads_path.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))


def test_the_order_of_imports_does_not_matter(
    merged: Home, told: tuple[Path, Path], tmp_path: Path
) -> None:
    other = active_snapshot(imported(tmp_path, told[::-1]))
    assert other.version == active_snapshot(merged).version


def test_a_wrong_merge_is_undone_and_the_decision_stays(
    told: tuple[Path, Path], tmp_path: Path
) -> None:
    home = imported(tmp_path, told)
    before = active_snapshot(home)
    replaced = dict(ask(before, "SELECT ?x ?y { ?x dct:isReplacedBy ?y }"))
    record = next(iri for iri in sorted(replaced) if "/organisation/cordis" in iri)
    names = (record, HOCHSCHULE)
    rows = [
        {"first": record, "second": one, "decision": "different", "reason": "two bodies"}
        for one in (HOCHSCHULE, *(r for r in replaced if replaced[r] == HOCHSCHULE and r != record))
    ]
    decide(home, rows)
    after = build(home, SMALL).snapshot
    assert count(after, "?x a org:FormalOrganization") == 7 + 2
    assert not list(ask(after, f"SELECT ?y {{ <{record}> dct:isReplacedBy ?y }}"))
    links = ask(
        after,
        f"SELECT ?o ?b {{ ?l tl:linkedThing <{record}>, <{HOCHSCHULE}> ; tl:linkOutcome ?o ; "
        "tl:decidedBy ?b }",
    )
    assert list(links) == [("different", "curator")]
    cells = {"name": "HOCHSCHULE BORKEN", "city": "Gronau", "country": "DE", "geolocation": ""}
    dated = {**ORGANIZATION, **cells, "contentUpdateDate": "2024-01-01 00:00:00"}
    newer = cordis_file(tmp_path / "organization.csv", dated)
    import_files(home, [newer], ImportOptions(facts=SMALL))
    assert count(active_snapshot(home), "?x a org:FormalOrganization") == 7 + 2
    decide(
        home,
        [
            {"first": one, "second": names[0], "decision": "same", "reason": "one after all"}
            for one in names[1:]
        ],
    )
    assert (home.facts / "identity.csv").read_text(encoding="utf-8").count("\n") == 1 + len(rows)


def test_a_review_goes_out_and_comes_back(merged: Home, tmp_path: Path) -> None:
    known = known_identity(merged, SMALL)
    rows = list(review_rows(known, ["certain", "likely", "part"]))
    assert rows
    assert all(row["reasons"] and row["first_names"] for row in rows)
    rows[0] |= {"decision": "unsure", "reason": "=same(body)"}
    path = tmp_path / "review.csv"
    assert write_review(rows, path) == len(rows)
    assert "'=same(body)" in path.read_text("utf-8"), "no formula of a spreadsheet"
    (told,) = read_review(path)
    assert (told["first"], told["decision"]) == (rows[0]["first"], "unsure")
    assert told["reason"] == "=same(body)"
    rows[0]["decision"] = "maybe"
    write_review(rows, path)
    with pytest.raises(BadReview, match=r"review.csv, row 2, column decision: 'maybe'"):
        read_review(path)


def test_decisions_that_cannot_be_are_refused_with_their_row(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for second, fault in (
        ("organisation/a", "the same thing twice"),
        ("activity/x", "a thing of another kind"),
        ("organisation/b", "two curated things"),
    ):
        row = {"first": "organisation/a", "second": second, "decision": "same", "reason": "x"}
        with pytest.raises(BadRows, match=fault):
            decide(home, [row])
    assert not (home.facts / "identity.csv").exists()
