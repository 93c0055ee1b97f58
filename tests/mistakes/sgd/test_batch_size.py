from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.judges.sgd.experiments import Array
from autograder.mistakes.sgd import batch_size
from tests.judges.walks import Function, descent, examine

SEEDS = st.integers(0, 10**6)
READERS = (
    batch_size.reads_one_row,
    batch_size.reads_all_rows,
    batch_size.batch,
    batch_size.aims_at_mean,
    batch_size.stands_on_level,
    batch_size.reads_full_batch,
    batch_size.other_number,
)


def batches(size: int) -> Function:
    """A walk whose steps read the mean of `size` different rows, or of all there are."""
    rng = np.random.default_rng(7)

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Array:
        for _ in range(epochs * len(X)):
            drawn = rng.permutation(len(X))[:size]
            xi, yi = X[drawn], y[drawn]
            theta = theta - 2 * rate * xi.T @ (xi @ theta - yi) / len(drawn)
        return theta

    return function


def with_targets(change: Any, walk: Function) -> Function:
    """A walk towards other targets."""
    return lambda X, y, *more: walk(X, change(y), *more)


def breaking_off(walk: Function) -> Function:
    """A walk that leaves out the last epoch where rows differ."""

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Any:
        differ = bool((X != X[0]).any())
        return walk(X, y, theta, rate, epochs - 1 if differ else epochs)

    return function


@settings(max_examples=10)
@given(seed=SEEDS)
def test_right_walks_read_one_row(seed: int) -> None:
    """A right walk lands on one target in every draw, and shows no defect of its rows."""
    exam = examine(descent(seed=seed), seed)

    assert [1] * batch_size.CALLS == batch_size.sizes(exam)
    assert [True] + [False] * 3 == [bool(reads(exam)) for reads in READERS[:4]]
    assert not batch_size.reads_full_batch(exam)
    assert None is batch_size.other_number(exam)


@pytest.mark.parametrize("size", [2, 3, 5, 11])
def test_batches_show_their_size(size: int) -> None:
    """Steps that are means of several rows show of how many."""
    exam = examine(batches(size))

    assert {"size": size} == batch_size.batch(exam)
    assert not batch_size.reads_one_row(exam)
    assert not batch_size.reads_all_rows(exam)


@pytest.mark.parametrize("seed", range(5))
def test_full_batches_are_told_apart(seed: int) -> None:
    """Steps over all rows land on the mean of all, and shrink both errors by their shares."""
    exam = examine(batches(100), seed)

    assert batch_size.reads_all_rows(exam)
    assert batch_size.reads_full_batch(exam)
    assert None is batch_size.batch(exam)
    assert not batch_size.aims_at_mean(exam)


@settings(max_examples=10)
@given(seed=SEEDS)
def test_one_mean_for_all_rows(seed: int) -> None:
    """Batch descent towards the mean of y is recognised, single rows towards it are not."""
    many, one = (with_targets(lambda y: 0 * y + y.mean(), k) for k in (batches(100), descent()))

    assert batch_size.aims_at_mean(examine(many, seed))
    assert not batch_size.aims_at_mean(examine(one, seed))


@settings(max_examples=10)
@given(seed=SEEDS)
def test_pairs_that_differ_stand_on_the_level(seed: int) -> None:
    """Rows that meet the targets of others move the exact answer, but not among equal targets."""
    exam = examine(with_targets(lambda y: np.roll(y, 1, axis=0), descent()), seed)
    drifting = examine(lambda *call: descent()(*call) + 0.01, seed)

    assert float(batch_size.moved(exam)["d"]) > 0
    assert batch_size.moved(exam) == batch_size.stands_on_level(exam)
    assert None is batch_size.stands_on_level(drifting)


def test_other_numbers_of_visits_are_shown() -> None:
    """Whole visits that are fewer than asked for are shown with what was asked."""
    shown = {"made": 16, "m": 8, "n_epochs": 3, "K": 24}

    assert shown == batch_size.other_number(examine(breaking_off(descent())))


@pytest.mark.parametrize("size", [None, 1e300, np.nan, np.inf, -np.inf])
def test_any_answer_is_read(size: float | None) -> None:
    """Whatever came back, or broke off, no reader finds rows in it."""
    exam = examine(lambda *_: int("theta") if size is None else np.full((2, 1), size))

    assert not any(reads(exam) for reads in READERS)
