"""The worker pool: processes that are started ahead of time, so that no grading waits for imports.

Each worker grades once. It gets a request and sends messages, in JSON, one a line.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from autograder.grading.spec import PROJECT
from autograder.grading.task import Check
from autograder.grading.verdict import CheckResult

PATIENCE = 5.0
SPARES = 2  # how many wait: the second is for a save that comes while the first is at work
SYMPY_CACHE_SIZE = "20000"
"""SymPy's default of 1000 forgets half of the warm-up; this saves a tenth of a grading."""

COMMAND = (sys.executable, "-P", "-m", "autograder.study.worker")
Key = tuple[str, str]  # a check: the label of its task and its own name


class Request(msgspec.Struct, frozen=True):
    """A path for each exercise, the checks in order of grading, and the time limit of a check."""

    files: dict[str, str]
    checks: tuple[Key, ...]
    seconds: float


class Working(msgspec.Struct, frozen=True, tag="working"):
    """The file of an exercise is being loaded or, if there is a check, this check is running."""

    exercise: str
    check: Key | None = None


class Judged(msgspec.Struct, frozen=True, tag="judged"):
    """A check has ended."""

    result: CheckResult


Message = Working | Judged
DECODER: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)


def key_of(check: Check) -> Key:
    return check.task.label, check.name


def line(message: msgspec.Struct) -> bytes:
    """A message as it is sent."""
    return msgspec.json.encode(message) + b"\n"


@dataclass(frozen=True, slots=True)
class Received:
    """A message of a worker; None: it has exited, with this code."""

    worker: "Worker"
    message: Message | None
    code: int = 0


class Worker:
    """One process, in a group of its own: Ctrl-C is for watch alone."""

    def __init__(self, post: Callable[[Received], object]) -> None:
        self._post = post
        self._process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**kit_environment(), "SYMPY_CACHE_SIZE": SYMPY_CACHE_SIZE},
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        assert self._process.stdin is not None  # noqa: S101 -- pipes were asked for
        assert self._process.stdout is not None  # noqa: S101 -- the same
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def send(self, request: Request) -> None:
        """Send a request; if the process has exited, that is posted anyway."""
        with suppress(OSError, ValueError):
            self._stdin.write(line(request))
            self._stdin.flush()

    def kill(self) -> None:
        """End it and, if the system has process groups, what it started."""
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        with suppress(OSError):
            self._stdin.close()

    def join(self) -> None:
        """Wait until a killed one is gone."""
        self._thread.join(PATIENCE)

    def _read(self) -> None:
        with self._stdout:
            for text in self._stdout:
                with suppress(msgspec.DecodeError):
                    self._post(Received(self, DECODER.decode(text)))
        self._post(Received(self, None, self._process.wait()))


class WorkerPool:
    """One worker grades, the spares wait. start: starts a worker, which posts its messages."""

    def __init__(self, start: Callable[[], Worker]) -> None:
        self._start = start
        self._spares = [start()]
        self._busy: Worker | None = None

    def send(self, request: Request) -> Worker:
        """End the grading under way, and give the request to the spare that has waited longest."""
        self.stop()
        self._busy = self._spares.pop(0) if self._spares else self._start()
        self._busy.send(request)
        return self._busy

    def stop(self) -> None:
        """End the grading under way."""
        if self._busy is not None:
            self._busy.kill()
            self._busy = None

    def remove(self, worker: Worker) -> None:
        """Forget a worker that has exited, and end what it started; `refill` replaces a spare."""
        worker.kill()
        self._busy = None if self._busy is worker else self._busy
        self._spares = [spare for spare in self._spares if spare is not worker]

    def refill(self) -> None:
        """Start spares; during a grading they would take its processor time."""
        while len(self._spares) < SPARES:
            self._spares.append(self._start())

    def close(self) -> None:
        """End them all."""
        self.stop()
        for worker in self._spares:
            worker.kill()
        for worker in self._spares:
            worker.join()


def kit_environment() -> dict[str, str]:
    """An environment in which Python finds this kit."""
    path = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path}
