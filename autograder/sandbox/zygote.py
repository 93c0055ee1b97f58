"""
The zygote: a warm process with all imports done, which forks one child per request.

It forks first; a request's content goes to the child by a descriptor and never passes through
here. What comes back is how each child ended, its CPU time and its peak memory.

    to the zygote     ["fork", id, parameters] and descriptors for the child
    from the zygote   ["ready", news], ["born", id] and a pidfd, ["dead", id, status, seconds, bytes]
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from autograder.sandbox import line, pages

Child = Callable[[list[Any], list[int]], None]
"""Runs in the fork, with the parameters and descriptors of a request."""


@dataclass(slots=True)
class Zygote:
    """
    control: the line to the supervisor. news: what it is told when all is warm.
    children: pidfd to number of the request and pid.
    """

    control: socket.socket
    child: Child
    news: Any = None
    children: dict[int, tuple[int, int]] = field(default_factory=dict)

    def serve(self) -> None:
        """Fork and reap until the supervisor hangs up; then end with all children."""
        gc.collect()
        gc.freeze()
        pages.enlarge()
        try:
            line.send(self.control, ["ready", self.news])
            while True:
                self._turn()
        except line.LineEnd:
            self._end()

    def _turn(self) -> None:
        for ready in _readable([self.control.fileno(), *self.children]):
            if ready in self.children:
                self._reap(ready)
            else:
                message, descriptors = line.receive(self.control)
                self._fork(message, descriptors)

    def _fork(self, message: list[Any], descriptors: list[int]) -> None:
        _, number, parameters = message
        pid = os.fork()
        if pid == 0:
            self._be_child(parameters, descriptors)
        line.close(descriptors)
        pidfd = os.pidfd_open(pid)
        self.children[pidfd] = number, pid
        line.send(self.control, ["born", number], [pidfd])

    def _be_child(self, parameters: list[Any], descriptors: list[int]) -> None:
        """Never returns: whatever happens, the fork ends here."""
        code = 70
        try:
            os.setsid()
            self.control.close()
            line.close(list(self.children))
            self.child(parameters, descriptors)
            code = 0
        finally:
            os._exit(code)

    def _reap(self, pidfd: int) -> None:
        number, pid = self.children.pop(pidfd)
        _kill_group(pid)  # while it is not reaped, the group's number cannot be another's
        _, status, usage = os.wait4(pid, 0)
        os.close(pidfd)
        spent = usage.ru_utime + usage.ru_stime
        line.send(self.control, ["dead", number, status, spent, usage.ru_maxrss * 1024])

    def _end(self) -> None:
        for pidfd, (_, pid) in self.children.items():
            signal.pidfd_send_signal(pidfd, signal.SIGKILL)
            _kill_group(pid)
            os.waitpid(pid, 0)


def _readable(descriptors: list[int]) -> list[int]:
    poll = select.poll()
    for descriptor in descriptors:
        poll.register(descriptor, select.POLLIN)
    return [descriptor for descriptor, _ in poll.poll()]


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
