from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.grading.task import Fix, NotAttempted
from autograder.judges.sgd.lesson import least_squares, table
from autograder.study.pictures.path import EPOCHS, GROWING, PORTIONS, ROWS, WHOLE, learner_path
from autograder.study.pictures.path import Path as LearnerPath
from autograder.study.pictures.picture import UndrawableError
from autograder.study.pictures.theta import loss
from tests.study.pictures.answers import DESCENT, STUB, learner


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
