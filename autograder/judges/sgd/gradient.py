"""The judge of `point_gradient`, the slope of one row's squared error, and its questions."""

import random
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.arrays import Array, changed, check_array, numbers
from autograder.judges.finding import Finding, right, undecided, wrong

CLOSE = 1e-9
SINGLE = 1e-5
"""How far off an entry may be, in shares of the largest, in float64 and in float32.

The numbers of all questions are dyadic, so a right formula is exact in whatever order it is
computed; a one-sided difference quotient is farther off than this.
"""


@dataclass(frozen=True, slots=True, eq=False)
class GradientRow:
    """One row as a question and what came back for it.

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
class GradientCase:
    """Several answers of one function, the judged one first; the others tell causes apart."""

    answers: tuple[Answer, ...]
    finding: Finding = field(default_factory=right)

    @property
    def judged(self) -> Answer:
        return self.answers[0]

    @property
    def value(self) -> Any:
        return self.judged.value


def row_of(answer: Answer) -> GradientRow:
    xi, yi, theta = answer.asked
    return GradientRow(xi.ravel(), float(yi.item()), theta.ravel(), numbers(answer.value))


def central_differences(xi: Array, yi: Array, theta: Array) -> Array:
    """Slopes of (xi theta - yi)^2, (n, 1), from the loss one unit to either side of theta.

    The loss is quadratic in theta, so the differences are the derivative itself and not an
    approximation; with dyadic numbers they are free of rounding.
    """
    sides = np.eye(len(theta))
    ahead, behind = (((xi @ (theta + s * sides) - yi) ** 2).ravel() for s in (1.0, -1.0))
    return ((ahead - behind) / 2).reshape(-1, 1)


def gradient_found(answer: Answer, reference: Array) -> Finding:
    """Is the answer the gradient of (xi theta - yi)^2 with respect to theta, a column (n, 1)?

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
    if not np.allclose(answer.value.ravel(), slope.ravel(), rtol=0, atol=digits * size):
        return wrong("values")
    # a flat gradient turns the column theta of 2.3 into a table
    return wrong("flat") if "shape_1d" in form.notes else form


def arguments_kept(answer: Answer) -> Finding:
    """Did the call leave xi, yi and theta as they were?"""
    touched = changed(answer)
    return wrong("arguments_changed", touched=touched) if touched else right()


Row = tuple[Array, Array, Array]


def question(row: list[float], target: float, theta: list[float]) -> Row:
    """A row: xi (1, n), yi (1, 1) and theta (n, 1) as the task passes them."""
    return np.array([row], float), np.array([[target]], float), np.array([theta], float).T


PROBES = (
    question([1, 3], 5, [2, 7]),
    *(question([1, 3], target, [2, 7]) for target in (8, 22.3828125, 40)),
    question([1, 3], 5, [-4, 6]),
    question([1, 3], 5, [2, -7]),
    question([1, -2], 5, [2, 7]),
    question([4, 3], 5, [2, 7]),
    question([3, -2], -4, [5, 1]),
    question([2, 3, -5], 11, [7, -13, 1]),
)
"""Rows on which no two wrong formulas agree; errors are large and small, and of either sign.

They are asked after a wrong answer only.
"""


def draw_extremes(rng: random.Random) -> list[Row]:
    """The rows [1, 10] and [1, -10] with an error next to 0, and with large ones of either sign.

    Where a slope is over 1,000; no larger, or central differences would lose the ninth digit.
    """
    asked = []
    for error in (2.0**-10, 80.5, -80.5):
        row = [1.0, rng.choice((10.0, -10.0))]
        theta = [float(rng.randint(2, 9)) for _ in row]
        asked.append(question(row, float(np.dot(row, theta)) - error, theta))
    return asked


def draw_questions(
    rng: random.Random, width: int, leading: int | None = None, grain: int = 2
) -> list[Row]:
    """Two rows of halves with errors of either sign, larger than 2 in size.

    No entry is 0, and no first entry 1 unless `leading` says so. The error is an odd
    half, and so is the last entry, or an odd 128th for a grain of 128: its slope is never whole.
    """
    halves, asked = [k / 2 for k in range(-13, 14) if k not in {0, 2}], []
    for sign in (1, -1):
        row = [rng.choice(halves) for _ in range(width - 1)]
        row.append(rng.choice(range(-6 * grain - 1, 6 * grain + 2, 2)) / grain)
        if leading is not None:
            row[0] = leading
        theta = [rng.choice(halves) for _ in range(width)]
        error = sign * rng.randrange(5, 40, 2) / 2
        asked.append(question(row, float(np.dot(row, theta)) - error, theta))
    return asked
