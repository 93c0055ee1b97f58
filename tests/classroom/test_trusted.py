"""
The grader for trusted submissions.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import msgspec
import pytest

from autograder.authoring.build import exercise_text
from autograder.classroom import trusted
from autograder.classroom.trusted import TrustedGrader, graded_here, report_of
from autograder.grading.grade import grade
from autograder.grading.spec import PROJECT
from autograder.grading.verdict import Outcome
from autograder.sandbox import seatbelt
from tests.classroom import fakes
from tests.classroom.rooms import laid_out

SOLUTIONS = {p.name: p.read_bytes() for p in sorted((PROJECT / "solutions").glob("*.py"))}
STUBS = {
    p.name: exercise_text(p).encode() for p in sorted((PROJECT / "solutions").glob("day4_ex*.py"))
}


def test_the_verdict_is_the_local_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Solutions of one exercise beside a stub of the other get what `pytest autograder` gives.
    """
    files = {**STUBS, "day4_ex1.py": SOLUTIONS["day4_ex1.py"]}
    monkeypatch.chdir(laid_out(tmp_path, files))
    report = TrustedGrader().grade(files, "a seed", "ada")

    graded = report.graded
    assert grade(tmp_path, seed="a seed") == graded.verdict
    assert ("ada", "GRADED", "") == (graded.submission, graded.status, graded.reason)
    assert ("trusted (no sandbox)", "") == (graded.level, report.traceback)
    assert graded.seconds > graded.cpu / 4 > 0
    assert (os.name == "nt") or graded.memory > 2**20


def test_what_ends_its_process_ends_no_other() -> None:
    """
    After `os._exit` the reason gives the exit code, and the next submission is unaffected.
    """
    grader = TrustedGrader()
    ended = grader.grade({"day4_ex1.py": b"import os\nos._exit(3)\n"}, "s", "eve").graded
    next_one = grader.grade({"day4_ex1.py": STUBS["day4_ex1.py"]}, "s", "ada").graded

    assert ("STOPPED_EARLY", None) == (ended.status, ended.verdict)
    assert "exit code 3" in ended.reason
    assert "GRADED" == next_one.status


def test_what_is_printed_is_not_an_answer() -> None:
    """
    Whatever a submission writes to standard output, its report is intact.
    """
    loud = b"import os\nos.write(1, b'{\"verdict\": null}')\nprint('passed' * 9999)\n"

    assert "GRADED" == TrustedGrader().grade({"day4_ex1.py": loud}, "s", "ada").graded.status


def test_what_never_ends_is_stopped() -> None:
    """
    A process that does not finish in time is killed and reported as TIMEOUT.
    """
    endless = b"import time, signal\nsignal.signal = print\nwhile True: pass\n"
    graded = TrustedGrader(seconds=0.5).grade({"day4_ex1.py": endless}, "s", "eve").graded

    assert ("TIMEOUT", None) == (graded.status, graded.verdict)


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
def test_a_crash_is_reported_by_its_signal() -> None:
    """
    A process that was ended by a signal is reported as a crash.
    """
    graded = report_of(b"", -11, "ada").graded

    assert ("SUBMISSION_ERROR", "Its process crashed (SIGSEGV).") == (graded.status, graded.reason)


def test_a_worker_runs_below_the_reduced_level_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """
    On macOS, and nowhere else, the command goes through sandbox-exec and the level says so.
    """
    monkeypatch.setattr(seatbelt, "is_there", lambda: False)
    plain = trusted.command(tmp_path), TrustedGrader().level
    monkeypatch.setattr(seatbelt, "is_there", lambda: True)
    reduced = trusted.command(tmp_path), TrustedGrader().level

    assert (list(trusted.WORKER), trusted.NO_SANDBOX) == plain
    assert plain[0] == reduced[0][3:]
    assert str(seatbelt.PROGRAM) == reduced[0][0]
    assert str(tmp_path.resolve()) in reduced[0][2]
    assert trusted.REDUCED == reduced[1]


STUB = (PROJECT / "exercises" / "day4_ex1.py").read_bytes()


def test_a_request_is_answered_in_a_folder_of_its_own(tmp_path: Path) -> None:
    """
    Places in a verdict name only the file, the current folder is restored, and no file is left.
    """
    before, here = list(tmp_path.iterdir()), Path.cwd()
    report = graded_here({"day4_ex1.py": b"def probability(density, x, a, b): 1\n"}, "seed", "ada")

    assert report.graded.verdict is not None
    assert {"day4_ex1.py", "day4_ex1.py:1", ""} >= {
        check.place for check in report.graded.verdict.checks
    }
    assert (before, here) == (list(tmp_path.iterdir()), Path.cwd())


def test_a_fault_in_a_check_has_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    If a check raises, the report has its name and the whole traceback.
    """

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("our own fault")

    monkeypatch.setattr("autograder.grading.grade.guarded", fail)
    report = graded_here({"day4_ex1.py": STUB}, "seed", "ada")

    verdict = report.graded.verdict
    assert verdict is not None
    assert verdict.open_points == verdict.max_points
    assert "RuntimeError: our own fault" in report.traceback
    assert f"{verdict.checks[0].name}: Traceback" in report.traceback
    assert report.graded.reason.startswith(f"{verdict.checks[0].name}: ")


def test_a_fault_around_the_checks_is_an_answer() -> None:
    """
    If nothing can be graded, the report has the traceback.
    """
    report = graded_here({}, "seed", "ada")

    assert ("GRADER_ERROR", None) == (report.graded.status, report.graded.verdict)
    assert "KitError" in report.traceback
