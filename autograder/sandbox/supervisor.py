"""
The supervisor: grades submissions of strangers, one per lane, and survives all of them.

    with Supervisor(workers=2) as supervisor:
        graded = supervisor.grade({"day4_ex1.py": content}, seed, "ada")
"""

from __future__ import annotations

import queue
import re
import sys
import threading
import time
from collections.abc import Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.grading.grade import result_of
from autograder.grading.limit import SECONDS
from autograder.grading.spec import all_checks, functions_asked
from autograder.grading.task import Check, Fault, Fix, Undecided
from autograder.grading.verdict import CheckResult, Verdict, collect
from autograder.mistakes.python import general
from autograder.sandbox.lane import Lane
from autograder.sandbox.level import Layers, Level, available
from autograder.sandbox.limits import RUNNER, Limits
from autograder.sandbox.role import RoleError
from autograder.sandbox.sheet import Judged, Order, Sheet
from autograder.sandbox.status import Status, gravest

LARGEST = {".py": 256 * 1024, ".ipynb": 2 * 1024 * 1024}
"""Bytes of one file; a notebook carries its pictures."""

SWAYED = frozenset({Status.TIMEOUT, Status.CPU_LIMIT, Status.TOO_EXPENSIVE})
"""Words that load alone can cause; such checks are graded once more with all other lanes idle."""

NAME = re.compile(r"\w[\w. -]{0,100}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Graded:
    """
    What became of one submission.

    verdict: None if it was not run. status: the gravest word among its checks; words: by name of
    check. reason: of that word, for the instructor. cpu: seconds of computing, judging included.
    memory: bytes at the peak of its own code. output: what it wrote past Python, capped.
    """

    submission: str
    verdict: Verdict | None
    status: Status
    reason: str
    words: Mapping[str, Status]
    seconds: float
    cpu: float
    memory: int
    level: str
    output: bytes = b""


class SandboxError(Exception):
    """Nothing can be graded here; the message says why and what to do."""


ELSEWHERE = (
    "Submissions of strangers are confined by Linux only: use a Linux machine, a virtual one, or "
    "WSL2. What you trust can be graded with `pytest autograder --submission`."
)


class Supervisor:
    """Grades one submission per lane at a time; `grade` may be called from many threads."""

    def __init__(
        self,
        layers: Layers | None = None,
        *,
        workers: int = 1,
        seconds: float = SECONDS,
        limits: Limits = RUNNER,
    ) -> None:
        self.layers = available(layers)
        self.workers = workers
        self.seconds = seconds
        self.limits = limits
        self.checks = all_checks()
        self._lanes: queue.Queue[Lane] = queue.Queue()
        self._alone = threading.Lock()
        self._stack = ExitStack()

    @property
    def level(self) -> Level:
        return self.layers.level

    def __enter__(self) -> Self:
        """Start the lanes. Raises SandboxError."""
        if sys.platform != "linux":
            raise SandboxError(ELSEWHERE)
        try:
            for _ in range(self.workers):
                lane = Lane(self.layers, self.limits)
                self.layers = lane.layers
                self._stack.callback(lane.close)
                self._lanes.put(lane)
        except (RoleError, OSError) as error:
            self._stack.close()
            raise SandboxError(f"The sandbox does not start: {error}") from None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def grade(
        self,
        files: Mapping[str, bytes],
        seed: str,
        submission: str,
        tasks: Collection[str] | None = None,
    ) -> Graded:
        """
        Grade one submission: content by file name. Its faults, and ours, are in the result.

        tasks: numbers of those that are wanted; None: all of them. Raises SandboxError where no
        process can be started any more.
        """
        started = time.monotonic()
        wanted = [i for i, c in enumerate(self.checks) if tasks is None or c.task.number in tasks]
        exercises = dict.fromkeys(self.checks[index].task.exercise.name for index in wanted)
        asked = functions_asked(self.checks)
        order = Order(files, seed, asked, tuple(wanted), self.seconds, tuple(exercises))
        refused = refusal(order)
        if refused is not None:
            return self._unrun(submission, *refused)
        try:
            sheet = self._grade(order)
            if again := self._swayed(sheet):
                self._grade_alone(sheet, again)
        except RoleError as error:
            raise SandboxError(f"The sandbox cannot go on: {error}") from None
        return self._graded(submission, sheet, time.monotonic() - started)

    def _grade(self, order: Order) -> Sheet:
        lane = self._lanes.get()
        try:
            return lane.grade(order)
        finally:
            self._lanes.put(lane)

    def _swayed(self, sheet: Sheet) -> tuple[int, ...]:
        """Checks that may come out differently while nothing else is at work."""
        words = {Status.GRADER_ERROR} | (SWAYED if self.workers > 1 else set())
        return tuple(index for index in sheet.order.checks if sheet.judged[index].word in words)

    def _grade_alone(self, sheet: Sheet, checks: tuple[int, ...]) -> None:
        """
        Grade some checks once more with all other lanes at rest, on what is left of the budget.

        A lane is never held while waiting for the lock.
        """
        order = replace(
            sheet.order,
            checks=checks,
            computing=sheet.computing,
            judging=sheet.judging,
            clock=time.monotonic() - sheet.began,
        )
        with self._alone:
            lanes = [self._lanes.get() for _ in range(self.workers)]
            try:
                sheet.take(lanes[0].grade(order))
            finally:
                for lane in lanes:
                    self._lanes.put(lane)

    def _unrun(self, submission: str, status: Status, reason: str) -> Graded:
        return Graded(submission, None, status, reason, {}, 0.0, 0.0, 0, self.level)

    def _graded(self, submission: str, sheet: Sheet, seconds: float) -> Graded:
        judged = [(self.checks[index], sheet.judged[index]) for index in sheet.order.checks]
        results = [one.result or unjudged(c, one, sheet.order.seconds) for c, one in judged]
        words = {check.name: one.word for check, one in judged}
        worst = gravest(word for word in words.values() if word is not Status.NOT_SUBMITTED)
        return Graded(
            submission,
            collect(results, self.checks, sheet.order.seed),
            worst,
            next((reason_of(check, one) for check, one in judged if one.word is worst), ""),
            words,
            seconds,
            sheet.cpu,
            sheet.memory,
            self.level,
            sheet.output,
        )


def refusal(order: Order) -> tuple[Status, str] | None:
    """Why a submission is not run at all, if it is not."""
    for name, content in order.files.items():
        if not NAME.fullmatch(name):
            return Status.REJECTED, f"{name!a} is no name for a file of a submission."
        most = LARGEST.get(Path(name).suffix, LARGEST[".py"])
        if len(content) > most:
            return Status.REJECTED, f"{name} is larger than {most // 1024} KiB."
    if not order.handed_in:
        return Status.NOT_SUBMITTED, "No exercise was handed in."
    return None


def unjudged(check: Check, judged: Judged, seconds: float) -> CheckResult:
    """The result of a check that its judge did not survive."""
    if judged.word is Status.TOO_EXPENSIVE:
        said = general.TOO_EXPENSIVE.say(function=check.task.function, seconds=f"{seconds:g}")
        return result_of(check, Fix(said), None, None)
    if judged.word is Status.UNDECIDED:
        return result_of(check, Undecided(judged.reason), None, None)
    return result_of(check, Fault(judged.reason), None, None)


def reason_of(check: Check, judged: Judged) -> str:
    return f"{check.name}: {judged.reason}" if judged.reason else ""
