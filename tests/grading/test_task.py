"""
Declaring checks.
"""

from __future__ import annotations

from types import ModuleType

from autograder.grading.task import Exercise, checks_of, is_check
from autograder.mistakes.arrays.crashes import CRASHES

TASK = Exercise("day4_ex9").task("9.1", "f", "a function")


def test_checks_keep_their_order() -> None:
    """
    A spec's checks are found as written, with the docstring as title.
    """

    @TASK.check(points=2)
    def test_second() -> None:
        """Two is right."""

    @TASK.check(points=1)
    def test_first() -> None:
        """One is right."""

    spec = ModuleType("spec")
    vars(spec).update(b=test_second, helper=len, a=test_first)

    assert [("test_second", 2, "Two is right."), ("test_first", 1, "One is right.")] == [
        (check.name, check.points, check.title) for check in checks_of(spec)
    ]
    assert not is_check(len)


def test_a_catalogue_may_be_named() -> None:
    """
    Mistakes that are named by their module are those of that module.
    """
    task = TASK.exercise.task("9.2", "g", "another", mistakes="arrays.crashes.CRASHES")

    assert CRASHES is task.mistakes
