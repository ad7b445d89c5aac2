"""Signals to a query process: kill it, let it stand still, let it go on, put it behind others.

Windows can only kill; there a process that should stand still goes on.
"""

from __future__ import annotations

import os
import signal
import sys

_HEAVY_NICENESS = 15


def kill(pid: int) -> None:
    """Kill a process.

    Raises:
        OSError: there is none.
    """
    os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))


def pause(pid: int) -> None:
    """Let a process stand still; it keeps its memory."""
    if sys.platform != "win32":
        os.kill(pid, signal.SIGSTOP)


def resume(pid: int) -> None:
    """Let a process go on."""
    if sys.platform != "win32":
        os.kill(pid, signal.SIGCONT)


def put_behind(pid: int) -> None:
    """Let other processes have the processor first; nobody may take that back."""
    if sys.platform != "win32":
        os.setpriority(os.PRIO_PROCESS, pid, _HEAVY_NICENESS)
