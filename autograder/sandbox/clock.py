"""
The clock of a check in a runner: it counts seconds of computing.

A busy machine is no fault of a learner's, so waiting costs nothing while the runner computes. What
does not compute at all gets no more than its seconds on the wall.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from autograder.grading.limit import TimeIsUp
from autograder.sandbox.endings import BUSY
from autograder.sandbox.status import Status

PATIENCE = 3
"""A check may last so many times its seconds where the machine is busy."""

MOMENT = 0.05


class Clock:
    """
    seconds: for one check. spent: seconds of computing of the runner so far.
    """

    def __init__(self, seconds: float, spent: Callable[[], float]) -> None:
        self.seconds = seconds
        self._spent = spent
        self._started = time.monotonic()
        self._before = 0.0

    def start(self) -> None:
        """A check begins."""
        self._started = time.monotonic()
        self.forget()

    def forget(self) -> None:
        """What was computed until now, such as loading a file, is not on the check's account."""
        self._before = self._spent()

    def first_wait(self) -> float:
        """How long to wait before looking at the computing at all."""
        return self.seconds - self._waited()

    def next_wait(self) -> float:
        """How long to go on waiting. Raises TimeIsUp."""
        waited, computed = self._waited(), self._computed()
        if computed >= self.seconds or computed < BUSY * waited or waited > PATIENCE * self.seconds:
            raise TimeIsUp
        return max(self.seconds - computed, MOMENT)

    def late_word(self) -> Status:
        """What it is called when the time is up: one who computes, or one who waits."""
        is_busy = self._computed() >= BUSY * self._waited()
        return Status.CPU_LIMIT if is_busy else Status.TIMEOUT

    def _waited(self) -> float:
        return time.monotonic() - self._started

    def _computed(self) -> float:
        return self._spent() - self._before
