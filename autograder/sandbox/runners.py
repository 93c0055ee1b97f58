"""The runners of one lane: started with pipes of their own, watched, and ended."""

from __future__ import annotations

import os
import select
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from autograder.grading.draw import GENERATORS, Draw
from autograder.sandbox import ipc, scratch
from autograder.sandbox.exit_reason import ExitReason, exit_reason_of
from autograder.sandbox.fork_client import ForkClient, ForkServerError
from autograder.sandbox.limits import Limits
from autograder.sandbox.status import Status
from autograder.sandbox.submission_state import CAPTURED, SubmissionState

MOMENT = 1.0
"""Seconds for a runner that has closed its pipes to be reported dead."""


@dataclass(slots=True)
class Runner:
    """
    One at work.

    ends: where questions go in and replies come out, until a judge has them. capture: what it
    prints past Python comes out here. killed_for: by the watch. is_mute: it has closed what it
    prints to.
    """

    number: int
    ends: list[int]
    capture: int
    folder: Path
    output: bytes = b""
    killed_for: Status | None = None
    is_dismissed: bool = False
    is_mute: bool = False


@dataclass(slots=True)
class Runners:
    """By exercise. endings: of those that are dead. limits: what the kernel holds each one to."""

    role: ForkClient
    place: Path
    limits: Limits
    request: int
    sheet: SubmissionState
    alive: dict[str, Runner] = field(default_factory=dict)
    endings: dict[str, ExitReason] = field(default_factory=dict)

    def open(self, exercise: str) -> list[int]:
        """Descriptors of a new one, where questions go in and replies come out."""
        runner = self.alive.get(exercise)
        if runner is None or not runner.ends:
            self.end(exercise)
            runner = self.prepare(exercise)
        ends, runner.ends = runner.ends, []
        return ends

    def prepare(self, exercise: str) -> Runner:
        """Start one that is about to be asked for. Raises ForkServerError."""
        questions, questions_in = os.pipe()
        replies_out, replies = os.pipe()
        capture_out, capture = os.pipe()
        os.set_blocking(capture_out, False)
        order = self.sheet.order
        folder = self.place / f"work{self.role.count}"
        seed = Draw(order.seed).number(GENERATORS)
        task = [exercise, list(order.asked[exercise]), seed, folder.name, order.seconds]
        try:
            number = self.role.fork(task, [self.request, questions, replies, capture])
        except ForkServerError:
            ipc.close([questions_in, replies_out, capture_out])
            raise
        finally:
            ipc.close([questions, replies, capture])
        runner = Runner(number, [questions_in, replies_out], capture_out, folder)
        self.alive[exercise] = runner
        return runner

    def end(self, exercise: str, reason: Status | None = None) -> ExitReason:
        """
        Make sure that one is dead, and say how it ended.

        reason: what it is stopped for; None if it is gone by itself.
        """
        runner = self.alive.get(exercise)
        if runner is None:
            return self.endings.get(exercise, ExitReason(Status.STOPPED_EARLY, "there was none"))
        if reason is None and not self._is_dead_soon(runner):
            reason = Status.STOPPED_EARLY
        if reason is not None:
            self.role.kill(runner.number)
        death = self.role.bury(runner.number)
        self.read(runner)
        self._forget(exercise)
        self.sheet.computing += death.cpu
        self.sheet.memory = max(self.sheet.memory, death.memory)
        self.sheet.output = (self.sheet.output + runner.output)[:CAPTURED]
        stopped_for = runner.killed_for or reason
        ending = exit_reason_of(death, self.limits, stopped_for)
        self.endings[exercise] = ending
        return ending

    def _forget(self, exercise: str) -> None:
        runner = self.alive.pop(exercise)
        ipc.close([*runner.ends, runner.capture])
        scratch.clear(runner.folder)

    def _is_dead_soon(self, runner: Runner) -> bool:
        """Whether a runner that has closed its pipes is reported dead within a moment."""
        until = time.monotonic() + MOMENT
        poll = select.poll()
        poll.register(self.role.control, select.POLLIN)
        while runner.number not in self.role.deaths:
            left = until - time.monotonic()
            if left <= 0:
                return False
            if poll.poll(left * 1000):
                self.role.listen()
        return True

    def cpu_of(self, exercise: str) -> float:
        """Seconds of computing so far, also of one that has just ended."""
        runner = self.alive.get(exercise)
        return self.role.cpu_of(runner.number) if runner else 0.0

    def pid_of(self, exercise: str) -> int:
        """Its number, for a look at its clock; -1 once it is dead."""
        return self.role.pid_of(self.alive[exercise].number)

    def ring(self, exercise: str) -> bool:
        """Interrupt the code of one, if it is there."""
        runner = self.alive.get(exercise)
        return runner is not None and self.role.send(runner.number, signal.SIGALRM)

    def dismiss(self) -> None:
        """Nothing is asked any more; all of them may die at the same time."""
        for runner in self.alive.values():
            if not runner.is_dismissed:
                runner.is_dismissed = True
                self.role.kill(runner.number)

    def end_all(self) -> None:
        for exercise in list(self.alive):
            self.end(exercise, Status.PASS)

    def abandon(self) -> None:
        """Their zygote is gone, and they with it."""
        for exercise in list(self.alive):
            self._forget(exercise)

    def captures(self) -> dict[int, Runner]:
        return {one.capture: one for one in self.alive.values() if not one.is_mute}

    def read(self, runner: Runner) -> None:
        """Take what was printed; too much of it ends the runner."""
        with suppress(BlockingIOError):
            while content := os.read(runner.capture, CAPTURED):
                runner.output += content
                if len(runner.output) > CAPTURED:
                    self._stop(runner)
                    return
            runner.is_mute = True

    def watch(self) -> None:
        """Look how full each scratch is; too much in it ends its runner."""
        for runner in self.alive.values():
            if scratch.is_over(runner.folder):
                self._stop(runner)

    def _stop(self, runner: Runner) -> None:
        if runner.killed_for is None:
            runner.killed_for = Status.OUTPUT_LIMIT
            self.role.kill(runner.number)
