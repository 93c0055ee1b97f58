"""Tests of autograder/mistakes/sgd/adam_parts.py."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from autograder.judges.answer import Answer
from autograder.judges.sgd.batch_probe import BatchProbe
from autograder.judges.sgd.batch_runs import draw_adam_runs
from autograder.judges.sgd.ends import ADAM, BatchedRun
from autograder.mistakes.sgd.adam_parts import PARTS, wrong_part
from autograder.mistakes.sgd.batch_seen import BatchCase

Law = Callable[..., Any]


def adam(
    first: Law = lambda m, beta, t: m / (1 - beta**t),
    second: Law = lambda v, beta, t: v / (1 - beta**t),
    kept: tuple[float, float] = (1.0, 1.0),
    taken: tuple[float, float] = (1.0, 1.0),
) -> Callable[..., Any]:
    """Adam with other corrections, or other shares of the old and the new in its means."""

    def function(*arguments: Any) -> Any:
        X, y, theta, rate, epochs, size, beta1, beta2, epsilon = arguments
        m, v, t = np.zeros_like(theta), np.zeros_like(theta), 0
        for _ in range(epochs):
            order = np.random.default_rng(3).permutation(len(X))
            for k in range(0, len(X), size):
                rows, t = order[k : k + size], t + 1
                g = 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
                m = kept[0] * beta1 * m + taken[0] * (1 - beta1) * g
                v = kept[1] * beta2 * v + taken[1] * (1 - beta2) * g**2
                step = first(m, beta1, t) / (np.sqrt(second(v, beta2, t)) + epsilon)
                theta = theta - rate * step
        return theta

    return function


def case_of(function: Callable[..., Any]) -> BatchCase:
    def ask(runs: Sequence[BatchedRun]) -> list[Answer]:
        return [
            Answer("adam", function(*run.arguments), run.arguments, run.arguments) for run in runs
        ]

    runs = draw_adam_runs(random.Random(5))  # noqa: S311 -- runs, no secrets
    probe = BatchProbe(ask, {name: runs[name] for name in ("step", "number")}, ADAM)
    stages = (probe.stage("step"), probe.stage("number"))
    return BatchCase(probe, next((one for one in stages if not one.is_right), stages[0]))


WRONG = {
    "first_input": adam(taken=(2.0, 1.0)),
    "first_start": adam(first=lambda m, beta, t: m / (1 + beta**t)),
    "first_memory": adam(kept=(0.0, 1.0)),
    "second_input": adam(second=lambda v, beta, t: (v / (1 - beta**t)) ** 2),
    "second_start": adam(second=lambda v, beta, t: v / (1 + beta**t)),
    "second_memory": adam(kept=(1.0, 0.0)),
}


@pytest.mark.parametrize("part", PARTS)
def test_the_part_that_is_wrong_is_found(part: str) -> None:
    """Of both means, what goes in, how it starts and what is kept are told apart."""
    assert part == wrong_part(case_of(WRONG[part]))


def test_no_part_of_a_right_adam_is_wrong() -> None:
    """Where steps on all rows end right, no part is blamed."""
    assert "" == wrong_part(case_of(adam()))
