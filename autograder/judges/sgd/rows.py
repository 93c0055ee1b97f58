"""The rows of a step: one row per step, each with its own target.

On noise-free rows, started at the answer, every error is 0 and theta must not move. On two
orthogonal kinds of rows, (1, c) and (1, -1/c), a step shrinks the error of its own kind alone, so
the number of visits to each kind can be read off, is whole, and the two add up to K.
"""

from functools import cache
from itertools import combinations
from typing import NamedTuple

import numpy as np

from autograder.judges.sgd.experiments import Array, Run

STILL = 1e-9
STILL_SINGLE = 1e-4
"""How far theta may move on noise-free rows, in float64 and in float32.

The numbers are dyadic, so a right run moves by nothing; the room is for sums in another order.
"""


class Visits(NamedTuple):
    """How many of the draws of a run fell on some of its m rows; alone: only they had an error."""

    rows: int
    m: int
    seen: int
    draws: int
    alone: bool = False


def distance_moved(run: Run, theta: Array) -> float:
    """Largest change of an entry of theta."""
    return float(np.abs(theta - run.start).max())


def stands_still(run: Run, theta: Array, *, single: bool) -> bool:
    return distance_moved(run, theta) <= (STILL_SINGLE if single else STILL)


def kinds(run: Run) -> tuple[Array, Array, Array]:
    """Slope, target and contraction of each of the two kinds of rows, the larger slope first."""
    slopes, first = np.unique(run.X[:, 1], return_index=True)
    slopes, targets = slopes[::-1], run.y[first[::-1], 0]
    return slopes, targets, 2 * run.rate * (1 + slopes**2)


def errors_left(run: Run, theta: Array) -> Array:
    """The share of its error that each kind of row has left; start 0. Without one, all of it."""
    slopes, targets, _ = kinds(run)
    errors = np.where(targets == 0, np.abs(targets).max(), targets)
    with np.errstate(all="ignore"):
        return np.asarray(1 - (theta[0] + slopes * theta[1]) / errors)


def visits_of_each(run: Run, theta: Array) -> Array:
    """Visits to each kind; whole if each step reads one row. Without an error: all the others."""
    _, targets, contractions = kinds(run)
    with np.errstate(all="ignore"):
        counts = np.log(errors_left(run, theta)) / np.log1p(-contractions)
    return np.asarray(counts + np.where(targets == 0, run.steps - counts[::-1], 0))


def visits_of_rarer(run: Run, theta: Array) -> Visits:
    """The visits to the kind that has fewer rows."""
    larger = int((run.X[:, 1] == run.X[:, 1].max()).sum())
    rows, seen = min(zip((larger, run.m - larger), visits_of_each(run, theta), strict=True))
    return Visits(rows, run.m, round(float(seen)), run.steps, bool((run.y == 0).any()))


def visits_are_whole(run: Run, theta: Array, *, single: bool) -> bool:
    """Whether both counts are whole and add up to K.

    The error of a count is eps / (left * contraction), where eps is the rounding of what is left
    after a whole run: at most 3e-15 in float64 and 2e-7 in float32, measured. The bounds leave a
    factor of 30 and more. Blurred by more than 0.2, a count could be taken for the next one.
    """
    eps, floor = (1e-5, 0.02) if single else (1e-13, 1e-6)
    counts = visits_of_each(run, theta)
    if not np.isfinite(counts).all():
        return False
    left = np.abs(errors_left(run, theta))
    tolerance = np.maximum(floor, eps / (left * kinds(run)[2]))
    whole = np.round(counts)
    near = np.abs(counts - whole) <= np.minimum(tolerance, 0.2)
    return bool(near.all()) and int(whole.sum()) == run.steps


def rows_averaged(run: Run, theta: Array) -> int:
    """How many targets one step averaged: as many as the nearest mean has; 0 if no mean is near.

    run: rows (1, 1) with contraction 1, so that a step ends exactly on what it aims at. Sums of 12
    targets of nine digits round at 1e-15 of their size; means of two subsets differ by more.
    """
    targets, away = run.y[:, 0], []
    for size in range(1, len(targets) + 1):
        means = targets[_subsets(len(targets), size)].mean(axis=1)
        with np.errstate(all="ignore"):
            gap = np.abs(means - (theta[0] + theta[1])).min()
        away.append(float(np.nan_to_num(gap, nan=np.inf)))
    nearest = int(np.argmin(away))
    return 1 + nearest if away[nearest] <= 1e-7 * abs(targets).max() else 0


@cache
def _subsets(count: int, size: int) -> np.ndarray[tuple[int, int], np.dtype[np.intp]]:
    return np.array(list(combinations(range(count), size)))
