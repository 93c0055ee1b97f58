"""
What is remembered about an object belongs to that very object, and the store stays small.
"""

from __future__ import annotations

from autograder.grading import shared
from autograder.grading.shared import by_identity


def test_a_thing_is_worked_out_once_for_each_object() -> None:
    """
    The same object costs once; another object, equal or not, never gets what belongs to the first.
    """
    asked: list[list[int]] = []
    made = by_identity(lambda one: asked.append(one) or len(asked))
    first, second = [1], [1]

    assert [1, 2, 1, 2] == [made(one) for one in (first, second, first, second)]
    assert [id(first), id(second)] == [id(one) for one in asked]


def test_an_object_that_is_gone_leaves_nothing_to_another() -> None:
    """
    However often an id comes again, and the store is emptied, each object gets its own.
    """
    made = by_identity(lambda one: one[0])

    assert [*range(2 * shared.MOST)] == [made([number]) for number in range(2 * shared.MOST)]


def test_what_else_it_depends_on_is_told_apart() -> None:
    """
    Of the same object, each of several questions has its own answer.
    """
    made = by_identity(lambda one, more: [*one, more])
    one = [1]

    assert [[1, "a"], [1, "b"], [1, "a"]] == [made(one, more) for more in "aba"]
