from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from autograder.grading.pictures.picture import UndrawableError
from autograder.grading.pictures.theta import (
    BEST,
    EPOCHS,
    GROWING,
    PORTIONS,
    ROWS,
    WHOLE,
    contours,
    learner_path,
    loss,
    other_shape,
    pair,
    two_numbers,
)
from autograder.grading.pictures.theta import Path as LearnerPath
from autograder.grading.task import Fix, NotAttempted
from autograder.judges.sgd.lesson import least_squares, points, table
from tests.grading.pictures.answers import DESCENT, STUB, learner

ODD = [
    3.0,
    [[1.0], [2.0]],
    None,
    np.zeros((2, 2)),
    np.zeros((0,)),
    np.array(5.0),
    np.array([[np.inf], [0.0]]),
    np.array([[1j], [0]]),
    np.array([True, False]),
]


@pytest.mark.parametrize("shape", [(2,), (2, 1), (1, 2), (1, 2, 1)])
def test_two_numbers_keep_their_shape(shape: tuple[int, ...]) -> None:
    """
    Two finite numbers are read in any shape, and whole ones as floats.
    """
    found = two_numbers(np.array([1, 2]).reshape(shape), "theta is two numbers")

    assert (shape, np.float64) == (found.shape, found.dtype)


@pytest.mark.parametrize("value", ODD, ids=str)
def test_anything_else_is_one_sentence(value: Any) -> None:
    """
    Anything but two finite real numbers is refused with what came back and what is needed.
    """
    with pytest.raises(UndrawableError, match=r"^Your function returned .*; theta is needed\.$"):
        two_numbers(value, "theta is needed")


def test_odd_shape_is_named() -> None:
    """
    Finite numbers in a wrong count are named by their shape, others by their values.
    """
    with pytest.raises(UndrawableError, match=r"an array of shape \(2, 2\);"):
        two_numbers(np.zeros((2, 2)), "")
    with pytest.raises(UndrawableError, match=r"\[\[nan\], \[nan\]\];"):
        two_numbers(np.full((2, 1), np.nan), "")


def test_pair_is_short() -> None:
    """
    Two numbers of any shape are written as a list with a few digits.
    """
    assert "[4.215, -2.77]" == pair(np.array([[4.21509], [-2.77]]))


@pytest.mark.parametrize(("shape", "count"), [((2, 1), 0), ((2,), 0), ((1, 2), 1)])
def test_only_other_shapes_are_remarked(shape: tuple[int, ...], count: int) -> None:
    """
    A column and a flat array are welcome; a row gets a sentence.
    """
    assert count == len(other_shape(np.zeros(shape)))


def test_loss_is_the_mean_squared_error() -> None:
    """
    The loss agrees with its definition, one theta or many, and overflows in silence.
    """
    theta = np.array([[4.0], [3.0]])
    expected = ((table() @ theta - points()[1]) ** 2).mean()

    assert expected == pytest.approx(float(loss(theta[:, 0])))
    assert [expected] * 2 == pytest.approx(loss(np.hstack([theta, theta]).T))
    assert np.isinf(loss(np.array([1e300, 0.0])))


def test_best_theta_has_the_least_loss() -> None:
    """
    Every step away from the best theta makes the loss larger.
    """
    steps = np.array([[0.01, 0], [-0.01, 0], [0, 0.01], [0, -0.01]])

    assert (loss(BEST + steps) > loss(BEST)).all()


def test_contours_are_labelled() -> None:
    """
    Each level in the window has its label, and no other level has one.
    """
    panel = Figure().subplots()
    contours(panel, loss, (-1, 5.5), (-1, 5.5), [1, 2, 1000])

    assert {"1", "2"} == {text.get_text() for text in panel.texts}


def asked(folder: Path, body: str = "") -> LearnerPath:
    return learner_path(learner(folder, "2.3", body))


def test_path_has_the_steps_of_the_lesson(tmp_path: Path) -> None:
    """
    It begins at zero and ends after as many rows as the lesson's run reads.
    """
    found = asked(tmp_path)

    assert [0, 0] == found.thetas[0].tolist()
    assert (0, EPOCHS * ROWS) == (found.read[0], found.read[-1])
    assert PORTIONS == found.calls
    assert np.abs(found.thetas[-1] - least_squares()[:, 0]).max() < 0.62


