"""The judge of `train()`: the theta in which the lesson's run ends."""

from __future__ import annotations

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.arrays import check_array
from autograder.judges.finding import Finding, wrong
from autograder.judges.sgd.lesson import TOLERANCE, least_squares

SOLVED = 3e-7
"""
Nearer than this to least squares in both entries means solved, not walked.

With the scatter above a right walk ends there once in 10^11 runs (Gaussian), a shuffled one
three times. Batch descent over as many steps, from any start near zero, ends inside.
"""

DIGITS = 6
"""A theta of at most so many decimals was typed or rounded: 10^-18 for two 64-bit floats."""


def ended_near(answer: Answer) -> Finding:
    """Is it a finite (2, 1) theta within 0.62 of least squares in each entry?"""
    form = check_array(answer.value, (2, 1))
    if not form.is_right:
        return form
    off = np.abs(answer.value.reshape(2, 1) - least_squares()).max()
    return form if off <= TOLERANCE else wrong("far", off=float(off))


def walked(answer: Answer) -> Finding:
    """Did a walk end there? No random walk ends on least squares itself, or on a short decimal."""
    near = ended_near(answer)
    if not near.is_right:
        return near
    theta = answer.value.reshape(2, 1).astype(np.float64)
    if np.abs(theta - least_squares()).max() <= SOLVED:
        return wrong("solved")
    # float32 numbers are so few that a walk may end on a short decimal; three digits are safe
    digits = 3 if answer.value.dtype.itemsize < 8 else DIGITS
    return wrong("typed_in") if np.array_equal(theta, np.round(theta, digits)) else near
