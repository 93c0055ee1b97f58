"""
The grader for trusted submissions: a process for each, without the sandbox of Linux.

The verdict is that of `pytest autograder`. The learner's code runs as the user who started the
batch and could do whatever that user may; on macOS, what the reduced level leaves of that. The
process, started as

    python -m autograder.classroom.trusted

reads what to grade from its standard input and writes a report to its standard output, both as
JSON. It protects a batch from accidents, such as an endless loop or `os._exit`, and nothing else.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping
from contextlib import chdir, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from autograder.classroom.grader import Report, ungraded
from autograder.grading.spec import PROJECT
from autograder.sandbox import seatbelt
from autograder.sandbox.status import Status
from autograder.sandbox.supervisor import Graded

NO_SANDBOX = "trusted (no sandbox)"
REDUCED = "trusted (reduced: no network, no writing outside of a scratch folder)"
SECONDS = 600.0
WORKER = (sys.executable, "-m", "autograder.classroom.trusted")
# The same numbers on every machine, and one core per worker.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
SETTINGS = {"PYTHONHASHSEED": "0", "MPLBACKEND": "Agg", **dict.fromkeys(THREADS, "1")}


class TrustedGrader:
    """Grades in a fresh process; what one submission breaks is whole again for the next."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._is_closed = False

    @property
    def level(self) -> str:
        return REDUCED if seatbelt.is_there() else NO_SANDBOX

    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        started, output = time.monotonic(), None
        with (
            TemporaryDirectory(ignore_cleanup_errors=True) as scratch,
            _started(scratch) as process,
        ):
            self._process = process
            if self._is_closed:
                _kill(process)
            request = msgspec.json.encode((files, seed, submission))
            try:
                output, _ = process.communicate(request, timeout=self._seconds)
            except subprocess.TimeoutExpired:
                _kill(process)
        if output is None:
            reason = f"It was still running after {self._seconds:g} seconds."
            report = Report(ungraded(submission, Status.TIMEOUT, reason))
        else:
            report = report_of(output, process.returncode, submission)
        seconds = time.monotonic() - started
        return replace(report, graded=replace(report.graded, seconds=seconds, level=self.level))

    def close(self) -> None:
        self._is_closed = True
        if self._process is not None:
            _kill(self._process)


def report_of(output: bytes, code: int, submission: str) -> Report:
    """What a process wrote, or what its exit code says if it wrote no report."""
    try:
        return msgspec.json.decode(output, type=Report)
    except msgspec.DecodeError:
        status, reason = Status.STOPPED_EARLY, f"Its process ended itself with exit code {code}."
        if code < 0:
            status = Status.SUBMISSION_ERROR
            reason = f"Its process crashed ({signal.Signals(-code).name})."
        return Report(ungraded(submission, status, reason))


def command(scratch: Path) -> list[str]:
    """The command of a process, at the reduced level where there is one."""
    if not seatbelt.is_there():
        return list(WORKER)
    readable = [PROJECT, Path(sys.prefix), Path(sys.base_prefix), scratch]
    return seatbelt.wrapped(WORKER, scratch, Path.home(), readable)


def _started(scratch: str) -> subprocess.Popen[bytes]:
    """A process in a group of its own: Ctrl-C is for the batch alone."""
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
    """End the process and what it started, where the system has process groups."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def main() -> None:
    """Answer one request, without waiting for anything that the learner's code left behind."""
    channel = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    request = msgspec.json.decode(sys.stdin.buffer.read(), type=tuple[dict[str, bytes], str, str])
    with os.fdopen(channel, "wb") as file:
        file.write(msgspec.json.encode(graded_here(*request)))
    os._exit(0)


def graded_here(files: Mapping[str, bytes], seed: str, submission: str) -> Report:
    """Grade in this process, in a folder that is the current one meanwhile."""
    from autograder.grading.grade import grade

    faults: list[str] = []
    verdict = None
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, chdir(folder):
        try:
            for name, content in files.items():
                Path(name).write_bytes(content)
            verdict = grade(
                Path.cwd(),
                seed=seed,
                on_fault=lambda check, error: faults.append(
                    f"{check.name}: {''.join(traceback.format_exception(error))}"
                ),
            )
        except Exception:  # noqa: BLE001 -- a fault in the kit is a report, too
            faults.append(traceback.format_exc())
    status, reason = Status.GRADED, ""
    if verdict is None:
        status, reason = Status.GRADER_ERROR, "The grader failed."
    elif verdict.open_points:
        reason = next(f"{c.name}: {c.message}" for c in verdict.checks if c.points is None)
    spent = (0.0, time.process_time(), _peak_memory())
    return Report(Graded(submission, verdict, status, reason, {}, *spent, ""), "\n".join(faults))


def _peak_memory() -> int:
    """In bytes; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main()
