from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.study.pictures import bias as table
from tests.study.pictures.answers import learner


def asked(folder: Path, body: str = "") -> table.Table:
    return table.ask(learner(folder, "2.1", body))


def test_right_table_lifts_the_line(tmp_path: Path) -> None:
    """
    With its column of ones the line fits as least squares does.
    """
    values = asked(tmp_path)

    assert (0,) == values.ones
    assert values.fitted is not None
    assert np.mean((values.fitted - values.y) ** 2) == pytest.approx(0.8066, abs=1e-4)


def test_zeros_leave_the_line_on_the_origin(tmp_path: Path) -> None:
    """
    A column of zeros gives the line of X alone, and the picture says why.
    """
    values = asked(tmp_path, "return np.hstack([np.zeros((len(X), 1)), X])")

    assert values.fitted == pytest.approx(values.alone)
    assert "cannot lift a line off the origin" in table.picture(values).alt


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
    Where the ones stand is told, wherever that is.
    """
    assert f"Column of ones: {said}" in table.picture(asked(tmp_path, body)).alt


def test_lost_x_is_told(tmp_path: Path) -> None:
    """
    A table without X, or with another one, is told to be without.
    """
    lost = table.picture(asked(tmp_path, "return np.hstack([np.ones((len(X), 1)), X + 1])"))

    assert "No column holds X." in lost.alt
    assert "No column holds X." not in table.picture(asked(tmp_path)).alt


def test_first_rows_are_drawn(tmp_path: Path) -> None:
    """
    The table on the picture holds the learner's own numbers.
    """
    made = table.figure(asked(tmp_path, "return np.hstack([np.full((len(X), 1), 7.0), X])"))
    cells = [cell.get_text().get_text() for cell in made.axes[0].tables[0].get_celld().values()]

    assert 6 == cells.count("7")


@pytest.mark.parametrize(
    "body",
    ["return X.T", "return X[:, 0]", "return X[:5]", "return X.tolist()", "return None"],
)
def test_no_table_is_one_sentence(tmp_path: Path, body: str) -> None:
    """
    What is no table with a row for each x is told with its shape or kind, and not drawn.
    """
    values = asked(tmp_path, body)

    assert values.table is None
    assert values.problem.startswith("Your function returned")
    assert "no table of yours" in [text.get_text() for text in table.figure(values).axes[0].texts]