def test_every_place_is_an_answer(tmp_path: Path) -> None:
    """
    Each call begins where the last one ended: a function that adds about one counts the calls.
    """
    found = asked(tmp_path, "return theta + 1 + 1e-9 * np.random.rand()")

    assert np.arange(len(found.read)) == pytest.approx(found.thetas[:, 0])


def test_rows_of_a_portion_differ(tmp_path: Path) -> None:
    """
    The portions of the first epoch are a split of the rows: each row is read once.
    """
    noise = "1e-9 * np.random.rand()"
    body = f"return theta + X.sum(axis=0).reshape(2, 1) * (len(X) < 100) + {noise}"
    found = asked(tmp_path, body)

    assert table().sum(axis=0) == pytest.approx(found.thetas[-1])


def test_mean_in_place_of_one_row_is_slower(tmp_path: Path) -> None:
    """
    Dividing by the number of rows shows as a path that is far from the goal at its end.
    """
    found = asked(tmp_path, DESCENT.replace("learning_rate * 2", "learning_rate * 2 / len(X)"))

    assert np.abs(found.thetas[-1] - least_squares()[:, 0]).max() > 0.5


def test_uphill_runs_away(tmp_path: Path) -> None:
    """
    The wrong sign ends the path soon, far outside, with a larger loss at every step.
    """
    found = asked(tmp_path, DESCENT.replace("theta - learning_rate", "theta + learning_rate"))

    assert EPOCHS * ROWS > found.read[-1]
    assert (np.diff(loss(found.thetas)) > 0).all()


def test_fixed_order_does_not_scatter(tmp_path: Path) -> None:
    """
    Without randomness the last epochs end in one place; with it they scatter.
    """
    fixed = DESCENT.replace("for _ in range(n_epochs * len(X))", "for i in range(len(X))").replace(
        "    i = np.random.randint(len(X))\n", ""
    )

    assert asked(tmp_path, fixed).thetas[-20:].std(axis=0).max() < 1e-3
    assert asked(tmp_path).thetas[-20:].std(axis=0).min() > 0.02


def test_own_seed_does_not_stop_the_path(tmp_path: Path) -> None:
    """
    A right function that seeds itself is asked for more and more epochs, and scatters as it does.
    """
    body = f"np.random.seed(3)\n{DESCENT}"
    found = asked(tmp_path, body)

    assert (GROWING, EPOCHS * ROWS) == (found.calls, found.read[-1])
    assert found.thetas[-20:].std(axis=0).min() > 0.02


def test_longer_calls_begin_at_the_start(tmp_path: Path) -> None:
    """
    A function that repeats itself is drawn at the ends of its own longer and longer runs.
    """
    found = asked(tmp_path, "return theta + n_epochs")

    assert (found.read / ROWS).tolist() == found.thetas[:, 1].tolist()


def test_failing_on_few_rows_is_asked_for_all(tmp_path: Path) -> None:
    """
    A function that needs all the lesson's rows is drawn from whole epochs, and the text says so.
    """
    found = asked(tmp_path, f"X[99]\n{DESCENT}")

    assert WHOLE == found.calls
    assert EPOCHS * ROWS == found.read[-1]


@pytest.mark.parametrize(
    ("body", "length"),
    [
        ("return None", 0),
        ("return np.zeros((2, 2))", 0),
        ("return theta if n_epochs < 5 else theta * np.nan", 5),
    ],
    ids=["none", "shape", "nan"],
)
def test_odd_theta_ends_the_path(tmp_path: Path, body: str, length: int) -> None:
    """
    Where no theta comes back the path ends, with a sentence, and keeps what it has.
    """
    with pytest.raises(UndrawableError, match=r"^Your function returned") as error:
        asked(tmp_path, body)
    path = error.value.partial

    assert length == (len(path.read) if path else 0)


def test_end_of_one_call_is_kept_in_its_shape(tmp_path: Path) -> None:
    """
    One call for all epochs is made as well; its answer keeps the shape in which it came.
    """
    end = asked(tmp_path, "return (theta + n_epochs).T").at_once

    assert end is not None
    assert [[EPOCHS, EPOCHS]] == end.tolist()


@pytest.mark.parametrize(("body", "error"), [(STUB, NotAttempted), ("return 1 / 0", Fix)])
def test_findings_are_raised(tmp_path: Path, body: str, error: type[Exception]) -> None:
    """
    A stub and a crash are findings, as for a check.
    """
    with pytest.raises(error):
        asked(tmp_path, body)
