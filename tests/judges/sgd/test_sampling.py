from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.judges.sgd.lesson import FALSE_ALARM as LESSON
from autograder.judges.sgd.lesson_walk import FALSE_ALARM as WALK
from autograder.judges.sgd.sampling import (
    FALSE_ALARM,
    fewest_different,
    judge_sampling,
    relative_entropy,
    successor_limit,
    uneven_bound,
    uneven_limit,
)


@pytest.mark.parametrize("m", [3, 6])
def test_evenness_is_bounded(m: int) -> None:
    """Uniform counts exceed the limit with probability at most FALSE_ALARM."""
    assert uneven_bound(uneven_limit(m), m) <= FALSE_ALARM


def test_evenness_limit_of_six_rows() -> None:
    """Six rows are uneven from 43.5 nats on."""
    assert pytest.approx(43.5, abs=0.11) == uneven_limit(6)


@pytest.mark.parametrize(("m", "calls"), [(6, 400), (3, 400), (6, 50)])
def test_variety_is_bounded(m: int, calls: int) -> None:
    """Hoeffding's bound at the limit is FALSE_ALARM."""
    gap = m * (1 - (1 - 1 / m) ** m) - fewest_different(m, calls)

    assert math.exp(-2 * calls * gap**2 / (m - 1) ** 2) <= FALSE_ALARM * 1.000001


@pytest.mark.parametrize(("m", "visits"), [(6, 200), (3, 80)])
def test_successors_are_bounded(m: int, visits: int) -> None:
    """Chernoff's bound for all pairs of rows at the limit is at most FALSE_ALARM."""
    limit = successor_limit(m, visits)

    bound = m**2 * math.exp(-visits * relative_entropy(limit, 1 / (m - 1)))

    assert bound <= FALSE_ALARM


def test_the_whole_examination_is_bounded() -> None:
    """All tests of 2.3 and 2.4 together refuse a right descent with probability below 1e-9."""
    unseen = 6 * (5 / 6) ** 2400 + 6 * (5 / 6) ** 300 + 4 * (3 / 4) ** 960

    assert 3 * 3 * FALSE_ALARM + unseen + 2 * LESSON + WALK < 1e-9


@pytest.mark.parametrize(
    ("kind", "weights"),
    [
        pytest.param("", [1, 1, 1, 1, 1, 1], id="even"),
        pytest.param("uneven", [2, 1, 1, 1, 1, 1], id="favourite"),
        pytest.param("row_missing", [0, 1, 1, 1, 1, 1], id="missing"),
    ],
)
def test_weights_are_told_apart(kind: str, weights: list[int]) -> None:
    """Even draws pass; a favourite row and a missing row are named."""
    share = np.array(weights) / sum(weights)
    rows = np.random.default_rng(5).choice(6, size=(400, 6), p=share)

    assert kind == judge_sampling(rows, 6).kind


def test_favourite_successor_is_named() -> None:
    """Rows that mostly follow each other in order are not drawn at random."""
    rng = np.random.default_rng(6)
    rows = np.zeros((400, 6), dtype=np.int64)
    rows[:, 0] = rng.integers(6, size=400)
    for t in range(1, 6):
        follows = rng.random(400) < 0.6
        rows[:, t] = np.where(follows, (rows[:, t - 1] + 1) % 6, rng.integers(6, size=400))

    assert "successor" == judge_sampling(rows, 6).kind


def test_sticky_rows_are_few() -> None:
    """Rows that are drawn twice in a row too often make too few different ones."""
    rng = np.random.default_rng(6)
    rows = np.repeat(rng.integers(6, size=(400, 3)), 2, axis=1)

    assert "few_different" == judge_sampling(rows, 6).kind
