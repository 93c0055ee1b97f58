"""The patterns in the orders of a walk: what holds in every call and should not."""

from __future__ import annotations

import numpy as np

from autograder.judges.finding import Finding, right, wrong
from autograder.judges.sgd.sampling import judge_sampling
from autograder.judges.sgd.visit_order import NO_ROW, NO_STEP, Indices, Orders


def judge_legibility(one_epoch: Orders, two_epochs: Orders) -> Finding:
    """Whether every visit is a visit to one row."""
    for orders in (one_epoch, two_epochs):
        if (orders.rows == NO_ROW).any():
            return wrong("several_rows")
    lost = (two_epochs.rows == NO_STEP).sum(axis=1)
    missing = int((one_epoch.rows == NO_STEP).sum() + lost.sum())
    if missing == 0:
        return right()
    epochs_alone = np.isin(lost, (0, two_epochs.m)).all() and (one_epoch.rows >= 0).all()
    return wrong("not_last") if epochs_alone else wrong("steps_vary", lost=missing)


def is_repeated(orders: Orders) -> bool:
    """Whether all calls visit the same rows, or the same labels, in the same order."""
    return _all_alike(orders.rows) or _all_alike(orders.labels)


def judge_repeated(windows: Orders) -> Finding:
    """A walk that is the same in every call: judged by its last m visits after 1, 2 .. epochs."""
    if (windows.rows < 0).any():
        return wrong("several_rows")
    if is_repeated(windows):
        return _judge_frozen(windows)
    finding = judge_orders(windows)
    return right("seeded_inside", *finding.notes) if finding.is_right else finding


def _judge_frozen(windows: Orders) -> Finding:
    """The same visits at the end of every walk."""
    first = windows.rows[0]
    if _all_alike(windows.rows) and len(set(first.tolist())) == 1:
        return wrong("same_row", row=int(first[0]))
    for order in (first if _all_alike(windows.rows) else windows.labels[0], windows.labels[0]):
        steps = np.diff(order)
        if (steps > 0).all() or (steps < 0).all() or (steps % windows.m == 1).all():
            return wrong("fixed_order", order=", ".join(map(str, first.tolist())))
    return wrong("reseeded", order=", ".join(map(str, first.tolist())))


def judge_orders(orders: Orders) -> Finding:
    """One series of calls whose orders differ from call to call."""
    rows, m = orders.rows, orders.m
    if (rows[:, :m] == rows[:, :1]).all():
        return wrong("row_per_epoch")
    if m > 2 and (np.diff(rows[:, :m], axis=1) % m == 1).all():
        return wrong("cyclic")
    return judge_sampling(rows, m)


def judge_epochs(two_epochs: Orders) -> Finding:
    """Two epochs in each call: are they alike in every call?"""
    m = two_epochs.m
    first, second = two_epochs.rows[:, :m], two_epochs.rows[:, m:]
    if not (first == second).all():
        return _judge_reach(two_epochs)
    shuffled = (np.sort(first, axis=1) == np.arange(m)).all()
    return right("shuffled_once") if shuffled else wrong("epochs_alike")


def _judge_reach(orders: Orders) -> Finding:
    counts = np.bincount(orders.rows.ravel(), minlength=orders.m)
    if (counts > 0).all():
        return right()
    missing = int(np.argmin(counts))
    return wrong("row_missing", row=missing, last=orders.m - 1, draws=orders.rows.size)


def _all_alike(table: Indices) -> bool:
    return bool((table == table[0]).all())
