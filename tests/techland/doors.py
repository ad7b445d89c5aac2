"""The command line as a door beside Python and the server."""

from __future__ import annotations

from pathlib import Path

import pytest

from techland.cli import main
from techland.graph.home import Home


def command(home: Home, *arguments: str | Path) -> int | str | None:
    """Run a command over the graph of a home; return its status."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TECHLAND_HOME", str(home.root))
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
    return ended.value.code
