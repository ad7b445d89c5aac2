"""What no linter looks at: sizes, names, reasons, left-overs, machine paths, addresses."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("facts", "ontology", "graph", "queries", "network", "viz", "server")
LINKS = {f"techland/{room}" for room in ROOMS}
SKIPPED = {"__pycache__", "node_modules", "built", "screenshots"}
FOLDERS = (*ROOMS, "techland", "tests", "benchmarks", "docs", "locks", ".ci", "web")
CODE = {".py", ".rq", ".html", ".jinja", ".css", ".js", ".ts", ".sh"}
PAGES = {".html", ".jinja", ".css", ".js", ".ts"}
TEXT = CODE | {".md", ".toml", ".ttl", ".ftl", ".txt", ".json", ".jsonld", ".yml", ".yaml", ""}
LONGEST = 300

VAGUE = re.compile(r"(?:^|[_.-])(?:utils?|helpers?|commons?|managers?)(?:[_.-]|$)", re.IGNORECASE)
VAGUE_CLASS = re.compile(r"(?:Utils?|Helpers?|Common|Manager)$")
# A silenced rule is named, and a reason of two words or more follows it.
SILENCED = re.compile(
    r"#\s*(noqa|type:\s*ignore|pyright:\s*ignore|nosec|ruff:\s*noqa)(.*)", re.IGNORECASE
)
REASONED = re.compile(r"^(?::\s*|\[)[A-Za-z][\w, -]*\]?\s*(?:#|-|\()\s*\w+\W+\w+")
LEFT_OVER = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
MACHINE_PATH = re.compile(r"(?<![\w.}/:-])/(?:work|root|home|Users)/[\w.]|\b[A-Z]:\\Users\\")
REGISTRY = re.compile(r"://|\b(?:pypi|pythonhosted|npmjs|yarnpkg|debian)\.(?:org|com)\b")
# Where a package asks for money, which npm writes into its lock.
FUNDING = re.compile(r'\s*"url": "https://')
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|link)\b[^>]*\b(?:src|href)\s*=\s*["']?(?:https?:)?//"""
    r"""|url\(\s*["']?(?:https?:)?//|@import\s+["'](?:https?:)?//"""
    r"""|(?:\bfrom|\bimport\(?|\bfetch\()\s*["'](?:https?:)?//""",
    re.IGNORECASE,
)
DELIVERY = re.compile(
    r"cdn\.|\b(?:unpkg|jsdelivr|cdnjs|cloudflare|bootstrapcdn|googleapis|gstatic|esm\.sh|skypack)\b",
    re.IGNORECASE,
)


def files(root: Path, suffixes: set[str]) -> Iterator[Path]:
    """Yield the project's own files with these suffixes, without what a build makes."""
    yield from (path for path in root.iterdir() if path.is_file() and path.suffix in suffixes)
    for top in FOLDERS:
        for folder, inner, names in os.walk(root / top):
            here = Path(folder)
            inner[:] = [
                name
                for name in inner
                if name not in SKIPPED and (here / name).relative_to(root).as_posix() not in LINKS
            ]
            yield from (here / name for name in names if Path(name).suffix in suffixes)


def lines(root: Path, suffixes: set[str]) -> Iterator[tuple[str, str]]:
    """Yield `path:line` and the text of every line, but for the examples in this file."""
    for path in sorted(set(files(root, suffixes)) - {Path(__file__)}):
        where = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            yield f"{where}:{number}", line


def long_files(root: Path) -> list[str]:
    lengths = [(path, len(path.read_text("utf-8").splitlines())) for path in files(root, CODE)]
    return [f"{path}: {length} lines" for path, length in sorted(lengths) if length > LONGEST]


def vague_names(root: Path) -> list[str]:
    paths = {path.relative_to(root) for path in files(root, TEXT)}
    found = [str(path) for path in paths if any(VAGUE.search(part) for part in path.parts)]
    for path in files(root, {".py"}):
        tree = ast.walk(ast.parse(path.read_text("utf-8")))
        classes = [node.name for node in tree if isinstance(node, ast.ClassDef)]
        found += [f"{path.name}: {name}" for name in classes if VAGUE_CLASS.search(name)]
    return found


def silenced_without_reason(root: Path) -> list[str]:
    matches = [(where, SILENCED.search(line)) for where, line in lines(root, {".py"})]
    return [where for where, match in matches if match and not REASONED.match(match[2].strip())]


