"""The graders of a batch: one runs submissions in the sandbox, one those that are trusted.

The verdict on a trusted submission is that of `pytest autograder`. The learner's code runs as the
user who started the batch and could do whatever that user may; on macOS, what the reduced level
leaves of that. It runs in a process of its own, started as

    python -m autograder.classroom.graders

which reads what to grade from its standard input and writes a report to its standard output, both
as JSON. That protects a batch from accidents, such as an endless loop or `os._exit`, and nothing
else.
"""

import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import chdir, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

import msgspec

from autograder.classroom.entries import shown
from autograder.grading.errors import KitError
from autograder.grading.spec import PROJECT
from autograder.grading.verdict import UNREADABLE
from autograder.sandbox.fork_server import ENVIRONMENT
from autograder.sandbox.report import Report, stopped_at
from autograder.sandbox.status import NAMES, Status

if TYPE_CHECKING:
    from autograder.grading.question import OpenQuestion
    from autograder.sandbox.supervisor import Supervisor

ADVICE = "If you trust every submission like your own code, add --trust-submissions."
NO_SANDBOX = "trusted (no sandbox)"
REDUCED = "trusted (reduced: no network, no writing outside of a scratch folder)"
SECONDS = 600.0
FEW = 3  # submissions for each worker, up to which a rehearsal takes longer than it saves
MANY = 1_000_000  # submissions, where nobody has counted them
TEMPORARY = ("TMPDIR", "TEMP", "TMP")  # where a system looks for its folder of temporary files
WORKER = (sys.executable, "-m", "autograder.classroom.graders")

SEATBELT = Path("/usr/bin/sandbox-exec")
PROFILE = """\
(version 1)
(allow default)
(deny network*)
(deny file-write*)
(allow file-write* (subpath {scratch}) (regex #"^/dev/(null|tty|dtracehelper)$"))
(deny file-read-data (subpath {home}))
(allow file-read-data {readable})
(deny process-info* (target others))
(deny signal (target others))
"""
"""
The reduced level of macOS; for the language see sandbox-exec(1) and /System/Library/Sandbox. There
is no filter for system calls, and nothing hides the kit's own files: a process that judges itself
can still lie about the verdict.
"""


class GradersLostError(KitError):
    """Nobody is left who grades in the same way: the batch ends, with all that it has."""


def confined_grader(workers: int, *, neighbours: bool = False, wanted: int = MANY) -> "Supervisor":
    """A sandbox that has been started. neighbours: whether others grade on this machine, too.

    wanted: how many submissions there are. Raises KitError below "confined".
    """
    from autograder.sandbox.supervisor import SandboxError, Supervisor

    workers = max(1, min(workers, wanted))
    rehearses = wanted > FEW * workers
    supervisor = Supervisor(workers=workers, neighbours=neighbours, rehearses=rehearses)
    try:
        supervisor.__enter__()
    except SandboxError as error:
        raise KitError(f"{error} {ADVICE}", exit_code=2) from None
    if not supervisor.level.is_confined:
        supervisor.close()
        raise KitError(
            f"This machine can confine untrusted code only so far: {supervisor.level}. "
            f"`autograder doctor` shows what is missing. {ADVICE}",
            exit_code=2,
        )
    return supervisor


class TrustedGrader:
    """Grades in a fresh process, so that one submission cannot break the next."""

    def __init__(self, workers: int = 1, seconds: float = SECONDS) -> None:
        self.workers = workers
        self._seconds = seconds
        self._running: set[subprocess.Popen[bytes]] = set()
        self._is_closed = False

    @property
    def level(self) -> str:
        return REDUCED if has_seatbelt() else NO_SANDBOX

    def grade(
        self,
        files: Mapping[str, bytes],
        seed: str,
        submission: str,
        *,
        questions: "Sequence[OpenQuestion]" = (),
    ) -> Report:
        """Grade one submission. questions: what is asked in place of the checks."""
        started, output = time.monotonic(), None
        with TemporaryDirectory(ignore_cleanup_errors=True) as place, _started(place) as process:
            self._running.add(process)
            if self._is_closed:
                _kill(process)
            request = msgspec.json.encode((files, seed, submission, questions))
            try:
                output, _ = process.communicate(request, timeout=self._seconds)
            except subprocess.TimeoutExpired:
                _kill(process)
            self._running.discard(process)
        if output is None:
            reason = f"It was still running after {self._seconds:g} seconds."
            report = Report(submission, Status.TIMEOUT, reason)
        else:
            report = report_of(output, process.returncode, submission)
        return replace(report, seconds=time.monotonic() - started, level=self.level)

    def close(self) -> None:
        """Stop at once, even in the middle of submissions."""
        self._is_closed = True
        for process in tuple(self._running):
            _kill(process)


