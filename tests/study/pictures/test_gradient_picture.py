from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.study.pictures.gradient import GradientPicture
from tests.study.pictures.answers import learner

WRONG = {
    "uphill": ("return -2 * xi.T @ (xi @ theta - yi)", -1.0),
    "half": ("return xi.T @ (xi @ theta - yi)", 0.5),
    "double": ("return 4 * xi.T @ (xi @ theta - yi)", 2.0),
}


def made(folder: Path, body: str = "") -> GradientPicture:
    return GradientPicture.of(learner(folder, "2.2", body))


def test_measured_slope_is_the_gradient(tmp_path: Path) -> None:
    """
    The slope that is measured is what a right function returns.
    """
    picture = made(tmp_path)

    assert picture.answer is not None
    assert picture.answer.ravel() == pytest.approx(picture.slope)
    assert "points uphill" in picture.alt


@pytest.mark.parametrize(("body", "factor"), WRONG.values(), ids=WRONG)
def test_wrong_factor_is_drawn(tmp_path: Path, body: str, factor: float) -> None:
    """
    A wrong sign and a wrong factor are in the arrow, and in words.
    """
    picture = made(tmp_path, body)

    assert picture.answer is not None
    assert picture.answer.ravel() == pytest.approx(factor * picture.slope)
    assert f"{factor:g} times the measured slope" in picture.alt


def test_first_entry_need_not_be_one(tmp_path: Path) -> None:
    """
    A gradient that takes the first entry of the row for 1 is drawn on a row where it shows.
    """
    body = "error = xi @ theta - yi\nreturn 2 * np.array([[1.0], [xi[0, 1]]]) * error"
    picture = made(tmp_path, body)

    assert 2 == picture.case[0][0, 0]
    assert picture.answer is not None
    assert not picture.is_right(picture.case, picture.answer)


def test_other_shape_is_named(tmp_path: Path) -> None:
    """
    A row in place of a column is drawn, and its shape is named.
    """
    picture = made(tmp_path, "return (2 * xi.T @ (xi @ theta - yi)).T")

    assert "Your answer has the shape (1, 2) instead of (2, 1)." in picture.alt


def test_long_arrow_is_cut_and_it_says_so(tmp_path: Path) -> None:
    """
    An arrow that would leave the picture is cut; its numbers are not.
    """
    picture = made(tmp_path, "return 200 * xi.T @ (xi @ theta - yi)")

    assert "was cut" in picture.figure().get_supxlabel()
    assert "[-800, -1600]" in picture.alt


def test_zero_is_drawn(tmp_path: Path) -> None:
    """
    A gradient of zeros has no arrow, and raises no error.
    """
    picture = made(tmp_path, "return np.zeros((2, 1))")

    picture.figure().draw_without_rendering()
    assert "not the measured slope" in picture.alt


def test_loss_is_squared_error() -> None:
    """
    The loss that is drawn is the squared error of the row.
    """
    picture = GradientPicture.unanswered("")

    assert 16 == picture.loss(picture.case[2][:, 0])
    assert 0 == picture.loss(np.array([2.0, 3.0]))
