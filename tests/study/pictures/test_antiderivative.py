from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.study.pictures import antiderivative as slope
from tests.study.pictures.answers import learner

FACTORS = {
    "double": ("return 2 * sp.integrate(f, x)", 2.0),
    "sign": ("return -sp.integrate(f, x)", -1.0),
    "constant": ("return x.__class__('C')", 0.0),
    "typed": ("return sp.Integer(7)", 0.0),
}


def asked(folder: Path, body: str = "") -> slope.Slopes:
    return slope.ask(learner(folder, "1.1", body))


def test_right_slope_lies_on_f(tmp_path: Path) -> None:
    """
    The slope of a right F is f, drawn on the lesson's integrand.
    """
    values = asked(tmp_path)

    assert "exp(-x)" == values.formula
    assert values.slope == pytest.approx(values.f)
    assert "lie on each other" in slope.picture(values).alt


@pytest.mark.parametrize(("body", "factor"), FACTORS.values(), ids=FACTORS)
def test_wrong_factor_is_drawn(tmp_path: Path, body: str, factor: float) -> None:
    """
    A wrong factor, a wrong sign and a constant are in the curve, and told as a factor.
    """
    values = asked(tmp_path, body)

    assert values.slope == pytest.approx(factor * values.f)
    assert f"{factor:g} times f" in slope.picture(values).alt


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
    values = asked(tmp_path, body)

    assert formula == values.formula
    assert not values.agrees
    assert not np.allclose(values.slope, values.f)


@pytest.mark.parametrize("body", ["return '-exp(-x)'", "return sp.Integral(f, x)", "return sp.nan"])
def test_no_curve_is_told(tmp_path: Path, body: str) -> None:
    """
    An answer without a curve leaves f alone in the picture, with one sentence.
    """
    values = asked(tmp_path, body)

    assert values.F is None
    assert values.problem.endswith((".", "draw."))
    assert values.problem in slope.picture(values).alt


def test_constant_letter_is_told(tmp_path: Path) -> None:
    """
    A + C is drawn as a number, and the text says so.
    """
    values = asked(tmp_path, "return sp.integrate(f, x) + sp.Symbol('C')")

    assert values.agrees
    assert "C was drawn as a fixed number" in slope.picture(values).alt


def test_no_word_is_the_answer(tmp_path: Path) -> None:
    """
    Neither text nor alt text holds an antiderivative: not the right one, not the learner's.
    """
    for body in ("", *(body for body, _ in FACTORS.values())):
        made = slope.picture(asked(tmp_path, body))

        assert not {"-exp(-x)", "integrate"} & {*made.alt.split(), *" ".join(made.text).split()}


def test_values_draw_alone() -> None:
    """
    Without an answer there is a figure of f, and the problem stands in it.
    """
    values = slope.blank("It stopped.")

    assert "It stopped." == slope.figure(values)._supxlabel.get_text()
