"""Send batches to the service, and check each answer against the protocol's forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from tests.server.conftest import TestClient

# Written from the text of the specification, version 0.2: one form an answer.
FORMS: dict[str, Any] = json.loads((Path(__file__).parent / "schemas.json").read_text("utf-8"))


def check(form: str, answer: object) -> None:
    schema = {**FORMS[form], "$defs": FORMS["$defs"]}
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(answer)


def ask(client: TestClient, *names: str, service: str = "/reconcile", **more: Any) -> list[Any]:
    """Return the candidates of each name, in its order."""
    queries = {f"q{at}": {"query": name, **more} for at, name in enumerate(names)}
    answer = client.post(service, data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    check("result", answer.json())
    return [answer.json()[key]["result"] for key in queries]


def fetch(client: TestClient, ids: list[str], *names: str, service: str = "/reconcile") -> Any:
    """Return the answer to a data extension."""
    wanted = {"ids": ids, "properties": [{"id": name} for name in names]}
    answer = client.post(service, data={"extend": json.dumps(wanted)})
    assert answer.status_code == 200, answer.text
    check("extend", answer.json())
    return answer.json()
