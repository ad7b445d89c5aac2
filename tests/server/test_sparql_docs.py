"""What docs/sparql.md says of the service holds: its commands, its tables, its error."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from techland.graph.home import Home
from techland.queries.guard import QueryForm
from techland.queries.limits import SETTINGS
from techland.server.answer_types import named_type, offered_types
from techland.server.request_body import ADDRESS_BYTES, BODY_SECONDS
from tests.server.live import LiveServer, serving

DOCS = (Path(__file__).parents[2] / "docs" / "sparql.md").read_text("utf-8")
COMMANDS = [
    command.replace("\\\n", " ")
    for block in re.findall(r"^```sh\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)
    for command in re.split(r"\n(?=curl )", block.strip())
]
WRONG = next(command for command in COMMANDS if "{ ?s ?p }" in command)


@pytest.fixture(scope="module")
def server(curated_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    log = tmp_path_factory.mktemp("docs") / "log"
    with serving(curated_home.root, log) as found:
        yield found


def run(command: str, server: LiveServer, folder: Path) -> str:
    here = command.replace("http://127.0.0.1:8000/", server.address)
    done = subprocess.run(
        ["bash", "-c", here], cwd=folder, capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout + "".join(path.read_text("utf-8") for path in folder.iterdir())


@pytest.mark.parametrize("command", [command for command in COMMANDS if command != WRONG])
def test_every_command_runs(command: str, server: LiveServer, tmp_path: Path) -> None:
    said = run(command, server, tmp_path)
    assert len(said) > 3
    assert "https://w3id.org/techland/problem/" not in said


def test_the_error_is_the_one_that_is_shown(server: LiveServer, tmp_path: Path) -> None:
    shown = json.loads(re.findall(r"^```json\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)[0])
    assert json.loads(run(WRONG, server, tmp_path)) == shown


def rows(head: str) -> list[list[str]]:
    """The rows of the table with this head, each as the code that stands in it."""
    lines = DOCS.partition(f"| {head} |")[2].splitlines()[2:]
    taken = lines[: lines.index("")]
    return [re.findall(r"`([^`]+)`", line) for line in taken]


@pytest.mark.parametrize(
    ("head", "triples", "form"),
    [
        ("rows, and yes or no", False, QueryForm.SELECT),
        ("triples", True, QueryForm.CONSTRUCT),
    ],
)
def test_the_tables_of_formats_are_whole(head: str, triples: bool, form: QueryForm) -> None:
    offered = offered_types(triples=triples)
    told: dict[str, str] = {}
    for names in rows(f"{head} | `format=` | `Accept`"):
        for name in names:
            media_type, entry = named_type(name, form)
            told[name] = entry.name
            if "/" in name:
                assert media_type == name
        assert len({told[name] for name in names if "/" not in name}) == 1, names
    assert {name: entry.name for name, entry in offered.items()} == {
        name: told[name] for name in told if "/" in name
    }


def test_the_limits_are_the_usual_ones() -> None:
    assert set(SETTINGS.values()) <= set(re.findall(r"TECHLAND_QUERY_\w+", DOCS))
    assert f"{ADDRESS_BYTES // 1024} KiB" in DOCS
    assert f"{BODY_SECONDS:g} seconds" in DOCS
