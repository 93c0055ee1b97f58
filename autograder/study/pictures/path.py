"""The learner's path: how theta moves, found by calling the function piece by piece."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from autograder.grading.task import Fix
from autograder.judges.arrays import Array
from autograder.judges.sgd.lesson import RATE, batch_descent, points, table
from autograder.study.pictures.picture import UndrawableError
from autograder.study.pictures.theta import NEEDED, SHAPE, two_numbers

EPOCHS, ROWS = 50, 100
PORTION = 5
LENGTHS = (*range(1, 10), *range(10, EPOCHS + 1, 2))
FAR = 1e6
SEED = 4
WHOLE = f"{EPOCHS} times for one epoch of all {ROWS} rows, each time from where the last call ended"
PORTIONS = (
    f"{ROWS // PORTION} times for one epoch of {PORTION} rows, a new {PORTION} each time, then "
    f"{EPOCHS - 1} times for one epoch of all {ROWS} rows, each time from where the last call ended"
)
GROWING = (
    f"{len(LENGTHS)} times from the start, for 1, 2, 3 and up to {EPOCHS} epochs of all {ROWS} "
    "rows, because it repeats itself from call to call"
)


@dataclass(frozen=True, slots=True)
class Path:
    """
    Where theta was, (k, 2), and how many rows had been read by then, (k,): the first is the start.

    calls: how the learner's function was called.
    at_once: the answer to one call for all epochs, in its own shape; None where there is none.
    """

    thetas: Array
    read: Array
    calls: str = ""
    at_once: Array | None = None


class Call(NamedTuple):
    """One call: on which rows, from which place of the path, -1 being the last, how many epochs."""

    rows: Array
    start: int = -1
    epochs: int = 1


ALL = np.arange(ROWS)


def batch_path() -> Path:
    """The path of batch gradient descent: one step for every 100 rows read."""
    return Path(batch_descent(EPOCHS).T, ROWS * np.arange(EPOCHS + 1))


def learner_path(learner: Any) -> Path:
    """
    Theta from (0, 0) over as many steps as the lesson's run has, asked for call by call.

    The first epoch comes in portions of few rows, so that its way can be seen. A function that
    fails on a few rows is asked for whole epochs from the start. One that repeats itself, because
    it seeds a generator or draws no rows at all, would start again at each call: it is asked for
    more and more epochs instead. Raises Fix and NotAttempted; UndrawableError with the path so far.
    """
    epochs = [Call(ALL)] * EPOCHS
    if _repeats_itself(learner):
        path = _follow(learner, [Call(ALL, 0, length) for length in LENGTHS], GROWING)
    else:
        order = np.random.default_rng(SEED).permutation(ROWS).reshape(-1, PORTION)
        try:
            path = _follow(learner, [*map(Call, order), *epochs[1:]], PORTIONS)
        except Fix:
            path = _follow(learner, epochs, WHOLE)
    try:
        return replace(path, at_once=_ask(learner, Call(ALL, epochs=EPOCHS)))
    except UndrawableError:
        return path


def _ask(learner: Any, call: Call, start: Array | None = None) -> Array:
    """Where a call ends. Raises UndrawableError."""
    theta = np.zeros(SHAPE) if start is None else start
    asked = table()[call.rows], points()[1][call.rows], theta, RATE, call.epochs
    return two_numbers(learner.stochastic_gradient_descent(*asked).value, NEEDED)


def _repeats_itself(learner: Any) -> bool:
    """Whether two calls with the same arguments end in the same place."""
    try:
        return np.array_equal(_ask(learner, Call(ALL)), _ask(learner, Call(ALL)))
    except UndrawableError:
        return False


def _follow(learner: Any, calls: Iterable[Call], how: str) -> Path:
    """The path that these calls give, up to where it is far away."""
    thetas, read = [np.zeros(SHAPE)], [0]
    problem = ""
    for call in calls:
        try:
            thetas.append(_ask(learner, call, thetas[call.start]).reshape(SHAPE))
        except UndrawableError as error:
            problem = str(error)
            break
        read.append(read[call.start] + call.epochs * len(call.rows))
        if np.abs(thetas[-1]).max() > FAR:
            break
    path = Path(np.array(thetas)[:, :, 0], np.array(read), how)
    if problem:
        raise UndrawableError(problem, partial=path if len(read) > 1 else None)
    return path
