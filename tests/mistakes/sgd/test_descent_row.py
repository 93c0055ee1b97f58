from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.judges.sgd.experiments import Array
from autograder.mistakes.sgd import descent_row
from tests.judges.descents import Function, descent, probe_of

SEEDS = st.integers(0, 10**6)
READERS = (
    descent_row.reads_one_row,
    descent_row.reads_all_rows,
    descent_row.reads_batch,
    descent_row.broadcasts,
    descent_row.mixes_rows,
    descent_row.full_batch,
    descent_row.other_number,
)


def batches(size: int) -> Function:
    """A descent whose steps read the mean of `size` different rows, or of all there are."""
    rng = np.random.default_rng(7)

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Array:
        for _ in range(epochs * len(X)):
            drawn = rng.permutation(len(X))[:size]
            xi, yi = X[drawn], y[drawn]
            theta = theta - 2 * rate * xi.T @ (xi @ theta - yi) / len(drawn)
        return theta

    return function


def with_targets(change: Any, descend: Function) -> Function:
    """A descent towards other targets."""
    return lambda X, y, *more: descend(X, change(y), *more)


def breaking_off(descend: Function) -> Function:
    """A descent that leaves out the last epoch where rows differ."""

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Any:
        differ = bool((X != X[0]).any())
        return descend(X, y, theta, rate, epochs - 1 if differ else epochs)

    return function


@settings(max_examples=10)
@given(seed=SEEDS)
def test_right_descents_read_one_row(seed: int) -> None:
    """A right step ends on one target in every draw, and no defect of rows is recognised."""
    probe = probe_of(descent(seed=seed), seed)

    assert [1] * descent_row.CALLS == descent_row.batch_sizes(probe)
    assert [True] + [False] * 3 == [bool(reads(probe)) for reads in READERS[:4]]
    assert not descent_row.full_batch(probe)
    assert None is descent_row.other_number(probe)


@pytest.mark.parametrize("size", [2, 3, 5, 11])
def test_batches_show_their_size(size: int) -> None:
    """Steps that average several rows show how many."""
    probe = probe_of(batches(size))

    assert {"size": size} == descent_row.reads_batch(probe)
    assert not descent_row.reads_one_row(probe)
    assert not descent_row.reads_all_rows(probe)


@pytest.mark.parametrize("seed", range(5))
def test_full_batches_are_told_apart(seed: int) -> None:
    """Steps over all rows end on the mean of all, and shrink both errors by their shares."""
    probe = probe_of(batches(100), seed)

    assert descent_row.reads_all_rows(probe)
    assert descent_row.full_batch(probe)
    assert None is descent_row.reads_batch(probe)
    assert not descent_row.broadcasts(probe)


@settings(max_examples=10)
@given(seed=SEEDS)
def test_one_mean_for_all_rows(seed: int) -> None:
    """Batch descent towards the mean of y is recognised; single-row descent towards it is not."""
    many, one = (with_targets(lambda y: 0 * y + y.mean(), k) for k in (batches(100), descent()))

    assert descent_row.broadcasts(probe_of(many, seed))
    assert not descent_row.broadcasts(probe_of(one, seed))


@settings(max_examples=10)
@given(seed=SEEDS)
def test_wrong_pairs_do_not_move_the_level_line(seed: int) -> None:
    """Rows that meet other rows' targets move the exact answer, except among equal targets."""
    probe = probe_of(with_targets(lambda y: np.roll(y, 1, axis=0), descent()), seed)
    drifting = probe_of(lambda *call: descent()(*call) + 0.01, seed)

    assert descent_row.moved(probe)
    assert descent_row.moved(probe) == descent_row.mixes_rows(probe)
    assert None is descent_row.mixes_rows(drifting)


def test_other_numbers_of_visits_are_shown() -> None:
    """A whole number of visits that is too small is shown with what was asked."""
    shown = {"made": 16, "m": 8, "n_epochs": 3, "K": 24}

    assert shown == descent_row.other_number(probe_of(breaking_off(descent())))


@pytest.mark.parametrize("size", [None, 1e300, np.nan, np.inf, -np.inf])
def test_any_answer_is_read(size: float | None) -> None:
    """Whatever came back, or was raised, no recogniser finds rows in it."""
    probe = probe_of(lambda *_: int("theta") if size is None else np.full((2, 1), size))

    assert not any(reads(probe) for reads in READERS)
