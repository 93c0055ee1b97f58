"""
The grader for strangers, in the real sandbox.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from autograder.classroom.confined import (
    ConfinedGrader,
    NotConfinedError,
    open_sandbox,
    report_of,
)
from autograder.grading.grade import SOLUTIONS
from autograder.sandbox import level
from autograder.sandbox.level import Level
from autograder.sandbox.status import Status, status_of
from autograder.sandbox.supervisor import Graded, Supervisor

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="confinement is Linux's")

RIGHT = {p.name: p.read_bytes() for p in sorted(SOLUTIONS.glob("*.py"))}
READS = b"""
def add_bias(X):
    open("/etc/hostname").read()
    return X
"""


@pytest.fixture(scope="module")
def grader() -> Iterator[ConfinedGrader]:
    grader = ConfinedGrader(open_sandbox(1))
    yield grader
    grader.close()


def test_right_submission_earns_all(grader: ConfinedGrader) -> None:
    """
    The solutions earn every point, and the report tells level, time and memory.
    """
    report = grader.grade(RIGHT, "seed", "ada")

    assert report.verdict is not None
    assert (Status.GRADED, 100) == (status_of(report.status), report.verdict.points)
    assert report.isolation in {Level.NAMESPACES, Level.CONFINED}
    assert min(report.seconds, report.cpu_seconds, report.peak_memory) > 0


def test_attack_costs_itself(grader: ConfinedGrader) -> None:
    """
    A function that reads the machine's files earns nothing, and the other tasks keep their points.
    """
    files = {**RIGHT, "day4_ex2.py": RIGHT["day4_ex2.py"] + READS}
    report = grader.grade(files, "seed", "eve")

    assert report.verdict is not None
    tasks = {task.task: task.points for task in report.verdict.tasks}
    assert {"1.1": 12, "2.1": 0, "2.2": 10} == {n: tasks[n] for n in ("1.1", "2.1", "2.2")}


def test_sandbox_that_cannot_go_on_is_our_fault() -> None:
    """
    After its lanes are gone a grader reports a fault of ours, with what is known of it.
    """
    grader = ConfinedGrader(open_sandbox(1))
    grader.close()
    report = grader.grade(RIGHT, "seed", "ada")

    assert Status.GRADER_ERROR == status_of(report.status)
    assert "cannot go on" in report.reason
    assert report.traceback


def test_loose_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Below "confined" no sandbox is opened, and the sentence says what to do.
    """
    monkeypatch.setattr(level.seccomp, "is_known", lambda: False)
    with pytest.raises(NotConfinedError, match=r"only so far: reduced.*--trust-submissions"):
        open_sandbox(1)


def test_open_points_come_with_their_reasons() -> None:
    """
    A submission that was not run has no verdict and no trace.
    """
    supervisor = Supervisor()
    graded = Graded("ada", None, "REJECTED", "Too large.", {}, 0, 0, 0, supervisor.level)  # type: ignore[arg-type]
    report = report_of(graded)

    assert (None, "Too large.", "") == (report.verdict, report.reason, report.traceback)
