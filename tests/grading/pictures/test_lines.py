from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.grading.pictures.lines import BiasPicture, FitPicture, fit
from tests.grading.pictures.answers import learner


def made(folder: Path, body: str = "") -> BiasPicture:
    return BiasPicture.of(learner(folder, "2.1", body))


def test_right_table_lifts_the_line(tmp_path: Path) -> None:
    """
    With its column of ones the line fits as least squares does.
    """
    picture = made(tmp_path)
    _, y = picture.case

    assert [0] == picture.ones
    assert picture.answer is not None
    assert np.mean((fit(picture.answer, y) - y[:, 0]) ** 2) == pytest.approx(0.8066, abs=1e-4)


def test_zeros_leave_the_line_on_the_origin(tmp_path: Path) -> None:
    """
    A column of zeros gives the line of X alone, and the picture says why.
    """
    picture = made(tmp_path, "return np.hstack([np.zeros((len(X), 1)), X])")

    assert "cannot lift a line off the origin" in picture.alt


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return np.hstack([X, np.ones((len(X), 1))])", "column 1, not in front."),
        ("return X", "none."),
        ("return np.hstack([np.ones((len(X), 2)), X])", "column 0, column 1."),
    ],
    ids=["behind", "unchanged", "twice"],
)
def test_column_of_ones_is_found(tmp_path: Path, body: str, said: str) -> None:
    """
    The picture says where the ones are, in whichever column.
    """
    assert f"Column of ones: {said}" in made(tmp_path, body).alt


def test_lost_x_is_named(tmp_path: Path) -> None:
    """
    A table without X, or with another one, is said to be without.
    """
    lost = made(tmp_path, "return np.hstack([np.ones((len(X), 1)), X + 1])")

    assert "No column contains X." in lost.alt
    for body in ("", "return np.hstack([np.ones((len(X), 1)), X]).astype(np.float32)"):
        assert "No column contains X." not in made(tmp_path, body).alt


def test_first_rows_are_drawn(tmp_path: Path) -> None:
    """
    The table on the picture contains the learner's own numbers.
    """
    figure = made(tmp_path, "return np.hstack([np.full((len(X), 1), 7.0), X])").figure()
    cells = [cell.get_text().get_text() for cell in figure.axes[0].tables[0].get_celld().values()]

    assert 6 == cells.count("7")


@pytest.mark.parametrize("size", [1e-300, 1.0, 1e300])
def test_line_does_not_depend_on_the_size_of_a_column(size: float) -> None:
    """
    The best line is the same for a column of any size, without overflow.
    """
    X, y = BiasPicture.cases[0]

    assert fit(X * size, y) == pytest.approx(fit(X, y))


@pytest.mark.parametrize(
    "body",
    [
        "return X.T",
        "return X[:, 0]",
        "return X[:5]",
        "return X.tolist()",
        "return None",
        "return X[:, :0]",
        "return X * 1j",
    ],
)
def test_answer_without_a_table_is_one_sentence(tmp_path: Path, body: str) -> None:
    """
    Anything but a table with a row for each x is named by its shape or value, and not drawn.
    """
    picture = made(tmp_path, body)

    assert picture.answer is None
    assert picture.problem.startswith("Your function returned")
    assert "no table of yours" in [text.get_text() for text in picture.figure().axes[0].texts]


THETAS = {
    "right": ("4.2", "2.8", "inside."),
    "typed in": ("4.0", "3.0", "outside."),
    "unfinished": ("2.985", "3.068", "outside."),
    "diverged": ("-5e102", "1e103", "outside. Your line runs out of the picture."),
    "infinite steps": ("1e300", "1e300", "outside. Your line runs out of the picture."),
}


def trained(folder: Path, body: str) -> FitPicture:
    return FitPicture.of(learner(folder, "2.4", body))


@pytest.mark.parametrize(("a", "b", "said"), THETAS.values(), ids=THETAS)
def test_picture_says_where_theta_is(tmp_path: Path, a: str, b: str, said: str) -> None:
    """
    Inside or outside of where right runs end, near or far, theta is drawn and described.
    """
    picture = trained(tmp_path, f"return np.array([[{a}], [{b}]])")

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
    assert said in trained(tmp_path, body).alt


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
    picture = trained(tmp_path, "return None")

    assert picture.answer is None
    assert 3 == len(picture.figure().axes[0].lines)
