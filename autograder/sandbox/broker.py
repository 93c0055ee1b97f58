"""
The office: where a judge asks for runners, and says how far it is.

    to the supervisor     ["check", index]  ["asking", True | False]  ["open", n, exercise]
                          ["ring", n, exercise]  ["close", n, exercise, reason]  ["cpu", n, exercise]
                          ["result", index, result, word, reason]  ["done"]; many at a time
    from the supervisor   ["opened", n, pid] and two descriptors, ["closed", n, word, detail, seconds]
                          ["rung", n, whether it could be]  ["spent", n, seconds]
"""

from __future__ import annotations

import socket
from typing import Any, Protocol

from autograder.sandbox import ipc
from autograder.sandbox.exit_reason import ExitReason
from autograder.sandbox.fork_client import cpu_of, is_running
from autograder.sandbox.status import Status

TOGETHER = 8
"""Messages to the supervisor that leave together at the latest."""


class Broker(Protocol):
    """Who hands out runners and knows how they ended: the supervisor."""

    def open_runner(self, exercise: str) -> tuple[int, int]:
        """Descriptors: questions go into the first, replies come out of the second."""

    def ring(self, exercise: str) -> bool:
        """Interrupt what its runner does, so that it tells where it was; False if it is gone."""

    def close_runner(self, exercise: str, reason: Status | None) -> ExitReason:
        """Stop a runner for a reason, or None if it has ended by itself; how it ended."""

    def cpu_of(self, exercise: str) -> float:
        """Seconds of computing that its runner has spent so far."""

    def is_running(self, exercise: str) -> bool:
        """Whether its runner is computing at this moment, or about to."""


class SocketBroker:
    """
    Asks the supervisor for runners. Late answers to a request given up are thrown away.

    held: what is said together with the next request, or before the next answers are judged.
    pids: of runners, by exercise.
    """

    def __init__(self, supervisor: socket.socket) -> None:
        self.supervisor = supervisor
        self.number = 0
        self.held: list[tuple[Any, ...]] = []
        self.pids: dict[str, int] = {}

    def say(self, *message: Any) -> None:
        """Say something that can wait a moment: waking the supervisor costs more than a stub."""
        self.held.append(message)
        if len(self.held) == TOGETHER:
            self.flush()

    def flush(self) -> None:
        held, self.held = self.held, []
        if not held:
            return
        try:
            ipc.send(self.supervisor, held)
        except ipc.TooLong:
            for message in held:
                ipc.send(self.supervisor, [message])

    def open_runner(self, exercise: str) -> tuple[int, int]:
        message, (questions, replies) = self._request("open", exercise)
        self.pids[exercise] = message[2]
        return questions, replies

    def ring(self, exercise: str) -> bool:
        message, _ = self._request("ring", exercise)
        return bool(message[2])

    def close_runner(self, exercise: str, reason: Status | None) -> ExitReason:
        message, _ = self._request("close", exercise, reason or "")
        return ExitReason(Status(message[2]), message[3], message[4])

    def cpu_of(self, exercise: str) -> float:
        spent = cpu_of(self.pids.get(exercise, -1))
        return spent or float(self._request("cpu", exercise)[0][2])

    def is_running(self, exercise: str) -> bool:
        return is_running(self.pids.get(exercise, -1))

    def _request(self, verb: str, *rest: Any) -> tuple[list[Any], list[int]]:
        self.number += 1
        self.held.append((verb, self.number, *rest))
        self.flush()
        while True:
            message, descriptors = ipc.receive(self.supervisor)
            if message[1] == self.number:
                return message, descriptors
            ipc.close(descriptors)
