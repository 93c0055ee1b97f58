"""
The lane: a runner zygote and a judge zygote, which grade one submission after the other.

The supervisor's side of both. It makes the pipes and hands over their near ends, keeps the clocks,
and sees how much was written and how each process ended, never what a learner's code computes.
"""

from __future__ import annotations

import os
import select
import socket
import time
from contextlib import suppress
from typing import Any

import msgspec

from autograder.sandbox import fork_client, ipc, scratch
from autograder.sandbox.exit_reason import TOO_EXPENSIVE, ExitReason, exit_reason_of
from autograder.sandbox.fork_client import ForkClient, ForkServerError
from autograder.sandbox.level import Layers
from autograder.sandbox.limits import JUDGE, RUNNER, Limits
from autograder.sandbox.request import write_request
from autograder.sandbox.runners import Runners
from autograder.sandbox.status import Status
from autograder.sandbox.submission_state import CheckOutcome, GradingJob, SubmissionState

WATCH = 0.05
"""Seconds between two looks at the clocks and at the scratch."""

FACTOR, SLACK = 7, 5.0
"""
A check may take FACTOR times its seconds and SLACK more before its judge is killed: longer than
loading a file and then waiting for an answer, each of which has a limit of its own.
"""

SLOW = frozenset({Status.TIMEOUT, Status.CPU_LIMIT, Status.TOO_EXPENSIVE})
"""Words of checks that took all their time."""

LIVES = 2
"""Judges that may be lost in one check to something that is not the submission's doing."""


class GradingWorker:
    """Grades one submission at a time; a process that dies is replaced."""

    def __init__(self, layers: Layers, limits: Limits = RUNNER) -> None:
        self.layers = layers
        self.limits = limits
        self.is_closed = False
        self.scratch = scratch.make_place()
        self.runner, self.judge = self._start()

    def _start(self) -> tuple[ForkClient, ForkClient]:
        """Both at once: their imports take a while. Raises ForkServerError."""
        told = {"scratch": str(self.scratch), "layers": self.layers, "limits": self.limits}
        runner = fork_client.start("autograder.sandbox.runner", told)
        judge = fork_client.start("autograder.sandbox.checker", {"limits": JUDGE})
        try:
            self.layers = msgspec.convert(runner.wait(), Layers)
            judge.wait()
        except ForkServerError:
            runner.close()
            judge.close()
            raise
        return runner, judge

    def close(self) -> None:
        """End both, even in the middle of a submission; nothing is started any more."""
        self.is_closed = True
        self.runner.close()
        self.judge.close()
        scratch.clear(self.scratch)

    def grade(self, order: GradingJob) -> SubmissionState:
        """Grade to the end, whatever dies on the way. Raises ForkServerError if nothing starts."""
        self._check_open()
        sheet = SubmissionState(order)
        request = write_request(order.files)
        try:
            while not sheet.done:
                self._sit(sheet, request)
        finally:
            os.close(request)
        return sheet

    def _sit(self, sheet: SubmissionState, request: int) -> None:
        """One life of a judge. Nothing of it is alive when this returns."""
        runners = Runners(self.runner, self.scratch, self.limits, request, sheet)
        sheet.begin()
        try:
            try:
                self._judge(sheet, runners)
            finally:
                runners.end_all()
        except ForkServerError as error:
            runners.abandon()
            self._revive()
            lose(sheet, ExitReason(Status.GRADER_ERROR, str(error)), is_late=False)

    def _judge(self, sheet: SubmissionState, runners: Runners) -> None:
        """Send a judge, and serve it to its end."""
        near, far = ipc.make_line()
        with near:
            with far:
                number = self.judge.fork(job_of(sheet), [far.fileno()])
            try:
                for exercise in sheet.order.to_run:  # while the judge gets ready
                    runners.prepare(exercise)
                self._attend(CheckerSession(sheet, runners, near, number))
            finally:
                self.judge.end(number)

    def _attend(self, held: CheckerSession) -> None:
        """Serve a judge until it is dead."""
        is_late = False
        while held.number not in self.judge.deaths:
            for ready in self._ready(held):
                self._serve(held, ready)
            if held.sheet.done:
                held.runners.dismiss()
            held.runners.watch()
            if held.fault or (not is_late and held.is_late()):
                is_late = not held.fault
                self.judge.kill(held.number)
        held.hear_last()
        death = self.judge.deaths[held.number]
        held.sheet.judging += death.cpu
        if not held.sheet.done:
            nonsense = ExitReason(Status.UNDECIDED, held.fault) if held.fault else None
            lose(held.sheet, nonsense or exit_reason_of(death, JUDGE), is_late=is_late)

    def _ready(self, held: CheckerSession) -> list[int]:
        poll = select.poll()
        controls = [self.runner.control.fileno(), self.judge.control.fileno()]
        lines = [] if held.is_deaf else [held.judge.fileno()]
        for descriptor in (*lines, *controls, *held.runners.captures()):
            poll.register(descriptor, select.POLLIN)
        return [descriptor for descriptor, _ in poll.poll(WATCH * 1000)]

    def _serve(self, held: CheckerSession, ready: int) -> None:
        captures = held.runners.captures()
        if ready == self.runner.control.fileno():
            self.runner.listen(wait=False)
        elif ready == self.judge.control.fileno():
            self.judge.listen(wait=False)
        elif ready == held.judge.fileno():
            held.hear()
        elif ready in captures:
            held.runners.read(captures[ready])

    def _revive(self) -> None:
        """Start what is dead, and what may have lost a child, anew."""
        for one in (self.runner, self.judge):
            one.close()
        self._check_open()
        self.runner, self.judge = self._start()
        if self.is_closed:  # meanwhile, by another thread
            self.close()
            self._check_open()

    def _check_open(self) -> None:
        if self.is_closed:
            raise ForkServerError("its lane was closed")


