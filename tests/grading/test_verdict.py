"""
The verdict: outcomes and sums.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading import task_list as task_lists
from autograder.grading.errors import KitError
from autograder.grading.spec import all_checks
from autograder.grading.task_list import TaskInfo, task_list
from autograder.grading.verdict import (
    UNREADABLE,
    CheckResult,
    Outcome,
    TaskResult,
    Verdict,
    collect,
    relabelled,
)
from autograder.mistakes.catalogue import Diagnosis
from tests.outline import MOST

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
def test_the_worst_outcome_is_the_tasks(outcomes: tuple[Outcome, ...], expected: Outcome) -> None:
    """
    A task has the most serious outcome among its checks.
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


def unread(*outcomes: Outcome) -> TaskResult:
    said = Diagnosis(UNREADABLE, "It is not Python.")
    checks = tuple(replace(one, diagnosis=said) for one in task_of(*outcomes).checks)
    return replace(task_of(), checks=checks)


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ((unread(F), unread(F)), True),
        ((unread(F), task_of(T)), True),
        ((unread(F), task_of(P, T)), False),
        ((unread(F), task_of(F)), False),
        ((task_of(T), task_of(T)), False),
    ],
    ids=["nothing read", "beside a stub", "beside points", "beside a mistake", "nothing begun"],
)
def test_work_that_python_cannot_read_waits(tasks: tuple[TaskResult, ...], expected: bool) -> None:
    """
    Where Python reads none of the work, all of it waits, also beside an exercise that nobody began.
    """
    assert expected is Verdict(tasks, "").waits


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
    assert MOST == verdict.points


@given(st.lists(st.tuples(st.lists(st.sampled_from(Outcome), min_size=1), st.booleans())))
def test_a_bonus_never_touches_the_core(found: list[tuple[list[Outcome], bool]]) -> None:
    """
    With and without its bonus tasks a verdict has the same points, maximum and end.
    """
    tasks = [replace(task_of(*outcomes), is_bonus=is_bonus) for outcomes, is_bonus in found]
    whole = Verdict(tuple(tasks), "day4")
    core = Verdict(whole.core, "day4")

    assert core.core == whole.core
    for name in ("points", "max_points", "open_points", "waits", "core_checks"):
        assert getattr(core, name) == getattr(whole, name), name
    assert core.is_complete == whole.is_complete or not core.tasks
    assert 0 == core.bonus <= whole.bonus == sum(t.points for t in tasks) - core.points


def test_a_kept_verdict_is_called_as_tasks_are_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A bare number means the task with that function, and is refused if two exercises have one.
    """
    tasks = {one.number: one for one in task_list()}
    second = TaskInfo("day5_ex1", "1.1", "another", "a task")
    old = TaskResult("1.1", "a task", task_of(P).checks, uses=("1.1",))
    mine, other = (
        replace(old, checks=tuple(replace(check, function=name) for check in old.checks))
        for name in (tasks["1.1"].function, "another")
    )
    before = relabelled(Verdict((mine,), ""))
    monkeypatch.setattr(task_lists, "_numbered", lambda number: (tasks[number], second))

    assert "1.1" == before.tasks[0].task
    for kept, exercise in ((before, "day4_ex1"), (Verdict((other,), ""), "day5_ex1")):
        (task,) = relabelled(kept).tasks
        label = f"{exercise} 1.1"

        assert (label, label, (label,)) == (task.task, task.checks[0].task, task.uses)
    with pytest.raises(KitError, match=r"1\.1 is a task of day4_ex1 and day5_ex1"):
        relabelled(Verdict((old,), ""))
