from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.study.pictures.fit import FitPicture
from tests.study.pictures.answers import learner

THETAS = {
    "right": ("4.2", "2.8", "inside."),
    "typed in": ("4.0", "3.0", "outside."),
    "unfinished": ("2.985", "3.068", "outside."),
    "diverged": ("-5e102", "1e103", "outside. Your line runs out of the picture."),
    "infinite steps": ("1e300", "1e300", "outside. Your line runs out of the picture."),
}


def made(folder: Path, body: str) -> FitPicture:
    return FitPicture.of(learner(folder, "2.4", body))


@pytest.mark.parametrize(("a", "b", "said"), THETAS.values(), ids=THETAS)
def test_picture_says_where_theta_is(tmp_path: Path, a: str, b: str, said: str) -> None:
    """
    Inside or outside of where right runs end, near or far, theta is drawn and described.
    """
    picture = made(tmp_path, f"return np.array([[{a}], [{b}]])")

    picture.figure().draw_without_rendering()
    assert f"away from the best one, {said}" in picture.alt
    assert picture.answer is not None
    assert [[float(a)], [float(b)]] == picture.answer.tolist()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return np.array([[4.2, 2.8]])", "has the shape (1, 2) instead of (2, 1)."),
        ("return np.array([[4.215096157546747], [2.770113386438484]])", "the best one itself"),
    ],
    ids=["row", "exact"],
)
def test_theta_that_steps_would_not_return_is_named(tmp_path: Path, body: str, said: str) -> None:
    """
    A row in place of a column, and least squares to all digits, are named.
    """
    assert said in made(tmp_path, body).alt


def test_line_is_where_theta_says() -> None:
    """
    The learner's line runs from theta[0] at x = 0 to theta[0] + 2 theta[1] at x = 2.
    """
    picture = FitPicture(FitPicture.cases[0], np.array([[1.0], [2.0]]))
    drawn = picture.figure().axes[0].lines[-1]

    assert [1.0, 5.0] == drawn.get_ydata()[[0, -1]].tolist()


def test_missing_theta_leaves_the_other_lines(tmp_path: Path) -> None:
    """
    Without theta there are still the points, the best line and the law.
    """
    picture = made(tmp_path, "return None")

    assert picture.answer is None
    assert 3 == len(picture.figure().axes[0].lines)
