"""
One step on one row, taken apart by difference quotients: what enters it, and with which weight.

A right step is affine in the target and in each entry of theta, and proportional to the rate:
2 rate x (y - theta[0] - c theta[1]). Increments are dyadic, so the slopes carry no rounding.
These readings word a message; they never decide an outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.judges.sgd.experiments import Array, Setting, equal_rows
from autograder.judges.sgd.probe import SgdProbe
from autograder.mistakes.sgd.identical_rows import NEAR, near, right_thetas, thetas

ROW = equal_rows(1, 1, slope=2.0, target=9.0, start=(0.5, -1.5), contraction=5 / 16)
"""The row (1, 2), target 9, error 11.5, rate 1/32."""


def step(exam: SgdProbe, setting: Setting) -> Array | None:
    """How theta moves, (2,); None if the call gave no finite theta."""
    theta = exam.probe(setting)
    if theta is None or not np.isfinite(theta).all():
        return None
    return np.asarray(theta - setting.start)


def right_step(setting: Setting) -> Array:
    return 2 * setting.rate * setting.error * np.array([1.0, setting.slope])


def returns_gradient(exam: SgdProbe) -> bool:
    """One step gives back the gradient at the start."""
    gradient = -right_step(ROW) / ROW.rate
    theta = exam.probe(ROW)
    return theta is not None and (near(theta, gradient) or near(2 * theta, gradient))


def moves_alone(exam: SgdProbe, entry: int) -> bool:
    """On all settings only this entry of theta moves."""
    moved = thetas(exam) - [setting.start for setting in exam.equal_rows]
    other = np.abs(moved[:, 1 - entry]).max()
    return bool(other == 0 and (moved[:, entry] != 0).all())


def reverses_bias(exam: SgdProbe) -> bool:
    moved = step(exam, ROW)
    return moved is not None and near(moved * [-1, 1], right_step(ROW))


def moves_both_alike(exam: SgdProbe) -> bool:
    moved = step(exam, ROW)
    return moved is not None and bool(moved[0] != 0) and near(moved[0], moved[1])


def squares_error(exam: SgdProbe) -> bool:
    """Twice the error, four times the step."""
    twice = ROW.but(y=ROW.y + ROW.error)
    moved, more = step(exam, ROW), step(exam, twice)
    if moved is None or more is None:
        return False
    return bool(moved.any()) and near(more, 4 * moved)


def takes_turns(exam: SgdProbe) -> Mapping[str, int] | None:
    """One entry moves by the error left after the other has moved."""
    moved, wanted = step(exam, ROW), right_step(ROW)
    if moved is None:
        return None
    for first, second in ((0, 1), (1, 0)):
        left = 1 - 2 * ROW.rate * ROW.X[0, first] ** 2
        if near(moved[first], wanted[first]) and near(moved[second], wanted[second] * left):
            return {"first": first, "second": second}
    return None


def subtracts_last(exam: SgdProbe) -> bool:
    """The target is taken from the finished product, not from the prediction."""
    moved = step(exam, ROW)
    prediction, target = float(ROW.X[0] @ ROW.start), float(ROW.y[0, 0])
    return moved is not None and any(
        near(moved, -ROW.rate * (factor * ROW.X[0] * prediction - weight * target))
        for factor in (1, 2)
        for weight in (1, 2)
    )


def decays(exam: SgdProbe) -> bool:
    """Besides the right step, every entry shrinks by one share of itself, whatever the target."""
    shares = []
    for setting in (ROW, ROW.but(y=ROW.y + 4.0)):
        moved = step(exam, setting)
        if moved is None:
            return False
        shares.append((moved - right_step(setting)) / setting.start)
    flat = np.array(shares).ravel()
    # dyadic numbers: a right step leaves 0 here, up to the last bits
    return bool(abs(flat[0]) > 1e-9) and near(flat, flat[0])


def is_straight(exam: SgdProbe) -> bool:
    return exam.progress.is_straight(NEAR)


def weights(exam: SgdProbe) -> Array | None:
    """
    The weights of y, theta[0], theta[1] in the step, as multiples of right ones: (2, 3).

    Row i belongs to theta[i]; None if the step is not affine in them.
    """
    base = step(exam, ROW)
    if base is None:
        return None
    row = np.array([1.0, ROW.slope])
    right = 2 * ROW.rate * np.outer(row, [1.0, -1.0, -ROW.slope])
    columns = []
    for near_by, far in zip(_changed(1.0), _changed(2.0), strict=True):
        first, second = step(exam, near_by), step(exam, far)
        if first is None or second is None or not near(second - base, 2 * (first - base)):
            return None
        columns.append(first - base)
    return np.asarray(np.array(columns).T / right)


def _changed(by: float) -> tuple[Setting, ...]:
    return (
        ROW.but(y=ROW.y + by),
        ROW.but(theta=ROW.theta + np.array([[by], [0.0]])),
        ROW.but(theta=ROW.theta + np.array([[0.0], [by]])),
    )


NAMES = ("y", "theta[0]", "theta[1]")


def lost_entry(exam: SgdProbe) -> Mapping[str, Any] | None:
    """The new theta does not set out from the old one: its own entry is missing."""
    seen = weights(exam)
    if seen is None:
        return None
    for entry in (0, 1):
        own = -2 * ROW.rate * ROW.X[0, entry] ** 2 * seen[entry, 1 + entry]
        if near(own, -1 - 2 * ROW.rate * ROW.X[0, entry] ** 2) or near(own, -1):
            return {"entry": f"theta[{entry}]"}
    return None


def without_influence(exam: SgdProbe) -> Mapping[str, Any] | None:
    """The first of y, theta[0], theta[1] that the step does not feel."""
    seen = weights(exam)
    if seen is None:
        return None
    silent = [name for name, column in zip(NAMES, seen.T, strict=True) if near(column, 0 * column)]
    return {"name": silent[0]} if silent and len(silent) < 3 else None


def wrong_sign(exam: SgdProbe) -> Mapping[str, Any] | None:
    """One of y, theta[0], theta[1] enters the error with the opposite sign of the others."""
    seen = weights(exam)
    if seen is None or not near(np.abs(seen), abs(seen[0, 0])):
        return None
    signs = np.sign(seen[0])
    if near(np.sign(seen[1]), signs) and abs(signs.sum()) == 1:
        return {"name": NAMES[int(np.argmax(signs == -np.sign(signs.sum())))]}
    return None


def uneven_entries(exam: SgdProbe) -> Mapping[str, Any] | None:
    """One entry of theta moves by another multiple of the right step than the other."""
    seen = weights(exam)
    if seen is None or not near(seen, seen[:, :1]) or near(seen[0], seen[1]):
        return None
    entry = 0 if near(seen[1], 1 + 0 * seen[1]) else 1
    return {"entry": f"theta[{entry}]", "times": f"{seen[entry, 0]:.3g}"}


def foreign_weight(exam: SgdProbe) -> Mapping[str, Any] | None:
    """The first wrong weight: whose, in which entry, how many times the right one."""
    seen = weights(exam)
    if seen is None:
        return None
    for column, name in enumerate(NAMES):
        for entry in (0, 1):
            if not near(seen[entry, column], 1):
                times = f"{seen[entry, column]:.3g}"
                return {"name": name, "entry": f"theta[{entry}]", "times": times}
    return None


def ignores_rate(exam: SgdProbe) -> bool:
    """The same step at half and at twice the rate."""
    less, more = (step(exam, ROW.but(rate=ROW.rate * factor)) for factor in (0.5, 2.0))
    if less is None or more is None:
        return False
    return bool(less.any()) and near(less, more)


def rate_no_factor(exam: SgdProbe) -> Mapping[str, Any] | None:
    """Twice the rate, but not twice the step."""
    moved, more = step(exam, ROW), step(exam, ROW.but(rate=2 * ROW.rate))
    if moved is None or more is None or near(more, 2 * moved):
        return None
    size = float(np.abs(moved).max())
    return {"times": f"{float(np.abs(more).max()) / size:.3g}"} if size else None


def unlike_lengths(exam: SgdProbe) -> Mapping[str, Any] | None:
    """Lengths of steps for three errors, where they are not proportional."""
    settings = [ROW.but(y=ROW.y + k * ROW.error) for k in (0, 1, 3)]
    moved = [step(exam, setting) for setting in settings]
    lengths = [float(np.abs(one).max()) for one in moved if one is not None]
    if len(lengths) < 3:
        return None
    return {
        "lengths": ", ".join(f"{length:.3g}" for length in lengths),
        "errors": ", ".join(f"{setting.error:.3g}" for setting in settings),
    }


def sideways(exam: SgdProbe) -> Mapping[str, Any] | None:
    """The first setting in which theta leaves the row's own direction."""
    if is_straight(exam):
        return None
    off = np.abs(exam.progress.sideways)
    at = int(np.argmax(off > NEAR))
    moved = thetas(exam)[at] - exam.equal_rows[at].start
    wanted = right_thetas(exam)[at] - exam.equal_rows[at].start
    return {
        "c": f"{exam.equal_rows[at].slope:g}",
        "moved": f"[{moved[0]:.3g}, {moved[1]:.3g}]",
        "wanted": f"[{wanted[0]:.3g}, {wanted[1]:.3g}]",
    }
