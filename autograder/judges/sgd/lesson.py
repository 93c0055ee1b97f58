"""
The lesson's data and run: 100 noisy points of y = 4 + 3x, start 0, rate 0.01, 50 epochs.

The last theta scatters around the least-squares line [4.215, 2.770], not around the [4, 3] behind
the data, with a standard deviation of 0.09 per entry.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from autograder.judges.finding import Finding, right, wrong
from autograder.judges.sgd.experiments import Array, Setting, column

RATE = 0.01
EPOCHS = 50
TOLERANCE = 0.62
EXACT = 1e-8

FALSE_ALARM = 1.64e-10
"""
P(an entry of a right walk ends farther than TOLERANCE from least squares), rows with replacement.

The distance e from the least-squares theta obeys e <- A_i e + b_i with A_i = I - 2 rate x_i^T x_i
and b_i = 2 rate r_i x_i^T, i uniform. A step maps all moments of e up to order p linearly into
themselves: average that map over the rows, apply it 5,000 times to the exact start, and by Markov
P(|e_j| > t) <= min over 2q <= p of E e_j^2q / t^2q, summed over both entries. The number belongs
to p = 40; `tests/benchmarks/final_bound.py` computes it in less than a minute. It holds for these
data, start, rate and epochs alone.
"""


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


def lesson_setting() -> Setting:
    """The lesson's own call, for 2.3."""
    return Setting(table().copy(), points()[1].copy(), column((0.0, 0.0)), RATE, EPOCHS)


def judge_lesson_run(theta: Array) -> Finding:
    """theta: (2,), the last one of the lesson's run."""
    distance = np.abs(theta - least_squares()[:, 0])
    if (distance <= EXACT).all():
        return wrong("closed_form")
    if not (distance <= TOLERANCE).all():
        return wrong("lesson_far", ended=f"[{theta[0]:.4g}, {theta[1]:.4g}]")
    return right("typed_in") if theta.tolist() == [4.0, 3.0] else right()