class CheckerSession:
    """A judge at work: its line, its number, the sheet and the runners that it asks for."""

    def __init__(
        self, sheet: SubmissionState, runners: Runners, judge: socket.socket, number: int
    ) -> None:
        self.sheet = sheet
        self.runners = runners
        self.judge = judge
        self.number = number
        self.is_deaf = False
        self.fault = ""

    def hear(self) -> None:
        """
        What the judge says at a time; questions are answered.

        A judge that talks nonsense is lost, and nobody else with it.
        """
        try:
            said, _ = ipc.receive(self.judge, wait=False)
            for verb, *rest in said:
                self._take(verb, rest)
        except ipc.LineEnd:
            self.is_deaf = True
        except (ForkServerError, BlockingIOError):
            raise
        except Exception as error:  # noqa: BLE001 -- nonsense fails in many ways
            self.is_deaf = True
            self.fault = f"what it said could not be read ({type(error).__name__}: {error})"

    def _take(self, verb: str, rest: list[Any]) -> None:
        with suppress(ipc.LineEnd):
            if verb == "open":
                self._open(*rest)
            elif verb == "close":
                self._close(*rest)
            elif verb == "ring":
                ipc.send(self.judge, ["rung", rest[0], self.runners.ring(rest[1])])
            elif verb == "cpu":
                ipc.send(self.judge, ["spent", rest[0], self.runners.cpu_of(rest[1])])
            else:
                self.sheet.hear(verb, rest)

    def _open(self, number: int, exercise: str) -> None:
        ends = self.runners.open(exercise)
        try:
            ipc.send(self.judge, ["opened", number, self.runners.pid_of(exercise)], ends)
        finally:
            ipc.close(ends)

    def _close(self, number: int, exercise: str, reason: str) -> None:
        ending = self.runners.end(exercise, Status(reason) if reason else None)
        ipc.send(self.judge, ["closed", number, ending.word, ending.detail, ending.cpu])

    def hear_last(self) -> None:
        """What a dead judge had said before it died."""
        with suppress(BlockingIOError):
            while not self.is_deaf:
                self.hear()

    def is_late(self) -> bool:
        most = FACTOR * self.sheet.order.seconds + SLACK
        return time.monotonic() - self.sheet.since > most


def job_of(sheet: SubmissionState) -> list[Any]:
    """What a judge is told at its start, in the order of `checker.CheckerTask`."""
    order = sheet.order
    slow = [index for index, judged in sheet.judged.items() if judged.word in SLOW]
    clock = time.monotonic() - sheet.began
    used = [order.computing + sheet.computing, order.judging + sheet.judging, order.clock + clock]
    done = sorted(sheet.judged)
    return [
        order.seed,
        order.handed_in,
        order.untouched,
        order.checks,
        done,
        slow,
        order.seconds,
        *used,
    ]


def lose(sheet: SubmissionState, ending: ExitReason, *, is_late: bool) -> None:
    """A judge is gone in the middle of a check: whose fault is it, and is it tried again?"""
    is_over = is_late or ending.word in {Status.CPU_LIMIT, Status.MEMORY_LIMIT}
    if is_over and sheet.check >= 0 and not sheet.is_solution_slow():
        sheet.judged[sheet.check] = CheckOutcome(Status.TOO_EXPENSIVE, TOO_EXPENSIVE)
        return
    sheet.lives[sheet.check] = sheet.lives.get(sheet.check, 0) + 1
    if sheet.lives[sheet.check] < LIVES:
        return
    lost = f"The judge was lost: {ending.detail}"
    if sheet.check < 0:  # none ever came so far as to begin a check
        fault = CheckOutcome(Status.GRADER_ERROR, lost)
        sheet.judged |= {index: fault for index in sheet.order.checks if index not in sheet.judged}
        sheet.done = True
    else:
        is_ours = ending.word is Status.GRADER_ERROR or sheet.is_solution_slow()
        word = Status.GRADER_ERROR if is_ours else Status.UNDECIDED
        sheet.judged[sheet.check] = CheckOutcome(word, lost)
