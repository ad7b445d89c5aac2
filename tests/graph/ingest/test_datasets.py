"""Imports as a whole: idempotent, order-free, replaced whole, taken out, safe when stopped."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from techland.graph.datasets import imported_dataset, imported_datasets
from techland.graph.home import Home
from techland.graph.import_errors import (
    BadDatasetName,
    ImportFault,
    MissingColumns,
    OlderDataset,
    TooLarge,
    TwoForOneDataset,
    UnknownDataset,
    UnknownLayout,
    UnreadableFile,
)
from techland.graph.ingest.importing import ImportOptions, import_files, remove_dataset
from techland.graph.snapshot import active_snapshot
from techland.graph.store import load_store
from tests.graph.fact_folder import SMALL, contents

from .small_files import ORGANIZATION, PARTNER, cordis_file, keep_file, taken

SETTINGS = ImportOptions(facts=SMALL)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Return a file of keep.eu and one of CORDIS with a place in common."""
    keep = keep_file(tmp_path / "keep.xlsx", partners=[{**PARTNER, "Town": "Enschede"}])
    return keep, cordis_file(tmp_path / "organization.csv", {**ORGANIZATION, "geolocation": ""})


def test_the_same_file_again_changes_nothing(home: Home, files: tuple[Path, Path]) -> None:
    one = import_files(home, [files[0]], SETTINGS)
    before = contents(home.datasets)
    again = import_files(home, [files[0]], SETTINGS)
    assert one.imports[0].changed
    assert not again.imports[0].changed
    assert again.built.snapshot.version == one.built.snapshot.version
    assert contents(home.datasets) == before


def test_a_then_b_is_b_then_a_byte_for_byte(tmp_path: Path, files: tuple[Path, Path]) -> None:
    snapshots = []
    for number, order in enumerate((files, files[::-1])):
        home = Home(tmp_path / f"home{number}")
        for file in order:
            import_files(home, [file], SETTINGS)
        snapshots.append(active_snapshot(home))
    one, other = snapshots
    assert one.version == other.version
    assert one.quads_path.read_bytes() == other.quads_path.read_bytes()
    assert one.report == other.report


def test_the_default_graph_holds_a_place_of_two_datasets_once(
    home: Home, files: tuple[Path, Path]
) -> None:
    countries = [dict(PARTNER, Town="Enschede", Country="Netherlands")]
    countries[0] |= {"Country code": None, "NUTS3 (or equivalent)": None}
    keep = keep_file(files[0], partners=countries)
    import_files(home, [keep, files[1]], SETTINGS)
    snapshot = active_snapshot(home)
    place = "<https://w3id.org/techland/place/geonames/2756071>"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    lines = snapshot.quads_path.read_text(encoding="utf-8").splitlines()
    of_place = [one for one in lines if one.startswith(f"{place} {kind}")]
    town = "<https://w3id.org/techland/ontology#Place>"
    # In the graph of each dataset; the default graph tells the town by its curated address.
    assert len(of_place) == 2
    assert lines.count(f"<https://w3id.org/techland/place/enschede> {kind} {town} .") == 1
    assert lines == sorted(set(lines))
    store = load_store(snapshot)
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    (row,) = list(store.query(query))
    assert int(row["n"].value) == snapshot.manifest["graphs"]["default"]


def test_an_import_changes_no_curated_triple(home: Home, files: tuple[Path, Path]) -> None:
    before = active_snapshot(home).quads_path.read_text(encoding="utf-8").splitlines()
    import_files(home, files, SETTINGS)
    after = active_snapshot(home).quads_path.read_text(encoding="utf-8").splitlines()
    assert set(before) <= set(after)


def test_a_dataset_taken_out_leaves_the_bytes_of_before(
    home: Home, files: tuple[Path, Path]
) -> None:
    before = active_snapshot(home)
    import_files(home, [files[0]], SETTINGS)
    assert [one.name for one in imported_datasets(home)] == ["keep-eu-2014-2020"]
    built = remove_dataset(home, "keep-eu-2014-2020", SMALL)
    assert built.snapshot.version == before.version
    assert imported_datasets(home) == []
    with pytest.raises(UnknownDataset, match="no dataset named 'keep-eu-2014-2020'"):
        remove_dataset(home, "keep-eu-2014-2020", SMALL)


def test_a_newer_file_replaces_the_graph_whole(home: Home, tmp_path: Path) -> None:
    taken(home, cordis_file(tmp_path / "organization.csv", ORGANIZATION))
    newer = {**ORGANIZATION, "organisationID": "1", "contentUpdateDate": "2024-01-01 00:00:00"}
    dataset = taken(home, cordis_file(tmp_path / "organization.csv", newer))
    text = active_snapshot(home).quads_path.read_text(encoding="utf-8")
    assert "organisation/cordis/999589463" not in text
    assert "organisation/cordis/1>" in text
    assert dataset.manifest["issued"] == "2024-01-01"


