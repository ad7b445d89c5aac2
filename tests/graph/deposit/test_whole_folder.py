"""A deposit is whole or not there, loses nothing of anybody's, and is the same each time."""

from __future__ import annotations

import filecmp
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from techland.graph.deposit.checksums import checksum_lines
from techland.graph.deposit.files import DepositFile, LeftOut
from techland.graph.deposit.kept_inputs import kept_inputs
from techland.graph.deposit.kinds import described
from techland.graph.deposit.whole_folder import files_below
from techland.graph.deposit.writing import Contents, write_deposit, write_deposit_zip
from techland.graph.deposit_errors import FileInUse, FolderInUse, ForeignFiles, WrongDoi
from techland.graph.description.edition import Edition, checked_doi
from techland.graph.errors import CannotWrite
from techland.graph.export_errors import TooManyRows
from techland.graph.home import Home
from techland.graph.snapshot import Snapshot, canonical_json
from techland.graph.validation import shape_files
from techland.knowledge_graph import open_graph


def contents(snapshot: Snapshot, *files: DepositFile) -> Contents:
    return Contents(Edition(snapshot), files, [LeftOut("facts/x.csv", "it is gone")], ["a gap"])


def small(text: bytes = b"a\r\n") -> DepositFile:
    return DepositFile("tables/statements.csv", lambda output: output.write(text))


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.soak
def test_the_same_snapshot_gives_the_same_bytes(
    deposit: Path, curated_home: Home, tmp_path: Path
) -> None:
    program = [sys.executable, "-m", "techland.cli", "export", "--all", str(tmp_path / "again")]
    settings = {**os.environ, "TECHLAND_HOME": str(curated_home.root), "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        program, env=settings, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=250
    )
    held = files_below(deposit)
    assert files_below(tmp_path / "again") == held
    _, unequal, errors = filecmp.cmpfiles(deposit, tmp_path / "again", held, shallow=False)
    assert (unequal, errors) == ([], [])
    assert f"{len(held)} files" in done.stdout
    assert f"[{len(held)}/{len(held)}] SHA256SUMS" in done.stderr


def test_an_archive_holds_the_folder(curated_snapshot: Snapshot, tmp_path: Path) -> None:
    made = contents(curated_snapshot, small())
    folder = write_deposit(tmp_path / "folder", made).folder
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    write_deposit_zip(first, made)
    write_deposit_zip(second, made)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        top = f"techland-{curated_snapshot.short}"
        assert {f"{top}/{path}" for path in files_below(folder)} == set(archive.namelist())
        assert archive.read(f"{top}/SHA256SUMS") == (folder / "SHA256SUMS").read_bytes()
    with pytest.raises(FileInUse, match="--force"):
        write_deposit_zip(first, made)
    write_deposit_zip(first, made, force=True)


def test_what_a_format_cannot_hold_is_left_out_and_said(
    curated_snapshot: Snapshot, tmp_path: Path
) -> None:
    def refuse(output: BinaryIO) -> None:
        output.write(b"half")
        raise TooManyRows(5)

    refused = DepositFile("tables/statements.xlsx", refuse)
    made = write_deposit(tmp_path / "d", contents(curated_snapshot, small(), refused))
    assert not (made.folder / "tables" / "statements.xlsx").exists()
    assert [one.path for one in made.left_out] == ["facts/x.csv", "tables/statements.xlsx"]
    readme = (made.folder / "README.md").read_text(encoding="utf-8")
    assert "`tables/statements.xlsx`: more than 5 rows" in readme
    assert "- a gap" in readme
    assert "statements.xlsx" not in (made.folder / "SHA256SUMS").read_text(encoding="utf-8")


def test_an_earlier_deposit_is_replaced_only_when_told(
    curated_snapshot: Snapshot, tmp_path: Path
) -> None:
    target = tmp_path / "d"
    write_deposit(target, contents(curated_snapshot, small(b"old\r\n")))
    with pytest.raises(FolderInUse, match="--force"):
        write_deposit(target, contents(curated_snapshot, small()))
    assert (target / "tables" / "statements.csv").read_bytes() == b"old\r\n"
    write_deposit(target, contents(curated_snapshot, small()), force=True)
    assert (target / "tables" / "statements.csv").read_bytes() == b"a\r\n"
    assert hidden(tmp_path) == []


@pytest.mark.parametrize("name", ["notes.txt", "tables/own.csv", "README.md"])
@pytest.mark.parametrize("force", [True, False])
def test_nobody_elses_files_are_lost(
    curated_snapshot: Snapshot, tmp_path: Path, name: str, force: bool
) -> None:
    target = tmp_path / "d"
    write_deposit(target, contents(curated_snapshot, small()))
    (target / name).write_text("mine", encoding="utf-8")
    with pytest.raises(ForeignFiles, match=name):
        write_deposit(target, contents(curated_snapshot, small()), force=force)
    assert (target / name).read_text(encoding="utf-8") == "mine"
    assert hidden(tmp_path) == []


