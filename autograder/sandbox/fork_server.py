"""The fork server: a warm process with all imports done, which forks one child per request.

The content of a request goes to the child by a descriptor and never passes through here. What comes
back is how each child ended, its computing time and its peak memory.

    to the fork server     ["fork", id, parameters] and descriptors for the child
    from the fork server   ["ready", news, bytes], ["born", id] and a pidfd,
                           ["dead", id, status, seconds, bytes]

A child is reported dead when nothing that it started is alive any more.
"""

import gc
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from autograder.kit import ONLY
from autograder.sandbox import ipc, linux
from autograder.sandbox.folders import PROJECT

KIBIBYTE = 1024

START = 60.0
"""Seconds for the imports of a fork server, even on a busy machine."""

PATIENCE, MOMENT = 5.0, 0.001
"""Seconds for killed processes to be gone, and between two looks."""

ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1" if sys.dont_write_bytecode else "",
    "PYTHONPYCACHEPREFIX": sys.pycache_prefix or "",
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "MALLOC_ARENA_MAX": "2",  # each arena of a thread reserves 128 MiB of address space
    "MPLBACKEND": "Agg",
    "SYMPY_CACHE_SIZE": "10000",  # the usual 1000 forget most of what the warm-up has filled in
    "LANG": "C.UTF-8",
}

Child = Callable[[list[Any], list[int]], None]
"""Runs in the fork, with the parameters and descriptors of a request."""


class ForkServerError(Exception):
    """A fork server cannot be started, or is gone: our own fault."""


@dataclass(frozen=True, slots=True)
class ProcessExit:
    """How a process ended: wait status, seconds of computing, bytes of its own at the peak."""

    status: int
    cpu: float
    memory: int


class ForkClient:
    """A fork server, as the supervisor sees it.

    module: what it runs. count: children so far. pidfds, exits: by number of the child. warm: bytes
    that a child has from its fork server.
    """

    def __init__(self, module: str, settings: Mapping[str, Any]) -> None:
        """Start a fork server. It is of use once `wait_until_warm` returns."""
        self.module = module
        self.count = self.warm = 0
        self.pidfds: dict[int, int] = {}
        self.exits: dict[int, ProcessExit] = {}
        self.control, far = ipc.socket_pair()
        with far:
            encoded = msgspec.json.encode({**settings, "control": far.fileno()}).decode()
            self.process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-m", module, encoded],
                env={**ENVIRONMENT, "PYTHONPATH": str(PROJECT), ONLY: os.environ.get(ONLY, "")},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[far.fileno()],
                start_new_session=True,
            )

    def wait_until_warm(self) -> Any:
        """Wait for its imports; what it reports about itself. Raises ForkServerError."""
        self.control.settimeout(START)
        try:
            (_, news, self.warm), _ = ipc.receive(self.control)
        except (ipc.MessageError, TimeoutError):
            raise ForkServerError(f"{self.module} does not start.") from None
        self.control.settimeout(None)
        return news

    def fork(self, parameters: list[Any], descriptors: list[int]) -> int:
        """Ask for a child; its number. Raises ForkServerError."""
        self.count += 1
        try:
            ipc.send(self.control, ["fork", self.count, parameters], descriptors)
        except (ipc.MessageError, OSError):
            raise ForkServerError(f"{self.module} is gone.") from None
        return self.count

    def listen(self, *, wait: bool = True) -> None:
        """Take in one message; without `wait` only if there is one. Raises ForkServerError."""
        try:
            (verb, number, *rest), descriptors = ipc.receive(self.control, wait=wait)
        except BlockingIOError:
            return
        except ipc.MessageError:
            raise ForkServerError(f"{self.module} is gone.") from None
        if verb == "born":
            self.pidfds[number] = descriptors[0]
        elif verb == "dead":
            status, cpu, memory = rest
            self.exits[number] = ProcessExit(status, cpu, max(memory - self.warm, 0))
            os.close(self.pidfds.pop(number))

    def _pidfd(self, number: int) -> int | None:
        """The descriptor of a child, as soon as it is born; None once it is dead."""
        while number not in self.pidfds and number not in self.exits:
            self.listen()
        return self.pidfds.get(number)

    def kill(self, number: int) -> None:
        self.send(number, signal.SIGKILL)

    def send(self, number: int, what: int) -> bool:
        """Send a signal to a child; False if it is dead already."""
        pidfd = self._pidfd(number)
        try:
            if pidfd is not None:
                signal.pidfd_send_signal(pidfd, what)
        except ProcessLookupError:
            return False
        return pidfd is not None

    def pid_of(self, number: int) -> int:
        """The id of a child, as this process counts them; -1 once it is dead."""
        pidfd = self._pidfd(number)
        if pidfd is None:
            return -1
        info = Path(f"/proc/self/fdinfo/{pidfd}").read_text(encoding="ascii")
        return int(info.partition("Pid:")[2].split()[0])

    def wait_for(self, number: int) -> ProcessExit:
        """Wait for the end of a child. Raises ForkServerError."""
        while number not in self.exits:
            self.listen()
        return self.exits.pop(number)

    def close(self) -> None:
        """Hang up: the fork server ends with all its children."""
        self.control.close()
        ipc.close(self.pidfds.values())
        self.pidfds.clear()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass(slots=True)
class ForkServer:
    """The process itself, with all imports done.

    control: the socket to the supervisor. news: what to report when everything is warm. children:
    number of the request and pid, by pidfd.
    """

    control: socket.socket
    child: Child
    news: Any = None
    children: dict[int, tuple[int, int]] = field(default_factory=dict)

    def serve(self) -> None:
        """Fork and reap until the supervisor hangs up; then end with all children."""
        import resource  # not everywhere

        sys.dont_write_bytecode = True  # what this process compiled serves the next; forks may not
        gc.collect()
        gc.freeze()
        linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            ipc.send(self.control, ["ready", self.news, peak * KIBIBYTE])
            while True:
                for ready in ipc.ready([self.control.fileno(), *self.children]):
                    if ready in self.children:
                        self._reap(ready)
                    else:
                        self._fork(*ipc.receive(self.control))
        except ipc.EndOfStream:
            self._end()

    def _fork(self, message: list[Any], descriptors: list[int]) -> None:
        _, number, parameters = message

        def live() -> None:
            os.setsid()
            self.control.close()
            ipc.close(self.children)
            self.child(parameters, descriptors)

        pid = linux.forked(live)
        ipc.close(descriptors)
        pidfd = os.pidfd_open(pid)
        self.children[pidfd] = number, pid
        ipc.send(self.control, ["born", number], [pidfd])

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
