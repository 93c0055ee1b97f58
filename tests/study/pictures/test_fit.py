from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.study.pictures import fit as lines
from tests.study.pictures.answers import learner

THETAS = {
    "right": ("4.2", "2.8", "inside."),
    "typed in": ("4.0", "3.0", "outside."),
    "unfinished": ("2.985", "3.068", "outside."),
    "diverged": ("-5e102", "1e103", "outside. Your line runs out of the picture."),
    "infinite steps": ("1e300", "1e300", "outside. Your line runs out of the picture."),
}


def asked(folder: Path, body: str) -> lines.Lines:
    return lines.ask(learner(folder, "2.4", body))


@pytest.mark.parametrize(("a", "b", "said"), THETAS.values(), ids=THETAS)
def test_where_theta_lies_is_told(tmp_path: Path, a: str, b: str, said: str) -> None:
    """
    Inside or outside of where right runs end, near or far, theta is drawn and told.
    """
    values = asked(tmp_path, f"return np.array([[{a}], [{b}]])")
    made = lines.picture(values)

    made.draw().draw_without_rendering()
    assert f"from the best one, {said}" in made.alt
    assert values.theta is not None
    assert [float(a), float(b)] == values.theta.tolist()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return np.array([[4.2, 2.8]])", "It has the shape (1, 2), a column of two has (2, 1)."),
        ("return np.array([[4.215096157546747], [2.770113386438484]])", "the best one itself"),
    ],
    ids=["row", "exact"],
)
def test_what_a_walk_would_not_return_is_told(tmp_path: Path, body: str, said: str) -> None:
    """
    A row in place of a column, and least squares to all digits, are told.
    """
    assert said in lines.picture(asked(tmp_path, body)).alt


def test_lines_end_where_theta_says() -> None:
    """
    The learner's line runs from theta[0] at x = 0 to theta[0] + 2 theta[1] at x = 2.
    """
    values = lines.blank("")
    drawn = lines.figure(lines.Lines(values.x, values.y, np.array([1.0, 2.0]))).axes[0].lines

    assert [1.0, 5.0] == drawn[-1].get_ydata().tolist()


@pytest.mark.parametrize(
    "body",
    ["return None", "return np.zeros((2, 2))", "return 4.2, 2.8", "return np.array([np.nan, 1])"],
)
def test_no_theta_is_one_sentence(tmp_path: Path, body: str) -> None:
    """
    What is not two finite numbers is told, and the rest is drawn.
    """
    values = asked(tmp_path, body)

    assert values.theta is None
    assert values.problem.endswith("theta is two finite numbers.")
    assert 3 == len(lines.figure(values).axes[0].lines)
