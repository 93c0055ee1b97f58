"""
How a wrong gradient reads.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from autograder.judges.answer import Answer
from autograder.judges.sgd.gradient import GradientCase
from autograder.mistakes.sgd import wrong_gradients as slopes

HALVES = st.integers(-20, 20).filter(bool).map(lambda k: k / 2)


@st.composite
def rows(draw: st.DrawFn) -> list[tuple[Any, Any, Any]]:
    """Two rows of two columns and one of three, none with error 0."""
    asked = []
    for n in (2, 2, 3):
        xi = np.array([[draw(HALVES) for _ in range(n)]])
        theta = np.array([[draw(HALVES)] for _ in range(n)])
        asked.append((xi, xi @ theta - draw(HALVES), theta))
    return asked


def case(asked: list[tuple[Any, Any, Any]], factor: Any = 1.0) -> GradientCase:
    return GradientCase(
        tuple(
            Answer("point_gradient", factor * (2 * x.T @ (x @ t - y)), (x, y, t))
            for x, y, t in asked
        )
    )


@given(rows(), HALVES)
def test_ratio_is_the_common_factor(asked: list[tuple[Any, Any, Any]], factor: float) -> None:
    """
    The one factor of all answers is read back.
    """
    assert (None if factor == 1 else factor) == slopes.ratio(case(asked, factor))


@given(rows())
def test_entry_factors_are_read_entry_by_entry(asked: list[tuple[Any, Any, Any]]) -> None:
    """
    Factors that differ from entry to entry are read where rows of one width agree on them.
    """
    factors = slopes.entry_factors(case(asked[:2], np.array([[3.0], [-1.0]])))

    assert factors is not None
    assert np.allclose([3, -1], factors)


@given(rows())
def test_the_error_that_an_answer_fits(asked: list[tuple[Any, Any, Any]]) -> None:
    """
    An answer along its row fits an error, the row's own if the answer is right.
    """
    for row, fits in slopes.implied_errors(case(asked)):
        assert slopes.same(fits, row.error)


@given(rows())
def test_a_right_answer_reads_as_no_mistake(asked: list[tuple[Any, Any, Any]]) -> None:
    """
    On right answers no factor, odd entry or wrong error is found.
    """
    right = case(asked)

    assert slopes.entry_times()(right) is None
    assert slopes.wrong_error(right) is None
    assert slopes.first_entry_off(right) is None
    assert slopes.shape_differs(right) is None
    assert not any(slopes.times(factor)(right) for factor in (0.5, 2, -1))


def test_nothing_is_read_from_no_numbers() -> None:
    """
    Where no numbers came back there is nothing to read.
    """
    asked = (np.ones((1, 2)), np.ones((1, 1)), np.ones((2, 1)))
    empty = GradientCase((Answer("point_gradient", None, asked),))

    assert slopes.ratio(empty) is None
    assert not slopes.follows(lambda row: row.slope)(empty)
    assert not slopes.unfelt(0)(empty)
