"""Every entry of web/ is built, named by its content, and kept by the browser for good."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from techland.graph.serving_errors import BrokenInstallation
from techland.server.web_assets import ADDRESS, BUILT, FOR_GOOD, assets_of
from tests.server.conftest import TestClient

ENTRIES = Path(__file__).parents[2] / "web" / "src" / "entries"
NAMES = sorted(path.stem for path in ENTRIES.glob("*.ts"))


def test_there_are_entries() -> None:
    assert "page" in NAMES


@pytest.mark.parametrize("entry", NAMES)
def test_what_a_page_loads_is_served_and_kept(client: TestClient, entry: str) -> None:
    assets = assets_of(entry)
    kinds = {"text/javascript": (assets.script, *assets.preloads), "text/css": assets.styles}
    for kind, addresses in kinds.items():
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200
            assert answer.headers["Content-Type"].startswith(kind)
            assert answer.headers["Cache-Control"] == FOR_GOOD


def test_a_script_that_is_not_there_is_not_kept(client: TestClient) -> None:
    answer = client.get("/static/built/assets/nothing.js")
    assert answer.status_code == 404
    assert answer.headers.get("Cache-Control") != FOR_GOOD


def test_every_page_loads_the_script_of_all_pages(reader: TestClient) -> None:
    assert f'<script type="module" src="{assets_of("page").script}">' in reader.get("/").text


def test_an_unknown_entry_is_a_broken_installation() -> None:
    with pytest.raises(BrokenInstallation, match="no script 'nothing'") as caught:
        assets_of("nothing")
    assert "install techland again" in str(caught.value)


def _script_bytes(entry: str) -> tuple[int, int]:
    """Return the bytes of all scripts that an entry loads at once, plain and by gzip."""
    found = assets_of(entry)
    names = [found.script, *found.preloads]
    texts = [(BUILT / name.removeprefix(ADDRESS)).read_bytes() for name in names]
    return sum(map(len, texts)), sum(len(gzip.compress(text)) for text in texts)


MOST_SCRIPT = 50_000


def test_every_page_opens_with_less_than_fifty_kilobytes_of_script() -> None:
    """Uncompressed, with what every page has; of the map what it needs for its picture.

    The editor of code comes when the text of the query is first used, drawings when they are
    first asked for.
    """
    every = _script_bytes("page")
    for entry in ("questions", "question", "query", "map"):
        assert every[0] + _script_bytes(entry)[0] < MOST_SCRIPT, entry
