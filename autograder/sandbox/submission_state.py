"""A submission on its way through the sandbox: what is to be graded, and what is known so far."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from autograder.grading.question import OpenQuestion, checks_for
from autograder.grading.verdict import CheckResult
from autograder.mistakes.python import general
from autograder.sandbox.status import TOO_EXPENSIVE, ExitReason, Status
from autograder.sandbox.unedited import Lines, unedited_stubs

SLOW = frozenset({Status.TIMEOUT, Status.CPU_LIMIT, Status.TOO_EXPENSIVE})
"""The words of checks that took all their time; load alone can cause them."""

LIVES = 2
"""Checkers that may be lost in one check to something that is not the submission's doing."""


@dataclass(frozen=True)
class GradingJob:
    """What to grade.

    files: content by name. seed: of the inputs. asked: functions by exercise. checks: indices of
    the checks that are wanted. seconds: for one check. questions: what is asked in their place.
    """

    files: Mapping[str, bytes]
    seed: str
    asked: Mapping[str, tuple[str, ...]]
    checks: tuple[int, ...]
    seconds: float
    questions: tuple[OpenQuestion, ...] = ()

    @cached_property
    def handed_in(self) -> list[str]:
        stems = {Path(name).stem for name in self.files if name.endswith((".py", ".ipynb"))}
        return [exercise for exercise in self.asked if exercise in stems]

    @cached_property
    def unedited(self) -> dict[str, Lines]:
        """Exercises that were handed in as they were shipped, and where their functions begin."""
        found = {exercise: unedited_stubs(exercise, self.files) for exercise in self.handed_in}
        return {exercise: lines for exercise, lines in found.items() if lines is not None}

    @property
    def to_run(self) -> list[str]:
        """Exercises whose code has to be run."""
        checks = checks_for(self.questions)
        needed = {checks[index].task.exercise.name for index in self.checks}
        return [one for one in self.handed_in if one in needed and one not in self.unedited]


class CheckerTask(msgspec.Struct, array_like=True, frozen=True):
    """What a checker needs to know at its start.

    handed_in: exercises. unedited: those of them that need no runner, and where their functions
    begin. checks: indices of what is left to run. slow: indices of checks that took all their time.
    seconds: for one check. used: seconds of computing, of judging, and on the clock. questions:
    what is asked in place of the kit's checks.
    """

    seed: str
    handed_in: list[str]
    unedited: dict[str, Lines]
    checks: list[int]
    slow: list[int]
    seconds: float
    used: tuple[float, float, float]
    questions: tuple[OpenQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What became of one check, and why. result: None if the checker did not survive the check."""

    word: Status
    reason: str
    result: CheckResult | None = None


@dataclass(slots=True)
class SubmissionState:
    """A submission while it is graded.

    checks: indices of the checks to run now. outcomes: by index. check, since: the check that runs
    and when it began. began: when all of it began. asked_at: when the checker began to ask a
    solution, None while it asks none. lost: checkers lost in each check. computing, judging:
    seconds that runners and checkers have used. memory: bytes at the peak of its own code.
    """

    job: GradingJob
    checks: tuple[int, ...]
    outcomes: dict[int, CheckOutcome] = field(default_factory=dict)
    check: int = -1
    since: float = field(default_factory=time.monotonic)
    began: float = field(default_factory=time.monotonic)
    asked_at: float | None = None
    done: bool = False
    lost: dict[int, int] = field(default_factory=dict)
    computing: float = 0.0
    judging: float = 0.0
    memory: int = 0

    def begin(self, check: int = -1) -> None:
        """A check begins, or none yet: a new checker starts."""
        self.check, self.since, self.asked_at = check, time.monotonic(), None

    def hear(self, verb: str, rest: list[Any]) -> None:
        """Take in what the checker reports. Raises whatever nonsense leads to."""
        if verb == "check":
            self.begin(self._wanted(*rest))
        elif verb == "asking":
            (is_asking,) = rest
            self.asked_at = time.monotonic() if is_asking else None
        elif verb == "done":
            self.done = True
        elif verb == "result":
            index, outcome = rest
            found = msgspec.convert(outcome, CheckOutcome)
            if found.result is None:
                raise ValueError("There is no result.")
            self.outcomes[self._wanted(index)] = found
        else:
            raise ValueError(f"There is no message {verb!r}.")

    def _wanted(self, check: int) -> int:
        if check not in self.checks:
            raise ValueError(f"Check {check!r} was not asked for.")
        return check

    def lose(self, reason: ExitReason, *, is_late: bool) -> None:
        """Decide whose fault it is that a checker died in a check, and whether to try again."""
        is_over = is_late or reason.word in {Status.CPU_LIMIT, Status.MEMORY_LIMIT}
        if is_over and self.check >= 0 and not self.is_solution_slow():
            self.outcomes[self.check] = CheckOutcome(Status.TOO_EXPENSIVE, TOO_EXPENSIVE)
            return
        self.lost[self.check] = self.lost.get(self.check, 0) + 1
        if self.lost[self.check] < LIVES:
            return
        detail = f"The checker was lost: {reason.detail}"
        if self.check < 0:  # none ever got as far as a check
            fault = CheckOutcome(Status.GRADER_ERROR, detail)
            self.outcomes |= {index: fault for index in self.checks if index not in self.outcomes}
            self.done = True
        else:
            is_ours = reason.word is Status.GRADER_ERROR or self.is_solution_slow()
            word = Status.GRADER_ERROR if is_ours else Status.UNDECIDED
            self.outcomes[self.check] = CheckOutcome(word, detail)

    def is_solution_slow(self) -> bool:
        """Whether the time of the current check went into a solution: that is our fault."""
        if self.asked_at is None:
            return False
        return time.monotonic() - self.asked_at > (time.monotonic() - self.since) / 2

    def task(self) -> CheckerTask:
        """What is left to do, for a new checker."""
        return CheckerTask(
            self.job.seed,
            self.job.handed_in,
            self.job.unedited,
            [index for index in self.checks if index not in self.outcomes],
            [index for index, one in self.outcomes.items() if one.word in SLOW],
            self.job.seconds,
            (self.computing, self.judging, self.clock),
            self.job.questions,
        )

    def retry(self, checks: tuple[int, ...], clock: float) -> "SubmissionState":
        """A second try of some checks, on what is left of the budget. clock: seconds used of it."""
        began = time.monotonic() - clock
        return replace(self, checks=checks, outcomes={}, lost={}, done=False, began=began)

    def take(self, second: "SubmissionState") -> None:
        """Take over what a second try found, where the budget allowed one, and what it used."""
        for index, outcome in second.outcomes.items():
            if outcome.result is None or outcome.result.mistake != general.BUDGET.key:
                self.outcomes[index] = outcome
        self.computing, self.judging, self.memory = second.computing, second.judging, second.memory

    @property
    def clock(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.began

    @property
    def cpu(self) -> float:
        return self.computing + self.judging
