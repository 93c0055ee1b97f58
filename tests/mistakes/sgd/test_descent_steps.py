from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.judges.sgd.experiments import Array
from autograder.mistakes.sgd import descent_steps
from tests.judges.descents import Function, descent, probe_of

SEEDS = st.integers(0, 10**6)
CHANGES = ("accumulates", "is_frozen", "averages", "changing", "growing")


def slope(X: Array, y: Array, theta: Array) -> Array:
    return 2 * X[:1].T @ (X[:1] @ theta - y[:1])


def carrying(share: float, *, per_epoch: bool = False) -> Function:
    """A descent whose steps carry a share of the sum of the gradients before; 1 forgets nothing."""

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Array:
        carried = np.zeros((2, 1))
        for k in range(epochs * len(X)):
            kept = 0 if per_epoch and k % len(X) == 0 else share
            carried = kept * carried + slope(X, y, theta)
            theta = theta - rate * carried
        return theta

    return function


def frozen(*, per_epoch: bool) -> Function:
    """A descent whose errors are all taken with the first theta, of the run or of the epoch."""

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Array:
        first = theta
        for k in range(epochs * len(X)):
            first = theta if per_epoch and k % len(X) == 0 else first
            theta = theta - rate * slope(X, y, first)
        return theta

    return function


def averaged(part: slice) -> Function:
    """The mean of some of the thetas of a right descent."""

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Any:
        path = [theta]
        for _ in range(epochs * len(X)):
            path.append(path[-1] - rate * slope(X, y, path[-1]))
        return np.mean(path[part], axis=0)

    return function


def with_lengths(length: Callable[[int], float]) -> Function:
    """A descent whose k-th step, from 0, is length(k) right ones long."""

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Array:
        for k in range(epochs * len(X)):
            theta = theta - rate * length(k) * slope(X, y, theta)
        return theta

    return function


@pytest.mark.parametrize(
    ("name", "function"),
    [
        pytest.param("accumulates", carrying(1), id="never reset"),
        pytest.param("accumulates", carrying(1, per_epoch=True), id="reset by epoch"),
        pytest.param("is_frozen", frozen(per_epoch=False), id="first theta"),
        pytest.param("is_frozen", frozen(per_epoch=True), id="first theta of the epoch"),
        pytest.param("averages", averaged(slice(None)), id="all thetas"),
        pytest.param("averages", averaged(slice(1, None)), id="all but the start"),
        pytest.param("averages", averaged(slice(-2, None)), id="the last two"),
        pytest.param("growing", carrying(0.9), id="momentum"),
        pytest.param("changing", with_lengths(lambda k: 0.9**k), id="decay"),
        pytest.param("changing", with_lengths(lambda k: 1 / (1 + k)), id="schedule"),
    ],
)
@settings(max_examples=6)
@given(seed=SEEDS)
def test_changing_steps_are_recognised(name: str, function: Function, seed: int) -> None:
    """Steps that change in a known way are recognised in every draw; right ones are not."""
    assert getattr(descent_steps, name)(probe_of(function, seed))
    assert not getattr(descent_steps, name)(probe_of(descent(), seed))


@given(wanted=st.lists(st.floats(0.1, 3), min_size=5, max_size=5))
def test_lengths_are_read(wanted: list[float]) -> None:
    """The first five lengths of a descent come back as they were made."""
    probe = probe_of(with_lengths(lambda k: wanted[k % 5]))

    assert pytest.approx(wanted, rel=1e-6) == descent_steps.step_lengths(probe)


def test_lengths_end_with_the_error() -> None:
    """Where a step leaves no error, the lengths after it cannot be read."""
    assert [4.0] == descent_steps.step_lengths(probe_of(with_lengths(lambda _k: 4.0)))


def test_lengths_are_shown_in_short() -> None:
    """A message shows three lengths with three digits."""
    assert "1, 0.5, 0.333" == descent_steps.shown([1 / k for k in range(1, 6)])


@pytest.mark.parametrize("rows", [1, None])
def test_only_several_rows_are_collected(rows: int | None) -> None:
    """One step per epoch, m times too long, is a sum of gradients only if it reads several rows."""

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Array:
        read, weight = slice(rows), len(X) / len(X[:rows])
        for _ in range(epochs):
            theta = theta - rate * weight * 2 * X[read].T @ (X[read] @ theta - y[read])
        return theta

    assert bool(descent_steps.collects(probe_of(function))) == (rows is None)


def test_length_belongs_to_the_call_shown() -> None:
    """The number of rows in a message about long steps is that of the call beside it."""
    probe = probe_of(lambda X, y, *rest: with_lengths(lambda _k: len(X))(X, y, *rest))
    shown = probe.stage("step").shown

    assert shown is not None
    assert descent_steps.times_m(probe) == {
        "m": len(shown.asked[0]),
        "twice_m": 2 * len(shown.asked[0]),
        "h": str(len(shown.asked[0])),
    }


@pytest.mark.parametrize("size", [None, 0.0, 1e300, np.nan, np.inf, -np.inf])
def test_any_answer_is_read(size: float | None) -> None:
    """Whatever came back, or was raised, no recogniser finds step lengths in it."""
    probe = probe_of(lambda *_: int("theta") if size is None else np.full((2, 1), size))

    assert not any(getattr(descent_steps, name)(probe) for name in CHANGES)
