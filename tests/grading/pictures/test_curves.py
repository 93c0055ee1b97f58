from __future__ import annotations

from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy as sp

from autograder.grading.pictures.area import GRAPHS, AreaPicture, ProbabilityPicture
from autograder.grading.pictures.curves import (
    AntiderivativePicture,
    Graph,
    X,
    formula,
    heights_and_slopes,
    number,
)
from autograder.grading.pictures.picture import UndrawableError
from autograder.judges.answer import Foreign
from tests.grading.pictures.answers import learner

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


FACTORS = {
    "double": ("return 2 * sp.integrate(f, x)", 2.0),
    "sign": ("return -sp.integrate(f, x)", -1.0),
    "constant": ("return x.__class__('C')", 0.0),
    "typed": ("return sp.Integer(7)", 0.0),
}


def made(folder: Path, body: str = "") -> AntiderivativePicture:
    return AntiderivativePicture.of(learner(folder, "1.1", body))


def test_right_slope_is_f(tmp_path: Path) -> None:
    """
    The slope of a right F is f, drawn on the lesson's integrand.
    """
    picture = made(tmp_path)

    assert picture.case == AntiderivativePicture.cases[0]
    assert picture.answer
    assert picture.answer.slope == pytest.approx(picture.case.heights)
    assert "The slope of your F is f: the two curves coincide." in picture.alt


@pytest.mark.parametrize(("body", "factor"), FACTORS.values(), ids=FACTORS)
def test_wrong_factor_is_drawn(tmp_path: Path, body: str, factor: float) -> None:
    """
    A wrong factor, a wrong sign and a constant are in the curve, and named as a factor.
    """
    picture = made(tmp_path, body)

    assert picture.answer
    assert picture.answer.slope == pytest.approx(factor * picture.case.heights)
    assert f"{factor:g} times f" in picture.alt


@pytest.mark.parametrize(
    ("body", "formula"),
    [
        ("return -sp.exp(-x)", "4*exp(-2*x)"),
        ("return sp.integrate(f, x) if f != x * sp.exp(-x) else x * f", "x*exp(-x)"),
    ],
    ids=["typed in", "product"],
)
def test_case_that_differs_is_drawn(tmp_path: Path, body: str, formula: str) -> None:
    """
    An F that fits the lesson's integrand alone is drawn on another one, where it shows.
    """
    picture = made(tmp_path, body)

    assert formula == str(picture.case.f)
    assert picture.answer
    assert not picture.is_right(picture.answer)
    assert "the two curves differ" in picture.alt


@pytest.mark.parametrize(
    "body",
    [
        "return '-exp(-x)'",
        "return sp.Integral(f, x)",
        "return sp.nan",
        "return sp.integrate(f, x) + sp.I * x",
    ],
    ids=["text", "not worked out", "nan", "complex slope"],
)
def test_answer_without_a_curve_leaves_f_alone(tmp_path: Path, body: str) -> None:
    """
    An answer without a curve leaves f alone in the picture, with one sentence.
    """
    picture = made(tmp_path, body)

    assert picture.answer is None
    assert picture.problem.endswith(".")
    assert picture.problem in picture.alt
    assert 1 == len(picture.plot().curves)


def test_complex_constant_is_welcome(tmp_path: Path) -> None:
    """
    A constant may be any number, complex ones too: the slope is what counts.
    """
    assert "coincide" in made(tmp_path, "return sp.integrate(f, x) + sp.I * sp.pi").alt


def test_constant_letter_is_named(tmp_path: Path) -> None:
    """
    A + C is drawn as a number, and the text says so.
    """
    picture = made(tmp_path, "return sp.integrate(f, x) + sp.Symbol('C')")

    assert "coincide" in picture.alt
    assert "C was drawn as a fixed number" in picture.alt


def test_no_word_is_the_answer(tmp_path: Path) -> None:
    """
    Neither text nor alt text contains an antiderivative: not the right one, not the learner's.
    """
    for body in ("", *(body for body, _ in FACTORS.values())):
        picture = made(tmp_path, body)

        assert not {"-exp(-x)", "integrate"} & {
            *picture.alt.split(),
            *" ".join(picture.text).split(),
        }
