"""
What a class says about the exercises.
"""

from __future__ import annotations

import statistics

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autograder.classroom.statistics import Pairs, Tally
from autograder.grading.verdict import Outcome
from tests.classroom.fakes import verdict_of

POINTS = st.integers(0, 100)


@given(st.lists(st.tuples(POINTS, POINTS), min_size=3))
def test_the_correlation_is_the_textbooks(pairs: list[tuple[int, int]]) -> None:
    """
    Sums give the same correlation as the standard library gives from all values.
    """
    x, y = zip(*pairs, strict=True)
    assume(len(set(x)) > 1 and len(set(y)) > 1)
    sums = Pairs()
    for one, other in pairs:
        sums.add(one, other)

    assert statistics.correlation(x, y) == pytest.approx(sums.correlation, abs=1e-6)


def test_without_variation_there_is_no_correlation() -> None:
    """
    A task that everybody solves tells nobody apart.
    """
    sums = Pairs()
    for other in (1, 2, 3):
        sums.add(5, other)

    assert sums.correlation is None


def test_a_class_is_counted() -> None:
    """
    Statuses count for all; means, full marks and mistakes for those who were judged.
    """
    tally = Tally()
    tally.add("GRADED", "fake", verdict_of(Outcome.PASS))
    tally.add("GRADED", "fake", verdict_of(Outcome.FIX))
    tally.add("NOT_SUBMITTED", "", None)

    assert {"GRADED": 2, "NOT_SUBMITTED": 1} == tally.statuses
    assert (2, 50.0) == (tally.judged, tally.mean)
    assert (1, {"factor": 1}) == (tally.tasks["2.3"].full, tally.tasks["2.3"].mistakes)
    assert 1.0 == pytest.approx(tally.tasks["1.1"].pairs.correlation)
    assert {"fake": 2} == tally.isolation


def test_a_mistake_counts_once_per_submission() -> None:
    """
    Several checks that show one mistake are one submission that makes it.
    """
    tally = Tally()
    tally.add("GRADED", "", verdict_of(Outcome.FIX))

    assert {1} == {count for task in tally.tasks.values() for count in task.mistakes.values()}


def test_open_points_count_in_no_mean() -> None:
    """
    A verdict that is not complete changes no average.
    """
    tally = Tally()
    tally.add("GRADER_ERROR", "", verdict_of(Outcome.GRADER_ERROR, Outcome.FIX))

    assert (0, None) == (tally.judged, tally.mean)
    assert tally.tasks["2.3"].mistakes
