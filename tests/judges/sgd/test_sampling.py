from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.judges.sgd.experiments import Indices
from autograder.judges.sgd.lesson import FALSE_ALARM as LESSON
from autograder.judges.sgd.lesson_walk import SCATTER_FALSE_ALARM as WALK
from autograder.judges.sgd.rows import Visits
from autograder.judges.sgd.sampling import (
    FALSE_ALARM,
    TESTS,
    chances_of_different,
    judge_draws,
    judge_kinds,
    plausible,
    relative_entropy,
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


@pytest.mark.parametrize(
    ("n", "q"), [(400, 1 / 6), (120, 0.25), (5000, 0.5), (20, 0.9), (2592, 1 / 12)]
)
def test_shares_are_bounded(n: int, q: float) -> None:
    """Chernoff's bound beyond either end of what is plausible is at most FALSE_ALARM in all."""
    counts = plausible(n, q)
    ends = [k for k in (counts.start - 1, counts.stop) if 0 <= k <= n]

    assert sum(math.exp(-n * relative_entropy(k / n, q)) for k in ends) <= FALSE_ALARM
    assert round(n * q) in counts


@pytest.mark.parametrize(("m", "draws"), [(6, 6), (4, 8), (3, 3), (2, 4)])
def test_chances_of_different_rows(m: int, draws: int) -> None:
    """They add up to the mean m (1 - (1 - 1/m)^n), and all draws show at least one row."""
    chances = chances_of_different(m, draws)

    assert pytest.approx(m * (1 - (1 - 1 / m) ** draws)) == sum(chances[1:])
    assert pytest.approx([1, 1]) == chances[:2]


def test_the_whole_examination_is_bounded() -> None:
    """All tests of 2.3 and 2.4 together refuse a right descent with probability below 1e-9."""
    unseen = 2 * (6 * (5 / 6) ** 2400 + 6 * (5 / 6) ** 300 + 3 * (2 / 3) ** 954)
    left_out = 8 * (11 / 12) ** 324
    tests = [2 * (1 + m + steps + math.comb(steps, 2) + 1) for m, steps in ((6, 6), (3, 9))]

    assert sum(tests) + 2 + left_out / FALSE_ALARM <= TESTS
    looks_typed = 1e-10  # held by the tests of the lesson
    assert TESTS * FALSE_ALARM + unseen + 2 * LESSON + WALK + looks_typed < 1e-9


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

    assert kind == judged(rows)


def judged(rows: Indices, targets: Indices | None = None) -> str:
    """Targets are random unless they are given."""
    dealt = np.random.default_rng(4).permuted(np.tile(np.arange(6), (len(rows), 1)), axis=1)
    others = np.take_along_axis(dealt, rows, axis=1) if targets is None else targets
    return judge_draws(rows, others, 6).kind


def test_favourite_successor_is_named() -> None:
    """Rows that mostly follow each other in order are not drawn at random."""
    rng = np.random.default_rng(6)
    rows = np.zeros((400, 6), dtype=np.int64)
    rows[:, 0] = rng.integers(6, size=400)
    for t in range(1, 6):
        follows = rng.random(400) < 0.6
        rows[:, t] = np.where(follows, (rows[:, t - 1] + 1) % 6, rng.integers(6, size=400))

    assert "successor" == judged(rows)


def test_sticky_rows_are_named() -> None:
    """A row that serves two steps is named with these steps."""
    rows = np.repeat(np.random.default_rng(6).integers(6, size=(400, 3)), 2, axis=1)
    found = judge_draws(rows, rows, 6)

    assert ("row_repeated", 1, 2, 100) == (found.kind, *found.evidence.values())


@pytest.mark.parametrize(("size", "calls"), [(4, 400), (5, 2000)])
def test_rows_left_out_of_a_call_are_few(size: int, calls: int) -> None:
    """Calls that draw from some of the rows only see too few different ones."""
    rng = np.random.default_rng(6)
    rows = np.array([rng.choice(rng.permutation(6)[:size], 6) for _ in range(calls)])

    assert "few_different" == judged(rows)


def test_an_uneven_first_step_is_named() -> None:
    """A first row that is always the same is found among even draws."""
    rows = np.random.default_rng(6).permuted(np.tile(np.arange(6), (400, 1)), axis=1)
    order = np.argsort(rows != 0, axis=1, kind="stable")

    found = judge_draws(np.take_along_axis(rows, order, axis=1), rows, 6)

    assert ("uneven", "for step 1 of 6") == (found.kind, found.evidence["when"])
    assert "400, 0, 0, 0, 0, 0" == found.evidence["frequencies"]


@pytest.mark.parametrize("weight", [1.0, 2.0])
def test_draws_that_follow_targets_are_named(weight: float) -> None:
    """Rows are even, and the target that they were dealt is not."""
    rng = np.random.default_rng(6)
    share = np.array([weight, 1, 1, 1, 1, 1]) / (weight + 5)
    targets = rng.choice(6, size=(400, 6), p=share)

    assert ("follows_y" if weight > 1 else "") == judged(rng.integers(6, size=(400, 6)), targets)


@pytest.mark.parametrize(
    ("kind", "large", "odd"),
    [
        pytest.param("", 2500, 27, id="even"),
        pytest.param("uneven_kinds", 2200, 27, id="one end"),
        pytest.param("uneven_kinds", 2500, 60, id="the odd one"),
        pytest.param("left_out", 2500, 0, id="without the odd one"),
    ],
)
def test_kinds_of_rows_are_drawn_alike(kind: str, large: int, odd: int) -> None:
    """Neither the place of a row nor what it holds changes how often it is drawn."""
    visits = [Visits(1, 12, odd, 324)] * 8

    assert kind == judge_kinds(Visits(50, 100, large, 5000), visits).kind


def test_a_descent_that_ends_at_a_row_without_an_error_is_named() -> None:
    """A row that is never read counts as left out, or as never reached where it alone is off."""
    large, seen, none = Visits(45, 100, 2250, 5000), Visits(1, 12, 27, 324), Visits(1, 12, 0, 324)

    assert judge_kinds(large, [seen] * 8).is_right
    assert "left_out" == judge_kinds(large, [seen, none]).kind
    assert "stopped" == judge_kinds(large, [seen, none._replace(alone=True)]).kind
