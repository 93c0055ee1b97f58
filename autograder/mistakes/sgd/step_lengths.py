"""
Strides: how the length of a step changes along a walk, on equal rows, after "wrong" only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from autograder.judges.sgd.experiments import Setting, equal_rows
from autograder.judges.sgd.probe import SgdProbe
from autograder.mistakes.sgd.identical_rows import NEAR, near

LONE = equal_rows(1, 1, slope=1.0, target=6.0, start=(0.5, -1.0), contraction=1 / 4)


def remains(exam: SgdProbe, rule: Callable[[int, int, float], float]) -> bool:
    """Whether rule(m, epochs, contraction) is the error left in every setting."""
    wanted = [rule(one.m, one.epochs, one.contraction) for one in exam.equal_rows]
    return near(exam.progress.remaining, wanted) and exam.progress.is_straight(NEAR)


def accumulates(exam: SgdProbe) -> bool:
    """The gradients of all rows so far in every step; forgotten per epoch, or never."""
    return remains(exam, lambda m, e, a: _accumulated(m * e, a)) or remains(
        exam, lambda m, e, a: _accumulated(m, a) ** e
    )


def _accumulated(steps: int, contraction: float) -> float:
    left, sum_of_errors = 1.0, 0.0
    for _ in range(steps):
        sum_of_errors += left
        left -= contraction * sum_of_errors
    return left


def is_frozen(exam: SgdProbe) -> bool:
    """Every error is taken with the first theta, of the walk or of the epoch."""
    return remains(exam, lambda m, e, a: 1 - m * e * a) or remains(
        exam, lambda m, e, a: (1 - m * a) ** e
    )


def averages(exam: SgdProbe) -> bool:
    """A mean of several thetas: what is left is a mean of (1 - a)^t."""
    pairs = zip(exam.equal_rows, exam.progress.remaining, strict=True)
    return exam.progress.is_straight(NEAR) and all(
        _is_mean(one, float(left)) for one, left in pairs
    )


def _is_mean(setting: Setting, left: float) -> bool:
    powers = (1 - setting.contraction) ** np.arange(setting.steps + 1)
    tails = np.cumsum(powers[::-1]) / np.arange(1, setting.steps + 2)
    heads = np.cumsum(powers[:-1])[1:] / np.arange(2, setting.steps + 1)
    return any(near(left, mean) for mean in (*tails[1:], *heads))


def lengths(exam: SgdProbe) -> list[float]:
    """Lengths of the first five steps on one row, in right ones; as far as they can be told."""
    found, before = [], 1.0
    for epochs in range(1, 6):
        setting = LONE.but(epochs=epochs)
        theta = exam.probe(setting)
        if theta is None or not np.isfinite(theta).all() or abs(before) < NEAR:
            break  # too little error is left to read the next step from
        left = 1 - float((theta - setting.start).sum()) / setting.error
        found.append((1 - left / before) / setting.contraction)
        before = left
    return found


def changing(exam: SgdProbe) -> Mapping[str, str] | None:
    """Steps that get shorter."""
    seen = lengths(exam) if exam.progress.is_straight(NEAR) else []
    if len(seen) < 3 or near(seen, seen[0]) or not seen[2] < seen[1] < seen[0]:
        return None
    return {"lengths": shown(seen)}


def growing(exam: SgdProbe) -> Mapping[str, str] | None:
    """A right first step and a longer second one: earlier steps are carried along."""
    seen = lengths(exam) if exam.progress.is_straight(NEAR) else []
    if len(seen) < 3 or not near(seen[0], 1) or not seen[1] > 1 + 1e-6:
        return None
    return {"lengths": shown(seen)}


def shown(seen: list[float]) -> str:
    return ", ".join(f"{length:.3g}" for length in seen[:4])
