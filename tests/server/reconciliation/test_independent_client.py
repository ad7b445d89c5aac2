"""A client of the protocol that is not ours finds what our own tests find."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import pytest

from techland.graph.home import Home
from tests.server.live import serving

SCRIPT = Path(__file__).parent / "ask_service.py"


@pytest.mark.soak
def test_the_manifest_and_a_batch_are_read(
    validators: Path, curated_home: Home, tmp_path: Path
) -> None:
    with serving(curated_home.root, tmp_path / "log") as server:
        # That client waits five seconds for an answer; the names are read for the first one.
        first = urlencode({"queries": '{"q": {"query": "Enschede"}}'})
        line = b"GET /reconcile?%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        assert b"200 OK" in server.exchange(line % first.encode(), 120)[:20]
        command = [validators / "python", SCRIPT, f"{server.address}reconcile"]
        names = ["Universiteit Twente", "Euregio", "waterstof"]
        done = subprocess.run(
            [*command, *names], capture_output=True, text=True, timeout=120, check=False
        )
    assert done.returncode == 0, done.stderr
    twente, euregio, hydrogen = json.loads(done.stdout)
    assert twente[0] == ["organisation/university-of-twente", True]
    assert len(euregio) == 3
    assert not any(match for _, match in euregio)
    assert hydrogen[0] == ["theme/hydrogen", True]
