"""
The rows of a step: one row per step, each with its own target.

On an exact line, started at the answer, every error is 0 and theta must stand still. On two
orthogonal kinds of rows a step shrinks the error of its own kind alone, so the number of visits
to each kind can be read off, is whole, and the two add up to K.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np

from autograder.judges.sgd.experiments import Array, Setting

STILL = 1e-9
STILL_SINGLE = 1e-4


def distance_moved(setting: Setting, theta: Array) -> float:
    """Largest change of an entry of theta."""
    return float(np.abs(theta - setting.start).max())


def stands_still(setting: Setting, theta: Array, *, single: bool) -> bool:
    return distance_moved(setting, theta) <= (STILL_SINGLE if single else STILL)


def errors_left(setting: Setting, theta: Array) -> tuple[float, float]:
    """The share of its error that each kind of row, (1, 1) and (1, -1), has left; start 0."""
    up = float(setting.y[setting.X[:, 1] > 0][0, 0])
    down = float(setting.y[setting.X[:, 1] < 0][0, 0])
    with np.errstate(all="ignore"):
        return float(1 - (theta[0] + theta[1]) / up), float(1 - (theta[0] - theta[1]) / down)


def visits_of_kinds(setting: Setting, theta: Array) -> tuple[float, float]:
    """How often each kind was visited; whole for a walk of one row per step, nan if impossible."""
    left = np.array(errors_left(setting, theta))
    with np.errstate(all="ignore"):
        up, down = np.log(left) / np.log1p(-setting.contraction)
    return float(up), float(down)


def visits_are_whole(setting: Setting, theta: Array, *, single: bool) -> bool:
    """
    Whether both counts are whole and add up to K.

    The error of a count is that of the remaining error, eps / (left * contraction), where eps grows with
    the roundings of one walk: 1e-13 in float64 and 1e-5 in float32 are above all of them.
    """
    eps, floor = (1e-5, 0.02) if single else (1e-13, 1e-6)
    counts = np.array(visits_of_kinds(setting, theta))
    if not np.isfinite(counts).all():
        return False
    left = np.abs(errors_left(setting, theta))
    tolerance = np.maximum(floor, eps / (left * setting.contraction))
    whole = np.round(counts)
    near = np.abs(counts - whole) <= np.minimum(tolerance, 0.2)
    return bool(near.all()) and int(whole.sum()) == setting.steps


def landed_on(setting: Setting, theta: Array) -> int:
    """
    How many targets one step went to the mean of: the nearest such mean; 0 if none is near.

    setting: rows (1, 1) with contraction 1, so that a step lands exactly on what it aims at.
    """
    targets = setting.y[:, 0]
    sizes = range(1, len(targets) + 1)
    with np.errstate(all="ignore"):
        away = [_distance(float(theta[0] + theta[1]), targets, size) for size in sizes]
    nearest = int(np.argmin(away))
    return sizes[nearest] if away[nearest] <= 1e-7 * abs(targets).max() else 0


def _distance(height: float, targets: Array, size: int) -> float:
    """How far the nearest mean of `size` targets lies from a height; inf for nan."""
    means = targets[_subsets(len(targets), size)].mean(axis=1)
    return float(np.nan_to_num(np.abs(means - height).min(), nan=np.inf))


@cache
def _subsets(count: int, size: int) -> np.ndarray[tuple[int, int], np.dtype[np.intp]]:
    return np.array(list(combinations(range(count), size)))
