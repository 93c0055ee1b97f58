"""
The order of a walk: which row each step visited, read off the digits of theta.

All rows are (1, 1) or (1, -1), targets are digits D of a base B and 1 - a = 1/B. The fitted value
s obeys s <- s + a (D - s), so from s = 0, after visits t = 1 .. K,

    s_K B^(K-1) / a = sum_t D_t B^(t-1),

a whole number whose digits, least significant first, are the labels of the rows in the order of
their visits. A zero at the low end is a step that did not happen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.judges.sgd.experiments import Array, Labelled

Indices = NDArray[np.int64]

NO_STEP = -1
NO_ROW = -2
_WHOLE = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Orders:
    """
    rows: (calls, visits), index of the row visited, NO_STEP or NO_ROW (a digit of no row).
    labels: the digits themselves, (calls, visits).
    """

    rows: Indices
    labels: Indices
    m: int

    @property
    def are_legible(self) -> bool:
        return bool((self.rows >= 0).all())


def read_orders(series: Labelled, thetas: Array) -> Orders:
    """All visits of each call: K of them. thetas: (calls, 2)."""
    steps = series.m * series.epochs
    number = _fitted(series, thetas) * series.base ** (steps - 1) / series.pull
    whole = np.round(number)
    legible = (np.abs(number - whole) <= _WHOLE) & (whole >= 0) & (whole < 2.0**62)
    return _spell(series, np.where(legible, whole, -1), steps)


def read_last_orders(series: Labelled, thetas: Array) -> Orders:
    """
    The last m visits of each call, however many epochs it had.

    All earlier visits add up to at most (B-2)/(B-1) of the last place, so the whole part holds
    the last m digits, whatever came before.
    """
    number = _fitted(series, thetas) * series.base ** (series.m - 1) / series.pull
    legible = (number >= 0) & (number < 2.0**62)
    whole = np.floor(np.where(legible, number, 0) + _WHOLE / 2)
    return _spell(series, np.where(legible, whole, -1), series.m)


def _fitted(series: Labelled, thetas: Array) -> Array:
    """The fitted value above its start, in units; one that no walk reaches is -1."""
    with np.errstate(all="ignore"):
        fitted = (thetas[:, 0] + series.slope * thetas[:, 1] - series.offset) / series.unit
        return np.where(np.abs(fitted) <= series.base, fitted, -1.0)


def _spell(series: Labelled, whole: Array, places: int) -> Orders:
    numbers = whole.astype(np.int64)
    powers = np.array([series.base**t for t in range(places)], dtype=np.int64)
    labels = numbers[:, None] // powers % series.base
    foreign = (numbers < 0) | (numbers // powers[-1] >= series.base)
    match = labels[:, :, None] == series.labels[: len(numbers), None, :]
    rows = np.where(match.any(axis=2), match.argmax(axis=2), NO_ROW)
    rows[labels == 0] = NO_STEP
    rows[foreign] = NO_ROW
    return Orders(rows.astype(np.int64), labels, series.m)
