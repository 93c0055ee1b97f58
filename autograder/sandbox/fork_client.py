"""A role: one zygote process as the supervisor sees it, started anew when it is gone."""

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
from autograder.sandbox.libraries import PROJECT

START = 60.0
"""Seconds for the imports of a zygote, even on a busy machine."""

ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",  # each arena of a thread reserves 128 MiB of address space
    "MPLBACKEND": "Agg",
    "SYMPY_CACHE_SIZE": "10000",  # the usual 1000 forget most of what a zygote has warmed up
    "LANG": "C.UTF-8",
}


class ForkServerError(Exception):
    """A zygote cannot be started, or is gone: a fault of ours."""


@dataclass(slots=True)
class ForkClient:
    """
    module: what it runs. count: children so far. pidfds, deaths: by number of the child. warm:
    bytes that a child has from its zygote.
    """

    module: str
    process: subprocess.Popen[bytes]
    control: socket.socket
    count: int = 0
    warm: int = 0
    pidfds: dict[int, int] = field(default_factory=dict)
    deaths: dict[int, ProcessExit] = field(default_factory=dict)

    def wait(self) -> Any:
        """Wait until it is warm; its news. Raises ForkServerError."""
        self.control.settimeout(START)
        try:
            (_, news, self.warm), _ = ipc.receive(self.control)
        except (ipc.LineError, TimeoutError):
            raise ForkServerError(f"{self.module} does not start.") from None
        self.control.settimeout(None)
        return news

    def fork(self, parameters: list[Any], descriptors: list[int]) -> int:
        """Ask for a child; its number. Raises ForkServerError."""
        self.count += 1
        try:
            ipc.send(self.control, ["fork", self.count, parameters], descriptors)
        except (ipc.LineError, OSError):
            raise ForkServerError(f"{self.module} is gone.") from None
        return self.count

    def listen(self, *, wait: bool = True) -> None:
        """Take in one message, if there is one or somebody waits for it. Raises ForkServerError."""
        try:
            message, descriptors = ipc.receive(self.control, wait=wait)
        except BlockingIOError:
            return
        except ipc.LineError:
            raise ForkServerError(f"{self.module} is gone.") from None
        if message[0] == "born":
            self.pidfds[message[1]] = descriptors[0]
        elif message[0] == "dead":
            status, cpu, memory = message[2:]
            self.deaths[message[1]] = ProcessExit(status, cpu, max(memory - self.warm, 0))
            os.close(self.pidfds.pop(message[1]))

    def kill(self, number: int) -> None:
        """Kill a child, if it is alive; `listen` tells when it is dead."""
        self.send(number, signal.SIGKILL)

    def send(self, number: int, what: signal.Signals) -> bool:
        """Send a signal to a child; False if it is dead."""
        while number not in self.pidfds and number not in self.deaths:
            self.listen()
        if number not in self.pidfds:
            return False
        try:
            signal.pidfd_send_signal(self.pidfds[number], what)
        except ProcessLookupError:
            return False
        return True

    def pid_of(self, number: int) -> int:
        """The number of a child's process; -1 once it is dead."""
        while number not in self.pidfds and number not in self.deaths:
            self.listen()
        return pid_of(self.pidfds[number]) if number in self.pidfds else -1

    def cpu_of(self, number: int) -> float:
        """Seconds of computing of a child so far."""
        spent = cpu_of(self.pid_of(number))
        return self.deaths[number].cpu if number in self.deaths else spent

    def bury(self, number: int) -> ProcessExit:
        """Wait for the death of a child that is about to die."""
        while number not in self.deaths:
            self.listen()
        return self.deaths.pop(number)

    def end(self, number: int) -> ProcessExit:
        """Make sure that a child is dead; how it ended. Raises ForkServerError."""
        self.kill(number)
        return self.bury(number)

    def close(self) -> None:
        """Hang up: the zygote ends with all its children."""
        self.control.close()
        for pidfd in self.pidfds.values():
            os.close(pidfd)
        self.pidfds.clear()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def pid_of(pidfd: int) -> int:
    """The number of a process by its descriptor, in our own numbers; -1 once it is gone."""
    told = Path(f"/proc/self/fdinfo/{pidfd}").read_text(encoding="ascii")
    return int(told.partition("Pid:")[2].split()[0])


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
    """Start a zygote; `wait` tells when it is warm."""
    near, far = ipc.make_line()
    with far:
        told = msgspec.json.encode({**settings, "control": far.fileno()}).decode()
        process = subprocess.Popen(
            [sys.executable, "-s", "-P", "-m", module, told],
            env={**ENVIRONMENT, "PYTHONPATH": str(PROJECT)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[far.fileno()],
            start_new_session=True,
        )
    return ForkClient(module, process, near)
