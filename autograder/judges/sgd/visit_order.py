"""The order of a run: which row each step visited, read off the digits of theta.

All rows are (1, 1) or (1, -1), targets are digits D of a base B and 1 - a = 1/B. The fitted value
s obeys s <- s + a (D - s), so from s = 0, after visits t = 1 .. K,

    s_K B^(K-1) / a = sum_t D_t B^(t-1),

a whole number whose digits, least significant first, are the labels of the rows in the order of
their visits. A zero at the low end is a step that did not happen. What holds in the orders of every
run, and should not, is a pattern: a fixed order, one row per epoch, epochs that are alike.
"""

from dataclasses import dataclass

import numpy as np

from autograder.judges.finding import Finding, right, wrong
from autograder.judges.sgd.experiments import Array, DigitCoded, Indices
from autograder.judges.sgd.sampling import judge_draws

NO_STEP = -1
NO_ROW = -2
_WHOLE = 0.2
_LAST = 0.005
"""How near a number of whole runs must be to a whole one, and how far below one the last visits'.

It has 40 bits at most and all numbers are dyadic, so a right run gives it without any rounding; the
room is for sums in another order, and for steps measured by differences of the loss.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Orders:
    """rows: (runs, visits), index of the row visited, NO_STEP or NO_ROW (a digit of no row).
    labels: the digits themselves, (runs, visits).
    """

    rows: Indices
    labels: Indices
    m: int


def read_orders(series: DigitCoded, thetas: Array) -> Orders:
    """All visits of each run: K of them. thetas: (runs, 2)."""
    steps = series.m * series.epochs
    number = _fitted(series, thetas) * series.base ** (steps - 1) / series.contraction
    whole = np.round(number)
    legible = (np.abs(number - whole) <= _WHOLE) & (whole >= 0) & (whole < 2.0**62)
    return _spell(series, np.where(legible, whole, -1), steps)


def read_last_orders(series: DigitCoded, thetas: Array) -> Orders:
    """The last m visits of each run, however many epochs it had.

    All earlier visits add up to at most (B-2)/(B-1) of the last place, so the whole part holds
    the last m digits, whatever came before.
    """
    number = _fitted(series, thetas) * series.base ** (series.m - 1) / series.contraction
    legible = (number >= 0) & (number < 2.0**62)
    whole = np.floor(np.where(legible, number, 0) + _LAST)
    return _spell(series, np.where(legible, whole, -1), series.m)


def _fitted(series: DigitCoded, thetas: Array) -> Array:
    """The fitted value above its start, in units; one that no run reaches is -1."""
    with np.errstate(all="ignore"):
        fitted = (thetas[:, 0] + series.slope * thetas[:, 1] - series.offset) / series.unit
        return np.where(np.abs(fitted) <= series.base, fitted, -1.0)


def _spell(series: DigitCoded, whole: Array, places: int) -> Orders:
    numbers = whole.astype(np.int64)
    powers = np.array([series.base**t for t in range(places)], dtype=np.int64)
    labels = numbers[:, None] // powers % series.base
    foreign = (numbers < 0) | (numbers // powers[-1] >= series.base)
    match = labels[:, :, None] == series.labels[: len(numbers), None, :]
    rows = np.where(match.any(axis=2), match.argmax(axis=2), NO_ROW)
    rows[labels == 0] = NO_STEP
    rows[foreign] = NO_ROW
    return Orders(rows.astype(np.int64), labels, series.m)


def judge_legibility(one_epoch: Orders, three_epochs: Orders) -> Finding:
    """Whether every visit is a visit to one row."""
    for orders in (one_epoch, three_epochs):
        if (orders.rows == NO_ROW).any():
            return wrong("several_rows")
    lost = (three_epochs.rows == NO_STEP).sum(axis=1)
    missing = int((one_epoch.rows == NO_STEP).sum() + lost.sum())
    if missing == 0:
        return right()
    epochs_alone = (lost % three_epochs.m == 0).all() and (one_epoch.rows >= 0).all()
    return wrong("not_last") if epochs_alone else wrong("steps_vary", lost=missing)


def is_repeated(orders: Orders) -> bool:
    """Whether all runs visit the same rows, or the same labels, in the same order."""
    return _all_alike(orders.rows) or _all_alike(orders.labels)


def judge_repeated(one_epoch: Orders, ends: Orders) -> Finding:
    """Epochs that are the same in every call: judged by the last m visits after 1, 2 .. epochs.

    Where rows differ and labels do not, the order is one of the targets, or of the errors.
    """
    if (ends.rows < 0).any():
        return wrong("several_rows")
    if is_repeated(ends):
        return _judge_frozen(ends)
    if not _all_alike(one_epoch.rows):
        return wrong("follows_y")
    finding = judge_orders(ends)
    return right("seeded_inside", *finding.notes) if finding.is_right else finding


def _judge_frozen(ends: Orders) -> Finding:
    """The same visits at the end of every run: to the same rows, or to the same targets."""
    is_fixed = _all_alike(ends.rows)
    order = ends.rows[0] if is_fixed else ends.labels[0]
    shown = ", ".join(map(str, ends.rows[0].tolist())) if is_fixed else "of y or of the errors"
    steps = np.diff(order)
    if is_fixed and not steps.any():
        return wrong("same_row", row=int(order[0]))
    if (steps > 0).all() or (steps < 0).all() or (is_fixed and (steps % ends.m == 1).all()):
        return wrong("fixed_order", order=shown)
    return wrong("reseeded" if is_fixed else "follows_y")


def judge_orders(orders: Orders) -> Finding:
    """One series of runs whose orders differ from one to the next."""
    rows, m = orders.rows, orders.m
    if (rows[:, :m] == rows[:, :1]).all():
        return wrong("row_per_epoch")
    if m > 2 and (np.diff(rows[:, :m], axis=1) % m == 1).all():
        return wrong("cyclic")
    return judge_draws_of(orders)


def judge_epochs(three_epochs: Orders) -> Finding:
    """Several epochs in each run: are they alike in every run?"""
    m = three_epochs.m
    epochs = three_epochs.rows.reshape(len(three_epochs.rows), -1, m)
    if not (epochs == epochs[:, :1]).all():
        return judge_draws_of(three_epochs)
    shuffled = (np.sort(epochs[:, 0], axis=1) == np.arange(m)).all()
    return right("shuffled_once") if shuffled else wrong("epochs_alike")


def judge_draws_of(orders: Orders) -> Finding:
    ranks = np.unique(orders.labels, return_inverse=True)[1].reshape(orders.labels.shape)
    return judge_draws(orders.rows, ranks, orders.m)


def _all_alike(table: Indices) -> bool:
    return bool((table == table[0]).all())
