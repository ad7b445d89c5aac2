"""Questions about imports: whole answers against the publishers' files, nothing without imports."""

from __future__ import annotations

import re
import shutil

import pytest
from pyoxigraph import Store

from techland.graph.build import build
from techland.graph.home import Home
from techland.graph.store import load_store
from techland.queries.catalogue import catalogue, query_named

from .oracle import ORACLES
from .oracle.import_registry import IMPORT_ORACLES
from .test_catalogue_answers import answer, compare

NAMES = sorted(IMPORT_ORACLES)


def test_they_are_at_least_fifteen_and_say_that_they_need_an_import() -> None:
    tagged = {name for name, query in catalogue().items() if "import" in query.tags}
    assert tagged == set(IMPORT_ORACLES)
    assert len(tagged) >= 15
    assert not tagged & set(ORACLES)


@pytest.mark.soak
@pytest.mark.parametrize("name", NAMES)
def test_the_whole_answer_is_that_of_the_files(
    imported_store: Store, imported_home: Home, name: str
) -> None:
    variables, found = answer(imported_store, query_named(name).text)
    assert found
    compare(found, IMPORT_ORACLES[name](imported_home))
    text = query_named(name).text
    ordered_by = re.findall(r"\?(\w+)", text[text.rindex("ORDER BY") :])
    places = [variables.index(key) for key in ordered_by]
    assert len({tuple(row[place] for place in places) for row in found}) == len(found)


@pytest.mark.parametrize("name", NAMES)
def test_the_curated_graph_alone_answers_with_no_row(curated_store: Store, name: str) -> None:
    assert answer(curated_store, query_named(name).text)[1] == []


@pytest.fixture(scope="module")
def merged_store(imported_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Load the same imports with the records that are one merged."""
    root = tmp_path_factory.mktemp("merged") / "home"
    shutil.copytree(imported_home.root, root)
    return load_store(build(Home(root)).snapshot)


@pytest.mark.soak
@pytest.mark.parametrize("name", NAMES)
def test_records_are_counted_as_imported_whatever_is_merged(
    imported_store: Store, merged_store: Store, name: str
) -> None:
    text = query_named(name).text
    assert answer(merged_store, text) == answer(imported_store, text)


PROGRAMME = "keep-eu/2014-2020-interreg-v-a-slovakia-hungary"


@pytest.mark.soak
@pytest.mark.parametrize("name", [n for n in NAMES if "programme" in query_named(n).params])
def test_a_programme_of_another_name_gives_another_answer(imported_store: Store, name: str) -> None:
    query = query_named(name)
    other = answer(imported_store, query.with_parameters({"programme": PROGRAMME}))[1]
    assert other
    assert other != answer(imported_store, query.text)[1]
