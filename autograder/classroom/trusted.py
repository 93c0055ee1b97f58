"""
The grader for submissions that are trusted: a process for each, without a sandbox.

The verdict is the one of `pytest autograder`. The learner's code runs as the user who started the
batch and could do whatever that user may.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress

import msgspec

from autograder.classroom.grader import Report
from autograder.classroom.statuses import Status
from autograder.classroom.worker import Answer, Request
from autograder.grading.spec import PROJECT

ISOLATION = "trusted (no sandbox)"
SECONDS = 600.0
COMMAND = (sys.executable, "-m", "autograder.classroom.worker")
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
        with _started() as process:
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
        return Report(Status.TIMEOUT, reason=reason, isolation=ISOLATION, seconds=seconds)


def report_of(output: bytes, code: int, seconds: float) -> Report:
    """What a worker's output and exit code say."""
    try:
        answer = msgspec.json.decode(output, type=Answer)
    except msgspec.DecodeError:
        status = Status.STOPPED_EARLY if code >= 0 else Status.SUBMISSION_ERROR
        return Report(status, reason=_ending(code), isolation=ISOLATION, seconds=seconds)
    fault = answer.verdict is None or bool(answer.verdict.open_points)
    return Report(
        Status.GRADER_ERROR if fault else Status.GRADED,
        answer.verdict,
        "The grader failed." if fault else "",
        answer.traceback,
        ISOLATION,
        seconds,
        answer.cpu_seconds,
        answer.peak_memory,
    )


def _ending(code: int) -> str:
    if code >= 0:
        return f"Its process ended by itself, with exit code {code}."
    return f"Its process crashed ({signal.Signals(-code).name})."


def _started() -> subprocess.Popen[bytes]:
    """A worker in a group of its own: Ctrl-C is for the batch alone."""
    return subprocess.Popen(
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=PROJECT,
        env={**os.environ, **SETTINGS},
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the worker and what it started, as far as the system knows groups."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
