from __future__ import annotations

from typing import Any

import mpmath
import numpy as np
import pytest
import sympy as sp

from autograder.judges.answer import Foreign
from autograder.study.pictures.antiderivative import AntiderivativePicture
from autograder.study.pictures.area import GRAPHS, AreaPicture, ProbabilityPicture
from autograder.study.pictures.curves import Graph, X, formula, heights_and_slopes, number
from autograder.study.pictures.picture import UndrawableError

PICTURES = (AntiderivativePicture, AreaPicture, ProbabilityPicture)
EVERY = (*GRAPHS, *(graph for picture in PICTURES for graph in picture.cases))
CASES = {f"{graph.f} {graph.range}": graph for graph in EVERY}
AT = np.array([0.5, 1.0, 2.0])
C = sp.Symbol("C")


def heights(expression: Any) -> Any:
    return heights_and_slopes(expression, sp.exp(-X), AT)[0]


def slopes(expression: Any) -> Any:
    return heights_and_slopes(expression, sp.exp(-X), AT)[1]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_areas_of_the_cases_are_true(case: Graph) -> None:
    """
    The area that a picture shows is the one that a quadrature finds.
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
    assert np.exp(-AT) == pytest.approx(slopes(form))


def test_slope_shows_factor_and_sign() -> None:
    """
    A wrong factor and a wrong sign are in the values drawn.
    """
    assert 2 * np.exp(-AT) == pytest.approx(slopes(-2 * sp.exp(-X)))
    assert -np.exp(-AT) == pytest.approx(slopes(sp.exp(-X)))


def test_no_value_is_a_gap() -> None:
    """
    At a pole, and where a number is too large for a picture, there is nothing.
    """
    assert np.isnan(heights(1 / (X - 1))).tolist() == [False, True, False]
    assert np.isnan(heights(sp.exp(sp.exp(20 * X)))).all()


def test_complex_slope_is_a_gap() -> None:
    """
    A constant may be complex, and the real part is drawn; a slope has to be real.
    """
    assert np.cos(AT) == pytest.approx(heights(sp.exp(sp.I * X)))
    assert np.isnan(slopes(sp.exp(sp.I * X))).all()


def test_lambda_is_opened() -> None:
    """
    A Lambda of SymPy is drawn as its expression in x.
    """
    t = sp.Symbol("t")
    assert X**2 == formula(sp.Lambda(t, t**2))


def test_shaded_is_what_is_between_the_bounds() -> None:
    """
    The points that are filled begin at the lower bound.
    """
    graph = AreaPicture.cases[1]

    assert 1 == graph.x[graph.inside].min()


@pytest.mark.parametrize(
    "value",
    [None, "x", (X,), True, sp.Eq(X, 1), np.ones(2), Foreign("function", "f"), sp.Integral(X, X)],
    ids=str,
)
def test_answer_without_an_expression_is_one_sentence(value: Any) -> None:
    """
    What has no curve is refused with a sentence.
    """
    with pytest.raises(UndrawableError, match=r"^Your (function returned|answer contains) .*\.$"):
        formula(value)


@pytest.mark.parametrize(
    "value",
    [
        X,
        None,
        True,
        "1",
        (1.0, 2.0),
        sp.Integral(1, X),
        sp.nan,
        sp.zoo,
        1 + sp.I,
        1j,
        sp.Lambda(X, 1),
    ],
    ids=str,
)
def test_answer_without_a_number_is_one_sentence(value: Any) -> None:
    """
    Anything but one real or infinite number is refused with a sentence.
    """
    with pytest.raises(UndrawableError, match=r"^Your (function returned|answer contains) .*\.$"):
        number(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, 1.0),
        (sp.Rational(1, 3), 1 / 3),
        (sp.exp(-1), np.exp(-1)),
        (-sp.oo, -np.inf),
        (0.5, 0.5),
        (1 + 0j, 1.0),
        (10**400, np.inf),
    ],
    ids=["whole", "fraction", "exact", "infinite", "float", "complex", "huge"],
)
def test_numbers_of_all_kinds_are_read(value: Any, expected: float) -> None:
    """
    Exact numbers, floats, real numbers of a complex kind and infinity become the height of a bar.
    """
    assert number(value) == pytest.approx(expected)


def test_letters_in_a_number_are_named() -> None:
    """
    A number that contains letters is refused with their names.
    """
    with pytest.raises(UndrawableError, match=r"a real number, without t and x\.$"):
        number(X + sp.Symbol("t"))
