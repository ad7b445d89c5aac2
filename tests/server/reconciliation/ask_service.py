"""Ask a reconciliation service with a client that is not ours, in the validators' Python."""

from __future__ import annotations

import json
import sys

from py_reconciliation_service_api import build_reconciliation_service
from py_reconciliation_service_api.models.reconciliation import ReconciliationQuery

service = build_reconciliation_service(sys.argv[1])
queries = [ReconciliationQuery(query=name, limit=3) for name in sys.argv[2:]]
found = service.reconcile_batch(queries)
print(json.dumps([[(one.id, one.match) for one in result.result] for result in found]))
