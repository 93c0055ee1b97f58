from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.grading.pictures.chart import YOURS
from autograder.grading.pictures.descent import (
    HIGH,
    LOW,
    DescentPicture,
    GradientPicture,
    first_outside,
    inside,
)
from tests.grading.pictures.answers import DESCENT, learner

SAID = {
    "right": (DESCENT, "scatters by"),
    "uphill": (DESCENT.replace("theta - ", "theta + "), "does not come back: the loss grows."),
    "diverges": (DESCENT.replace("learning_rate", "0.9"), "does not come back: the loss grows."),
    "mean": (DESCENT.replace("* 2", "* 2 / len(X)"), "has not come near the best line"),
    "one row": (DESCENT.replace("np.random.randint(len(X))", "0"), "does not move"),
    "stub of a loop": ("return theta", "does not move"),
}


def made(folder: Path, body: str = "") -> DescentPicture:
    return DescentPicture.of(learner(folder, "2.3", body))


@pytest.mark.parametrize(("body", "said"), SAID.values(), ids=SAID)
def test_picture_says_what_the_path_did(tmp_path: Path, body: str, said: str) -> None:
    """
    Each way to go wrong gets a sentence about what is seen, in picture and alt text.
    """
    picture = made(tmp_path, body)

    assert said in picture.alt
    assert said in " ".join(picture.figure().get_supxlabel().split())


def test_path_and_its_calls_are_described(tmp_path: Path) -> None:
    """
    The text says how the function was called, and that batch descent is the kit's own.
    """
    alt = made(tmp_path).alt

    assert "20 times for one epoch of 5 rows" in alt
    assert "each time from where the last call ended" in alt
    assert "one step for every 100 rows" in alt
    assert "After 5000 rows: your theta [4." in alt


