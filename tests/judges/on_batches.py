"""
Descents on batches to be examined, without a learner's file.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.sgd.batch_probe import BatchProbe
from autograder.judges.sgd.batch_runs import (
    Runs,
    draw_adam_runs,
    draw_batch_runs,
    draw_mini_batch_runs,
)
from autograder.judges.sgd.ends import ADAM, MINI_BATCH, Rule

Function = Callable[..., Any]

TASKS: Mapping[str, tuple[int, Callable[[random.Random], Runs], Rule]] = {
    "batch": (5, draw_batch_runs, MINI_BATCH),
    "mini-batch": (6, draw_mini_batch_runs, MINI_BATCH),
    "adam": (9, draw_adam_runs, ADAM),
}


def probe_on_batches(task: str, function: Function, seed: int = 0) -> BatchProbe:
    """
    A probe over a function that takes the arguments of that task.
    """
    given, draw, rule = TASKS[task]

    def answer(arguments: tuple[Any, ...]) -> Answer:
        sent = tuple(np.copy(one) if isinstance(one, np.ndarray) else one for one in arguments)
        with np.errstate(all="ignore"):
            value = function(*sent)
        return Answer(function.__name__, value, arguments, sent)

    return BatchProbe(
        lambda runs: [answer(run.arguments[:given]) for run in runs],
        draw(random.Random(seed)),
        rule,
    )


def batch_descent(X: Any, y: Any, theta: Any, rate: float, epochs: int) -> Any:
    for _ in range(epochs):
        theta = theta - rate * 2 / len(X) * X.T @ (X @ theta - y)
    return theta
