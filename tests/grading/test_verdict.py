"""
The verdict: outcomes and sums.
"""

from __future__ import annotations

import pytest

from autograder.grading.spec import all_checks
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict, collect

P, F, T, E = Outcome.PASS, Outcome.FIX, Outcome.TODO, Outcome.GRADER_ERROR


def task_of(*outcomes: Outcome) -> TaskResult:
    points = {P: 2, E: None}
    checks = (
        CheckResult(f"test_{k}", "1.1", "f", "It is right.", o, points.get(o, 0), 2)
        for k, o in enumerate(outcomes)
    )
    return TaskResult("1.1", "a task", tuple(checks))


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [((P, P), P), ((P, T), T), ((T, F), F), ((F, E), E), ((E, P, T), E)],
    ids=["pass", "todo", "fix", "fault", "fault-first"],
)
def test_gravest_outcome_is_the_tasks(outcomes: tuple[Outcome, ...], expected: Outcome) -> None:
    """
    A task has the gravest outcome among its checks.
    """
    assert expected is task_of(*outcomes).outcome


def test_open_points_are_neither_earned_nor_lost() -> None:
    """
    Open points are counted separately.
    """
    verdict = Verdict((task_of(P, E), task_of(F, T)), "day4")

    assert (2, 8, 2, False) == (
        verdict.points,
        verdict.max_points,
        verdict.open_points,
        verdict.is_complete,
    )
    assert Verdict((task_of(P),), "day4").is_complete


def test_results_are_put_in_order() -> None:
    """
    Whatever order the results arrive in, the verdict has the order of the specs.
    """
    checks = all_checks()
    results = [
        CheckResult(c.name, c.task.number, c.task.function, c.title, P, c.points, c.points)
        for c in checks
    ]
    verdict = collect(reversed(results), checks, "day4")

    assert results == list(verdict.checks)
    assert 100 == verdict.points
