"""
No walk from the start that was given: told apart on equal rows, after "wrong" only.

Every function takes an examination whose steps could not be read, and returns what a message may
show, True, or None for "not this".
"""

from __future__ import annotations

import numpy as np

from autograder.judges.sgd.experiments import Array
from autograder.judges.sgd.probe import SgdProbe

# A step on these settings differs from a wrong one by a tenth or more; one in float32, or one whose
# rounding was magnified by a difference quotient, is right to six digits.
NEAR = 1e-6


def near(seen: object, wanted: object) -> bool:
    """Equal to six digits, in arrays of one shape."""
    return bool(np.allclose(np.asarray(seen), np.asarray(wanted), rtol=NEAR, atol=1e-9))


def overflows(exam: SgdProbe) -> bool:
    return not exam.progress.is_finite


def is_constant(exam: SgdProbe) -> bool:
    return exam.is_constant


def solves(exam: SgdProbe) -> bool:
    """No error is left, however few the steps."""
    return near(exam.progress.remaining, np.zeros(len(exam.equal_rows)))


def ignores_start(exam: SgdProbe) -> bool:
    """Two starts, one answer; in two sizes."""
    for setting, theta in list(zip(exam.equal_rows, thetas(exam), strict=True))[:2]:
        other = exam.probe(setting.but(theta=setting.theta + np.array([[1.0], [3.0]])))
        if other is None or not near(other, theta):
            return False
    return True


def varies(exam: SgdProbe) -> bool:
    """One call twice, two answers, although all rows are equal."""
    setting, theta = exam.equal_rows.three_epochs, thetas(exam)[1]
    again = [exam.probe(setting) for _ in range(3)]
    return any(other is not None and not near(other, theta) for other in again)


def stays(exam: SgdProbe) -> bool:
    return near(thetas(exam), [setting.start for setting in exam.equal_rows])


def is_swapped(exam: SgdProbe) -> bool:
    return near(thetas(exam)[:, ::-1], right_thetas(exam))


def decimals_kept(exam: SgdProbe) -> dict[str, int] | None:
    """The decimals to which theta is right, if it has no more."""
    seen, wanted = thetas(exam), right_thetas(exam)
    for decimals in range(8):
        unit = 10.0**-decimals
        with np.errstate(over="ignore"):
            short = near(seen, np.round(seen, decimals))
        if short and (np.abs(seen - wanted) <= 0.51 * unit).all():
            return {"decimals": decimals}
    return None


def sees_no_x(exam: SgdProbe) -> bool:
    """Only theta[0] moves, by 2 rate (y - theta[0]) a step: x was made 0 inside."""
    wanted = []
    for setting in exam.equal_rows:
        target, start = float(setting.y[0, 0]), setting.start
        left = (1 - 2 * setting.rate) ** setting.steps
        wanted.append((target + left * (start[0] - target), start[1]))
    return near(thetas(exam), wanted)


def thetas(exam: SgdProbe) -> Array:
    """(settings, 2): theta after each walk on equal rows."""
    read = exam.equal_sheet.thetas
    return np.full((len(exam.equal_rows), 2), np.nan) if read is None else read


def right_thetas(exam: SgdProbe) -> Array:
    """Where right walks end: start + (1 - (1 - a)^K) r / |x|^2 x."""
    ends = []
    for one in exam.equal_rows:
        way = (1 - (1 - one.contraction) ** one.steps) * one.error / (1 + one.slope**2)
        ends.append(one.start + way * np.array([1.0, one.slope]))
    return np.array(ends)
