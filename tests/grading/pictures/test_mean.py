"""
The picture of task 1.5, a mean.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import sympy as sp

from autograder.grading.pictures.curves import X
from autograder.grading.pictures.mean import Balance, MeanPicture
from tests.grading.pictures.answers import learner

WRONG = {
    "whole area": ("return sp.integrate(density, (x, lower, upper))", "x/2 + 3/2", 1),
    "begins at 0": ("return sp.integrate(x * density, (x, 0, upper))", "x/2 + 3/2", 7 / 12),
    "doubled": ("return 2 * sp.integrate(x * density, (x, lower, upper))", "exp(-x)", 2),
    "infinite": ("return sp.oo", "exp(-x)", np.inf),
}


def picture(folder: Path, body: str = "") -> MeanPicture:
    return MeanPicture.of(learner(folder, "1.5", body))


@pytest.mark.parametrize(("body", "formula", "answer"), WRONG.values(), ids=WRONG)
def test_wrong_mean_is_drawn(tmp_path: Path, body: str, formula: str, answer: float) -> None:
    """
    The first density about which the number is wrong is drawn, and words say that the two differ.
    """
    made = picture(tmp_path, body)

    assert (formula, pytest.approx(answer)) == (str(made.case.density.f), made.answer)
    assert "the two differ" in made.alt


def test_right_number_is_the_mean(tmp_path: Path) -> None:
    """
    A right answer is drawn on the lesson's density, on the line of the mean.
    """
    made = picture(tmp_path)
    lines = {curve.name: set(curve.x) for curve in made.plot().curves[1:]}

    assert {"the mean": {1}, "your number": {1}} == lines
    assert "Your number is 1: the same." in made.alt


def test_number_outside_is_told_and_not_drawn() -> None:
    """
    A number beyond the ends of the picture has no line, and a sentence says so.
    """
    made = MeanPicture(MeanPicture.cases[0], -3.0)

    assert ["f", "the mean"] == [curve.name for curve in made.plot().curves]
    assert "Your number, -3, is not between the ends" in made.alt


@pytest.mark.parametrize("case", MeanPicture.cases)
def test_a_density_balances_at_its_mean(case: Balance) -> None:
    """
    The means that are drawn are those of the densities.
    """
    one = case.density
    asked = sp.integrate(X * one.f, (X, one.lower, one.upper))

    assert case.mean == pytest.approx(float(asked))
