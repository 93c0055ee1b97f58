"""
The clock of a check in a runner.

It goes while a judge waits for an answer; what the judge itself takes is not on the learner's
account.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from autograder.grading.limit import BUSY, TimeIsUp, time_left
from autograder.sandbox.status import Status


class Clock:
    """
    seconds: for one check. spent: seconds of computing of the runner so far.
    """

    def __init__(self, seconds: float, spent: Callable[[], float]) -> None:
        self.seconds = seconds
        self._spent = spent
        self._waited = 0.0
        self._before = 0.0

    def start(self) -> None:
        """A check begins."""
        self._waited = 0.0
        self.forget()

    def forget(self) -> None:
        """What was computed until now, such as loading a file, is not on the check's account."""
        self._before = self._spent()

    def wait(self, is_answered: Callable[[float], bool]) -> None:
        """Wait for an answer; is_answered waits so many seconds for it. Raises TimeIsUp."""
        began, before = time.monotonic(), self._waited
        left = time_left(self.seconds, before, self._computed())
        try:
            while left and not is_answered(left):
                self._waited = before + time.monotonic() - began
                left = time_left(self.seconds, self._waited, self._computed())
        finally:
            self._waited = before + time.monotonic() - began
        if not left:
            raise TimeIsUp

    def late_word(self) -> Status:
        """What it is called when the time is up: one who computes, or one who waits."""
        is_busy = self._computed() >= BUSY * self._waited
        return Status.CPU_LIMIT if is_busy else Status.TIMEOUT

    def _computed(self) -> float:
        return self._spent() - self._before
