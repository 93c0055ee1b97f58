"""The sheet: what is to be graded, and what is known of it so far."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from autograder.grading.verdict import CheckResult
from autograder.mistakes.python import general
from autograder.sandbox.status import Status
from autograder.sandbox.unedited import Lines, stubs_in

CAPTURED = 64 * 1024
"""Bytes that are kept of what is written past Python's print."""

ENDINGS = {".py", ".ipynb"}


@dataclass(frozen=True, slots=True)
class GradingJob:
    """
    What to grade.

    files: content by name. seed: of the inputs. asked: functions by exercise. checks: indices of
    those that are wanted. seconds: for one check. exercises: of those checks. computing, judging,
    clock: seconds of the budget that are used.
    """

    files: Mapping[str, bytes]
    seed: str
    asked: Mapping[str, tuple[str, ...]]
    checks: tuple[int, ...]
    seconds: float
    exercises: tuple[str, ...] = ()
    computing: float = 0.0
    judging: float = 0.0
    clock: float = 0.0

    @property
    def handed_in(self) -> list[str]:
        stems = {Path(name).stem for name in self.files if Path(name).suffix in ENDINGS}
        return [exercise for exercise in self.asked if exercise in stems]

    @property
    def to_run(self) -> list[str]:
        """Exercises whose code has to be run."""
        untouched = self.untouched
        return [one for one in self.handed_in if one in self.exercises and one not in untouched]

    @property
    def untouched(self) -> dict[str, Lines]:
        """Exercises that were handed in as they were shipped, and where their functions begin."""
        found = {exercise: stubs_in(exercise, self.files) for exercise in self.handed_in}
        return {exercise: lines for exercise, lines in found.items() if lines is not None}


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """
    What became of one check: its word and the reason for it.

    result: None where the judge did not survive the check.
    """

    word: Status
    reason: str
    result: CheckResult | None = None

    @property
    def is_out_of_budget(self) -> bool:
        return self.result is not None and self.result.mistake == general.BUDGET.key


@dataclass(slots=True)
class SubmissionState:
    """
    A submission while it is graded.

    judged: by index of the check. check, since: which one is being judged, since when. began: all.
    asked_at: when the judge began to ask a solution; None while it asks none. lives: judges lost
    in each check. computing, judging: seconds that runners and judges have used.
    """

    order: GradingJob
    judged: dict[int, CheckOutcome] = field(default_factory=dict)
    check: int = -1
    since: float = field(default_factory=time.monotonic)
    began: float = field(default_factory=time.monotonic)
    asked_at: float | None = None
    done: bool = False
    lives: dict[int, int] = field(default_factory=dict)
    computing: float = 0.0
    judging: float = 0.0
    memory: int = 0
    output: bytes = b""

    def begin(self) -> None:
        """A new judge sits down."""
        self.check, self.since, self.asked_at = -1, time.monotonic(), None

    def hear(self, verb: str, rest: list[Any]) -> None:
        """Take in what the judge says about its work. Raises whatever nonsense leads to."""
        if verb == "check":
            self.check = self._known(*rest)
            self.since, self.asked_at = time.monotonic(), None
        elif verb == "asking":
            (is_asking,) = rest
            self.asked_at = time.monotonic() if is_asking else None
        elif verb == "done":
            self.done = True
        elif verb == "result":
            index, result, word, reason = rest
            found = msgspec.convert(result, CheckResult)
            self.judged[self._known(index)] = CheckOutcome(Status(word), reason, found)
        else:
            raise ValueError(f"Nobody knows {verb!r}.")

    def _known(self, check: int) -> int:
        if check not in self.order.checks:
            raise ValueError(f"Nobody asked for check {check!r}.")
        return check

    def take(self, other: SubmissionState) -> None:
        """Take over what a second try found, where the budget allowed one, and what it used."""
        self.judged |= {i: one for i, one in other.judged.items() if not one.is_out_of_budget}
        self.computing += other.computing
        self.judging += other.judging
        self.memory = max(self.memory, other.memory)
        self.output = (self.output + other.output)[:CAPTURED]

    @property
    def cpu(self) -> float:
        return self.computing + self.judging

    def is_solution_slow(self) -> bool:
        """Whether the time of the current check went into a solution: that is our fault."""
        if self.asked_at is None:
            return False
        return time.monotonic() - self.asked_at > (time.monotonic() - self.since) / 2
