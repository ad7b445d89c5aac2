"""grlc, which makes an API of query files, reads the headers of ours with its own reader."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from techland.queries.catalogue import FOLDER, catalogue

SCRIPT = Path(__file__).parent / "read_by_grlc.py"


def test_grlc_reads_every_header(validators: Path) -> None:
    queries = {str(query.path): query for query in catalogue(FOLDER).values()}
    command = [validators / "python", SCRIPT, *queries]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    # grlc says first which file of settings it looked for.
    told = json.loads(done.stdout.splitlines()[-1])
    assert set(told) == set(queries)
    for path, query in queries.items():
        assert told[path]["summary"] == query.summary
        assert told[path]["tags"] == str(list(query.tags))
        assert told[path]["type"] == "SelectQuery"
        assert query.text.strip() in told[path]["query"]
