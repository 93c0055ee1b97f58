"""
The graders: of untrusted submissions, in the real sandbox, and of trusted ones.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from autograder.authoring.build import exercise_text
from autograder.classroom import graders
from autograder.classroom.graders import (
    MANY,
    IdleGrader,
    TrustedGrader,
    confined_grader,
    graded_here,
    report_of,
)
from autograder.grading.errors import KitError
from autograder.grading.grade import SOLUTIONS, grade
from autograder.grading.spec import PROJECT
from autograder.grading.verdict import Outcome
from autograder.sandbox import confine
from autograder.sandbox.confine import Level
from autograder.sandbox.status import Status, status_of
from autograder.sandbox.supervisor import SandboxError, Supervisor
from tests.classroom import fakes
from tests.classroom.rooms import laid_out
from tests.outline import MOST

CONFINED = pytest.mark.skipif(sys.platform != "linux", reason="confinement is Linux's")

RIGHT = {p.name: p.read_bytes() for p in sorted(SOLUTIONS.glob("*.py"))}
STUBS = {p.name: exercise_text(p).encode() for p in sorted(SOLUTIONS.glob("*.py"))}
READS = b"""
def add_bias(X):
    open("/etc/hostname").read()
    return X
"""


@pytest.fixture(scope="module")
def grader() -> Iterator[Supervisor]:
    """For a single submission, so without a rehearsal."""
    grader = confined_grader(1, wanted=1)
    yield grader
    grader.close()


@CONFINED
def test_a_rehearsal_changes_no_verdict(grader: Supervisor, sandbox: Supervisor) -> None:
    """
    Whether a checker has graded the solutions before makes no difference to anybody.
    """
    files = {"day4_ex2.py": RIGHT["day4_ex2.py"] + b"\ndef add_bias(X):\n    return X\n"}

    assert (True, False) == (sandbox.rehearses, grader.rehearses)
    assert sandbox.grade(files, "s", "ada").verdict == grader.grade(files, "s", "ada").verdict


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [(0, (1, False)), (2, (2, False)), (24, (8, False)), (25, (8, True)), (MANY, (8, True))],
)
def test_nothing_is_started_that_a_few_do_not_need(
    monkeypatch: pytest.MonkeyPatch, wanted: int, expected: tuple[int, bool]
) -> None:
    """
    There are no more workers than submissions, and checkers rehearse only where that pays.
    """
    monkeypatch.setattr(Supervisor, "__enter__", lambda _: None)
    monkeypatch.setattr(Supervisor, "level", Level.CONFINED)
    found = confined_grader(8, wanted=wanted)

    assert expected == (found.workers, found.rehearses)


@CONFINED
def test_right_submission_earns_all(grader: Supervisor) -> None:
    """
    The solutions earn every point, and the report has level, time and memory.
    """
    report = grader.grade(RIGHT, "seed", "ada")

    assert report.verdict is not None
    assert (Status.GRADED, MOST) == (status_of(report.status), report.verdict.points)
    assert report.level in {Level.NAMESPACES, Level.CONFINED}
    assert min(report.seconds, report.cpu, report.memory) > 0


@CONFINED
def test_attack_costs_itself(grader: Supervisor) -> None:
    """
    A function that reads the machine's files earns nothing, and the other tasks keep their points.
    """
    files = {"day4_ex2.py": RIGHT["day4_ex2.py"] + READS}
    report = grader.grade(files, "seed", "eve")

    assert report.verdict is not None
    tasks = {task.task: task.points for task in report.verdict.tasks}
    assert {"2.1": 0, "2.2": 10} == {n: tasks[n] for n in ("2.1", "2.2")}


@pytest.mark.sweep
@CONFINED
def test_sandbox_that_cannot_go_on_says_so() -> None:
    """
    Once its processes are gone a grader raises, which a batch records as a GRADER_ERROR.
    """
    grader = confined_grader(1)
    grader.close()

    with pytest.raises(SandboxError, match="cannot go on"):
        grader.grade(RIGHT, "seed", "ada")


@pytest.mark.sweep
@CONFINED
def test_loose_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Below "confined" no sandbox is opened, and the sentence says what to do.
    """
    monkeypatch.setattr(confine.seccomp, "is_known", lambda: False)
    with pytest.raises(KitError, match=r"only so far: reduced.*--trust-submissions") as caught:
        confined_grader(1)

    assert 2 == caught.value.exit_code


