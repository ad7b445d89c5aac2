"""One comparison behind three doors, in every format; and the patch makes the new version."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse
from rich.console import Console
from starlette.testclient import TestClient

import techland
from techland.cli import main
from techland.graph.build import build
from techland.graph.home import Home
from techland.graph.snapshot import active_snapshot
from techland.queries.evaluation import InProcess
from techland.server.app import create_app
from techland.terminal_changes import show_changes
from techland.viz.change_files import change_formats
from tests.graph.fact_folder import FactFolder
from tests.server.pages import Page

FORMATS = [entry.name for entry in change_formats()]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Two versions of the small facts: a date corrected, a row more, a title that is hostile."""
    root = tmp_path_factory.mktemp("diff")
    home, facts = Home(root / "home"), FactFolder(root / "facts")
    build(home, facts.path)
    facts.put("agreements", facts.number("agreements", id="strategy-2023"), signed_on="2023-06")
    facts.add("participations", 2, programme_id="kring", organisation_id="bedrijf", role="partner")
    facts.put("sources", 2, title="<script>alert('=1|2')</script>")
    build(home, facts.path)
    return home


@pytest.fixture(scope="module")
def client(home: Home) -> Iterator[TestClient]:
    snapshot = active_snapshot(home)
    evaluator = InProcess(snapshot.quads_path)
    with TestClient(create_app(snapshot, evaluator), base_url="http://localhost") as opened:
        yield opened


def command(home: Home, *arguments: str, status: int = 0) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TECHLAND_HOME", str(home.root))
        with pytest.raises(SystemExit) as ended:
            main(["diff", *arguments])
    assert ended.value.code == status


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_the_same_through_every_door(
    name: str, home: Home, client: TestClient, tmp_path: Path
) -> None:
    [entry] = [one for one in change_formats() if one.name == name]
    found = techland.diff(home=home)
    python = found.export(tmp_path / f"python.{entry.suffix}").read_bytes()
    target = tmp_path / f"command.{entry.suffix}"
    command(home, "previous", "active", "--out", str(target))
    assert target.read_bytes() == python
    both = {"from": found.old.short, "to": found.new.version}
    by_suffix = client.get(f"/diff.{entry.suffix}", params=both)
    by_wish = client.get("/diff", headers={"accept": entry.media_type})
    by_name = client.get("/diff", params={"format": name})
    assert by_suffix.content == by_wish.content == by_name.content == python
    assert by_suffix.headers["content-type"].partition(";")[0] == entry.media_type
    assert "accept" in by_wish.headers["vary"].lower()


def test_the_patch_applied_to_the_old_version_gives_the_new(home: Home) -> None:
    found = techland.diff(home=home)
    output = io.BytesIO()
    found.write(output, "rdfpatch")
    store = Store()
    store.bulk_load(path=str(found.old.quads_path), format=RdfFormat.N_QUADS)
    for line in output.getvalue().splitlines():
        if line[:2] in {b"A ", b"D "}:
            [quad] = parse(line[2:], RdfFormat.N_QUADS)
            (store.add if line.startswith(b"A") else store.remove)(quad)
    new = set(parse(path=str(found.new.quads_path), format=RdfFormat.N_QUADS))
    assert set(store) == new


def test_rdf_tells_what_python_tells(home: Home) -> None:
    found = techland.diff(home=home)
    graphs = []
    for name, kind in (
        ("turtle", RdfFormat.TURTLE),
        ("ntriples", RdfFormat.N_TRIPLES),
        ("rdfxml", RdfFormat.RDF_XML),
    ):
        output = io.BytesIO()
        found.write(output, name)
        graphs.append({str(quad.triple) for quad in parse(output.getvalue(), kind)})
    assert graphs[0] == graphs[1] == graphs[2]
    store = Store()
    output = io.BytesIO()
    found.write(output, "turtle")
    store.load(output.getvalue(), RdfFormat.TURTLE)
    query = """PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX tl: <https://w3id.org/techland/ontology#>
        PREFIX change-reason: <https://w3id.org/techland/change-reason/>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?before ?after { ?new prov:wasRevisionOf ?old ; rdf:object ?after .
          ?old rdf:object ?before . ?change tl:changeOf ?new ;
          tl:changeReason change-reason:value-corrected }"""
    rows = [(row["before"].value, row["after"].value) for row in store.query(query)]
    assert rows == [("2023-05", "2023-06")]


def test_csv_json_and_markdown_tell_every_change(home: Home) -> None:
    found = techland.diff(home=home)
    table = found.to_pandas()
    written = {}
    for name in ("csv", "json"):
        output = io.BytesIO()
        found.write(output, name)
        written[name] = output.getvalue().decode()
    rows = list(csv.DictReader(io.StringIO(written["csv"])))
    assert len(rows) == len(table)
    assert [row["why"] for row in rows if row["section"] == "claims"] == [
        "row added: participations[kring/bedrijf/partner]",
        "value corrected in the table: agreements[strategy-2023]",
    ]
    told = json.loads(written["json"])
    assert len(told["claims"]) == len(found.claims) == 2
    assert told["claims"][1]["before"]["value"]["value"] == "2023-05"
    markdown = found.to_markdown()
    assert "\\<script\\>alert('=1\\|2')\\</script\\>" in markdown
    assert "| changed | Joint Strategy | signed on | 2023-05 | 2023-06 |" in markdown


def test_a_version_with_itself_says_so_at_every_door(
    home: Home, client: TestClient, capfd: pytest.CaptureFixture[str]
) -> None:
    found = techland.diff("active", "active", home=home)
    assert not found
    assert found.claims == ()
    assert "nothing differs" in str(found)
    command(home, "active", "active", "--format", "markdown")
    assert "nothing differs" in capfd.readouterr().out
    page = client.get("/diff?from=active&to=active", headers={"accept": "text/html"})
    assert "nothing differs" in page.text


def test_a_version_that_is_not_kept_is_told_with_those_that_are(
    home: Home, client: TestClient, capfd: pytest.CaptureFixture[str]
) -> None:
    kept = active_snapshot(home).short
    command(home, "f00d", "active", status=1)
    assert kept in capfd.readouterr().err
    answer = client.get("/diff.json?from=f00d")
    assert answer.status_code == 410
    assert kept in answer.text
    assert client.get("/diff.xyz").status_code == 406


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Claims"), ("nl", "Beweringen"), ("de", "Behauptungen")]
)
def test_the_page_and_the_terminal_speak(
    home: Home, client: TestClient, language: str, word: str
) -> None:
    answer = client.get(f"/diff?lang={language}", headers={"accept": "text/html"})
    page = Page(answer.text)
    assert word in page.text
    assert "<script>alert" not in answer.text
    tables = [tag for tag, _ in page.elements if tag == "table"]
    assert len(tables) == len([tag for tag, _ in page.elements if tag == "caption"]) > 3
    for width in (60, 140):
        console = Console(width=width, file=io.StringIO(), highlight=False, markup=False)
        show_changes(techland.diff(home=home, language=language).words, console)
        lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]  # a StringIO of ours
        assert max(map(len, lines)) <= width
        assert any(word in line for line in lines)
        assert "2023-06" in "".join(lines)
