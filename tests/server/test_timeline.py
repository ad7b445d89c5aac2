"""The dates around a thing: all of them, however many things it belongs together with."""

from __future__ import annotations

from techland.ontology.terms import BASE, SCHEMA, XSD
from techland.queries.near.near import Near
from techland.server.surroundings.timeline import read_timeline
from tests.server.conftest import TestClient

PROGRAMME = f"{BASE}activity/programme"
MANY = 2_500


def day(written: str) -> list[str | None]:
    return [written, None, XSD.date]


def test_no_date_of_very_many_projects_is_left_out(client: TestClient) -> None:
    projects = [f"{BASE}activity/project-{number:04}" for number in range(MANY)]
    said = {SCHEMA.startDate: [day("2021-01-01")], SCHEMA.endDate: [day("2022-01-01")]}
    near = Near(PROGRAMME, dict.fromkeys((PROGRAMME, *projects), said), ())
    publication = client.app.state.publication  # type: ignore[attr-defined]  # Starlette
    found = read_timeline(publication, near, projects)
    assert [moment.what for moment in found] == [PROGRAMME, *projects, PROGRAMME]
    assert [found[0].happening, found[-1].happening] == ["start", "end"]
