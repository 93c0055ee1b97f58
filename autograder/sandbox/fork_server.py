"""
The fork server: a warm process with all imports done, which forks one child per request.

The content of a request goes to the child by a descriptor and never passes through here. What comes
back is how each child ended, its computing time and its peak memory.

    to the fork server     ["fork", id, parameters] and descriptors for the child
    from the fork server   ["ready", news, bytes], ["born", id] and a pidfd,
                           ["dead", id, status, seconds, bytes]

A child is reported dead when nothing that it started is alive any more.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.sandbox import ipc, linux

KIBIBYTE = 1024

PATIENCE, MOMENT = 5.0, 0.001
"""Seconds for killed processes to be gone, and between two looks."""

Child = Callable[[list[Any], list[int]], None]
"""Runs in the fork, with the parameters and descriptors of a request."""


@dataclass(slots=True)
class ForkServer:
    """
    control: the socket to the supervisor. news: what to report when everything is warm.
    children: number of the request and pid, by pidfd.
    """

    control: socket.socket
    child: Child
    news: Any = None
    children: dict[int, tuple[int, int]] = field(default_factory=dict)

    def serve(self) -> None:
        """Fork and reap until the supervisor hangs up; then end with all children."""
        gc.collect()
        gc.freeze()
        linux.enlarge_pages()
        linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            ipc.send(self.control, ["ready", self.news, peak * KIBIBYTE])
            while True:
                self._turn()
        except ipc.EndOfStream:
            self._end()

    def _turn(self) -> None:
        poll = select.poll()
        for descriptor in (self.control.fileno(), *self.children):
            poll.register(descriptor, select.POLLIN)
        for ready, _ in poll.poll():
            if ready in self.children:
                self._reap(ready)
            else:
                self._fork(*ipc.receive(self.control))

    def _fork(self, message: list[Any], descriptors: list[int]) -> None:
        _, number, parameters = message
        pid = os.fork()
        if pid == 0:
            self._be_child(parameters, descriptors)
        ipc.close(descriptors)
        pidfd = os.pidfd_open(pid)
        self.children[pidfd] = number, pid
        ipc.send(self.control, ["born", number], [pidfd])

    def _be_child(self, parameters: list[Any], descriptors: list[int]) -> None:
        """Never returns: whatever happens, the fork ends here."""
        code = 70
        try:
            os.setsid()
            self.control.close()
            ipc.close(self.children)
            self.child(parameters, descriptors)
            code = 0
        finally:
            os._exit(code)

    def _reap(self, pidfd: int) -> None:
        number, pid = self.children.pop(pidfd)
        _kill_group(pid)  # while it is not reaped, the group's number cannot be another's
        _, status, usage = os.wait4(pid, 0)
        os.close(pidfd)
        if not self.children:
            end_orphans()
        spent = usage.ru_utime + usage.ru_stime
        ipc.send(self.control, ["dead", number, status, spent, usage.ru_maxrss * KIBIBYTE])

    def _end(self) -> None:
        for pidfd, (_, pid) in self.children.items():
            signal.pidfd_send_signal(pidfd, signal.SIGKILL)
            _kill_group(pid)
            os.waitpid(pid, 0)
        end_orphans()


def end_orphans() -> None:
    """
    Kill what children that are gone have left running, until the kernel says that nobody is left.

    Orphans of a process that adopts them count as its own children. Raises TimeoutError.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG) is None:
                _kill_children()
        except ChildProcessError:
            return
    raise TimeoutError("A process of a submission does not die.")


def _kill_children() -> None:
    if os.getpid() == 1:  # of namespaces; everybody else in there is a submission's
        os.kill(-1, signal.SIGKILL)
    else:
        listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
        for pid in listed.split():
            os.kill(int(pid), signal.SIGKILL)
    time.sleep(MOMENT)


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
