"""The importers by name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from techland.graph.errors import nearest
from techland.graph.import_errors import UnknownImporter
from techland.graph.ingest.frames.importer import Importer


@cache
def importers() -> dict[str, Importer]:
    """Return every importer by its name."""
    from techland.graph.ingest.cordis.importer import CORDIS
    from techland.graph.ingest.jems.importer import JEMS
    from techland.graph.ingest.keep_eu.importer import KEEP_EU
    from techland.graph.ingest.kohesio.importer import KOHESIO
    from techland.graph.ingest.operations.importer import shipped_importers
    from techland.graph.ingest.ror.importer import ROR

    own = (KEEP_EU, CORDIS, ROR, KOHESIO, JEMS, *shipped_importers())
    return {one.name: one for one in own}


def importers_named(name: str | None) -> Sequence[Importer]:
    """Return the importer of a name, or all.

    Raises:
        UnknownImporter: none has the name.
    """
    known = importers()
    if name is None:
        return list(known.values())
    if name not in known:
        raise UnknownImporter(name, known, nearest(name, known))
    return [known[name]]