@dataclass(frozen=True, slots=True)
class IdleGrader:
    """For a class of which every verdict is known. level: how it was graded."""

    level: str
    workers: int = 1

    def grade(
        self,
        _files: Mapping[str, bytes],
        _seed: str,
        submission: str,
        *,
        questions: "Sequence[OpenQuestion]" = (),
    ) -> Report:
        del questions
        raise GradersLostError(
            f"{shown(submission)} changed while it was read. Type the same command again.",
            exit_code=2,
        )

    def close(self) -> None:
        """There is nothing to end."""


class Grader(Protocol):
    """Grades as many submissions at a time as it has workers, each in a thread of its own."""

    @property
    def workers(self) -> int: ...
    @property
    def level(self) -> str: ...
    def grade(
        self,
        files: Mapping[str, bytes],
        seed: str,
        submission: str,
        /,
        *,
        questions: "Sequence[OpenQuestion]" = (),
    ) -> Report: ...
    def close(self) -> None: ...


def report_of(output: bytes, code: int, submission: str) -> Report:
    """What a process wrote, or what its exit code says if it wrote no report."""
    try:
        return msgspec.json.decode(output, type=Report)
    except msgspec.DecodeError:
        status, reason = Status.STOPPED_EARLY, f"Its process ended itself with exit code {code}."
        if code < 0:
            status = Status.SUBMISSION_ERROR
            reason = f"Its process crashed ({NAMES.get(-code, f'signal {-code}')})."
        return Report(submission, status, reason)


def command(scratch: Path) -> list[str]:
    """The command of a process, at the reduced level where there is one."""
    if not has_seatbelt():
        return list(WORKER)
    readable = [PROJECT, Path(sys.prefix), Path(sys.base_prefix), scratch]
    return wrapped(WORKER, scratch, Path.home(), readable)


def has_seatbelt() -> bool:
    return sys.platform == "darwin" and SEATBELT.exists()


def wrapped(command: Sequence[str], scratch: Path, home: Path, readable: list[Path]) -> list[str]:
    """A command under the profile. readable: the only folders in `home` that it may read."""
    folders = " ".join(f"(subpath {quoted(folder)})" for folder in readable)
    profile = PROFILE.format(scratch=quoted(scratch), home=quoted(home), readable=folders)
    return [str(SEATBELT), "-p", profile, *command]


def quoted(path: Path) -> str:
    """A path as a string of the profile's language, with links resolved, as the kernel does."""
    text = str(path.resolve()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _started(scratch: str) -> subprocess.Popen[bytes]:
    """A process in a group of its own: Ctrl-C is for the batch alone."""
    # The same numbers as in the sandbox, on every machine, and one core per worker.
    own = {**ENVIRONMENT, "PYTHONDONTWRITEBYTECODE": "1", **dict.fromkeys(TEMPORARY, scratch)}
    return subprocess.Popen(
        command(Path(scratch)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=PROJECT,
        env={**os.environ, **own},
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
    from autograder.grading.question import OpenQuestion

    channel = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    form = tuple[dict[str, bytes], str, str, tuple[OpenQuestion, ...]]
    request = msgspec.json.decode(sys.stdin.buffer.read(), type=form)
    with os.fdopen(channel, "wb") as file:
        file.write(msgspec.json.encode(graded_here(*request)))
    os._exit(0)


def graded_here(
    files: Mapping[str, bytes],
    seed: str,
    submission: str,
    questions: "Sequence[OpenQuestion]" = (),
) -> Report:
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
                questions=questions,
                on_fault=lambda check, error: faults.append(
                    f"{check.name}: {''.join(traceback.format_exception(error))}"
                ),
            )
        except Exception:  # noqa: BLE001 -- a fault in the kit is a report, too
            faults.append(traceback.format_exc())
    status, reason = Status.GRADED, ""
    if verdict is None:
        status, reason = Status.GRADER_ERROR, "The grader failed."
    elif unread := [check.name for check in verdict.core_checks if check.waits]:
        status, reason = Status.SUBMISSION_ERROR, f"{unread[0]}: {UNREADABLE}"
    elif verdict.open_points:
        reason = next(
            stopped_at(c.task, c.name, c.message) for c in verdict.core_checks if c.points is None
        )
    report = Report(submission, status, reason, "\n".join(faults), verdict)
    return replace(report, cpu=time.process_time(), memory=_peak_memory())


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
