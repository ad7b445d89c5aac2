"""Tests of syntax: what is well written is answered, what is not is refused as malformed."""

from __future__ import annotations

from tests.conformance.doors import INVALID, Door, Refused
from tests.conformance.manifests import Case, path_of
from tests.conformance.standins import StandIns
from tests.conformance.verdicts import PASSED, Verdict, failed

# It was read, and then run (an unknown function, a graph that is not there), or refused for what
# it would do.
RUN = {403, 404, 409, 422, 500}


def run(case: Case, door: Door, standins: StandIns) -> Verdict:
    """Send the text as it stands; on an empty store, so that it is quickly answered."""
    standins.open(())
    text = standins.replaced(path_of(case.request).read_text("utf-8"))
    good = case.kind.startswith("Positive")
    try:
        door.fill(())
        if "Update" in case.kind:
            door.update(text)
        else:
            door.query(text, "")
    except Refused as error:
        if good:
            return PASSED if error.status in RUN else failed(f"refused: {error}")
        # Only 400 says "malformed" (SPARQL 1.1 Protocol, section 2.1.6).
        return PASSED if error.status == INVALID else failed(f"refused otherwise: {error}")
    return PASSED if good else failed("taken for well written")
