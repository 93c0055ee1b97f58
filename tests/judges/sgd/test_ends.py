"""
All the ends that a descent on batches may have.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.grading.draw import Draw
from autograder.judges.sgd.batch_runs import draw_run
from autograder.judges.sgd.ends import MINI_BATCH, BatchedRun, chosen, dealt, ends, nearest_end


def drawn(m: int, size: int, epochs: int) -> BatchedRun:
    return draw_run(Draw().stream("runs"), (m, size, epochs))


@pytest.mark.parametrize(("m", "sizes"), [(5, (2, 2, 1)), (4, (3, 1)), (3, (1, 1, 1)), (4, (4,))])
def test_every_deal_is_met_once(m: int, sizes: tuple[int, ...]) -> None:
    """
    All rows are dealt to batches in as many ways as the multinomial says, all different.
    """
    ways = [tuple(map(tuple, way)) for way in dealt(m, sizes)]
    number = math.factorial(m) // math.prod(map(math.factorial, sizes))

    assert number == len(set(ways)) == len(ways)


def test_one_batch_of_all_rows_has_the_end_of_batch_descent() -> None:
    """
    Where a batch holds every row there is one end: that of steps along the mean gradient.
    """
    run = drawn(4, 9, 3)
    theta = run.theta
    for _ in range(3):
        theta = theta - run.rate * 2 / 4 * run.X.T @ (run.X @ theta - run.y)
    found = ends(run, MINI_BATCH)

    assert found is not None
    assert (1, 2) == found.shape
    assert np.allclose(theta[:, 0], found[0], rtol=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_a_walk_over_shuffled_batches_is_one_of_the_ends(seed: int) -> None:
    """
    The steps of one order, made one by one, lead to the end whose number tells that order.
    """
    run, rng = drawn(3, 2, 3), np.random.default_rng(seed)
    theta, ways = run.theta, []
    for _ in range(run.epochs):
        order = rng.permutation(3)
        ways.append(2 - order[2])  # the ways are dealt as (0, 1), (0, 2), (1, 2)
        for rows in (order[:2], order[2:]):
            error = run.X[rows] @ theta - run.y[rows]
            theta = theta - run.rate * 2 / len(rows) * run.X[rows].T @ error
    found = ends(run, MINI_BATCH)

    assert found is not None
    assert ways == np.stack(chosen(np.array(nearest_end(theta[:, 0], found)), [3] * 3)).tolist()


def test_a_theta_beside_the_ends_is_none_of_them() -> None:
    """
    One part in a hundred thousand is too far off, one in a hundred million is not.
    """
    found = ends(drawn(5, 2, 1), MINI_BATCH)

    assert found is not None
    assert -1 == nearest_end(found[7] * (1 + 1e-5), found)
    assert 7 == nearest_end(found[7] * (1 + 1e-8), found)


def test_too_many_paths_are_not_walked() -> None:
    """
    Where a rule has more paths than can be walked, no end is claimed.
    """
    assert ends(drawn(5, 2, 1).but(epochs=9), MINI_BATCH) is None
