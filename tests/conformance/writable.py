"""The server under test: a plain store that starts empty, served as a user serves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conformance.service import Service
from tests.running_server import serving

TOKEN = "only-for-these-tests"  # noqa: S105 (guards an empty store on loopback)


@contextmanager
def writable_service(allowed: Iterable[str] = ()) -> Iterator[Service]:
    """Serve an empty plain store; ``allowed`` are the endpoints that its queries may ask."""
    with TemporaryDirectory() as folder:
        options = [part for address in allowed for part in ("--allow-service", address)]
        settings = {"TECHLAND_TOKEN": TOKEN, "TECHLAND_HOME": folder}
        store = str(Path(folder) / "store")
        with serving("--store", store, "--writable", *options, settings=settings) as address:
            service = Service(address, TOKEN)
            try:
                yield service
            finally:
                service.close()
