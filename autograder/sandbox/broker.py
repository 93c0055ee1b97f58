"""The broker: through it the checker asks the supervisor for runners, and reports its progress.

to the supervisor     ["check", index]  ["asking", True | False]  ["open", n, exercise]
                      ["interrupt", n, exercise]  ["close", n, exercise, killed_for]
                      ["result", index, outcome]  ["done"];
                      several of them in one message
from the supervisor   [n, pid] and two descriptors, of a runner that was opened;
                      [n, word, detail, seconds] of one that was closed;
                      [n, whether it was there] of one that was interrupted
"""

import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.grading.limit import queued
from autograder.sandbox import ipc
from autograder.sandbox.status import ExitReason, Status

BATCH = 8
"""Reports that are sent together at the latest."""


@dataclass(slots=True)
class Broker:
    """The checker's end of the socket. Late answers to a request that was given up are dropped.

    reports: what is sent with the next request, or before the next answers are judged. pids, spent:
    of runners, by exercise; seconds of computing at the last look.
    """

    supervisor: socket.socket
    number: int = 0
    reports: list[tuple[Any, ...]] = field(default_factory=list)
    pids: dict[str, int] = field(default_factory=dict)
    spent: dict[str, float] = field(default_factory=dict)

    def report(self, *message: Any) -> None:
        """Report what can wait a moment: waking the supervisor costs more than a stub does."""
        self.reports.append(message)
        if len(self.reports) == BATCH:
            self.flush()

    def flush(self) -> None:
        reports, self.reports = self.reports, []
        if not reports:
            return
        try:
            ipc.send(self.supervisor, reports)
        except ipc.TooLong:
            for message in reports:
                ipc.send(self.supervisor, [message])

    def open_runner(self, exercise: str) -> tuple[int, int]:
        """Descriptors: requests go into the first, replies come out of the second."""
        (pid,), (requests, replies) = self._ask("open", exercise)
        self.pids[exercise], self.spent[exercise] = pid, 0.0
        return requests, replies

    def interrupt(self, exercise: str) -> bool:
        """Interrupt what its runner does, so that it says where it was; False if it is gone."""
        (was_there,), _ = self._ask("interrupt", exercise)
        return bool(was_there)

    def close_runner(self, exercise: str, killed_for: Status | None) -> ExitReason:
        """Stop a runner for a reason, or None if it ended by itself; how it ended."""
        (word, detail, cpu), _ = self._ask("close", exercise, killed_for or "")
        return ExitReason(Status(word), detail, cpu)

    def cpu_of(self, exercise: str) -> float:
        """Seconds of computing of its runner so far; of one that is gone, at the last look."""
        pid, spent = self.pids.get(exercise, -1), self.spent.get(exercise, 0.0)
        clock = (~pid << 3) | 2  # how Linux names the CPU clock of a process
        with suppress(OSError):  # it is gone
            spent = max(spent, time.clock_gettime(clock) if pid > 0 else 0.0)
        self.spent[exercise] = spent
        return spent

    def queued_of(self, exercise: str) -> float | None:
        """Seconds for which its runner has waited for a processor, if the kernel counts them."""
        return queued(str(self.pids.get(exercise, -1)))

    def is_running(self, exercise: str) -> bool:
        """Whether a thread of its runner computes at this moment, or wants to."""
        states = []
        for thread in Path(f"/proc/{self.pids.get(exercise, -1)}/task").glob("*/stat"):
            with suppress(OSError):
                states.append(thread.read_bytes().rpartition(b")")[2].split()[0])
        return b"R" in states

    def _ask(self, verb: str, *rest: Any) -> tuple[list[Any], list[int]]:
        self.number += 1
        self.reports.append((verb, self.number, *rest))
        self.flush()
        while True:
            (number, *said), descriptors = ipc.receive(self.supervisor)
            if number == self.number:
                return said, descriptors
            ipc.close(descriptors)
