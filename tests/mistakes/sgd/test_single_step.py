from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.judges.sgd.experiments import Array
from autograder.mistakes.sgd import single_step
from tests.judges.descents import Function, descent, probe_of

Update = Callable[[Array, float, Array, float], Any]
"""One step: row x (2,), target, theta (2,), rate -> the next theta."""


def stepping(update: Update) -> Function:
    """A descent over the rows in order; on one row it is a single step."""

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Array:
        flat = theta[:, 0].copy()
        for i in [*range(len(X))] * epochs:
            flat = update(X[i], float(y[i, 0]), flat, rate)
        return np.array(flat).reshape(2, 1)

    return function


def weighted(weights: Any) -> Update:
    """A step in which target, theta[0] and theta[1] have these weights, (2, 3)."""
    return lambda x, y, theta, rate: (
        theta + 2 * rate * x * (np.array(weights) @ [y, -x[0] * theta[0], -x[1] * theta[1]])
    )


def in_turns(x: Array, y: float, theta: Array, rate: float) -> Array:
    for j in (1, 0):
        theta = theta + 2 * rate * (y - x @ theta) * x[j] * np.eye(2)[j]
    return theta


def error(x: Array, y: float, theta: Array) -> float:
    return float(y - x @ theta)


CASES: dict[str, tuple[object, Update]] = {
    "reverses_bias": (True, weighted([[-1, -1, -1], [1, 1, 1]])),
    "moves_both_alike": (True, lambda x, y, t, rate: t + 2 * rate * error(x, y, t)),
    "squares_error": (True, lambda x, y, t, rate: t + rate * error(x, y, t) ** 2 * x),
    "takes_turns": ({"first": 1, "second": 0}, in_turns),
    "subtracts_last": (True, lambda x, y, t, rate: t - rate * (2 * x * (x @ t) - y)),
    "decays": (True, lambda x, y, t, rate: 0.99 * t + 2 * rate * error(x, y, t) * x),
    "lost_entry": (
        {"entry": "theta[0]"},
        lambda x, y, t, rate: t * [0, 1] + 2 * rate * error(x, y, t) * x,
    ),
    "without_influence": ({"name": "theta[1]"}, weighted([[1, 1, 0], [1, 1, 0]])),
    "wrong_sign": ({"name": "y"}, weighted([[-1, 1, 1], [-1, 1, 1]])),
    "uneven_entries": ({"entry": "theta[1]", "times": "3"}, weighted([[1, 1, 1], [3, 3, 3]])),
    "foreign_weight": (
        {"name": "theta[0]", "entry": "theta[1]", "times": "1.5"},
        weighted([[1, 1, 1], [1, 1.5, 1]]),
    ),
    "ignores_rate": (True, lambda x, y, t, _rate: t + 0.02 * error(x, y, t) * x),
    "rate_no_factor": ({"times": "4"}, lambda x, y, t, rate: t + rate**2 * error(x, y, t) * x),
}


@pytest.mark.parametrize("name", CASES)
def test_each_defect_is_recognised(name: str) -> None:
    """A defect in one step is recognised with its numbers, and not in a right one."""
    reads, (expected, update) = getattr(single_step, name), CASES[name]

    assert expected == reads(probe_of(stepping(update)))
    assert not reads(probe_of(descent()))


@settings(max_examples=50)
@given(drawn=arrays.arrays(np.int64, (2, 3), elements=st.integers(-8, 8)))
def test_weights_are_read_exactly(drawn: Array) -> None:
    """Difference quotients give back whatever weights a step has."""
    assert (drawn / 4 == single_step.weights(probe_of(stepping(weighted(drawn / 4))))).all()


def test_gradient_for_theta() -> None:
    """The slope at the start in place of a theta is recognised, with or without its 2."""
    for factor in (1, 2):
        probe = probe_of(lambda X, y, t, *_, k=factor: k * X[:1].T @ (X[:1] @ t - y[:1]))

        assert single_step.returns_gradient(probe)
    assert not single_step.returns_gradient(probe_of(descent()))


def test_steps_of_one_length() -> None:
    """A step that knows only the sign of its row's error has one length for three errors."""
    probe = probe_of(stepping(lambda x, y, t, rate: t + rate * np.sign(error(x, y, t)) * x))
    shown = {"lengths": "0.0625, 0.0625, 0.0625", "errors": "11.5, 23, 46"}

    assert shown == single_step.unlike_lengths(probe)


@pytest.mark.parametrize("size", [None, 0.0, 1e300, np.nan, np.inf, -np.inf])
def test_any_answer_is_read(size: float | None) -> None:
    """Whatever came back, or was raised, no recogniser of a step raises."""
    probe = probe_of(lambda *_: int("theta") if size is None else np.full((2, 1), size))
    readers = [getattr(single_step, name) for name in (*CASES, "unlike_lengths")]

    assert {bool, dict, type(None)} >= {type(reads(probe)) for reads in readers}
