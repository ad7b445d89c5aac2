"""Take away from a query process what no query needs, and measure what it takes.

Every function does what the platform can do and nothing where it cannot; which
is which stands in its docstring.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

if sys.platform != "win32":
    import resource

_STACK_BYTES = 64 * 2**20
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_STATM = Path("/proc/self/statm")


class Gauge:
    """How much memory this process has mapped, and has in use.

    Linux tells both. Elsewhere mapped is 0, and resident is the highest so far
    (macOS, BSD) or what Windows calls the working set.
    """

    def __init__(self) -> None:
        self._statm = os.open(_STATM, os.O_RDONLY) if _STATM.exists() else None

    def _pages(self, field: int) -> int:
        if self._statm is None:
            return 0
        return int(os.pread(self._statm, 200, 0).split()[field]) * os.sysconf("SC_PAGE_SIZE")

    @property
    def mapped(self) -> int:
        """Return the bytes of address space."""
        return self._pages(0)

    @property
    def resident(self) -> int:
        """Return the bytes in memory."""
        if self._statm is not None:
            return self._pages(1)
        if sys.platform == "win32":
            return _working_set()
        highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return highest if sys.platform == "darwin" else highest * 1024


if sys.platform == "win32":

    class _Counters(ctypes.Structure):
        _fields_ = (
            ("cb", ctypes.c_uint32),
            ("PageFaultCount", ctypes.c_uint32),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("WorkingSetSize", ctypes.c_size_t),
            ("others", ctypes.c_size_t * 6),
        )

    def _working_set() -> int:
        counters = _Counters(cb=ctypes.sizeof(_Counters))
        kernel = ctypes.windll.kernel32
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        process = ctypes.c_void_p(kernel.GetCurrentProcess())
        kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.cb)
        return int(counters.WorkingSetSize)


def open_no_more_files() -> None:
    """Open no file and no connection from now on; not enforced on Windows.

    Whatever a query's text may have got past its checks, the engine finds no
    socket to reach out with.
    """
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def bound_address_space(size: int) -> None:
    """Let allocations fail beyond so many mapped bytes; enforced on Linux and BSD only."""
    if sys.platform != "win32":
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        bound = size if most == resource.RLIM_INFINITY else min(size, most)
        resource.setrlimit(resource.RLIMIT_AS, (bound, most))


def deepen_stack() -> None:
    """Let the main thread's stack grow further than usual; not on Windows and macOS."""
    if sys.platform not in {"win32", "darwin"}:
        _, most = resource.getrlimit(resource.RLIMIT_STACK)
        size = _STACK_BYTES if most == resource.RLIM_INFINITY else min(_STACK_BYTES, most)
        resource.setrlimit(resource.RLIMIT_STACK, (size, most))


def end_with_parent(parent: int) -> None:
    """End this process when its parent ends; enforced by the kernel on Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def thread_count() -> int:
    """Return how many threads the operating system sees in this process; 0 if it does not say."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.exists() else 0