@CONFINED
def test_a_submission_that_is_not_run_has_its_reason(grader: Supervisor) -> None:
    """
    A submission that is refused has no verdict and no traceback.
    """
    report = grader.grade({"day4_ex1.py": bytes(2**20)}, "seed", "ada")

    assert (Status.REJECTED, None, "") == (report.status, report.verdict, report.traceback)
    assert "larger than 256 KiB" in report.reason


def test_the_verdict_is_the_local_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Solutions of one exercise beside a stub of the other get what `pytest autograder` gives.
    """
    files = {**STUBS, "day4_ex1.py": RIGHT["day4_ex1.py"]}
    monkeypatch.chdir(laid_out(tmp_path, files))
    report = TrustedGrader().grade(files, "a seed", "ada")

    assert grade(tmp_path, seed="a seed") == report.verdict
    assert ("ada", "GRADED", "") == (report.submission, report.status, report.reason)
    assert ("trusted (no sandbox)", "") == (report.level, report.traceback)
    assert report.seconds > report.cpu / 4 > 0
    assert (os.name == "nt") or report.memory > 2**20


@pytest.mark.sweep
def test_what_ends_its_process_ends_no_other() -> None:
    """
    After `os._exit` the reason gives the exit code, and the next submission is unaffected.
    """
    grader = TrustedGrader()
    ended = grader.grade({"day4_ex1.py": b"import os\nos._exit(3)\n"}, "s", "eve")
    next_one = grader.grade({"day4_ex1.py": STUBS["day4_ex1.py"]}, "s", "ada")

    assert ("STOPPED_EARLY", None) == (ended.status, ended.verdict)
    assert "exit code 3" in ended.reason
    assert "GRADED" == next_one.status


def test_what_is_printed_is_not_an_answer() -> None:
    """
    Whatever a submission writes to standard output, its report is intact.
    """
    loud = b"import os\nos.write(1, b'{\"verdict\": null}')\nprint('passed' * 9999)\n"

    assert "GRADED" == TrustedGrader().grade({"day4_ex1.py": loud}, "s", "ada").status


def test_what_never_ends_is_stopped() -> None:
    """
    A process that does not finish in time is killed and reported as TIMEOUT.
    """
    endless = b"import time, signal\nsignal.signal = print\nwhile True: pass\n"
    report = TrustedGrader(seconds=0.5).grade({"day4_ex1.py": endless}, "s", "eve")

    assert ("TIMEOUT", None) == (report.status, report.verdict)


def test_closing_stops_a_running_submission() -> None:
    """
    Closing a grader ends the submission that it is running.
    """
    grader = TrustedGrader()
    began = time.monotonic()
    timer = threading.Timer(0.5, grader.close)
    timer.start()
    grader.grade({"day4_ex1.py": b"import time\ntime.sleep(600)\n"}, "s", "eve")

    assert time.monotonic() - began < 200


def test_a_report_comes_back_as_it_was() -> None:
    """
    A report is unchanged after it is written and read.
    """
    report = fakes.report_of("ada", "GRADED", fakes.verdict_of(Outcome.FIX), traceback="Traceback")

    assert report == report_of(msgspec.json.encode(report), 0, "ada")


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
@pytest.mark.parametrize(("code", "name"), [(-11, "SIGSEGV"), (-35, "signal 35")])
def test_a_crash_is_reported_by_its_signal(code: int, name: str) -> None:
    """
    A process that was ended by a signal is reported as a crash, also by one that has no name.
    """
    report = report_of(b"", code, "ada")

    assert ("SUBMISSION_ERROR", f"Its process crashed ({name}).") == (report.status, report.reason)


def test_a_worker_runs_below_the_reduced_level_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """
    On macOS, and nowhere else, the command goes through sandbox-exec and the level says so.
    """
    monkeypatch.setattr(graders, "has_seatbelt", lambda: False)
    plain = graders.command(tmp_path), TrustedGrader().level
    monkeypatch.setattr(graders, "has_seatbelt", lambda: True)
    reduced = graders.command(tmp_path), TrustedGrader().level

    assert (list(graders.WORKER), graders.NO_SANDBOX) == plain
    assert plain[0] == reduced[0][3:]
    assert str(graders.SEATBELT) == reduced[0][0]
    assert str(tmp_path.resolve()) in reduced[0][2]
    assert graders.REDUCED == reduced[1]


STUB = (PROJECT / "exercises" / "day4_ex1.py").read_bytes()


def test_a_request_is_answered_in_a_folder_of_its_own(tmp_path: Path) -> None:
    """
    Places in a verdict name only the file, the current folder is restored, and no file is left.
    """
    before, here = list(tmp_path.iterdir()), Path.cwd()
    report = graded_here({"day4_ex1.py": b"def probability(density, x, a, b): 1\n"}, "seed", "ada")

    assert report.verdict is not None
    assert {"day4_ex1.py", "day4_ex1.py:1", ""} >= {check.place for check in report.verdict.checks}
    assert (before, here) == (list(tmp_path.iterdir()), Path.cwd())


def test_a_fault_in_a_check_has_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    If a check raises, the report has its name and the whole traceback.
    """

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("our own fault")

    monkeypatch.setattr("autograder.grading.grade.guarded", fail)
    report = graded_here({"day4_ex1.py": STUB}, "seed", "ada")

    verdict = report.verdict
    assert verdict is not None
    assert verdict.open_points == verdict.max_points
    assert "RuntimeError: our own fault" in report.traceback
    assert f"{verdict.checks[0].name}: Traceback" in report.traceback
    assert f"Task 1.1 stopped at its check {verdict.checks[0].name}: " in report.reason


