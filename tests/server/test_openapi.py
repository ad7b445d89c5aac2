"""The OpenAPI description: what it says of each query, and that schemathesis finds it true."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from techland.queries.catalogue import FOLDER, catalogue, query_named
from techland.queries.extent import MOST_ROWS
from tests.server.conftest import TestClient

HERE = Path(__file__).parent
SECONDS = 100
# One query for each type of parameter, and one with none.
FEW = ("cross-border-partners-on-theme", "activities-running-on-day", "changes-in-year", "needs")


def test_every_query_is_an_operation_with_its_parameters(client: TestClient) -> None:
    told = client.get("/api/openapi.json").json()
    assert told["openapi"] == "3.1.0"
    queries = catalogue(FOLDER)
    suffixed = {f"/api/{name}.{{format}}" for name in queries}
    assert set(told["paths"]) == {f"/api/{name}" for name in queries} | suffixed
    for name, query in queries.items():
        operation = told["paths"][f"/api/{name}"]["get"]
        assert operation["summary"] == query.summary
        own = {one["name"]: one["schema"] for one in operation["parameters"] if "name" in one}
        assert set(own) == set(query.params)
        for parameter in query.params.values():
            schema = own[parameter.name]
            assert ("anyOf" in schema) == (not parameter.required)
            schema = schema.get("anyOf", [schema])[0]
            assert schema.get("enum", []) == list(parameter.choices)
            default = schema.get("default")
            assert (None if default is None else str(default)) == parameter.default
    size = told["components"]["parameters"]["page_size"]["schema"]
    assert size["maximum"] == MOST_ROWS


@pytest.mark.parametrize("name", FEW)
def test_defaults_and_choices_are_accepted(client: TestClient, name: str) -> None:
    query = query_named(name)
    usual = client.get(f"/api/{name}").content
    for parameter in query.params.values():
        if parameter.default:
            asked = client.get(f"/api/{name}", params={parameter.name: parameter.default})
            assert asked.content == usual
        for choice in parameter.choices:
            assert client.get(f"/api/{name}?{parameter.name}={choice}").status_code == 200


@pytest.mark.soak
@pytest.mark.timeout(400)
def test_schemathesis_finds_no_fault_and_no_answer_that_is_not_described(
    validators: Path, address: str, tmp_path: Path
) -> None:
    command = [
        validators / "schemathesis", "--config-file", HERE / "schemathesis.toml", "run",
        f"{address}api/openapi.json", "--checks", "all", "--max-examples", "4",
        "--workers", "2", "--generation-database", "none", "--max-time", str(SECONDS),
        "--seed", "11", "--no-color",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "Test cases:" in done.stdout
