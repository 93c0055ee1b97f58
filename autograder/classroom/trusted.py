"""
The grader for submissions that are trusted: a process for each, without the sandbox of Linux.

The verdict is the one of `pytest autograder`. The learner's code runs as the user who started the
batch and could do whatever that user may; on macOS, what the reduced level leaves of that.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from autograder.classroom.grader import Report
from autograder.classroom.worker import Answer, Request
from autograder.grading.spec import PROJECT
from autograder.grading.verdict import Verdict
from autograder.sandbox import seatbelt
from autograder.sandbox.status import Status, gravest

NO_SANDBOX = "trusted (no sandbox)"
REDUCED = "trusted (reduced: no network, no writing outside of a scratch folder)"
SECONDS = 600.0
WORKER = (sys.executable, "-m", "autograder.classroom.worker")
# The same numbers on every machine, and one core per worker.
SETTINGS = {
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "Agg",
}


class TrustedGrader:
    """Grades in a fresh process; what one submission breaks, the next one finds whole."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:  # noqa: ARG002 -- a sandbox tells it in its reports
        began = time.monotonic()
        with (
            TemporaryDirectory(ignore_cleanup_errors=True) as scratch,
            _started(scratch) as process,
        ):
            self._process = process
            if self._closed:
                _kill(process)
            request = msgspec.json.encode(Request(dict(files), seed))
            try:
                output, _ = process.communicate(request, timeout=self._seconds)
            except subprocess.TimeoutExpired:
                _kill(process)
                return self._late(began)
        return report_of(output, process.returncode, time.monotonic() - began)

    def close(self) -> None:
        self._closed = True
        if self._process is not None:
            _kill(self._process)

    def _late(self, began: float) -> Report:
        reason = f"It had not ended after {self._seconds:g} seconds."
        seconds = time.monotonic() - began
        return Report(Status.TIMEOUT, reason=reason, isolation=isolation(), seconds=seconds)


def report_of(output: bytes, code: int, seconds: float) -> Report:
    """What a worker's output and exit code say."""
    try:
        answer = msgspec.json.decode(output, type=Answer)
    except msgspec.DecodeError:
        status = Status.STOPPED_EARLY if code >= 0 else Status.SUBMISSION_ERROR
        return Report(status, reason=_ending(code), isolation=isolation(), seconds=seconds)
    return Report(
        _status_of(answer.verdict),
        answer.verdict,
        _why_open(answer.verdict),
        answer.traceback,
        isolation(),
        seconds,
        answer.cpu_seconds,
        answer.peak_memory,
    )


def _status_of(verdict: Verdict | None) -> Status:
    if verdict is None:
        return Status.GRADER_ERROR
    return gravest(Status(c.outcome) if c.points is None else Status.GRADED for c in verdict.checks)


def _why_open(verdict: Verdict | None) -> str:
    if verdict is None:
        return "The grader failed."
    return next((f"{c.name}: {c.message}" for c in verdict.checks if c.points is None), "")


def _ending(code: int) -> str:
    if code >= 0:
        return f"Its process ended by itself, with exit code {code}."
    return f"Its process crashed ({signal.Signals(-code).name})."


def isolation() -> str:
    """What holds a trusted submission on this machine."""
    return REDUCED if seatbelt.is_there() else NO_SANDBOX


def command(scratch: Path) -> list[str]:
    """The command of a worker, below the reduced level where there is one."""
    if not seatbelt.is_there():
        return list(WORKER)
    readable = [PROJECT, Path(sys.prefix), Path(sys.base_prefix), scratch]
    return seatbelt.wrapped(WORKER, scratch, Path.home(), readable)


def _started(scratch: str) -> subprocess.Popen[bytes]:
    """A worker in a group of its own: Ctrl-C is for the batch alone."""
    return subprocess.Popen(
        command(Path(scratch)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=PROJECT,
        env={**os.environ, **SETTINGS, "TMPDIR": scratch},
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the worker and what it started, as far as the system knows groups."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
