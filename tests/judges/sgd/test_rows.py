from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.judges.sgd.experiments import (
    Array,
    Setting,
    draw_exact_line,
    draw_landing,
    draw_lesson_size,
    draw_two_kinds,
)
from autograder.judges.sgd.rows import (
    distance_moved,
    errors_left,
    landed_on,
    stands_still,
    visits_are_whole,
    visits_of_kinds,
)
from autograder.judges.sgd.visit_order import Indices
from tests.judges.walks import stream

SEEDS = st.integers(0, 10**6)


def walk(setting: Setting, picks: Indices) -> Array:
    """Each step reads the mean of the rows of one line of `picks`, (steps, size)."""
    theta = setting.theta
    for pick in picks:
        xi, yi = setting.X[pick], setting.y[pick]
        theta = theta - 2 * setting.rate / len(pick) * xi.T @ (xi @ theta - yi)
    return theta[:, 0]


def picks(setting: Setting, seed: int, size: int, more: int = 0) -> Indices:
    return np.random.default_rng(seed).integers(setting.m, size=(setting.steps + more, size))


@given(seed=SEEDS)
def test_exact_line_holds_every_walk(seed: int) -> None:
    """On the exact line a walk never moves, whatever rows it reads; mismatched pairs move it."""
    setting = draw_exact_line(stream(seed))
    crossed = setting.but(y=np.roll(setting.y, 1))

    assert 0 == distance_moved(setting, walk(setting, picks(setting, seed, 3)))
    assert not stands_still(setting, walk(crossed, picks(setting, seed, 1)), single=True)


@given(seed=SEEDS)
def test_visits_of_each_kind_are_counted(seed: int) -> None:
    """The errors left tell how often each kind of row was visited."""
    setting = draw_two_kinds(stream(seed), single=False)
    drawn = picks(setting, seed, 1)
    theta = walk(setting, drawn)
    up = int((setting.X[drawn[:, 0], 1] > 0).sum())

    assert pytest.approx((up, 24 - up), abs=1e-6) == visits_of_kinds(setting, theta)
    assert visits_are_whole(setting, theta, single=False)


@settings(max_examples=10)
@given(seed=SEEDS)
def test_lesson_size_walks_are_whole(seed: int) -> None:
    """Five thousand steps of one row each are counted exactly, one more is noticed."""
    setting = draw_lesson_size(stream(seed), single=False)

    assert visits_are_whole(setting, walk(setting, picks(setting, seed, 1)), single=False)
    assert not visits_are_whole(setting, walk(setting, picks(setting, seed, 1, 1)), single=False)


@given(seed=SEEDS, size=st.integers(2, 8))
def test_means_of_rows_are_not_whole(seed: int, size: int) -> None:
    """A step that reads rows of both kinds leaves counts that are not whole."""
    setting = draw_two_kinds(stream(seed), single=False)
    drawn = np.tile(np.argsort(setting.X[:, 1])[[0, *range(-size + 1, 0)]], (24, 1))

    assert not visits_are_whole(setting, walk(setting, drawn), single=False)


@given(seed=SEEDS)
def test_frozen_theta_is_no_walk(seed: int) -> None:
    """No step made leaves all of both errors, and is not what was asked for."""
    setting = draw_two_kinds(stream(seed), single=False)

    assert (1, 1) == errors_left(setting, setting.start)
    assert not visits_are_whole(setting, setting.start, single=False)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e300, -1e300])
def test_unreadable_thetas_are_refused(value: float) -> None:
    """A theta that is not finite or past all sizes neither stands still, nor counts, nor lands."""
    theta = np.array([value, 1.0])
    kinds, line = draw_two_kinds(stream(0), single=True), draw_exact_line(stream(0))

    assert not stands_still(line, theta, single=True)
    assert not visits_are_whole(kinds, theta, single=True)
    assert 0 == landed_on(draw_landing(stream(0)), theta)


@pytest.mark.parametrize("size", range(1, 13))
def test_landing_tells_the_size(size: int) -> None:
    """One step lands on the mean of as many targets as it read, and none is where it set out."""
    for seed in range(5):
        setting = draw_landing(stream(seed))
        drawn = np.random.default_rng(seed).permutation(12)[None, :size]

        assert size == landed_on(setting, walk(setting, drawn))
        assert 0 == landed_on(setting, setting.start)
