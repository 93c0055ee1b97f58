"""Task 1.4: the part of the area between a and b, and the learner's answer beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp

from autograder.study.pictures import area
from autograder.study.pictures.area import Areas
from autograder.study.pictures.curves import Case, X
from autograder.study.pictures.picture import Picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = "The part of the area between a and b, and your number"
R = sp.Rational
CASES = (
    Case(sp.exp(-X), R(1), R(4), (0, 6), float(np.exp(-1) - np.exp(-4)), whole=1),
    Case(6 * X * (1 - X), R(1, 4), R(1, 2), (0, 1), 11 / 32, whole=1),
)


def ask(learner: Any) -> Areas:
    """The learner's number for the first density on which it is not the area, else the lesson's."""
    return area.first_apart(CASES, lambda case: learner.probability(case.f, X, *area.bounds(case)))


def blank(problem: str) -> Areas:
    """What can be drawn without an answer."""
    return area.values_of(CASES[0], None, problem)


def picture(values: Areas) -> Picture:
    return area.picture_with("1.4", TITLE, values)


def figure(values: Areas) -> Figure:
    return area.figure(values, TITLE)
