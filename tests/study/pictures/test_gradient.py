from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.study.pictures import gradient as tangent
from tests.study.pictures.answers import learner

WRONG = {
    "uphill": ("return -2 * xi.T @ (xi @ theta - yi)", -1.0),
    "half": ("return xi.T @ (xi @ theta - yi)", 0.5),
    "double": ("return 4 * xi.T @ (xi @ theta - yi)", 2.0),
}


def asked(folder: Path, body: str = "") -> tangent.Gradient:
    return tangent.ask(learner(folder, "2.2", body))


def test_measured_slope_is_the_gradient(tmp_path: Path) -> None:
    """
    The slope that is measured is what a right function returns.
    """
    values = asked(tmp_path)

    assert values.answer == pytest.approx(values.measured)
    assert "points uphill" in tangent.picture(values).alt


@pytest.mark.parametrize(("body", "factor"), WRONG.values(), ids=WRONG)
def test_wrong_factor_is_drawn(tmp_path: Path, body: str, factor: float) -> None:
    """
    A wrong sign and a wrong factor are in the arrow, and told.
    """
    values = asked(tmp_path, body)

    assert values.answer == pytest.approx(factor * values.measured)
    assert f"{factor:g} times the measured slope" in tangent.picture(values).alt


def test_first_entry_is_no_one_everywhere(tmp_path: Path) -> None:
    """
    A gradient that takes the first entry of the row for 1 is drawn on a row where it shows.
    """
    body = "error = xi @ theta - yi\nreturn 2 * np.array([[1.0], [xi[0, 1]]]) * error"
    values = asked(tmp_path, body)

    assert 2 == values.xi[0]
    assert not values.agrees


def test_other_shape_is_told(tmp_path: Path) -> None:
    """
    A row in place of a column is drawn, and its shape is told.
    """
    made = tangent.picture(asked(tmp_path, "return (2 * xi.T @ (xi @ theta - yi)).T"))

    assert "It has the shape (1, 2), theta (2, 1)." in made.alt


def test_long_arrow_is_cut_and_it_says_so(tmp_path: Path) -> None:
    """
    An arrow that would leave the picture is cut; its numbers are not.
    """
    values = asked(tmp_path, "return 200 * xi.T @ (xi @ theta - yi)")

    assert "was cut" in tangent.figure(values)._supxlabel.get_text()
    assert "[-800, -1600]" in tangent.picture(values).alt


def test_zero_is_drawn(tmp_path: Path) -> None:
    """
    A gradient of zeros has no arrow, and is no error.
    """
    values = asked(tmp_path, "return np.zeros((2, 1))")

    tangent.figure(values).draw_without_rendering()
    assert "not the measured slope" in tangent.picture(values).alt


@pytest.mark.parametrize(
    "body",
    [
        "return 3.0",
        "return [[1.0], [2.0]]",
        "return None",
        "return xi.T @ theta.T",
        "return xi / 0",
    ],
)
def test_no_gradient_is_one_sentence(tmp_path: Path, body: str) -> None:
    """
    What is no array of two finite slopes is told, and not drawn.
    """
    values = asked(tmp_path, body)

    assert values.answer is None
    assert values.problem.endswith("one slope for each entry of theta.")


def test_loss_is_squared_error() -> None:
    """
    The loss that is drawn is the squared error of the row.
    """
    values = tangent.blank("")

    assert 16 == values.loss(values.theta)
    assert 0 == values.loss(np.array([2.0, 3.0]))
