"""
Descents on batches to be examined, without a learner's file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.grading.draw import Draw
from autograder.judges.answer import Answer
from autograder.judges.sgd.batch_probe import BatchProbe
from autograder.judges.sgd.batch_runs import TASKS

Function = Callable[..., Any]

NAMES = {"2.5": "batch_gradient_descent", "2.6": "mini_batch_gradient_descent", "2.7": "adam"}
"""The function of each task."""

STAGES = {
    "2.5": ("step", "epochs", "width", "arguments"),
    "2.6": ("step", "number", "batches", "order", "arguments"),
    "2.7": ("step", "number", "batches", "order", "arguments"),
}


def probe_on_batches(task: str, function: Function, seed: int = 0) -> BatchProbe:
    """
    A probe over a function that takes the arguments of that task.
    """
    asked = TASKS[NAMES[task]]

    def answer(arguments: tuple[Any, ...]) -> Answer:
        sent = tuple(np.copy(one) if isinstance(one, np.ndarray) else one for one in arguments)
        with np.errstate(all="ignore"):
            value = function(*sent)
        return Answer(function.__name__, value, arguments, sent)

    return BatchProbe(
        lambda runs: [answer(run.arguments[: asked.given]) for run in runs],
        asked.draw(Draw(str(seed)).stream("runs")),
        asked.rule,
    )


def batch_descent(X: Any, y: Any, theta: Any, rate: float, epochs: int) -> Any:
    for _ in range(epochs):
        theta = theta - rate * 2 / len(X) * X.T @ (X @ theta - y)
    return theta


def cut(rows: Any, size: int) -> list[Any]:
    return [rows[first : first + size] for first in range(0, len(rows), size)]


def mini_batches(
    order: Callable[..., Any] = lambda rng, m: rng.permutation(m),
    *,
    once: bool = False,
    seed: int | None = None,
    batches: Callable[..., list[Any]] = cut,
) -> Function:
    """
    Mini-batch descent with an order of its own; seed: for each call, else one for all of them.
    """
    shared = np.random.default_rng(7)

    def descend(X: Any, y: Any, theta: Any, *more: Any) -> Any:
        rate, epochs, size = more
        rng = shared if seed is None else np.random.default_rng(seed)
        rows = order(rng, len(X))
        for epoch in range(epochs):
            rows = order(rng, len(X)) if epoch and not once else rows
            for batch in batches(rows, size):
                error = X[batch] @ theta - y[batch]
                theta = theta - rate * 2 / len(batch) * X[batch].T @ error
        return theta

    return descend


GENERATOR = np.random.default_rng(5)


def right_adam(X: Any, y: Any, theta: Any, *more: Any) -> Any:
    rate, epochs, size, b1, b2, eps = more
    mean, square, t = 0 * theta, 0 * theta, 0
    for _ in range(epochs):
        for batch in cut(GENERATOR.permutation(len(X)), size):
            gradient = 2 / len(batch) * X[batch].T @ (X[batch] @ theta - y[batch])
            t += 1
            mean = b1 * mean + (1 - b1) * gradient
            square = b2 * square + (1 - b2) * gradient**2
            theta = theta - rate * mean / (1 - b1**t) / (np.sqrt(square / (1 - b2**t)) + eps)
    return theta


RIGHT_FUNCTIONS: Mapping[str, Function] = {
    "2.5": batch_descent,
    "2.6": mini_batches(),
    "2.7": right_adam,
}
