"""Do one thing beside another: blocks go to a thread, in order, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, Self, TypeVar

Block = TypeVar("Block")


class Beside(Generic[Block]):
    """Calls something with one block after the other in a thread; the giver waits where it lags.

    What the call raises is raised when the next block is handed over, or at the end.
    """

    def __init__(self, call: Callable[[Block], None]) -> None:
        self._call = call
        self._pool = ThreadPoolExecutor(1)
        self._last: Future[None] | None = None

    def __call__(self, block: Block) -> None:
        """Hand over a block."""
        self.wait()
        self._last = self._pool.submit(self._call, block)

    def wait(self) -> None:
        """Wait until all that was handed over is done; raise what it raised."""
        if self._last:
            self._last.result()

    def close(self) -> None:
        """Wait until all that was handed over has ended, well or not."""
        self._pool.shutdown()

    def __enter__(self) -> Self:
        """Return itself; what was handed over is done when it is left."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Wait for what was handed over."""
        self.close()
        if kind is None:
            self.wait()
