"""Answer a query with maplib: run in an environment that has it, and not this project."""

import json
import sys
import time
from pathlib import Path


def main(path: str, query: str, repeated: int) -> None:
    """Print the seconds of each answer as a polars table, and its rows."""
    from maplib import Model

    model = Model()
    model.read(path, format="ntriples")
    text = Path(query).read_text(encoding="utf-8")
    seconds, table = [], model.query(text)
    for _ in range(repeated):
        begun = time.perf_counter()
        table = model.query(text)
        seconds.append(time.perf_counter() - begun)
    json.dump({"seconds": seconds, "rows": [list(row) for row in table.rows()]}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
