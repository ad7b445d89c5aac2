"""The programs that judge a deposit."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def validators() -> Path:
    """Return the folder of the programs that validate; `make develop` installs them."""
    folder = Path(sys.prefix) / "validators" / ("Scripts" if os.name == "nt" else "bin")
    if not folder.is_dir():
        pytest.fail("the validators are not installed: make develop")
    return folder
