"""The picture of task 1.6, a multiple of f that is a density."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import sympy as sp

from autograder.grading.pictures.curves import Graph, X
from autograder.grading.pictures.multiple import MultiplePicture
from tests.grading.pictures.answers import learner

WRONG = {
    "times": ("return f * sp.integrate(f, (x, lower, upper))", "x", "Yours is 4 times the density"),
    "as it is": ("return f", "x", "Yours is 2 times the density"),
    "only up": ("return f / abs(sp.integrate(f, (x, lower, upper)))", "-x**2", "-1 times the"),
    "moved": ("return f - sp.integrate(f, (x, lower, upper)) / 2 + x / 5", "x", "not the density"),
}


def picture(folder: Path, body: str = "") -> MultiplePicture:
    return MultiplePicture.of(learner(folder, "1.6", body))


@pytest.mark.parametrize(("body", "formula", "said"), WRONG.values(), ids=WRONG)
def test_wrong_multiple_is_drawn(tmp_path: Path, body: str, formula: str, said: str) -> None:
    """
    The first f of which the answer is wrong is drawn, and words say how far off it is.
    """
    made = picture(tmp_path, body)

    assert formula == str(made.case.f)
    assert said in made.alt


def test_right_multiple_is_on_the_density(tmp_path: Path) -> None:
    """
    A right answer is drawn on the first f, its curve on that of the density.
    """
    made = picture(tmp_path)
    _, density, yours = made.plot().curves

    assert np.allclose(density.y, yours.y)
    assert "Yours is the density: its area is 1" in made.alt
    assert "At x = 1: f is 1, the density 0.5, and yours 0.5." in made.alt


def test_answer_without_heights_is_told(tmp_path: Path) -> None:
    """
    An answer that is nowhere a real number leaves the picture without its curve.
    """
    made = picture(tmp_path, "return sp.zoo * x")

    assert made.answer is None
    assert 2 == len(made.plot().curves)
    assert made.problem


@pytest.mark.parametrize("case", MultiplePicture.cases)
def test_areas_are_those_of_f(case: Graph) -> None:
    """
    The areas that the densities are made with are those under f.
    """
    assert case.area == pytest.approx(float(sp.integrate(case.f, (X, case.lower, case.upper))))
