"""A fork server as the supervisor sees it: it asks for children and learns how they ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from autograder.sandbox import ipc
from autograder.sandbox.exit_reason import ProcessExit
from autograder.sandbox.folders import PROJECT

START = 60.0
"""Seconds for the imports of a fork server, even on a busy machine."""

ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",  # each arena of a thread reserves 128 MiB of address space
    "MPLBACKEND": "Agg",
    "SYMPY_CACHE_SIZE": "10000",  # the usual 1000 forget most of what the warm-up has filled in
    "LANG": "C.UTF-8",
}


class ForkServerError(Exception):
    """A fork server cannot be started, or is gone: our own fault."""


@dataclass(slots=True)
class ForkClient:
    """
    module: what the fork server runs. count: children so far. pidfds, exits: by number of the
    child. warm: bytes that a child has from its fork server.
    """

    module: str
    process: subprocess.Popen[bytes]
    control: socket.socket
    count: int = 0
    warm: int = 0
    pidfds: dict[int, int] = field(default_factory=dict)
    exits: dict[int, ProcessExit] = field(default_factory=dict)

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

    def kill(self, number: int, what: signal.Signals = signal.SIGKILL) -> bool:
        """Send a signal to a child; False if it is dead already."""
        pidfd = self._pidfd(number)
        try:
            if pidfd is not None:
                signal.pidfd_send_signal(pidfd, what)
        except ProcessLookupError:
            return False
        return pidfd is not None

    def pid_of(self, number: int) -> int:
        """The process id of a child; -1 once it is dead."""
        pidfd = self._pidfd(number)
        return -1 if pidfd is None else pid_of(pidfd)

    def cpu_of(self, number: int) -> float:
        """Seconds of computing of a child so far."""
        spent = cpu_of(self.pid_of(number))
        return self.exits[number].cpu if number in self.exits else spent

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


def pid_of(pidfd: int) -> int:
    """The id of a process by its descriptor, as this process counts them; -1 once it is gone."""
    info = Path(f"/proc/self/fdinfo/{pidfd}").read_text(encoding="ascii")
    return int(info.partition("Pid:")[2].split()[0])


def cpu_of(pid: int) -> float:
    """Seconds of computing of another process; 0 once it is gone."""
    clock = (~pid << 3) | 2  # how Linux names the CPU clock of a process
    try:
        return time.clock_gettime(clock) if pid > 0 else 0.0
    except OSError:
        return 0.0


def is_running(pid: int) -> bool:
    """Whether any thread of another process computes or wants to; False once it is gone."""
    states = []
    for thread in Path(f"/proc/{pid}/task").glob("*/stat"):
        with suppress(OSError):
            states.append(thread.read_bytes().rpartition(b")")[2].split()[0])
    return b"R" in states


def start(module: str, settings: dict[str, Any]) -> ForkClient:
    """Start a fork server. It is of use once `wait_until_warm` returns."""
    near, far = ipc.socket_pair()
    with far:
        encoded = msgspec.json.encode({**settings, "control": far.fileno()}).decode()
        process = subprocess.Popen(
            [sys.executable, "-s", "-P", "-m", module, encoded],
            env={**ENVIRONMENT, "PYTHONPATH": str(PROJECT)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[far.fileno()],
            start_new_session=True,
        )
    return ForkClient(module, process, near)