def test_drawn_path_is_the_learners(tmp_path: Path) -> None:
    """
    The curve in the picture is made of the places that the function returned.
    """
    picture = made(tmp_path)
    drawn = [line for line in picture.figure().axes[0].lines if YOURS == line.get_color()]

    assert 1 == len(drawn)
    assert picture.answer
    assert np.array_equal(picture.answer.thetas, drawn[0].get_xydata())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("n_epochs * len(X)", "len(X)"), "ends elsewhere than the path"),
        (("n_epochs * len(X)", "n_epochs"), "has not come near the best line"),
        (("return theta", "return theta.T"), "has the shape (1, 2) instead of (2, 1)."),
    ],
    ids=["epochs ignored", "one step per epoch", "row"],
)
def test_one_call_for_all_epochs_is_drawn(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    """
    The end of one call for all epochs is in the text, and drawn where it is not the path's end.
    """
    picture = made(tmp_path, DESCENT.replace(*change))
    names = [text.get_text() for text in picture.figure().axes[0].get_legend().texts]

    assert said in picture.alt
    assert "One call for 50 epochs ends at theta [" in picture.alt
    assert ("elsewhere" in picture.alt) == ("at once" in names)


def test_path_that_comes_back_is_described(tmp_path: Path) -> None:
    """
    A path that was outside for a while and ended inside is not said to run away.
    """
    there = "return np.array([[9.0], [9.0]]) if len(X) == 5 else np.array([[4.0], [3.0]])"

    assert "comes back later" in made(tmp_path, f"{there} + np.random.randn(2, 1) / 100").alt


def test_without_a_path_batch_is_drawn(tmp_path: Path) -> None:
    """
    Where the learner's path is missing, the rest of the picture and the sentence are there.
    """
    picture = made(tmp_path, "return None")
    figure = picture.figure()

    assert picture.answer is None
    assert "Your function returned None" in figure.get_supxlabel()
    assert ["batch"] == [text.get_text() for text in figure.axes[2].get_legend().texts]


def test_path_up_to_an_odd_answer_is_drawn(tmp_path: Path) -> None:
    """
    Where no theta comes back half-way, the path so far is drawn, with the sentence.
    """
    picture = made(tmp_path, "return theta if n_epochs < 5 else theta * np.nan")

    assert "Your function returned [[nan], [nan]]" in picture.problem
    assert picture.answer
    assert 5 == len(picture.answer.read)


def test_numbers_without_bounds_are_drawn(tmp_path: Path) -> None:
    """
    A theta that explodes at once is drawn without a warning.
    """
    picture = made(tmp_path, "return theta + 1e250")

    picture.figure().draw_without_rendering()
    assert "does not come back" in picture.alt


def test_path_inside_stays_whole() -> None:
    """
    A path that never leaves the window is drawn as it is.
    """
    path = np.array([[0.0, 0.0], [4.0, 3.0]])
    drawn, leaves = inside(path)

    assert (path.tolist(), False) == (drawn.tolist(), leaves)
    assert first_outside(path) is None


@pytest.mark.parametrize(
    ("last", "border"),
    [
        ([-3.0, -3.0], [LOW, LOW]),
        ([0.0, 1e200], [0.0, HIGH]),
        ([11.0, 0.0], [HIGH, 0.0]),
        ([-2.0, -1.0], [LOW, -0.5]),
    ],
)
def test_path_is_cut_at_the_border(last: list[float], border: list[float]) -> None:
    """
    A path that runs away is drawn up to the border, in its own direction.
    """
    drawn, leaves = inside(np.array([[0.0, 0.0], last, [99.0, 99.0]]))

    assert leaves
    assert border == pytest.approx(drawn[-1].tolist())
    assert 2 == len(drawn)


WRONG = {
    "uphill": ("return -2 * xi.T @ (xi @ theta - yi)", -1.0),
    "half": ("return xi.T @ (xi @ theta - yi)", 0.5),
    "double": ("return 4 * xi.T @ (xi @ theta - yi)", 2.0),
}


def gradient(folder: Path, body: str = "") -> GradientPicture:
    return GradientPicture.of(learner(folder, "2.2", body))


def test_measured_slope_is_the_gradient(tmp_path: Path) -> None:
    """
    The slope that is measured is what a right function returns.
    """
    picture = gradient(tmp_path)

    assert picture.answer is not None
    assert picture.answer.ravel() == pytest.approx(picture.slope)
    assert "points uphill" in picture.alt


@pytest.mark.parametrize(("body", "factor"), WRONG.values(), ids=WRONG)
def test_wrong_factor_is_drawn(tmp_path: Path, body: str, factor: float) -> None:
    """
    A wrong sign and a wrong factor are in the arrow, and in words.
    """
    picture = gradient(tmp_path, body)

    assert picture.answer is not None
    assert picture.answer.ravel() == pytest.approx(factor * picture.slope)
    assert f"{factor:g} times the measured slope" in picture.alt


def test_first_entry_need_not_be_one(tmp_path: Path) -> None:
    """
    A gradient that takes the first entry of the row for 1 is drawn on a row where it shows.
    """
    body = "error = xi @ theta - yi\nreturn 2 * np.array([[1.0], [xi[0, 1]]]) * error"
    picture = gradient(tmp_path, body)

    assert 2 == picture.case[0][0, 0]
    assert picture.answer is not None
    assert not picture.is_right(picture.answer)


def test_other_shape_is_named(tmp_path: Path) -> None:
    """
    A row in place of a column is drawn, and its shape is named.
    """
    picture = gradient(tmp_path, "return (2 * xi.T @ (xi @ theta - yi)).T")

    assert "Your answer has the shape (1, 2) instead of (2, 1)." in picture.alt


def test_long_arrow_is_cut_and_it_says_so(tmp_path: Path) -> None:
    """
    An arrow that would leave the picture is cut; its numbers are not.
    """
    picture = gradient(tmp_path, "return 200 * xi.T @ (xi @ theta - yi)")

    assert "was cut" in picture.figure().get_supxlabel()
    assert "[-800, -1600]" in picture.alt


def test_zero_is_drawn(tmp_path: Path) -> None:
    """
    A gradient of zeros has no arrow, and raises no error.
    """
    picture = gradient(tmp_path, "return np.zeros((2, 1))")

    picture.figure().draw_without_rendering()
    assert "not the measured slope" in picture.alt


def test_loss_is_squared_error() -> None:
    """
    The loss that is drawn is the squared error of the row.
    """
    picture = GradientPicture.unanswered("")

    assert 16 == picture.loss(picture.case[2][:, 0])
    assert 0 == picture.loss(np.array([2.0, 3.0]))
