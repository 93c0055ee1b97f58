"""The learner's walk: how theta moves, asked for from outside, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.grading.show import show
from autograder.grading.task import Fix
from autograder.judges.arrays import Array, numbers
from autograder.judges.sgd.lesson import RATE, points, table

EPOCHS, ROWS = 50, 100
PORTION = 5
SHAPE = (2, 1)
LENGTHS = (*range(1, 10), *range(10, EPOCHS + 1, 2))
FAR = 1e6
SEED = 4
WHOLE = f"{EPOCHS} times for one epoch of all {ROWS} rows, each time from where the last call ended"
PORTIONS = (
    f"{ROWS // PORTION} times for one epoch of {PORTION} rows, a new {PORTION} each time, then "
    f"{EPOCHS - 1} times for one epoch of all {ROWS} rows, each time from where the last call ended"
)
GROWING = (
    f"{len(LENGTHS)} times from the start, for 1, 2, 3 and up to {EPOCHS} epochs of all {ROWS} rows, "
    "because it repeats itself from call to call"
)


@dataclass(frozen=True, slots=True)
class Trail:
    """
    Where theta stood, (k, 2), and how many rows had been read by then, (k,): the first is the start.

    way: how the learner's function was asked. problem: why the walk ends early.
    at_once: where one call for all epochs ends; None where it does not. shape: of that answer.
    """

    thetas: Array
    read: Array
    way: str = PORTIONS
    problem: str = ""
    at_once: Array | None = None
    shape: tuple[int, ...] = SHAPE


def trail(learner: Any) -> Trail:
    """
    Theta from (0, 0) over as many steps as the lesson's run has, each call from where the last ended.

    The first epoch comes in portions of few rows, so that its way can be seen. A function that
    fails on a few rows is asked for whole epochs from the start. One that repeats itself, because
    it seeds a generator or draws no rows at all, would begin anew at each call: it is asked for
    more and more epochs instead. Raises Fix and NotAttempted.
    """
    every = np.arange(ROWS)
    if _repeats_itself(learner):
        calls = [Call(every, 0, length) for length in LENGTHS]
        return _with_end(learner, _ask(learner, calls, GROWING))
    order = np.random.default_rng(SEED).permutation(ROWS).reshape(-1, PORTION)
    epochs = [Call(every)] * EPOCHS
    try:
        found = _ask(learner, [*map(Call, order), *epochs[1:]], PORTIONS)
    except Fix:
        found = _ask(learner, epochs, WHOLE)
    return _with_end(learner, found)


@dataclass(frozen=True, slots=True)
class Call:
    """One call: on which rows, from which place of the trail, -1 being the last, how many epochs."""

    rows: Array
    start: int = -1
    epochs: int = 1


def _with_end(learner: Any, found: Trail) -> Trail:
    """The trail, and where one call for all epochs ends."""
    X, (_, y) = table(), points()
    asked = X, y, np.zeros(SHAPE), RATE, EPOCHS
    theta = numbers(learner.stochastic_gradient_descent(*asked).value)
    if theta is None or theta.size != 2:
        return found
    return replace(found, at_once=theta.ravel(), shape=theta.shape)


def _repeats_itself(learner: Any) -> bool:
    """Whether two calls with the same arguments end in the same place."""
    X, (_, y) = table(), points()
    asked = X, y, np.zeros((2, 1)), RATE, 1
    ends = [numbers(learner.stochastic_gradient_descent(*asked).value) for _ in range(2)]
    return ends[0] is not None and ends[1] is not None and np.array_equal(ends[0], ends[1])


def _ask(learner: Any, calls: Iterable[Call], way: str) -> Trail:
    """The trail that these calls give."""
    X, (_, y) = table(), points()
    thetas, read, problem = [np.zeros((2, 1))], [0], ""
    for call in calls:
        start = thetas[call.start]
        asked = X[call.rows], y[call.rows], start, RATE, call.epochs
        value = learner.stochastic_gradient_descent(*asked).value
        theta = numbers(value)
        if theta is None or theta.size != 2:
            problem = _no_theta(value)
            break
        thetas.append(theta.reshape(2, 1))
        read.append(read[call.start] + call.epochs * len(call.rows))
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
