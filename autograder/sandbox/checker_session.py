"""A checker at work on one submission, and the runners that it asks for.

This side makes the pipes between them and passes on their ends, keeps the clocks, and sees how much
was written and how each process ended, never what a learner's code computes.
"""

import os
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from autograder.grading.draw import GENERATORS, Draw
from autograder.grading.limit import JUMP
from autograder.sandbox import folders, ipc
from autograder.sandbox.confine import CHECKER, RUNNER
from autograder.sandbox.fork_server import ForkClient, ForkServerError
from autograder.sandbox.status import ExitReason, Status, exit_reason
from autograder.sandbox.submission_state import SubmissionState

CAPTURED = 64 * 1024
"""Bytes that a runner may write past Python's print."""

WATCH = 0.05
"""Seconds between two looks at the clocks and at the scratch folders."""

STARVED = "the checker got hardly any CPU time; the machine may be too busy"

FACTOR, SLACK = 7, 5.0
"""
A check may take FACTOR times its seconds and SLACK more before its checker is killed: longer than
loading a file and then waiting for an answer, each of which has a limit of its own.
"""

MOMENT = 1.0
"""Seconds for a runner that has closed its pipes to be reported dead."""


@dataclass(slots=True)
class Runner:
    """One that is alive.

    ends: where requests go in and replies come out, until the checker has them. capture: what it
    writes past Python's print comes out here. written: bytes of it. is_mute: its output has ended.
    """

    number: int
    ends: list[int]
    capture: int
    folder: Path
    written: int = 0
    killed_for: Status | None = None
    is_mute: bool = False


@dataclass(slots=True)
class Runners:
    """By exercise. files: a descriptor of what was handed in. reasons: why the dead ones ended."""

    server: ForkClient
    place: Path
    files: int
    state: SubmissionState
    alive: dict[str, Runner] = field(default_factory=dict)
    reasons: dict[str, ExitReason] = field(default_factory=dict)

    def open(self, exercise: str) -> tuple[int, list[int]]:
        """Process id of a new one; descriptors where requests go in and replies come out."""
        runner = self.alive.get(exercise)
        if runner is None or not runner.ends:
            self.end(exercise)
            runner = self.prepare(exercise)
        pid = self.server.pid_of(runner.number)
        ends, runner.ends = runner.ends, []
        return pid, ends

    def prepare(self, exercise: str) -> Runner:
        """Start one that is about to be asked for. Raises ForkServerError."""
        requests, requests_in = os.pipe()
        replies_out, replies = os.pipe()
        capture_out, capture = os.pipe()
        os.set_blocking(capture_out, False)
        job = self.state.job
        folder = self.place / f"work{self.server.count}"
        seed = Draw(job.seed).number(GENERATORS)
        task = [exercise, list(job.asked[exercise]), seed, folder.name, job.seconds]
        try:
            number = self.server.fork(task, [self.files, requests, replies, capture])
        except ForkServerError:
            ipc.close([requests_in, replies_out, capture_out])
            raise
        finally:
            ipc.close([requests, replies, capture])
        self.alive[exercise] = Runner(number, [requests_in, replies_out], capture_out, folder)
        return self.alive[exercise]

    def end(self, exercise: str, killed_for: Status | None = None) -> ExitReason:
        """Make sure that one is dead; how it ended. killed_for: None if it is gone by itself."""
        runner = self.alive.get(exercise)
        if runner is None:
            return self.reasons.get(exercise, ExitReason(Status.STOPPED_EARLY, "there was none"))
        if killed_for is None and not self._is_dead_soon(runner):
            killed_for = Status.STOPPED_EARLY
        if killed_for is not None:
            self.server.kill(runner.number)
        ended = self.server.wait_for(runner.number)
        self.read(runner)
        self._forget(exercise)
        self.state.computing += ended.cpu
        self.state.memory = max(self.state.memory, ended.memory)
        reason = exit_reason(ended, RUNNER, runner.killed_for or killed_for)
        self.reasons[exercise] = reason
        return reason

    def _forget(self, exercise: str) -> None:
        runner = self.alive.pop(exercise)
        runner.is_mute = True
        ipc.close([*runner.ends, runner.capture])
        folders.clear(runner.folder)

    def _is_dead_soon(self, runner: Runner) -> bool:
        """Whether a runner that has closed its pipes is reported dead within a moment."""
        control, until = self.server.control.fileno(), time.monotonic() + MOMENT
        while runner.number not in self.server.exits:
            if not ipc.ready([control], until - time.monotonic()):
                return False
            self.server.listen()
        return True

    def interrupt(self, exercise: str) -> bool:
        """Interrupt the code of one; False if it is gone."""
        runner = self.alive.get(exercise)
        return runner is not None and self.server.send(runner.number, signal.SIGALRM)

    def dismiss(self) -> None:
        """Kill all of them at once: nothing more is asked."""
        for runner in self.alive.values():
            self._stop(runner, Status.PASS)

    def end_all(self) -> None:
        for exercise in list(self.alive):
            self.end(exercise, Status.PASS)

    def abandon(self) -> None:
        """Their fork server is gone, and they with it."""
        for exercise in list(self.alive):
            self._forget(exercise)

    def read(self, runner: Runner) -> None:
        """Take what was printed, if the end is not known yet; too much of it ends the runner."""
        with suppress(BlockingIOError):
            while not runner.is_mute and (content := os.read(runner.capture, CAPTURED)):
                runner.written += len(content)
                if runner.written > CAPTURED:
                    self._stop(runner, Status.OUTPUT_LIMIT)
                    return
            runner.is_mute = True

    def watch(self) -> None:
        """Look how full each scratch folder is; too much in it ends its runner."""
        for runner in self.alive.values():
            if folders.is_over(runner.folder):
                self._stop(runner, Status.OUTPUT_LIMIT)

    def _stop(self, runner: Runner, killed_for: Status) -> None:
        if runner.killed_for is None:
            runner.killed_for = killed_for
            self.server.kill(runner.number)