def test_an_older_file_replaces_a_newer_one_only_when_asked(home: Home, tmp_path: Path) -> None:
    path = cordis_file(tmp_path / "organization.csv", ORGANIZATION)
    taken(home, path)
    before = active_snapshot(home).version
    older = {**ORGANIZATION, "contentUpdateDate": "2020-01-01 00:00:00"}
    cordis_file(path, older)
    with pytest.raises(OlderDataset, match="2023-03-06; the file is of 2020-01-01"):
        taken(home, path)
    assert active_snapshot(home).version == before
    assert taken(home, path, replace=True).manifest["issued"] == "2020-01-01"


def test_a_zip_file_a_folder_and_single_files_make_the_same_dataset(
    home: Home, tmp_path: Path
) -> None:
    folder = tmp_path / "cordis"
    folder.mkdir()
    file = cordis_file(folder / "organization.csv", ORGANIZATION)
    pack = tmp_path / "cordis.zip"
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as written:
        written.write(file, "csv/organization.csv")
        written.writestr("csv/readme.txt", "about")
    sums = set()
    for number, path in enumerate((file, folder, pack)):
        dataset = taken(home, path, dataset=f"cordis-{number}")
        text = dataset.triples_path.read_text(encoding="utf-8").replace(dataset.name, "x")
        sums.add(len(text.split("\n")))
        assert dataset.manifest["rows"]["organization"]["used"] == 1
    assert len(sums) == 1


def refused(home: Home, *paths: Path, **options: object) -> ImportFault:
    before = {p: data for p, data in contents(home.root).items() if "lock" not in str(p)}
    asked = ImportOptions(facts=SMALL, **options)
    with pytest.raises(ImportFault) as caught:
        import_files(home, list(paths), asked)
    after = {p: data for p, data in contents(home.root).items() if "lock" not in str(p)}
    assert after == before
    assert caught.value.hint
    return caught.value


def test_errors_name_the_file_and_the_way_out(home: Home, tmp_path: Path) -> None:
    assert isinstance(refused(home, tmp_path / "absent.csv"), UnreadableFile)
    table = tmp_path / "table.csv"
    table.write_text("one,two\n1,2\n", encoding="utf-8")
    error = refused(home, table)
    assert isinstance(error, UnknownLayout)
    assert "table.csv: no importer knows these columns: one, two" in str(error)
    table.write_bytes(b"")
    assert isinstance(refused(home, table), UnreadableFile)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    assert isinstance(refused(home, broken), UnreadableFile)
    lacking = cordis_file(tmp_path / "organization.csv", ORGANIZATION)
    text = lacking.read_text(encoding="utf-8").replace('"role"', '"part"')
    lacking.write_text(text, encoding="utf-8")
    assert isinstance(refused(home, lacking), MissingColumns)
    good = cordis_file(tmp_path / "organization.csv", ORGANIZATION)
    for name in ("facts", "A b", "1x", "../x"):
        assert isinstance(refused(home, good, dataset=name), BadDatasetName)
    keep = [keep_file(tmp_path / f"keep{n}.xlsx") for n in (1, 2)]
    assert isinstance(refused(home, *keep), TwoForOneDataset)


def test_a_bomb_is_refused_before_it_is_unpacked(home: Home, tmp_path: Path) -> None:
    pack = tmp_path / "bomb.zip"
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("organization.csv", b"0" * (80 << 20))
    assert isinstance(refused(home, pack), TooLarge)
    assert isinstance(refused(home, pack.rename(tmp_path / "bomb.xlsx")), TooLarge)


KILLED = """
import sys
from pathlib import Path
from techland.graph.home import Home
from techland.graph.ingest.importing import ImportOptions, import_files
import os, signal
def tell(what, done, rows):
    if what.startswith(sys.argv[3]):
        os.kill(os.getpid(), getattr(signal, sys.argv[4]))
import_files(Home(Path(sys.argv[1])), [Path(sys.argv[2])],
    ImportOptions(facts=Path(sys.argv[5])), tell)
"""


@pytest.mark.soak
@pytest.mark.parametrize("stop", ["SIGKILL", "SIGINT"])
@pytest.mark.parametrize("moment", ["read", "sort", "check the shapes", "build the snapshot"])
def test_a_stopped_import_leaves_the_last_snapshot_served(
    home: Home, tmp_path: Path, moment: str, stop: str
) -> None:
    before = active_snapshot(home).version
    path = keep_file(tmp_path / "keep.xlsx")
    command = [sys.executable, "-c", KILLED, str(home.root), str(path), moment, stop, str(SMALL)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert done.returncode != 0
    assert active_snapshot(home).version == before
    active_snapshot(home).verify()
    dataset = taken(home, path)
    dataset.verify()
    assert imported_dataset(home, dataset.name)
    assert not list(home.datasets.glob(".importing-*"))


@pytest.mark.soak
def test_the_report_is_json_too(home: Home, tmp_path: Path, own_home: Path) -> None:
    path = cordis_file(tmp_path / "organization.csv", ORGANIZATION)
    command = [sys.executable, "-m", "techland.cli", "import", "--json", str(path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=120)
    (report,) = json.loads(done.stdout)["datasets"]
    assert report["dataset"] == "cordis"
    assert report["mended"] == {"decimal comma": 1, "post code's spelling": 1}
    taken(home, path)
    in_python = imported_dataset(home, "cordis")
    assert in_python
    for key in ("rows", "mended", "refused", "left_out", "triples", "sheets"):
        assert report[key] == in_python.report[key]
