"""
The judge of `point_gradient`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.judges.answer import Answer
from autograder.judges.finding import Ruling
from autograder.judges.sgd.gradient import (
    arguments_kept,
    central_differences,
    gradient_found,
    row_of,
)

HALVES = st.integers(-40, 40).filter(bool).map(lambda k: k / 2)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    """A row of halves, its target and theta, with an error that is not 0."""
    n = draw(st.integers(1, 6))
    xi = np.array([[draw(HALVES) for _ in range(n)]])
    theta = np.array([[draw(HALVES)] for _ in range(n)])
    return xi, xi @ theta - draw(HALVES), theta


def slope(xi: Any, yi: Any, theta: Any) -> Any:
    return 2 * xi.T @ (xi @ theta - yi)


def answered(question: tuple[Any, Any, Any], value: Any) -> Answer:
    return Answer("point_gradient", value, question, question)


@given(questions())
def test_central_differences_are_the_gradient(question: tuple[Any, Any, Any]) -> None:
    """
    On dyadic numbers the differences of the loss are its gradient, digit for digit.
    """
    assert np.array_equal(slope(*question), central_differences(*question))


@given(questions())
def test_the_gradient_is_right(question: tuple[Any, Any, Any]) -> None:
    """
    The gradient is right as a column, with a note in 32-bit floats, and not as a flat array.
    """
    right = slope(*question)
    assert "flat" == gradient_found(answered(question, right.ravel()), right).kind
    forms = {(): right, ("float32",): right.astype(np.float32)}
    for notes, value in forms.items():
        finding = gradient_found(answered(question, value), right)

        assert finding.is_right
        assert notes == finding.notes


@given(questions(), st.sampled_from([0, 0.5, 2, -1, 1.001]))
def test_a_multiple_is_wrong(question: tuple[Any, Any, Any], factor: float) -> None:
    """
    Any multiple of the gradient but itself is wrong.
    """
    value = factor * slope(*question)

    assert gradient_found(answered(question, value), slope(*question)).kind == "values"


@given(questions())
def test_a_row_is_wrong_unless_it_is_a_column(question: tuple[Any, Any, Any]) -> None:
    """
    The gradient as a row is wrong as soon as theta has two entries.
    """
    value = slope(*question).T
    finding = gradient_found(answered(question, value), slope(*question))

    assert finding.is_right == (value.shape == (1, 1))


def test_a_broken_reference_is_our_fault() -> None:
    """
    A solution that breaks the law of central differences leaves the answer undecided.
    """
    question = (np.array([[1.0, 3.0]]), np.array([[5.0]]), np.array([[2.0], [7.0]]))
    value = slope(*question)

    assert Ruling.UNDECIDED is gradient_found(answered(question, value), value / 2).ruling


@pytest.mark.parametrize("position", [0, 1, 2])
def test_changed_arguments_are_found(position: int) -> None:
    """
    A call that changes its row, target or theta is distinguished from one that keeps them.
    """
    question = (np.array([[1.0, 3.0]]), np.array([[5.0]]), np.array([[2.0], [7.0]]))
    left = tuple(a + (k == position) for k, a in enumerate(question))

    assert arguments_kept(answered(question, slope(*question))).is_right
    assert (position,) == arguments_kept(Answer("f", None, question, left)).evidence["touched"]


def test_a_row_tells_its_error() -> None:
    """
    Row (1, 3) with target 5 has error 18 at theta (2, 7), and the slope 36, 108.
    """
    question = (np.array([[1.0, 3.0]]), np.array([[5.0]]), np.array([[2.0], [7.0]]))
    row = row_of(answered(question, 36))

    expected = (23, 18, [36, 108])

    assert expected == (row.prediction, row.error, row.slope.tolist())
