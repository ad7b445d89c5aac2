"""Messages: the three languages say the same, nothing is missing, fallback is stated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from markupsafe import Markup

from techland.graph.serving_errors import BrokenMessage, UnknownMessage
from techland.viz.languages import LANGUAGES, negotiate_language
from techland.viz.messages import LOCALE_FOLDER, find_message
from techland.viz.reader import Reader

ROOT = Path(__file__).parents[2]


class Variables(Visitor):
    """Collects the variables of a message."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 (the visitor's own name)
        self.found.add(node.id.name)


def messages(language: str) -> dict[str, set[str]]:
    """Return the variables of every message of a language; a file must be read whole."""
    found: dict[str, set[str]] = {}
    for path in sorted((LOCALE_FOLDER / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{path}: {entry.content}"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{path}: {entry.id.name} stands twice"
                variables = Variables()
                variables.visit(entry)
                found[entry.id.name] = variables.found
    return found


def test_every_language_has_the_same_files() -> None:
    names = {
        language: {path.name for path in (LOCALE_FOLDER / language).iterdir()}
        for language in LANGUAGES
    }
    assert len({frozenset(files) for files in names.values()}) == 1


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_every_language_has_the_same_messages_and_variables(language: str) -> None:
    assert messages(language) == messages("en")


def test_every_message_that_code_and_templates_name_is_there() -> None:
    known = messages("en")
    call = re.compile(
        r"""(?:\bt|reader\.text|\.message|\.text)\(\s*["']([a-z][\w-]*[a-z\d_])["']"""
    )
    named = {
        (path.name, found)
        for room in ("viz", "server")
        for suffix in ("*.html", "*.py")
        for path in (ROOT / room).rglob(suffix)
        for found in call.findall(path.read_text("utf-8"))
    }
    assert named
    assert [(file, name) for file, name in sorted(named) if name not in known] == []


def test_no_message_is_left_over() -> None:
    sources = [
        path.read_text("utf-8")
        for room in ("viz", "server")
        for suffix in ("*.html", "*.py", "*.js")
        for path in (ROOT / room).rglob(suffix)
    ]
    # The map's script leaves the beginning out that all its messages have.
    said = re.compile(r"""["'`]([a-z][a-z-]*)(?=["'`$])""")
    for path in (ROOT / "web" / "src").rglob("*.ts"):
        names = said.findall(path.read_text("utf-8"))
        sources += [f'"netmap-{name}"' for name in names]
    text = "\n".join(sources)
    # Messages whose end comes from the data are named by their beginning.
    beginnings = set(re.findall(r"""["'`f]([a-z][a-z-]*-)(?:["'{$]|\$\{)""", text))
    unused = [
        name
        for name in messages("en")
        if name not in text and not any(name.startswith(start) for start in beginnings)
    ]
    assert unused == []


def test_a_missing_message_is_an_error() -> None:
    with pytest.raises(UnknownMessage) as caught:
        Reader("nl").text("no-such-message")
    assert caught.value.message_id == "no-such-message"


def test_a_missing_variable_is_an_error() -> None:
    with pytest.raises(BrokenMessage, match="netmap-sum"):
        Reader("de").message("netmap-sum", nodes=1)


def test_a_message_of_the_fallback_says_its_language(tmp_path: Path) -> None:
    for language, text in (("en", "only-here = Only here\n"), ("nl", "other = Anders\n")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "test.ftl").write_text(text, "utf-8")
    found = find_message("only-here", "nl", folder=tmp_path)
    assert (found.text, found.language) == ("Only here", "en")


def test_variables_are_escaped_and_markup_is_kept() -> None:
    reader = Reader("en")
    assert reader.text("netmap-snapshot", version="<b>") == "techland, version &lt;b&gt;"
    assert (
        reader.text("netmap-snapshot", version=Markup("<b>1</b>")) == "techland, version <b>1</b>"
    )


def test_plurals_and_numbers_follow_the_language() -> None:
    assert Reader("nl").message("sparql-rows", number=1) == "1 rij"
    assert Reader("nl").message("sparql-rows", number=1234) == "1.234 rijen"
    assert Reader("de").message("sparql-rows", number=1234) == "1.234 Zeilen"
    assert Reader("en").message("sparql-rows", number=1234) == "1,234 rows"


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        (["nl"], "nl"),
        (["nl-BE", "fr"], "nl"),
        (["fr", "de-AT", "en"], "de"),
        (["en-US"], "en"),
        (["DE"], "de"),
        (["fr"], "en"),
        ([], "en"),
        (["x", "", "nonsense-", "nl"], "nl"),
    ],
)
def test_language_negotiation(wishes: list[str], language: str) -> None:
    assert negotiate_language(wishes) == language
