from __future__ import annotations

from typing import Any

import mpmath
import numpy as np
import pytest
import sympy as sp

from autograder.judges.answer import Foreign
from autograder.study.pictures import antiderivative, area, density, probability
from autograder.study.pictures.curves import (
    Case,
    UndrawableError,
    X,
    formula,
    heights,
    letters,
    slopes,
    window,
)

MODULES = (antiderivative, area, density, probability)
CASES = {f"{case.f} {case.range}": case for module in MODULES for case in module.CASES}
AT = np.array([0.5, 1.0, 2.0])
C = sp.Symbol("C")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_areas_of_the_cases_are_true(case: Case) -> None:
    """
    The area that a picture tells is the one that a quadrature finds.
    """
    ends = [mpmath.inf if end == sp.oo else float(end) for end in (case.lower, case.upper)]
    found = mpmath.quad(sp.lambdify(X, case.f, "mpmath"), ends)

    assert case.area == pytest.approx(float(found))


@pytest.mark.parametrize(
    "form",
    [
        -sp.exp(-X),
        5 - sp.exp(-X),
        C - sp.exp(-X),
        sp.log(C) - sp.exp(-X),
        sp.I * sp.pi - sp.exp(-X),
        sp.sinh(X) - sp.cosh(X),
        -2 * sp.exp(-sp.Symbol("x", positive=True)) / 2 + 1,
    ],
    ids=str,
)
def test_slope_is_that_of_every_form(form: Any) -> None:
    """
    Constants of any kind and symbols under other assumptions leave the slope as it is.
    """
    assert np.exp(-AT) == pytest.approx(slopes(form, sp.exp(-X), AT))


def test_slope_shows_factor_and_sign() -> None:
    """
    A wrong factor and a wrong sign are in the values drawn.
    """
    assert 2 * np.exp(-AT) == pytest.approx(slopes(-2 * sp.exp(-X), sp.exp(-X), AT))
    assert -np.exp(-AT) == pytest.approx(slopes(sp.exp(-X), sp.exp(-X), AT))


def test_other_letters_are_told() -> None:
    """
    A letter that f does not have is named, whether it is a constant or another variable.
    """
    assert ("C", "t") == letters(C + sp.Symbol("t") + X, sp.exp(-X))


def test_no_value_is_a_gap() -> None:
    """
    At a pole, and where a number is too large for a picture, stands nothing.
    """
    assert np.isnan(heights(1 / (X - 1), sp.exp(-X), AT)).tolist() == [False, True, False]
    assert np.isnan(heights(sp.exp(sp.exp(20 * X)), sp.exp(-X), AT)).all()


def test_lambda_is_opened() -> None:
    """
    A Lambda of SymPy is drawn as the expression it stands for.
    """
    t = sp.Symbol("t")
    assert X**2 == formula(sp.Lambda(t, t**2), X)


@pytest.mark.parametrize(
    "value",
    [None, "x", (X,), True, sp.Eq(X, 1), np.ones(2), Foreign("function", "f"), sp.Integral(X, X)],
    ids=str,
)
def test_no_expression_is_one_sentence(value: Any) -> None:
    """
    What has no curve is refused with a sentence.
    """
    with pytest.raises(UndrawableError, match=r"^(Your function returned|Your answer holds) .*\.$"):
        formula(value, X)


def test_window_holds_axis_and_curves() -> None:
    """
    The axis is always in view, gaps do not count, and an empty curve still has a window.
    """
    assert (0.0, 2.0) == window(np.array([1.0, 2.0, np.nan]), air=0)
    assert (-3.0, 0.5) == window(np.array([-3.0]), np.array([0.5]), air=0)
    assert (-3.0, 0.0) == window(np.array([-3.0]), air=0)
    assert (0.0, 1.0) == window(np.array([np.nan]))
