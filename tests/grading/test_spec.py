"""
The specs.
"""

from __future__ import annotations

from autograder.grading.grade import SOLUTIONS
from autograder.grading.spec import (
    all_checks,
    functions_asked,
    functions_named,
    load_spec,
    spec_names,
    tasks_of,
)


def test_every_solution_has_a_spec() -> None:
    """
    Specs and solutions are for the same exercises.
    """
    assert sorted(path.stem for path in SOLUTIONS.glob("*.py")) == list(spec_names())


def test_points_are_those_of_the_exercises() -> None:
    """
    The two exercises are worth 40 and 60 points.
    """
    points = dict.fromkeys(spec_names(), 0)
    for check in all_checks():
        points[check.task.exercise.name] += check.points

    assert {"day4_ex1": 40, "day4_ex2": 60} == points


def test_every_check_is_complete() -> None:
    """
    Every check has points, a sentence as title, a task with a title, and a name of its own.
    """
    checks = all_checks()

    assert len(checks) == len({check.name for check in checks})
    assert [] == [
        c.name for c in checks if c.points < 1 or not c.title.endswith(".") or not c.task.title
    ]


def test_tasks_come_once_and_in_order() -> None:
    """
    The tasks of a spec are numbered one after another.
    """
    assert ["1.1", "1.2", "1.3", "1.4"] == [t.number for t in tasks_of(load_spec("day4_ex1"))]


def test_functions_asked_are_listed_by_exercise() -> None:
    """
    Each function that a check asks for is listed once.
    """
    assert ("add_bias", "point_gradient", "stochastic_gradient_descent", "train") == (
        functions_asked(all_checks())["day4_ex2"]
    )


def test_functions_are_named_without_an_import() -> None:
    """
    The text of a spec names the functions that its checks ask for; without a spec there are none.
    """
    asked = functions_asked(all_checks())

    assert asked == {exercise: functions_named(exercise) for exercise in asked}
    assert () == functions_named("day4_ex9")
