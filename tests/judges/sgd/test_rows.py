from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.judges.sgd.experiments import (
    Array,
    Run,
    draw_full_contraction,
    draw_noise_free,
    draw_orthogonal_rows,
)
from autograder.judges.sgd.rows import (
    distance_moved,
    errors_left,
    rows_averaged,
    stands_still,
    visits_are_whole,
    visits_of_each,
    visits_of_rarer,
)
from autograder.judges.sgd.visit_order import Indices
from tests.judges.descents import stream

SEEDS = st.integers(0, 10**6)


def descend(run: Run, picks: Indices) -> Array:
    """Each step reads the mean of the rows of one line of `picks`, (steps, size)."""
    theta = run.theta
    for pick in picks:
        xi, yi = run.X[pick], run.y[pick]
        theta = theta - 2 * run.rate / len(pick) * xi.T @ (xi @ theta - yi)
    return theta[:, 0]


def picks(run: Run, seed: int, size: int, more: int = 0) -> Indices:
    return np.random.default_rng(seed).integers(run.m, size=(run.steps + more, size))


@given(seed=SEEDS)
def test_noise_free_rows_hold_every_descent(seed: int) -> None:
    """On noise-free rows theta does not move whatever rows are read; wrong pairs move it."""
    run = draw_noise_free(stream(seed))
    crossed = run.but(y=np.roll(run.y, 1))

    assert 0 == distance_moved(run, descend(run, picks(run, seed, 3)))
    assert not stands_still(run, descend(crossed, picks(run, seed, 1)), single=True)


@given(seed=SEEDS)
def test_visits_of_each_kind_are_counted(seed: int) -> None:
    """The errors left tell how often each kind of row was visited."""
    run = draw_orthogonal_rows(stream(seed), single=False).small
    drawn = picks(run, seed, 1)
    theta = descend(run, drawn)
    up = int((run.X[drawn[:, 0], 1] > 0).sum())

    assert pytest.approx([up, 24 - up], abs=1e-6) == visits_of_each(run, theta)
    assert visits_are_whole(run, theta, single=False)


@settings(max_examples=10)
@given(seed=SEEDS)
def test_visits_of_the_rarer_kind(seed: int) -> None:
    """The visits to the odd row, and to the smaller end of a hundred rows, are counted."""
    _, large, *odd = draw_orthogonal_rows(stream(seed), single=False).runs
    for run in (large, *odd):
        drawn = picks(run, seed, 1)
        slopes, counts = np.unique(run.X[:, 1], return_counts=True)
        seen = int((run.X[drawn[:, 0], 1] == slopes[np.argmin(counts)]).sum())
        theta = descend(run, drawn)

        assert visits_are_whole(run, theta, single=False)
        if run is not large or counts[0] != counts[1]:
            assert (counts.min(), run.m, seen, run.steps) == visits_of_rarer(run, theta)[:4]


@settings(max_examples=10)
@given(seed=SEEDS)
def test_lesson_size_descents_are_whole(seed: int) -> None:
    """Five thousand steps of one row each are counted exactly, one more is noticed."""
    run = draw_orthogonal_rows(stream(seed), single=False).lesson_size

    assert visits_are_whole(run, descend(run, picks(run, seed, 1)), single=False)
    assert not visits_are_whole(run, descend(run, picks(run, seed, 1, 1)), single=False)


@given(seed=SEEDS, size=st.integers(2, 8))
def test_means_of_rows_are_not_whole(seed: int, size: int) -> None:
    """A step that reads rows of both kinds leaves counts that are not whole."""
    run = draw_orthogonal_rows(stream(seed), single=False).small
    drawn = np.tile(np.argsort(run.X[:, 1])[[0, *range(-size + 1, 0)]], (24, 1))

    assert not visits_are_whole(run, descend(run, drawn), single=False)


@given(seed=SEEDS)
def test_frozen_theta_is_no_descent(seed: int) -> None:
    """Without a step both errors are whole, which is wrong."""
    run = draw_orthogonal_rows(stream(seed), single=False).small

    assert [1, 1] == errors_left(run, run.start).tolist()
    assert not visits_are_whole(run, run.start, single=False)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e300, -1e300])
def test_unreadable_thetas_are_refused(value: float) -> None:
    """A theta that is not finite, or huge, is refused by every reading."""
    theta = np.array([value, 1.0])
    kinds, line = draw_orthogonal_rows(stream(0), single=True).small, draw_noise_free(stream(0))

    assert not stands_still(line, theta, single=True)
    assert not visits_are_whole(kinds, theta, single=True)
    assert 0 == rows_averaged(draw_full_contraction(stream(0)), theta)


@pytest.mark.parametrize("size", range(1, 13))
def test_one_step_shows_how_many_rows_it_averaged(size: int) -> None:
    """One step ends on the mean of the targets that it read; the start is no such mean."""
    for seed in range(5):
        run = draw_full_contraction(stream(seed))
        drawn = np.random.default_rng(seed).permutation(12)[None, :size]

        assert size == rows_averaged(run, descend(run, drawn))
        assert 0 == rows_averaged(run, run.start)


@given(seed=SEEDS)
def test_rows_without_an_error_leave_the_others_to_count(seed: int) -> None:
    """Where only the odd row has an error, its visits are counted, none and all; a drift shows."""
    run = draw_orthogonal_rows(stream(seed), single=False).odd[-1]
    odd = np.full((run.steps, 1), int(np.argmax(np.abs(run.y))))
    drifted = run.start + 1e-4 * run.X[np.argmin(np.abs(run.y))]

    for theta, seen in ((run.start, 0), (descend(run, odd), run.steps)):
        assert visits_are_whole(run, theta, single=False)
        assert (1, 12, seen, 324, True) == visits_of_rarer(run, theta)
    assert not visits_are_whole(run, drifted, single=False)
