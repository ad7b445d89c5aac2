"""How query processes are started: forked where that is safe, else spawned."""

from __future__ import annotations

import os
import sys
from typing import Literal

from techland.graph.query_errors import BadSetting

StartWay = Literal["fork", "spawn"]
FORK: StartWay = "fork"
SPAWN: StartWay = "spawn"
SETTING = "TECHLAND_PROCESSES"


def start_way(asked: str | None = None) -> StartWay:
    """Return the way that is asked for, else that of TECHLAND_PROCESSES, else the platform's.

    Linux and BSD fork. Windows has no fork, and on macOS a forked process may
    not use the system's libraries.

    Raises:
        BadSetting: neither fork nor spawn, or fork where there is none.
    """
    wanted = asked or os.environ.get(SETTING) or ""
    can_fork = hasattr(os, "fork")
    if not wanted:
        return FORK if can_fork and sys.platform != "darwin" else SPAWN
    if wanted == SPAWN:
        return SPAWN
    if wanted == FORK and can_fork:
        return FORK
    raise BadSetting(SETTING, wanted, "spawn, or where there is fork, fork")
