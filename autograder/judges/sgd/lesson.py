"""The lesson's data: 100 noisy points of y = 4 + 3x, and the best line through them."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

RATE = 0.01


@cache
def points() -> tuple[Array, Array]:
    """
    X and y, both (100, 1): x uniform on [0, 2], y = 4 + 3x + standard normal noise, seed 42.

    Drawn as `np.random.seed(42)`, `2 * rand(100, 1)`, `4 + 3X + randn(100, 1)` would, from a
    generator of their own. Read-only.
    """
    source = np.random.RandomState(42)
    X = 2 * source.rand(100, 1)
    y = 4 + 3 * X + source.randn(100, 1)
    X.flags.writeable = y.flags.writeable = False
    return X, y


@cache
def table() -> Array:
    """X with its column of ones in front, (100, 2). Read-only."""
    X, _ = points()
    with_ones = np.hstack([np.ones_like(X), X])
    with_ones.flags.writeable = False
    return with_ones


@cache
def least_squares() -> Array:
    """The least-squares theta of these rows, (2, 1): [4.21509616, 2.77011339]. Read-only."""
    theta, *_ = np.linalg.lstsq(table(), points()[1], rcond=None)
    theta.flags.writeable = False
    return np.asarray(theta)


@cache
def batch_descent(steps: int) -> Array:
    """
    The path of batch gradient descent from zero at the lesson's rate, (2, steps + 1).

    It is also the mean of all single-row walks. Read-only.
    """
    rows, (_, y) = table(), points()
    path = np.zeros((2, steps + 1))
    for k in range(steps):
        theta = path[:, k : k + 1]
        path[:, k + 1 : k + 2] = theta - RATE * 2 / len(rows) * rows.T @ (rows @ theta - y)
    path.flags.writeable = False
    return path
