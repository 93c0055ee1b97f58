"""
What a class says about the exercises.
"""

from __future__ import annotations

import pytest

from autograder.classroom.statistics import Tally, TaskTally
from autograder.grading.verdict import Outcome, Verdict
from autograder.sandbox.supervisor import Graded
from tests.classroom.fakes import report_of, verdict_of


def graded(status: str, verdict: Verdict | None = None, level: str = "") -> Graded:
    return report_of("ada", status, verdict, level=level).graded


def test_without_variation_there_is_not_discrimination() -> None:
    """
    A task on which everybody has the same points has no discrimination.
    """
    assert TaskTally("train", 5, [5, 5, 5], [1, 2, 3]).discrimination is None
    assert TaskTally("train", 5, [5], [1]).discrimination is None


def test_a_class_is_counted() -> None:
    """
    Statuses count for all; means, full marks and mistakes for those who were judged.
    """
    tally = Tally()
    tally.add(graded("GRADED", verdict_of(Outcome.PASS), level="fake"))
    tally.add(graded("GRADED", verdict_of(Outcome.FIX), level="fake"))
    tally.add(graded("NOT_SUBMITTED"))

    assert {"GRADED": 2, "NOT_SUBMITTED": 1} == tally.statuses
    assert [100, 0] == tally.totals
    assert ([40, 0], {"factor": 1}) == (tally.tasks["2.3"].points, tally.tasks["2.3"].mistakes)
    assert 1.0 == pytest.approx(tally.tasks["1.1"].discrimination)
    assert {"fake"} == tally.isolation


def test_a_mistake_counts_once_per_submission() -> None:
    """
    Several checks that show the same mistake count once.
    """
    tally = Tally()
    tally.add(graded("GRADED", verdict_of(Outcome.FIX)))

    assert {1} == {count for task in tally.tasks.values() for count in task.mistakes.values()}


def test_open_points_count_in_no_mean() -> None:
    """
    A verdict that is not complete changes no average.
    """
    tally = Tally()
    tally.add(graded("GRADER_ERROR", verdict_of(Outcome.GRADER_ERROR, Outcome.FIX)))

    assert ([], []) == (tally.totals, tally.tasks["2.3"].points)
    assert tally.tasks["2.3"].mistakes
