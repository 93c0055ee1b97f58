"""
The grader for untrusted submissions, in the real sandbox.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from autograder.classroom.grader import ConfinedGrader
from autograder.grading.errors import KitError
from autograder.grading.grade import SOLUTIONS
from autograder.sandbox import confine
from autograder.sandbox.confine import Level
from autograder.sandbox.status import Status, status_of
from autograder.sandbox.supervisor import SandboxError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="confinement is Linux's")

RIGHT = {p.name: p.read_bytes() for p in sorted(SOLUTIONS.glob("*.py"))}
READS = b"""
def add_bias(X):
    open("/etc/hostname").read()
    return X
"""


@pytest.fixture(scope="module")
def grader() -> Iterator[ConfinedGrader]:
    grader = ConfinedGrader(1)
    yield grader
    grader.close()


def test_right_submission_earns_all(grader: ConfinedGrader) -> None:
    """
    The solutions earn every point, and the report has level, time and memory.
    """
    report = grader.grade(RIGHT, "seed", "ada")
    graded = report.graded

    assert graded.verdict is not None
    assert (Status.GRADED, 100) == (status_of(graded.status), graded.verdict.points)
    assert graded.level in {Level.NAMESPACES, Level.CONFINED}
    assert min(graded.seconds, graded.cpu, graded.memory) > 0


def test_attack_costs_itself(grader: ConfinedGrader) -> None:
    """
    A function that reads the machine's files earns nothing, and the other tasks keep their points.
    """
    files = {**RIGHT, "day4_ex2.py": RIGHT["day4_ex2.py"] + READS}
    graded = grader.grade(files, "seed", "eve").graded

    assert graded.verdict is not None
    tasks = {task.task: task.points for task in graded.verdict.tasks}
    assert {"1.1": 12, "2.1": 0, "2.2": 10} == {n: tasks[n] for n in ("1.1", "2.1", "2.2")}


def test_sandbox_that_cannot_go_on_says_so() -> None:
    """
    Once its processes are gone a grader raises, which a batch records as a GRADER_ERROR.
    """
    grader = ConfinedGrader(1)
    grader.close()

    with pytest.raises(SandboxError, match="cannot go on"):
        grader.grade(RIGHT, "seed", "ada")


def test_loose_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Below "confined" no sandbox is opened, and the sentence says what to do.
    """
    monkeypatch.setattr(confine.seccomp, "is_known", lambda: False)
    with pytest.raises(KitError, match=r"only so far: reduced.*--trust-submissions") as caught:
        ConfinedGrader(1)

    assert 2 == caught.value.exit_code


def test_a_submission_that_is_not_run_has_its_reason(grader: ConfinedGrader) -> None:
    """
    A submission that is refused has no verdict and no traceback.
    """
    report = grader.grade({"day4_ex1.py": bytes(2**20)}, "seed", "ada")
    graded = report.graded

    assert (Status.REJECTED, None, "") == (graded.status, graded.verdict, report.traceback)
    assert "larger than 256 KiB" in graded.reason
