"""The learner's walk: how theta moves, asked for from outside, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.show import show
from autograder.grading.task import Fix
from autograder.judges.arrays import Array, numbers
from autograder.judges.lesson import RATE, points, table

EPOCHS, ROWS = 50, 100
PORTION = 5
FAR = 1e6
SEED = 4
WHOLE = f"{EPOCHS} times for one epoch of all {ROWS} rows"
PORTIONS = (
    f"{ROWS // PORTION} times for one epoch of {PORTION} rows, a new {PORTION} each time; "
    f"then {EPOCHS - 1} times for one epoch of all {ROWS} rows"
)


@dataclass(frozen=True, slots=True)
class Trail:
    """
    Where theta stood, (k, 2), and how many rows had been read by then, (k,): the first is the start.

    way: how the learner's function was asked. problem: why the walk ends early.
    """

    thetas: Array
    read: Array
    way: str = PORTIONS
    problem: str = ""


def trail(learner: Any) -> Trail:
    """
    Theta from (0, 0) over as many steps as the lesson's run has, each call from where the last ended.

    The first epoch comes in portions of few rows, so that its way can be seen. A function that
    fails on a few rows is asked for whole epochs from the start. Raises Fix and NotAttempted.
    """
    order = np.random.default_rng(SEED).permutation(ROWS).reshape(-1, PORTION)
    every = np.arange(ROWS)
    try:
        return _ask(learner, [*order, *[every] * (EPOCHS - 1)], PORTIONS)
    except Fix:
        return _ask(learner, [every] * EPOCHS, WHOLE)


def _ask(learner: Any, parts: Iterable[Array], way: str) -> Trail:
    """The trail over these rows, one call for each part."""
    (_, y), X = points(), table()
    thetas, read, problem = [np.zeros((2, 1))], [0], ""
    for rows in parts:
        answer = learner.stochastic_gradient_descent(X[rows], y[rows], thetas[-1], RATE, 1)
        theta = numbers(answer.value)
        if theta is None or theta.size != 2:
            problem = _no_theta(answer.value)
            break
        thetas.append(theta.reshape(2, 1))
        read.append(read[-1] + len(rows))
        if np.abs(theta).max() > FAR:
            break
    return Trail(np.array(thetas)[:, :, 0], np.array(read), way, problem)


def _no_theta(value: Any) -> str:
    shape = getattr(value, "shape", None)
    what = f"an array of shape {shape}" if shape and shape != (2, 1) else show(value)
    return f"Your function returned {what}; theta is two finite numbers, of shape (2, 1)."


def loss(thetas: Array) -> Array:
    """The mean squared error over the lesson's rows; theta: its two entries along the last axis."""
    _, y = points()
    a, b = thetas[..., :1], thetas[..., 1:]
    with np.errstate(over="ignore", invalid="ignore"):  # theta may be on its way to infinity
        found: Array = ((a + b * table()[:, 1] - y[:, 0]) ** 2).mean(axis=-1)
    return found
