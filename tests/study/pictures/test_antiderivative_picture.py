from __future__ import annotations

from pathlib import Path

import pytest

from autograder.study.pictures.antiderivative import AntiderivativePicture
from tests.study.pictures.answers import learner

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
    assert not picture.is_right(picture.case, picture.answer)
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
