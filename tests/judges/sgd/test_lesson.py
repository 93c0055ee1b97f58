"""
The lesson's data.
"""

from __future__ import annotations

import numpy as np

# ruff: noqa: NPY002 -- the lesson draws from NumPy's global generator
from autograder.judges.sgd.lesson import batch_descent, least_squares, points, table


def test_points_are_those_of_the_lesson() -> None:
    """
    The data equal what the lesson's own three lines draw from NumPy's global generator.
    """
    state = np.random.get_state()
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    np.random.set_state(state)

    assert np.array_equal(X, points()[0])
    assert np.array_equal(y, points()[1])


def test_points_leave_the_global_generator_alone() -> None:
    """
    Asking for the data does not move NumPy's global generator.
    """
    points.cache_clear()
    before = np.random.get_state()[1]
    points()

    assert np.array_equal(before, np.random.get_state()[1])


def test_least_squares_of_the_lesson() -> None:
    """
    The best line through the points is [4.215, 2.770], and its residuals are normal to the table.
    """
    theta, expected = least_squares(), [[4.21509616], [2.77011339]]

    assert expected == np.round(theta, 8).tolist()
    assert np.allclose(0, table().T @ (table() @ theta - points()[1]), atol=1e-9)


def test_batch_descent_tends_to_least_squares() -> None:
    """
    Fifty batch steps end at [2.985, 3.068], five thousand at least squares.
    """
    path, start, after_fifty = batch_descent(5000), [0, 0], [2.985, 3.068]

    assert start == path[:, 0].tolist()
    assert after_fifty == np.round(path[:, 50], 3).tolist()
    assert np.allclose(least_squares()[:, 0], path[:, -1], atol=3e-7)
