"""What README and CONTRIBUTING promise holds: query and answer, Python lines, commands, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import techland
from techland.graph.build import build
from techland.graph.home import Home

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md")}

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("facts/*.md")])


def block(language: str) -> str:
    """Return the only fenced block of the README in a language."""
    [text] = re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    return str(text)


def answer_table() -> list[dict[str, str]]:
    """Return the rows of the table that follows the query."""
    after = README.partition("```sparql")[2].partition("```\n\n")[2].partition("\n\n")[0]
    head, _, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in after.splitlines()
    ]
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def kg(own_home: Path) -> Iterator[techland.KnowledgeGraph]:
    build(Home(own_home))
    with techland.open(own_home) as opened:
        yield opened


def test_the_query_has_the_answer_beside_it(kg: techland.KnowledgeGraph) -> None:
    solutions = kg.query(block("sparql"))
    rows = [{str(name): row[name].value for name in solutions.variables} for row in solutions]
    assert rows == answer_table()
    assert len(rows) == 7


def test_the_python_lines_run(kg: techland.KnowledgeGraph) -> None:
    names: dict[str, object] = {}
    exec(block("python"), names)  # noqa: S102 - the README is ours, and its code is to be run
    assert len(names["table"]) > 0
    assert len(names["graph"]) > 10_000
    assert "Oost NL" in str(names["oost"])


def test_the_figures_at_the_head_are_those_of_the_graph(kg: techland.KnowledgeGraph) -> None:
    told = re.search(
        r"(\d+) organisations, (\d+) agreements, (\d+) programmes, initiatives and projects "
        r"and (\d+) events, read from (\d+) documents that disagree in (\d+) places",
        README,
    )
    assert told
    tables = ("organisations", "agreements", "programmes", "events", "sources", "conflicts")
    assert [int(one) for one in told.groups()] == [
        kg.snapshot.manifest["rows"][name] for name in tables
    ]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_exists(page: str) -> None:
    from techland.cli import COMMANDS

    named = set(re.findall(r"(?:^|`|bin[/\\])techland ([a-z]+)", PAGES[page], re.MULTILINE))
    assert named
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", PAGES[page], re.MULTILINE)) <= targets


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_linked_or_named_exists(page: str) -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", PAGES[page])
    named = re.findall(
        r"`((?:facts|ontology|graph|queries|viz|tests|locks)/[\w./-]*)`", PAGES[page]
    )
    assert [name for name in {*linked, *named} if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.name)
def test_every_test_that_is_named_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    files = set(re.findall(r"\btests/[\w./-]*\w", text))
    assert [name for name in sorted(files) if not (ROOT / name).exists()] == []
    for file, function in re.findall(r"`(test_\w+\.py)`: (test_\w+)", text):
        found = [path.read_text("utf-8") for path in (ROOT / "tests").rglob(file)]
        assert any(f"def {function}(" in one for one in found), (file, function)
