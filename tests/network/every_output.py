"""Everything that networks give, as one hash a thing: `python -m tests.network.every_output HOME`.

Two processes with different hash seeds must print the same.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from techland.graph.home import Home
from techland.graph.snapshot import active_snapshot
from techland.knowledge_graph import open_graph
from techland.network.arrays.making import make_arrays
from techland.network.choice import TIES, chosen
from techland.network.counting import COUNTS, counted_bytes
from techland.network.files import NETWORK_FILES, measured_bytes, network_bytes
from techland.network.layouts.layouts import make_layouts, whole_structure
from techland.network.measures.catalogue import MEASURES
from techland.network.study_files import study_table_bytes
from techland.network.time.over_time import TABLES
from techland.viz.report.writing import report_bytes

TIED = """SELECT ?source ?target WHERE {
  ?source <https://w3id.org/techland/ontology#participatesIn> ?shared .
  ?target <https://w3id.org/techland/ontology#participatesIn> ?shared }"""


def outputs(home: Home) -> Iterator[tuple[str, bytes]]:
    """Yield every kind of output with a name."""
    snapshot = active_snapshot(home)
    arrays = make_arrays(snapshot.quads_path)
    for name, table in arrays.tables():
        yield f"arrays {name}", table.write_json().encode()
    made = make_layouts(arrays.organisations, whole_structure(arrays))
    for name, places in made.places.items():
        yield f"layout {name}", places.tobytes()
    with open_graph(home) as kg:
        kg._arrays = arrays  # made in this process, not read from the cache
        network = kg.network()
        for entry in NETWORK_FILES:
            yield f"network {entry.name}", network_bytes(network, entry.name)
        for tie in TIES:
            yield f"network of {tie}", network_bytes(kg.network(tie=tie, isolated=True), "json")
        yield "network of a query", network_bytes(kg.network_of(TIED), "json")
        yield "backbone", network_bytes(kg.network(tie="projects").backbone(alpha=0.5), "csv")
        for name in MEASURES:
            yield f"measure {name}", measured_bytes(network, network.measure(name), "json")
        sampled = network.measure("betweenness", sampled=40)
        yield "betweenness sampled", measured_bytes(network, sampled, "json")
        for name in COUNTS:
            yield f"count {name}", counted_bytes(arrays, name, chosen(), kg.version, "json")
        study = kg.study(tie="projects")
        yield "study report", report_bytes(study, "html")
        yield "study markdown", report_bytes(study, "md")
        yield "study bundle", study.bundle()
        told, over_time = study.sensitivity, study.over_time
        yield "study sensitivity", study_table_bytes(told, "sensitivity", told.table, "json")
        for name in TABLES:
            yield f"study {name}", study_table_bytes(over_time, name, over_time.table(name), "csv")


if __name__ == "__main__":
    found = {
        name: sha256(content).hexdigest() for name, content in outputs(Home(Path(sys.argv[1])))
    }
    json.dump(found, sys.stdout)
