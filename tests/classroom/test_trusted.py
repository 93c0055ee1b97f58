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
from autograder.classroom.trusted import TrustedGrader, report_of
from autograder.classroom.worker import Answer
from autograder.grading.grade import grade
from autograder.grading.spec import PROJECT
from autograder.grading.verdict import Outcome
from autograder.sandbox import seatbelt
from tests.classroom.fakes import verdict_of
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

    assert grade(tmp_path, seed="a seed") == report.verdict
    assert ("GRADED", "", "") == (report.status, report.reason, report.traceback)
    assert "trusted (no sandbox)" == report.isolation
    assert report.seconds > report.cpu_seconds / 4 > 0
    assert (os.name == "nt") or report.peak_memory > 2**20


def test_what_ends_its_process_ends_no_other() -> None:
    """
    After `os._exit` the reason tells of it, and the next submission finds everything whole.
    """
    grader = TrustedGrader()
    ended = grader.grade({"day4_ex1.py": b"import os\nos._exit(3)\n"}, "s", "eve")
    next_one = grader.grade({"day4_ex1.py": STUBS["day4_ex1.py"]}, "s", "ada")

    assert ("STOPPED_EARLY", None) == (ended.status, ended.verdict)
    assert "exit code 3" in ended.reason
    assert "GRADED" == next_one.status


def test_what_is_printed_is_no_answer() -> None:
    """
    A submission that writes to the standard output, whatever it writes, does not disturb.
    """
    loud = b"import os\nos.write(1, b'{\"verdict\": null}')\nprint('passed' * 9999)\n"

    assert "GRADED" == TrustedGrader().grade({"day4_ex1.py": loud}, "s", "ada").status


def test_what_never_ends_is_stopped() -> None:
    """
    A process that does not come back in time is killed and named so.
    """
    endless = b"import time, signal\nsignal.signal = print\nwhile True: pass\n"
    report = TrustedGrader(seconds=0.5).grade({"day4_ex1.py": endless}, "s", "eve")

    assert ("TIMEOUT", None) == (report.status, report.verdict)


def test_closing_stops_a_running_submission() -> None:
    """
    A grader that is closed comes back at once.
    """
    grader = TrustedGrader()
    began = time.monotonic()
    timer = threading.Timer(0.5, grader.close)
    timer.start()
    grader.grade({"day4_ex1.py": b"import time\ntime.sleep(600)\n"}, "s", "eve")

    assert time.monotonic() - began < 200


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(verdict_of(Outcome.PASS), "", 1.0, 2), "GRADED"),
        (Answer(None, "Traceback", 1.0, 2), "GRADER_ERROR"),
        (Answer(verdict_of(Outcome.GRADER_ERROR), "Traceback", 1.0, 2), "GRADER_ERROR"),
    ],
)
def test_an_answer_becomes_a_report(answer: Answer, expected: str) -> None:
    """
    A fault of ours anywhere in a verdict is told, with its traceback.
    """
    report = report_of(msgspec.json.encode(answer), 0, 1.0)

    assert (expected, answer.traceback) == (report.status, report.traceback)
    assert answer.verdict == report.verdict


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_a_crash_is_told_by_its_signal() -> None:
    """
    A process that was ended by a signal crashed.
    """
    report = report_of(b"", -11, 1.0)

    assert ("SUBMISSION_ERROR", "Its process crashed (SIGSEGV).") == (report.status, report.reason)


def test_a_worker_runs_below_the_reduced_level_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """
    On macOS the command goes through sandbox-exec and the reports say so; elsewhere neither.
    """
    monkeypatch.setattr(seatbelt, "is_there", lambda: False)
    plain = trusted.command(tmp_path), trusted.isolation()
    monkeypatch.setattr(seatbelt, "is_there", lambda: True)
    reduced = trusted.command(tmp_path), trusted.isolation()

    assert (list(trusted.WORKER), trusted.NO_SANDBOX) == plain
    assert plain[0] == reduced[0][3:]
    assert str(seatbelt.PROGRAM) == reduced[0][0]
    assert str(tmp_path.resolve()) in reduced[0][2]
    assert trusted.REDUCED == reduced[1]
