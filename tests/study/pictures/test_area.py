from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.study.pictures import area
from autograder.study.pictures.curves import UndrawableError
from tests.study.pictures.answers import learner

WRONG = {
    "sign": ("return -sp.integrate(f, (x, lower, upper))", "exp(-x)", 1, -1),
    "factor": ("return 2 * sp.integrate(f, (x, lower, upper))", "exp(-x)", 1, 2),
    "lower bound ignored": ("return sp.integrate(f, (x, 0, upper))", "exp(-x)", np.exp(-1), 1),
    "lower bound zero": (
        "return sp.integrate(f, (x, max(lower, 0), upper))",
        "2*x - 1",
        4,
        6,
    ),
    "typed in": ("return 1", "exp(-x)", np.exp(-1), 1),
    "absolute": ("return sp.integrate(abs(f), (x, lower, upper))", "2*x - 1", 4, 8.5),
    "infinite": ("return sp.oo", "exp(-x)", 1, np.inf),
}


def asked(folder: Path, body: str = "") -> area.Areas:
    return area.ask(learner(folder, "1.2", body))


@pytest.mark.parametrize(("body", "formula", "true", "answer"), WRONG.values(), ids=WRONG)
def test_wrong_number_is_drawn(
    tmp_path: Path, body: str, formula: str, true: float, answer: float
) -> None:
    """
    The learner's number stands beside the area of the first case in which they differ.
    """
    values = asked(tmp_path, body)

    assert (formula, true, answer) == (values.formula, pytest.approx(true), values.answer)
    assert "the two differ" in area.picture(values).alt


def test_right_number_is_the_area(tmp_path: Path) -> None:
    """
    A right answer is drawn on the lesson's case, and told to be the same.
    """
    values = asked(tmp_path)

    assert (1, 1.0, "0 to infinity") == (values.area, values.answer, values.range)
    assert "Your number is 1: the same." in area.picture(values).alt


def test_shaded_is_what_lies_between_the_bounds() -> None:
    """
    The points that are filled begin at the lower bound.
    """
    values = area.values_of(area.CASES[1], 1.0)

    assert 1 == values.x[values.inside].min()


@pytest.mark.parametrize(
    "value",
    [sp.Symbol("x"), None, True, "1", (1.0, 2.0), sp.Integral(1, sp.Symbol("x")), sp.nan],
    ids=str,
)
def test_no_number_is_one_sentence(value: Any) -> None:
    """
    What is no number is refused with one sentence.
    """
    with pytest.raises(UndrawableError, match=r"\.$"):
        area.number(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1, 1.0), (sp.Rational(1, 3), 1 / 3), (sp.exp(-1), np.exp(-1)), (-sp.oo, -np.inf), (0.5, 0.5)],
    ids=str,
)
def test_numbers_of_all_kinds_are_read(value: Any, expected: float) -> None:
    """
    Exact numbers, floats and infinity become the height of a bar.
    """
    assert area.number(value) == pytest.approx(expected)


@pytest.mark.parametrize("answer", [1e12, -np.inf], ids=str)
def test_bar_is_cut_and_it_says_so(answer: float) -> None:
    """
    A number that would dwarf the area gets a cut bar with its own name.
    """
    values = area.values_of(area.CASES[0], answer)
    bars = area.figure(values).axes[1].patches

    assert 2.5 >= max(abs(bar.get_height()) for bar in bars)
    assert "Your bar is cut off" in area.picture(values).alt


def test_area_below_the_axis_is_told() -> None:
    """
    Where a part counts as negative, the picture says which.
    """
    assert "counted as negative" in area.picture(area.values_of(area.CASES[2], 4.0)).alt
