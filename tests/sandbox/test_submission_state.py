"""
Orders and sheets.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import msgspec
import pytest

from autograder.grading.verdict import CheckResult
from autograder.mistakes.catalogue import Diagnosis
from autograder.mistakes.python import general
from autograder.sandbox.status import Status
from autograder.sandbox.submission_state import CheckOutcome, GradingJob, SubmissionState

RESULT: dict[str, Any] = {
    "name": "test_f",
    "task": "1.1",
    "function": "f",
    "title": "It is right.",
    "outcome": "PASS",
    "points": 2,
    "max_points": 2,
}
ASKED = {"day4_ex1": ("f",), "day4_ex2": ("g",)}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], []),
        (["day4_ex2.py"], ["day4_ex2"]),
        (["day4_ex2.ipynb", "day4_ex1.py"], ["day4_ex1", "day4_ex2"]),
        (["day4_ex1.txt", "other.py"], []),
    ],
)
def test_exercises_are_known_by_name(names: list[str], expected: list[str]) -> None:
    """
    An exercise is handed in as a script or a notebook of its name.
    """
    assert expected == GradingJob(dict.fromkeys(names, b""), "", ASKED, (), 1.0).handed_in


NOTE = Diagnosis("good", "Good {why}.", {"why": "so far"}, "Good.")


def test_results_are_kept_by_check() -> None:
    """
    A result is plain data on its way and a result again on the sheet.
    """
    sheet = SubmissionState(GradingJob({}, "", ASKED, (0,), 1.0))
    result = CheckResult("test_f", "1.1", "f", "It is right.", "PASS", 2, 2, notes=(NOTE,))
    sheet.hear("check", [0])
    sheet.hear("result", [0, {**asdict(result), "notes": [asdict(NOTE)]}, "PASS", ""])
    sheet.hear("done", [])

    assert (Status.PASS, result, True) == (sheet.judged[0].word, sheet.judged[0].result, sheet.done)


@pytest.mark.parametrize(
    "said",
    [
        ("check", []),
        ("check", [1]),
        ("check", ["0"]),
        ("result", [0, {}, "PASS", ""]),
        ("result", [7, RESULT, "PASS", ""]),
        ("result", [0, RESULT, "SUPER", ""]),
        ("result", [0]),
        ("praise", []),
    ],
    ids=str,
)
def test_nonsense_of_a_judge_raises(said: tuple[str, list[Any]]) -> None:
    """
    A message that no judge sends is refused, and changes nothing.
    """
    sheet = SubmissionState(GradingJob({}, "", ASKED, (0,), 1.0))
    with pytest.raises((ValueError, TypeError, msgspec.ValidationError)):
        sheet.hear(*said)

    assert ({}, -1) == (sheet.judged, sheet.check)


def test_a_second_try_counts_where_the_budget_allowed_one() -> None:
    """
    What a second try found replaces the first, but for checks that it had no time left to run.
    """
    order = GradingJob({}, "", ASKED, (0, 1), 1.0)
    slow, right = CheckOutcome(Status.CPU_LIMIT, "slow"), CheckOutcome(Status.PASS, "")
    said = general.BUDGET.say(function="f", kind="computing", seconds="120")
    result = CheckResult(**{**RESULT, "outcome": "FIX"}, diagnosis=said)
    refused = CheckOutcome(Status.CPU_LIMIT, "", result)
    sheet = SubmissionState(order, {0: slow, 1: slow}, computing=2.0)
    sheet.take(SubmissionState(order, {0: right, 1: refused}, computing=0.5, judging=1.0))

    assert ({0: right, 1: slow}, 3.5) == (sheet.judged, sheet.cpu)