@dataclass(slots=True)
class CheckerSession:
    """A checker at work.

    peer: its socket. server, number: who forked it, as which child. is_deaf: nothing it says is
    read any more. fault: why, if it talked nonsense.
    """

    state: SubmissionState
    runners: Runners
    peer: socket.socket
    server: ForkClient
    number: int
    is_deaf: bool = False
    fault: str = ""

    def serve(self) -> None:
        """Serve the checker until it is dead."""
        is_late, most = False, FACTOR * self.state.job.seconds + SLACK
        looked = time.monotonic()
        while self.number not in self.server.exits:
            self._take_in()
            before, looked = looked, time.monotonic()
            if looked - before > JUMP:  # this process was suspended, or had to queue
                self.state.since += looked - before
            if self.state.done:
                self.runners.dismiss()
            self.runners.watch()
            is_slow = time.monotonic() - self.state.since > most
            if self.fault or (is_slow and not is_late):
                is_late = not self.fault
                self.server.kill(self.number)
        with suppress(BlockingIOError):
            while not self.is_deaf:  # what it said before it died
                self.hear()
        ended = self.server.exits[self.number]
        self.state.judging += ended.cpu
        if is_late and ended.cpu < self.state.job.seconds:
            self.fault, is_late = STARVED, False
        if not self.state.done:
            nonsense = ExitReason(Status.UNDECIDED, self.fault) if self.fault else None
            self.state.lose(nonsense or exit_reason(ended, CHECKER), is_late=is_late)

    def _take_in(self) -> None:
        """Take in what has arrived, or arrives within a moment."""
        readers: dict[int, Callable[[], object]] = {}
        if not self.is_deaf:
            readers[self.peer.fileno()] = self.hear
        for server in (self.runners.server, self.server):
            readers[server.control.fileno()] = partial(server.listen, wait=False)
        for runner in self.runners.alive.values():
            if not runner.is_mute:
                readers[runner.capture] = partial(self.runners.read, runner)
        for descriptor in ipc.ready(readers, WATCH):
            readers[descriptor]()

    def hear(self) -> None:
        """Take in a message of the checker; nonsense costs that checker, and nobody else."""
        try:
            message, _ = ipc.receive(self.peer, wait=False)
            for verb, *rest in message:
                self._take(verb, rest)
        except ipc.EndOfStream:
            self.is_deaf = True
        except (ForkServerError, BlockingIOError):
            raise
        except Exception as error:  # noqa: BLE001 -- nonsense fails in many ways
            self.is_deaf = True
            self.fault = f"what it said could not be read ({type(error).__name__}: {error})"

    def _take(self, verb: str, rest: list[Any]) -> None:
        with suppress(ipc.EndOfStream):
            if verb == "open":
                number, exercise = rest
                pid, ends = self.runners.open(exercise)
                try:
                    ipc.send(self.peer, [number, pid], ends)
                finally:
                    ipc.close(ends)
            elif verb == "close":
                number, exercise, killed_for = rest
                reason = self.runners.end(exercise, Status(killed_for) if killed_for else None)
                ipc.send(self.peer, [number, reason.word, reason.detail, reason.cpu])
            elif verb == "interrupt":
                number, exercise = rest
                ipc.send(self.peer, [number, self.runners.interrupt(exercise)])
            else:
                self.state.hear(verb, rest)
