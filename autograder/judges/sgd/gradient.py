"""The judge of `point_gradient`: the slope of one row's squared error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.arrays import Array, changed, check_array, numbers
from autograder.judges.finding import Finding, right, undecided, wrong

CLOSE = 1e-9
SINGLE = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """
    One row as a question and what came back for it.

    x, theta: (n,). y: the target. got: the finite real numbers that came back, in their own
    shape; None if there were none.
    """

    x: Array
    y: float
    theta: Array
    got: Array | None

    @property
    def prediction(self) -> float:
        return float(self.x @ self.theta)

    @property
    def error(self) -> float:
        return self.prediction - self.y

    @property
    def slope(self) -> Array:
        """What is asked, (n,)."""
        return 2 * self.error * self.x


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Several answers of one function, the judged one first; the others tell causes apart."""

    answers: tuple[Answer, ...]

    @property
    def judged(self) -> Answer:
        return self.answers[0]

    @property
    def value(self) -> Any:
        return self.judged.value


def row_of(answer: Answer) -> Row:
    xi, yi, theta = answer.asked
    return Row(xi.ravel(), float(yi.item()), theta.ravel(), numbers(answer.value))


def central_differences(xi: Array, yi: Array, theta: Array) -> Array:
    """
    Slopes of (xi theta - yi)^2, (n, 1), from the loss one unit to either side of theta.

    The loss is quadratic in theta, so the differences are the derivative itself and not an
    approximation; with dyadic numbers they are free of rounding.
    """
    sides = np.eye(len(theta))
    ahead, behind = (((xi @ (theta + s * sides) - yi) ** 2).ravel() for s in (1.0, -1.0))
    return ((ahead - behind) / 2).reshape(-1, 1)


def gradient_found(answer: Answer, reference: Array) -> Finding:
    """
    Is the answer the gradient of (xi theta - yi)^2 with respect to theta, a column (n, 1)?

    Shapes asked: xi (1, n), yi (1, 1), theta (n, 1). Compared with the solution's column to nine
    digits (five in 32-bit floats); should that break the law of central differences, the fault
    is ours.
    """
    slope = central_differences(*answer.asked)
    size = np.abs(slope).max()
    if not np.allclose(reference, slope, rtol=0, atol=CLOSE * size):
        return undecided("reference")
    form = check_array(answer.value, slope.shape)
    if not form.is_right:
        return form
    digits = SINGLE if "float32" in form.notes else CLOSE
    near = np.allclose(answer.value.ravel(), slope.ravel(), rtol=0, atol=digits * size)
    return form if near else wrong("values")


def arguments_kept(answer: Answer) -> Finding:
    """Did the call leave xi, yi and theta as they were?"""
    touched = changed(answer)
    return wrong("arguments_changed", touched=touched) if touched else right()
