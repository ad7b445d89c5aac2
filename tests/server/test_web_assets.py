"""Every entry of web/ is built, named by its content, and kept by the browser for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from techland.graph.errors import BrokenInstallation
from techland.server.web_assets import FOR_GOOD, assets_of
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