def left_overs(root: Path) -> list[str]:
    return [where for where, line in lines(root, TEXT) if LEFT_OVER.search(line)]


def machine_paths(root: Path) -> list[str]:
    return [where for where, line in lines(root, TEXT | {".csv"}) if MACHINE_PATH.search(line)]


def registry_hosts(root: Path) -> list[str]:
    locked = ("locks/", "package-lock.json", "web/package-lock.json")
    every = lines(root, {".txt", ".json"})
    return [
        where
        for where, line in every
        if where.startswith(locked) and REGISTRY.search(line) and not FUNDING.match(line)
    ]


def remote_parts(root: Path) -> list[str]:
    """Return where a page or its code would load something from another host."""
    pages = [
        where
        for where, line in lines(root, PAGES)
        if not where.startswith("tests/") and (LOADED.search(line) or DELIVERY.search(line))
    ]
    code = [where for where, line in lines(root, {".py"}) if DELIVERY.search(line)]
    return pages + [where for where in code if where.startswith(ROOMS)]


def undescribed(root: Path) -> list[str]:
    modules = [path for path in files(root, {".py"}) if path.read_text("utf-8").strip()]
    return [
        path.relative_to(root).as_posix()
        for path in modules
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]


RULES: tuple[Callable[[Path], list[str]], ...] = (
    long_files,
    vague_names,
    silenced_without_reason,
    left_overs,
    machine_paths,
    registry_hosts,
    remote_parts,
    undescribed,
)


@pytest.mark.parametrize("rule", RULES)
def test_the_project_keeps_the_rule(rule: Callable[[Path], list[str]]) -> None:
    assert rule(ROOT) == []


def test_every_room_is_looked_at() -> None:
    assert {path.parent for path in files(ROOT, {".py"})} >= {ROOT / room for room in ROOMS}


DOC = '"""Says what it is."""\n'
BROKEN = [
    (long_files, "graph/store.py", DOC + "x = 1\n" * LONGEST),
    (vague_names, "graph/text_utils.py", DOC),
    (vague_names, "viz/helpers/colour.py", DOC),
    (vague_names, "graph/store.py", DOC + "class StoreManager: ..."),
    (silenced_without_reason, "graph/store.py", DOC + "x = 1  # noqa"),
    (silenced_without_reason, "graph/store.py", DOC + "x = 1  # noqa: S101"),
    (silenced_without_reason, "graph/store.py", DOC + "x = 1  # type: ignore"),
    (silenced_without_reason, "graph/store.py", DOC + "x = 1  # type: ignore[arg-type]"),
    (left_overs, "docs/data.md", "TODO: write this"),
    (machine_paths, "docs/data.md", "see /home/user/facts"),
    (machine_paths, "server/app.py", DOC + "HOME = 'C:\\Users\\user'"),
    (registry_hosts, "locks/run.txt", "--index-url https://example.org/simple"),
    (registry_hosts, "web/package-lock.json", '"resolved": "https://registry.example/x"'),
    (remote_parts, "viz/page.html", '<script src="https://example.org/x.js"></script>'),
    (remote_parts, "viz/page.html", "<link rel=stylesheet href=//example.org/x.css>"),
    (remote_parts, "viz/page.css", "body { background: url(https://example.org/x.png) }"),
    (remote_parts, "server/app.py", DOC + "ADDRESS = 'unpkg.com/x'"),
    (undescribed, "graph/store.py", "x = 1"),
]
FINE = [
    ("graph/store.py", DOC + "x = run()  # noqa: S603 - the command is a constant"),
    ("graph/store.py", DOC + "x = 1  # type: ignore[arg-type]  # stubs lack this argument"),
    ("viz/page.html", '<a href="https://example.org/">source</a>'),
    ("viz/work.py", DOC + "ROUTE = '/network/home/'"),
]


@pytest.mark.parametrize(("rule", "name", "text"), BROKEN)
def test_a_breach_is_found(
    tmp_path: Path, rule: Callable[[Path], list[str]], name: str, text: str
) -> None:
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(text, "utf-8")
    assert len(rule(tmp_path)) == 1


@pytest.mark.parametrize(("name", "text"), FINE)
def test_what_keeps_the_rules_is_not_found(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(text, "utf-8")
    assert [found for rule in RULES for found in rule(tmp_path)] == []
