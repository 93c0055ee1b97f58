"""
The clock of a check in a runner.

It runs while the checker waits for an answer; the checker's own time does not count.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from autograder.grading.limit import BUSY, TimeIsUp, time_left
from autograder.sandbox.status import Status


class Clock:
    """seconds: for one check. spent: returns the runner's seconds of computing so far."""

    def __init__(self, seconds: float, spent: Callable[[], float]) -> None:
        self.seconds = seconds
        self._spent = spent
        self._waited = 0.0
        self._since: float | None = None
        self._before: float | None = None

    def start(self) -> None:
        """A check begins."""
        self._waited = 0.0
        self.forget()

    def forget(self) -> None:
        """Do not count what is computed until the next wait, such as loading."""
        self._before = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """The clock runs while the body waits for an answer and reads it."""
        if self._before is None:  # only now: asking costs more than a stub does
            self._before = self._spent()
        self._since = time.monotonic()
        try:
            yield
        finally:
            self._waited, self._since = self._now(), None

    def wait(self, is_answered: Callable[[float], bool]) -> None:
        """Wait for an answer; is_answered waits so many seconds for it. Raises TimeIsUp."""
        left = self.seconds - self._now()
        while left <= 0 or not is_answered(left):
            left = time_left(self.seconds, self._now(), self._computed())
            if not left:
                raise TimeIsUp

    def late_word(self, *, is_running: bool) -> Status:
        """
        The word when the time is up: for code that computes, or for code that waits.

        is_running: what the kernel says about it now, for when the computing does not decide.
        """
        computed = self._computed()
        is_busy = computed >= BUSY * self._now() and is_running
        return Status.CPU_LIMIT if is_busy or computed >= self.seconds else Status.TIMEOUT

    def _now(self) -> float:
        """Seconds that it has run."""
        return self._waited + (0.0 if self._since is None else time.monotonic() - self._since)

    def _computed(self) -> float:
        return 0.0 if self._before is None else self._spent() - self._before