def test_what_python_cannot_read_is_no_earned_zero() -> None:
    """
    Of a file that Python cannot read, the report has the same status and reason as in the sandbox.
    """
    report = graded_here({"day4_ex1.py": b"def probability(density:\n"}, "seed", "ada")

    assert (Status.SUBMISSION_ERROR, "") == (report.status, report.traceback)
    assert report.reason.endswith(": unreadable")


def test_a_fault_around_the_checks_is_an_answer() -> None:
    """
    If nothing can be graded, the report has the traceback.
    """
    report = graded_here({}, "seed", "ada")

    assert ("GRADER_ERROR", None) == (report.status, report.verdict)
    assert "KitError" in report.traceback


ON_MACOS = pytest.mark.skipif(not graders.has_seatbelt(), reason="sandbox-exec is macOS's")


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    found = {name: tmp_path / name for name in ("scratch", "home", 'odd "name" \\')}
    for folder in found.values():
        folder.mkdir()
    return found


def test_a_profile_is_balanced_whatever_paths_are_called(folders: dict[str, Path]) -> None:
    """
    A quote or a backslash in a path ends no string of the profile.
    """
    odd = folders['odd "name" \\']
    program, option, profile, *rest = graders.wrapped(["python"], odd, odd, [odd, odd])
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", profile)

    assert [str(graders.SEATBELT), "-p", "python"] == [program, option, *rest]
    assert '"' not in bare
    assert bare.count("(") == bare.count(")")
    assert profile.index("deny file-write*") < profile.index("allow file-write*")
    assert profile.index("deny file-read-data") < profile.index("allow file-read-data")


PROBES = {
    "write": "open({home!r} + '/made', 'w')",
    "read": "open({home!r} + '/secret').read()",
    "network": "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    "scratch": "open({scratch!r} + '/made', 'w')",
}


@ON_MACOS
@pytest.mark.parametrize("probe", PROBES)
@pytest.mark.parametrize("is_held", [True, False])
def test_a_probe_fires_without_the_profile_only(
    folders: dict[str, Path], probe: str, is_held: bool
) -> None:
    """
    What is denied works with the profile off, and what is allowed works with it on.
    """
    (folders["home"] / "secret").write_text("secret")
    lines = PROBES[probe].format(home=str(folders["home"]), scratch=str(folders["scratch"]))
    command = [sys.executable, "-c", lines]
    readable = [Path(sys.prefix), Path(sys.base_prefix)]
    if is_held:
        command = graders.wrapped(command, folders["scratch"], folders["home"], readable)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    refused = "PermissionError" in done.stderr or "Operation not permitted" in done.stderr

    assert refused is (is_held and probe != "scratch")


def test_an_idle_grader_grades_nobody() -> None:
    """
    If somebody's work changes after it was looked at, that is a fault of the run, not a verdict.
    """
    grader = IdleGrader("confined")

    with pytest.raises(KitError, match="ada changed while it was read"):
        grader.grade({}, "seed", "ada")
    grader.close()
    assert ("confined", 1) == (grader.level, grader.workers)
