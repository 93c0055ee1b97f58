"""
The broker: through it the checker asks the supervisor for runners, and reports its progress.

    to the supervisor     ["check", index]  ["asking", True | False]  ["open", n, exercise]
                          ["interrupt", n, exercise]  ["close", n, exercise, killed_for]
                          ["cpu", n, exercise]  ["result", index, result, word, reason]  ["done"];
                          several of them in one message
    from the supervisor   ["opened", n, pid] and two descriptors
                          ["closed", n, word, detail, seconds]  ["spent", n, seconds]
                          ["interrupted", n, whether it was there]
"""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import Any

from autograder.sandbox import ipc
from autograder.sandbox.exit_reason import ExitReason
from autograder.sandbox.fork_client import cpu_of, is_running
from autograder.sandbox.status import Status

BATCH = 8
"""Reports that are sent together at the latest."""


@dataclass(slots=True)
class Broker:
    """
    The checker's end of the socket. Late answers to a request that was given up are dropped.

    reports: what is sent with the next request, or before the next answers are judged. pids: of
    runners, by exercise.
    """

    supervisor: socket.socket
    number: int = 0
    reports: list[tuple[Any, ...]] = field(default_factory=list)
    pids: dict[str, int] = field(default_factory=dict)

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
        message, (requests, replies) = self._ask("open", exercise)
        self.pids[exercise] = message[2]
        return requests, replies

    def interrupt(self, exercise: str) -> bool:
        """Interrupt what its runner does, so that it says where it was; False if it is gone."""
        message, _ = self._ask("interrupt", exercise)
        return bool(message[2])

    def close_runner(self, exercise: str, killed_for: Status | None) -> ExitReason:
        """Stop a runner for a reason, or None if it ended by itself; how it ended."""
        message, _ = self._ask("close", exercise, killed_for or "")
        return ExitReason(Status(message[2]), message[3], message[4])

    def cpu_of(self, exercise: str) -> float:
        """Seconds of computing that its runner has spent so far."""
        spent = cpu_of(self.pids.get(exercise, -1))
        return spent or float(self._ask("cpu", exercise)[0][2])

    def is_running(self, exercise: str) -> bool:
        """Whether its runner is computing at this moment, or about to."""
        return is_running(self.pids.get(exercise, -1))

    def _ask(self, verb: str, *rest: Any) -> tuple[list[Any], list[int]]:
        self.number += 1
        self.reports.append((verb, self.number, *rest))
        self.flush()
        while True:
            message, descriptors = ipc.receive(self.supervisor)
            if message[1] == self.number:
                return message, descriptors
            ipc.close(descriptors)