def test_an_empty_folder_is_taken(curated_snapshot: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    assert write_deposit(tmp_path / "d", contents(curated_snapshot, small())).files


def test_a_file_in_the_folders_place_is_kept(curated_snapshot: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "d").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotWrite):
        write_deposit(tmp_path / "d", contents(curated_snapshot, small()), force=True)
    assert (tmp_path / "d").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_a_stopped_deposit_leaves_nothing(
    curated_snapshot: Snapshot, tmp_path: Path, error: BaseException
) -> None:
    def stop(output: BinaryIO) -> None:
        output.write(b"half")
        raise error

    stopped = DepositFile("tables/statements.tsv", stop)
    expected = CannotWrite if isinstance(error, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        write_deposit(tmp_path / "d", contents(curated_snapshot, small(), stopped))
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def running(curated_home: Home, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a deposit, and hand it over when its first files are written."""
    program = [sys.executable, "-m", "techland.cli", "export", "--all", str(tmp_path / "d")]
    settings = {**os.environ, "TECHLAND_HOME": str(curated_home.root)}
    with subprocess.Popen(
        program, env=settings, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr
        assert "[2/" in process.stderr.readline() + process.stderr.readline()
        yield process
        process.kill()


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_a_killed_deposit_never_looks_whole(
    running: subprocess.Popen[str], curated_snapshot: Snapshot, tmp_path: Path
) -> None:
    running.send_signal(signal.SIGKILL)
    running.wait(timeout=30)
    assert not (tmp_path / "d").exists()
    assert len(hidden(tmp_path)) == 1
    write_deposit(tmp_path / "d", contents(curated_snapshot, small()))
    assert hidden(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_ctrl_c_ends_cleanly(running: subprocess.Popen[str], tmp_path: Path) -> None:
    begun = time.monotonic()
    running.send_signal(signal.SIGINT)
    running.wait(timeout=60)
    assert running.returncode == 130
    assert list(tmp_path.iterdir()) == [], time.monotonic() - begun


@pytest.mark.parametrize("text", ["10.5281/zenodo.1234567", "https://doi.org/10.17026/dans-x"])
def test_a_doi_is_told_everywhere(curated_snapshot: Snapshot, tmp_path: Path, text: str) -> None:
    doi = checked_doi(text)
    told = Contents(Edition(curated_snapshot, doi), [small()], [], [])
    folder = write_deposit(tmp_path / "d", told).folder
    names = ["README.md", "CITATION.cff", "datacite.json", "ro-crate-metadata.json"]
    for name in [*names, "metadata/description.ttl"]:
        assert str(doi) in (folder / name).read_text(encoding="utf-8"), name


@pytest.mark.parametrize("text", ["zenodo.1", "10.5281", "https://zenodo.org/records/1", ""])
def test_what_is_no_doi_is_refused(curated_home: Home, tmp_path: Path, text: str) -> None:
    with open_graph(curated_home) as kg, pytest.raises(WrongDoi):
        kg.export_all(tmp_path / "d", doi=text)
    assert list(tmp_path.iterdir()) == []


def test_the_checksums_are_in_one_order() -> None:
    named = [DepositFile(path, lambda _: None) for path in ("datacite.json", "README.md")]
    files = [described(file, 1, "0" * 64) for file in named]
    assert checksum_lines(files).decode().splitlines() == [
        f"{'0' * 64}  README.md",
        f"{'0' * 64}  datacite.json",
    ]


def test_an_input_that_changed_since_the_build_is_left_out(
    curated_snapshot: Snapshot, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(curated_snapshot.directory, tmp_path / curated_snapshot.version))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["inputs"]["events.csv"] = manifest["vocabulary"]["theme.ttl"] = "0" * 64
    manifest["inputs"]["overlay/events.csv"] = manifest["shapes"] = "0" * 64
    (folder / "manifest.json").write_bytes(canonical_json(manifest))
    kept = list(kept_inputs(Snapshot(folder)))
    left = {one.path for one in kept if isinstance(one, LeftOut)}
    assert left == {
        "facts/events.csv",
        "facts/overlay/events.csv",
        "facts/datapackage.json",
        "ontology/schemes/theme.ttl",
        *(f"ontology/shapes/{path.name}" for path in shape_files()),
    }
    assert {one.path for one in kept_inputs(curated_snapshot)} - left
    assert not [one for one in kept_inputs(curated_snapshot) if isinstance(one, LeftOut)]
