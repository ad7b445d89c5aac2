"""Have networks made by processes of their own: bounded in number and time, ended when unwanted.

A measure of a large network may take minutes, and no thread can be stopped. A process
is kept after its answer, so that the next job finds it warm; one that is ended in its
work is replaced when the next job comes.
"""

from __future__ import annotations

import asyncio
import atexit
import pickle
import subprocess
import sys
from contextlib import suppress
from threading import Lock

import anyio

from techland.graph.network_work_errors import NetworkProcessDied, NetworkQueueFull, NetworkTimeout
from techland.server.networks.job import Job, Made
from techland.server.networks.process import told_error

# So many jobs at once; others wait.
MOST = 2
# -P: what lies in the folder where the server was started is no module.
_COMMAND = [sys.executable, "-P", "-m", "techland.server.networks.process"]


class _Worker:
    """A process that makes one network at a time."""

    def __init__(self) -> None:
        # A session of its own: Ctrl-C in the terminal is for the server, which ends it.
        self._process = subprocess.Popen(  # noqa: S603 (our own module in our own Python)
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )

    def make(self, job: Job) -> Made:
        """Return what a job makes; blocks.

        Raises:
            TechlandError: the error that the job ended in.
            NetworkProcessDied: the process ended, or was ended.
        """
        jobs, answers = self._process.stdin, self._process.stdout
        if jobs is None or answers is None:
            raise NetworkProcessDied(self._process.poll())
        try:
            pickle.dump(job, jobs)
            jobs.flush()
            found: object = pickle.load(answers)  # noqa: S301 (from our own process)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            raise NetworkProcessDied(self._process.poll()) from None
        if isinstance(found, Made):
            return found
        raise told_error(found)  # type: ignore[arg-type]  # the other kind of answer

    def is_alive(self) -> bool:
        """Tell whether it can take a job."""
        return self._process.poll() is None

    def end(self) -> None:
        """End it at once, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


class NetworkWorkers:
    """The processes that make networks; none runs before the first job."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._idle: list[_Worker] = []
        self._busy = 0
        self._lock = Lock()

    async def make(self, job: Job, seconds: float) -> Made:
        """Return what a job makes, within so many seconds with the wait for a process.

        Raises:
            NetworkTimeout: it was not done in time and was ended.
            NetworkQueueFull: no process became free in time.
            NetworkProcessDied: its process ended unasked.
            TechlandError: the error that the job ended in.
        """
        loop = asyncio.get_running_loop()
        begun = loop.time()
        worker = await self._free(seconds)
        whole = False
        try:
            with anyio.fail_after(seconds - (loop.time() - begun)):
                made = await anyio.to_thread.run_sync(worker.make, job, abandon_on_cancel=True)
            whole = True
        except TimeoutError:
            raise NetworkTimeout(seconds) from None
        except NetworkProcessDied:
            raise
        except Exception:
            whole = True  # an error is an answer too
            raise
        finally:
            self._give_back(worker, whole=whole)
        return made

    async def _free(self, seconds: float) -> _Worker:
        """Return a process that has nothing to do, started now if none is idle."""
        waited = 0.0
        while not self._claim():
            if waited >= seconds:
                raise NetworkQueueFull(self._most, seconds)
            await asyncio.sleep(_LOOK_SECONDS)
            waited += _LOOK_SECONDS
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.is_alive():
                    return worker
                worker.end()
        try:
            return _Worker()
        except OSError:
            with self._lock:
                self._busy -= 1
            raise NetworkProcessDied(None) from None

    def _claim(self) -> bool:
        with self._lock:
            if self._busy >= self._most:
                return False
            self._busy += 1
            return True

    def _give_back(self, worker: _Worker, *, whole: bool) -> None:
        if not whole:
            worker.end()
        with self._lock:
            self._busy -= 1
            if whole:
                self._idle.append(worker)

    def close(self) -> None:
        """End the processes that have nothing to do."""
        with self._lock:
            while self._idle:
                self._idle.pop().end()


_LOOK_SECONDS = 0.02
# All servers of a process share them: a job names its snapshot.
WORKERS = NetworkWorkers()
atexit.register(WORKERS.close)
