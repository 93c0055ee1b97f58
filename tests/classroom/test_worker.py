"""
The worker of a trusted run.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.classroom.worker import Request, answer
from autograder.grading.spec import PROJECT

STUB = (PROJECT / "exercises" / "day4_ex1.py").read_bytes()


def test_a_request_is_answered_in_a_folder_of_its_own(tmp_path: Path) -> None:
    """
    Places in a verdict name the file alone, the current folder stays, and nothing is left.
    """
    before, here = list(tmp_path.iterdir()), Path.cwd()
    got = answer(Request({"day4_ex1.py": b"def probability(density, x, a, b): 1\n"}, "seed"))

    assert got.verdict is not None
    assert {"day4_ex1.py", "day4_ex1.py:1", ""} >= {check.place for check in got.verdict.checks}
    assert (before, here) == (list(tmp_path.iterdir()), Path.cwd())


def test_a_fault_in_a_check_has_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where a check of ours fails, the answer holds the check's name and the whole traceback.
    """

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("our own fault")

    monkeypatch.setattr("autograder.grading.grade.guarded", fail)
    got = answer(Request({"day4_ex1.py": STUB}, "seed"))

    assert got.verdict is not None
    assert got.verdict.open_points == got.verdict.max_points
    assert "RuntimeError: our own fault" in got.traceback
    assert f"{got.verdict.checks[0].name}: Traceback" in got.traceback


def test_a_fault_around_the_checks_is_an_answer() -> None:
    """
    What cannot be graded at all is told by its traceback.
    """
    got = answer(Request({}, "seed"))

    assert got.verdict is None
    assert "KitError" in got.traceback
