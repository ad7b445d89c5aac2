"""Print what grlc's own reader finds in query files; the validators' Python runs it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from grlc.gquery import get_metadata, get_yaml_decorators


def read(path: Path) -> dict[str, object]:
    """Return what grlc tells of a file: its decorators, and the variables that it would fill."""
    text = path.read_text("utf-8")
    told = get_metadata(text, "http://127.0.0.1:9/sparql")
    decorators = {key: str(value) for key, value in get_yaml_decorators(text).items()}
    return {**decorators, "type": told.get("type"), "query": told["query"]}


if __name__ == "__main__":
    json.dump({path: read(Path(path)) for path in sys.argv[1:]}, sys.stdout)
