"""
A worker of the supervisor: two fork servers that grade one submission after another.

It makes the pipes between checker and runners and passes on their ends, keeps the clocks, and sees
how much was written and how each process ended, never what a learner's code computes.
"""

from __future__ import annotations

import os
import select
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec

from autograder.sandbox import folders, ipc
from autograder.sandbox.confine import CHECKER, Layers
from autograder.sandbox.fork_server import ForkClient, ForkServerError
from autograder.sandbox.runners import Runners
from autograder.sandbox.status import ExitReason, Status, exit_reason
from autograder.sandbox.submission_state import SubmissionState

WATCH = 0.05
"""Seconds between two looks at the clocks and at the scratch folders."""

FACTOR, SLACK = 7, 5.0
"""
A check may take FACTOR times its seconds and SLACK more before its checker is killed: longer than
loading a file and then waiting for an answer, each of which has a limit of its own.
"""


class GradingWorker:
    """Grades one submission at a time; a process that dies is replaced."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.is_closed = False
        self.scratch = folders.make_place()
        self.runner, self.checker = self._start()

    def _start(self) -> tuple[ForkClient, ForkClient]:
        """Both at once: their imports take a while. Raises ForkServerError."""
        settings = {"scratch": str(self.scratch), "layers": self.layers}
        runner = ForkClient("autograder.sandbox.runner", settings)
        checker = ForkClient("autograder.sandbox.checker", {})
        try:
            self.layers = msgspec.convert(runner.wait_until_warm(), Layers)
            checker.wait_until_warm()
        except ForkServerError:
            runner.close()
            checker.close()
            raise
        return runner, checker

    def close(self) -> None:
        """End both, even in the middle of a submission; nothing is started any more."""
        self.is_closed = True
        self.runner.close()
        self.checker.close()
        folders.clear(self.scratch)

    def grade(self, state: SubmissionState) -> None:
        """Grade to the end, whatever dies on the way. Raises ForkServerError if nothing starts."""
        self._check_open()
        files = ipc.share_files(state.job.files)
        try:
            while not state.done:
                self._check(state, files)
        finally:
            os.close(files)

    def _check(self, state: SubmissionState, files: int) -> None:
        """One life of a checker. Nothing of it is alive when this returns."""
        runners = Runners(self.runner, self.scratch, files, state)
        state.begin()
        try:
            try:
                self._serve_checker(state, runners)
            finally:
                runners.end_all()
        except ForkServerError as error:
            runners.abandon()
            self._restart()
            state.lose(ExitReason(Status.GRADER_ERROR, str(error)), is_late=False)

    def _serve_checker(self, state: SubmissionState, runners: Runners) -> None:
        near, far = ipc.socket_pair()
        with near:
            with far:
                number = self.checker.fork(msgspec.to_builtins(state.task()), [far.fileno()])
            try:
                for exercise in state.job.to_run:  # while the checker gets ready
                    runners.prepare(exercise)
                CheckerSession(state, runners, near, self.checker, number).serve()
            finally:
                self.checker.kill(number)
                self.checker.wait_for(number)

    def _restart(self) -> None:
        """Replace what is dead, and what may have lost a child."""
        self.runner.close()
        self.checker.close()
        self._check_open()
        self.runner, self.checker = self._start()
        if self.is_closed:  # meanwhile, by another thread
            self.close()
            self._check_open()

    def _check_open(self) -> None:
        if self.is_closed:
            raise ForkServerError("its worker was closed")


@dataclass(slots=True)
class CheckerSession:
    """
    A checker at work.

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
        is_late = False
        while self.number not in self.server.exits:
            self._take_in()
            if self.state.done:
                self.runners.dismiss()
            self.runners.watch()
            if self.fault or (not is_late and self._is_late()):
                is_late = not self.fault
                self.server.kill(self.number)
        with suppress(BlockingIOError):
            while not self.is_deaf:  # what it said before it died
                self.hear()
        ended = self.server.exits[self.number]
        self.state.judging += ended.cpu
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
        poll = select.poll()
        for descriptor in readers:
            poll.register(descriptor, select.POLLIN)
        for descriptor, _ in poll.poll(WATCH * 1000):
            readers[descriptor]()

    def hear(self) -> None:
        """
        Take in one message of the checker, and answer its requests.

        A checker that talks nonsense is lost, and nobody else with it.
        """
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
                self._open(*rest)
            elif verb == "close":
                number, exercise, killed_for = rest
                reason = self.runners.end(exercise, Status(killed_for) if killed_for else None)
                ipc.send(self.peer, [number, reason.word, reason.detail, reason.cpu])
            elif verb == "interrupt":
                number, exercise = rest
                ipc.send(self.peer, [number, self.runners.interrupt(exercise)])
            else:
                self.state.hear(verb, rest)

    def _open(self, number: int, exercise: str) -> None:
        pid, ends = self.runners.open(exercise)
        try:
            ipc.send(self.peer, [number, pid], ends)
        finally:
            ipc.close(ends)

    def _is_late(self) -> bool:
        return time.monotonic() - self.state.since > FACTOR * self.state.job.seconds + SLACK
