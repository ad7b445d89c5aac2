"""Ask a busy endpoint again: some times, later each time, and never unseen."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, stop_any
from tenacity.stop import stop_base
from tenacity.wait import wait_random_exponential

from techland.graph.remote_errors import EndpointBusy

T = TypeVar("T")
Tell = Callable[[str], object]
ATTEMPTS = 5
# A server that asks to wait longer is not waited for.
LONGEST_WAIT = 120.0
_backing_off = wait_random_exponential(multiplier=1, max=30)


def tell_on_stderr(line: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"techland: {line}\n")
    sys.stderr.flush()


def asked_wait(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that Retry-After asks to wait (RFC 9110, 10.2.3), None without."""
    value = (headers.get("Retry-After") or "").strip()
    if value.isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


@dataclass
class _Beyond(stop_base):
    """No further attempt, where its wait would be too long or end after the deadline."""

    longest: float
    until: float | None

    def __call__(self, retry_state: RetryCallState) -> bool:
        wait = retry_state.upcoming_sleep
        late = self.until is not None and time.monotonic() + wait > self.until
        return late or wait > self.longest


@dataclass(frozen=True)
class Patience:
    """How often a busy endpoint is asked, and who is told of it.

    Attributes:
        attempts: the most, the first one counted.
        longest: the most seconds that are waited before an attempt.
        tell: is given a line before each wait.
        sleep: waits.
    """

    attempts: int = ATTEMPTS
    longest: float = LONGEST_WAIT
    tell: Tell = tell_on_stderr
    sleep: Callable[[float], object] = time.sleep

    def ask(self, once: Callable[[], T], until: float | None = None) -> T:
        """Return what an attempt gives; none begins after ``until`` (monotonic clock).

        Raises:
            EndpointBusy: it was so at the last attempt, or asks to wait for too long.
        """
        attempts = Retrying(
            retry=retry_if_exception_type(EndpointBusy),
            wait=_wait,
            stop=stop_any(stop_after_attempt(self.attempts), _Beyond(self.longest, until)),
            before_sleep=self._say,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return attempts(once)
        except EndpointBusy as busy:
            made = attempts.statistics.get("attempt_number", 1)
            raise busy.after(int(made)) from None

    def _say(self, state: RetryCallState) -> None:
        busy = state.outcome.exception() if state.outcome else None
        if isinstance(busy, EndpointBusy):
            self.tell(
                f"{busy.endpoint} is busy (HTTP {busy.status}); asking again in "
                f"{state.upcoming_sleep:.1f} s (attempt {state.attempt_number + 1} "
                f"of {self.attempts})"
            )

    def _sleep(self, seconds: float) -> None:
        self.sleep(seconds)


def _wait(state: RetryCallState) -> float:
    busy = state.outcome.exception() if state.outcome else None
    if isinstance(busy, EndpointBusy) and busy.wait is not None:
        return busy.wait
    return float(_backing_off(state))
