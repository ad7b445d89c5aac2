"""What was imported is in the arrays too, and these are there when a build or an import ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from techland.datasets import import_files
from techland.graph.home import Home
from techland.graph.ingest.importing import ImportOptions
from techland.graph.snapshot import Snapshot
from techland.network.arrays.arrays import Arrays
from techland.network.arrays.sidecar import arrays_of, cache_folder
from techland.network.building import build_network
from techland.network.choice import chosen
from tests.graph.fact_folder import SMALL
from tests.graph.ingest.small_files import PARTNER, PARTNER_HEADER, PROJECT, PROJECT_HEADER
from tests.graph.ingest.small_files import workbook as keep_workbook

PAID = "Project total expenditure"
DATASET = "keep-eu-2014-2020"
# Who, country, its code, NUTS 3 region, postcode; the region of the last is in no shown edition.
PARTNERS = (
    ("Stadt Emden", "Germany", "DE Germany / DEUTSCHLAND", "DE942  / Emden", "26721"),
    ("Gemeente Enschede", "Netherlands", "NL The Netherlands / NEDERLAND", "NL213  / Twente", ""),
    ("Mairie de Lille", "France", "FR France / FRANCE", "FR301  / Nord", ""),
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Import three partners in two projects: of one the planned cost is known, of one the paid."""
    folder = tmp_path_factory.mktemp("imported")
    header = [*PROJECT_HEADER, PAID]
    planned = PROJECT | {PAID: "800,000"}
    paid = PROJECT | {"Acronym": "PAID", "Budget": None, "EU Funding": None, PAID: "1,234.5"}
    partners = [
        PARTNER
        | {"Acronym": acronym, "Project Partner": name, "Country": country, "Country code": code}
        | {"NUTS3 (or equivalent)": nuts, "Postal code": postcode, "Lead Partner": "No"}
        for acronym in ("BRIDGE", "PAID")
        for name, country, code, nuts, postcode in PARTNERS
    ]
    sheets = {
        "Projects (lead partners)": [
            header,
            *([p.get(n) for n in header] for p in (planned, paid)),
        ],
        "Partners": [PARTNER_HEADER, *([p.get(n) for n in PARTNER_HEADER] for p in partners)],
    }
    path = keep_workbook(folder / "keep.xlsx", sheets)
    options = ImportOptions(facts=SMALL)
    return import_files(path, home=Home(folder / "home"), options=options).built.snapshot


@pytest.fixture(scope="module")
def arrays(snapshot: Snapshot) -> Arrays:
    return arrays_of(snapshot)


def test_regions_have_the_edition_that_the_import_states(arrays: Arrays) -> None:
    imported = arrays.organisations.filter(pl.col("iri").str.contains(DATASET))
    columns = ("label", "nuts", "nuts_edition", "nuts3")
    assert sorted(imported.select(columns).rows()) == [
        ("Gemeente Enschede", "NL213", "2013", "NL213"),
        ("Mairie de Lille", "FR301", "unstated", "FR301"),
        ("Stadt Emden", "DE942", "2013", "DE942"),
    ]
    curated = arrays.organisations.filter(~pl.col("iri").str.contains(DATASET)).drop_nulls("nuts")
    assert set(curated["nuts_edition"]) <= {"2013 and 2024"}


def test_a_network_of_regions_tells_their_editions(arrays: Arrays) -> None:
    network = build_network(arrays, chosen(tie="projects", level="nuts2", dataset=DATASET), "v")
    ties = {
        (one[-4:], other[-4:]): w for one, other, w in network.ties["one", "other", "weight"].rows()
    }
    assert ties == {("DE94", "FR30"): 2, ("DE94", "NL21"): 2, ("FR30", "NL21"): 2}
    assert any(
        "2 of the edition 2013, 1 of an edition that is not stated" in n for n in network.notes
    )


def test_where_nothing_is_planned_the_paid_cost_counts(arrays: Arrays) -> None:
    imported = arrays.activities.filter(pl.col("iri").str.contains(f"{DATASET}/"))
    assert sorted(imported["cost"].drop_nulls()) == [1234.5, 892228.58]
    network = build_network(arrays, chosen(tie="projects", weight="money", dataset=DATASET), "v")
    assert network.ties["weight"].to_list() == pytest.approx([892228.58 + 1234.5] * 3)


def test_ties_name_the_dataset_that_tells_of_them(arrays: Arrays) -> None:
    network = build_network(arrays, chosen(tie="projects", dataset=DATASET), "v")
    assert network.details["sources"].to_list() == [["https://keep.eu/"]] * 3
    assert [len(one) for one in network.details["activities"]] == [2, 2, 2]


def test_an_import_leaves_the_arrays_so_that_networks_need_no_statements(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    copy = Snapshot(tmp_path / snapshot.version)
    cache_folder(copy).mkdir(parents=True)
    for path in cache_folder(snapshot).iterdir():
        (cache_folder(copy) / path.name).write_bytes(path.read_bytes())
    assert not copy.quads_path.exists()
    for (name, table), (_, made) in zip(
        arrays_of(copy).tables(), arrays_of(snapshot).tables(), strict=True
    ):
        assert table.equals(made), name


def test_a_build_leaves_the_arrays(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    command = [sys.executable, "-m", "techland.cli", "build", "--facts", str(SMALL), "--quiet"]
    environment = {"TECHLAND_HOME": str(home.root), "PATH": "/usr/bin:/bin"}
    subprocess.run(command, check=True, env=environment)
    (folder,) = home.snapshots.iterdir()
    kept = {path.stem for path in cache_folder(Snapshot(folder)).glob("*.parquet")}
    assert kept == {name for name, _ in arrays_of(Snapshot(folder)).tables()}
