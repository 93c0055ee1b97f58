"""The pictures of tasks 2.5, 2.6 and 2.7, descents on batches."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.grading.pictures.batches import ANEW, AdamPicture, BatchPicture, MiniBatchPicture
from autograder.grading.pictures.descent import DescentPicture
from autograder.grading.pictures.theta import EPOCHS, PORTIONS, ROWS
from tests.grading.pictures.answers import RIGHT, learner, task_of

KINDS = {"2.5": BatchPicture, "2.6": MiniBatchPicture, "2.7": AdamPicture}
RANDOM = "random rows would move it"


def made(folder: Path, number: str, body: str = "") -> DescentPicture:
    return KINDS[number].of(learner(folder, number, body))


def test_a_right_batch_descent_is_on_its_path(tmp_path: Path) -> None:
    """
    It is asked for more and more epochs, and each place is on the path of the kit's own.
    """
    picture = made(tmp_path, "2.5")

    assert picture.answer
    assert EPOCHS * ROWS == picture.answer.read[-1]
    assert "Your path is that of batch gradient descent, step by step." in picture.alt
    assert "as each of its steps reads all rows" in picture.alt
    assert RANDOM not in picture.alt


WRONG = {
    "half": ("2 / len(X)", "1 / len(X)", "Your path differs. After 100 rows it is 2.2"),
    "sum": ("2 / len(X)", "2", "Your path differs. After 100 rows"),
    "uphill": ("theta - learning_rate", "theta + learning_rate", "Your path differs."),
    "one step less": ("range(n_epochs)", "range(n_epochs - 1)", "Your path differs."),
    "late": ("range(n_epochs)", "range(min(n_epochs, 3))", "Your path differs. After 400 rows"),
    "random": ("return theta", "return theta + np.random.rand()", "Your path differs."),
}


@pytest.mark.parametrize(("old", "new", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_batch_descent_differs(tmp_path: Path, old: str, new: str, said: str) -> None:
    """
    The first place off the path is named, and nothing is said that holds for random rows alone.
    """
    picture = made(tmp_path, "2.5", RIGHT["2.5"].replace(old, new))

    assert said in picture.alt
    assert RANDOM not in picture.alt


@pytest.mark.parametrize(("number", "how"), [("2.6", PORTIONS), ("2.7", ANEW)])
def test_a_random_descent_scatters_around_the_best_line(
    tmp_path: Path, number: str, how: str
) -> None:
    """
    Mini-batches go on where they were and Adam begins anew, and both end near the best line.
    """
    np.random.seed(1)  # noqa: NPY002 -- the learner's generator
    picture = made(tmp_path, number)

    assert picture.answer
    assert how in picture.answer.calls
    assert "scatters by" in picture.alt
    assert EPOCHS * ROWS == picture.answer.read[-1]


@pytest.mark.parametrize("number", ["2.6", "2.7"])
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("theta - learning_rate", "theta + learning_rate", "does not come back: the loss grows."),
        ("n_epochs)", "1)", "elsewhere|has not come near"),
        ("learning_rate", "0", "does not move"),
    ],
)
def test_a_wrong_random_descent_is_told(
    tmp_path: Path, number: str, old: str, new: str, said: str
) -> None:
    """
    What goes wrong in the path is said as for single rows.
    """
    alt = made(tmp_path, number, RIGHT[number].replace(old, new)).alt

    assert any(part in alt for part in said.split("|")), alt


def test_every_batch_picture_asks_its_own_function() -> None:
    """
    The function that is asked is that of the task.
    """
    for number, kind in KINDS.items():
        assert task_of(number).function == kind.walk.function
