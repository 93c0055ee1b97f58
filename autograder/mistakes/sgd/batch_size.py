"""Landings: which rows a step read, told by the target that it lands on; after "wrong" only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.judges.sgd import experiments
from autograder.judges.sgd.experiments import Array, Setting
from autograder.judges.sgd.probe import SgdProbe
from autograder.judges.sgd.rows import distance_moved, errors_left, landed_on, visits_of_kinds
from autograder.mistakes.sgd.identical_rows import near

CALLS = 5


def sizes(exam: SgdProbe) -> list[int]:
    """Of how many rows the last step of a walk was the mean, per call; 0 for no such mean."""
    stream, found = exam.streams("walk: landing"), []
    for _ in range(CALLS):
        setting = experiments.draw_landing(stream)
        theta = exam.probe(exam.corrected(setting))
        found.append(0 if theta is None else landed_on(setting, theta))
    return found


def reads_one_row(exam: SgdProbe) -> bool:
    return all(size == 1 for size in sizes(exam))


def reads_all_rows(exam: SgdProbe) -> bool:
    return all(size == 12 for size in sizes(exam))


def batch(exam: SgdProbe) -> Mapping[str, Any] | None:
    """Steps that are means of several rows, but not of all; one row may be drawn twice for one."""
    seen = sizes(exam)
    return {"size": max(seen)} if min(seen) > 0 and 1 < max(seen) < 12 else None


def aims_at_mean(exam: SgdProbe) -> bool:
    """On the exact line: batch descent that aims every row at the mean of y."""
    setting, sheet = exam.exact_line, exam.exact_sheet
    if sheet.thetas is None:
        return False
    return near(sheet.thetas[0], _batch_descent(setting, float(setting.y.mean())))


def _batch_descent(setting: Setting, target: float) -> Array:
    theta = setting.start.copy()
    for _ in range(setting.steps):
        errors = setting.X @ theta - target
        theta -= 2 * setting.rate * setting.X.T @ errors / setting.m
    return theta


def stands_on_level(exam: SgdProbe) -> Mapping[str, Any] | None:
    """The exact line moves theta, but not once all targets are equal."""
    setting = experiments.level(exam.exact_line)
    theta = exam.probe(exam.corrected(setting))
    if theta is None or not distance_moved(setting, theta) < 1e-6:
        return None
    return moved(exam)


def moved(exam: SgdProbe) -> Mapping[str, Any]:
    """How far theta went from the exact answer."""
    sheet = exam.exact_sheet
    far = np.nan if sheet.thetas is None else distance_moved(exam.exact_line, sheet.thetas[0])
    return {"d": f"{far:.2g}"}


def reads_full_batch(exam: SgdProbe) -> bool:
    """Both kinds of rows shrink their error in every step, each by its share of the rows."""
    setting, sheet = exam.kinds.small, exam.kinds_sheet
    if sheet.thetas is None:
        return False
    shares = [(setting.X[:, 1] * sign > 0).mean() for sign in (1, -1)]
    wanted = [(1 - share * setting.contraction) ** setting.steps for share in shares]
    return near(errors_left(setting, sheet.thetas[0]), wanted)


def other_number(exam: SgdProbe) -> Mapping[str, Any] | None:
    """Whole visits, but not as many as were asked for."""
    if exam.kinds_sheet.thetas is None:
        return None
    for setting, theta in zip(exam.kinds, exam.kinds_sheet.thetas, strict=True):
        visits = np.array(visits_of_kinds(setting, theta))
        whole = np.isfinite(visits).all() and (np.abs(visits - np.round(visits)) < 0.01).all()
        if whole and visits.min() >= 0 and round(float(visits.sum())) != setting.steps:
            made = round(float(visits.sum()))
            return {"made": made, "m": setting.m, "n_epochs": setting.epochs, "K": setting.steps}
    return None
