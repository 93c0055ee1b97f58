"""
The crew: examiners that are started ahead of time, so that a grading need not wait for imports.

Each examiner grades once. What it says arrives as events, from a thread of its own.
"""

from __future__ import annotations

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
from autograder.study.protocol import DECODER, Message, Ready, Request, line

PATIENCE = 5.0
COMMAND = (sys.executable, "-m", "autograder.study.worker")


@dataclass(frozen=True, slots=True)
class Heard:
    """An examiner said something; None: it is gone, with this exit code."""

    examiner: Examiner
    message: Message | None
    code: int = 0


Post = Callable[[Heard], object]


class Examiner:
    """One process, in a group of its own: Ctrl-C is for watch alone."""

    def __init__(self, post: Post) -> None:
        self.is_ready = False
        self._post = post
        path = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def ask(self, request: Request) -> None:
        """Hand over the request; an examiner that is gone says so by itself."""
        assert self._process.stdin is not None  # noqa: S101 -- a pipe was asked for
        with suppress(OSError, ValueError):
            self._process.stdin.write(line(request))
            self._process.stdin.flush()

    def kill(self) -> None:
        """End it, and what it started, as far as the system knows groups."""
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        if self._process.stdin:
            with suppress(OSError):
                self._process.stdin.close()

    def bury(self) -> None:
        """Wait until a killed one is gone."""
        self._thread.join(PATIENCE)

    @property
    def number(self) -> int:
        """The number by which the system knows the process."""
        return self._process.pid

    def _read(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 -- a pipe was asked for
        with self._process.stdout as said:
            for text in said:
                with suppress(msgspec.DecodeError):
                    message = DECODER.decode(text)
                    self.is_ready |= isinstance(message, Ready)
                    self._post(Heard(self, message))
        self._post(Heard(self, None, self._process.wait()))


class Crew:
    """
    Keeps so many examiners waiting, and knows those at work.

    start: makes one; it posts what it says.
    """

    def __init__(self, size: int, start: Callable[[], Examiner]) -> None:
        self.size = size
        self._start = start
        self._waiting: list[Examiner] = []
        self._working: list[Examiner] = []
        self._refill()

    def send(self, request: Request) -> Examiner:
        """Give the request to the readiest one."""
        if not self._waiting:
            self._waiting.append(self._start())
        self._waiting.sort(key=lambda examiner: not examiner.is_ready)
        examiner = self._waiting.pop(0)
        self._working.append(examiner)
        examiner.ask(request)
        return examiner

    def dismiss(self, examiner: Examiner) -> None:
        """End an examiner; one that waited is replaced at the next rest."""
        examiner.kill()
        for some in (self._working, self._waiting):
            if examiner in some:
                some.remove(examiner)

    def stop(self) -> None:
        """End those at work."""
        for examiner in [*self._working]:
            self.dismiss(examiner)

    def rest(self) -> None:
        """No grading goes on: time for new ones to get ready."""
        self.stop()
        self._refill()

    @property
    def is_ready(self) -> bool:
        return len(self._waiting) >= self.size and all(e.is_ready for e in self._waiting)

    def close(self) -> None:
        """End them all."""
        everybody = [*self._working, *self._waiting]
        for examiner in everybody:
            self.dismiss(examiner)
        for examiner in everybody:
            examiner.bury()

    def _refill(self) -> None:
        while len(self._waiting) < self.size:
            self._waiting.append(self._start())
