from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.grading.spec import PROJECT, all_checks
from autograder.judges.answer import Foreign
from autograder.study.pictures.gallery import PICTURES, picture_in, picture_of
from autograder.study.pictures.picture import NoPictureError
from tests.notebooks import FILED, tasks_of
from tests.study.pictures.answers import RIGHT, STUB, seated, task_of

NUMBERS = sorted({check.task.number for check in all_checks()})
RIGHT_ONES = [path for path in FILED if path.parent.parent.name == "right"]
FEW = sorted(
    {
        *RIGHT_ONES[::4],
        *(path for path in RIGHT_ONES if "seeded" in path.stem or "float32" in path.stem),
    }
)
WRONG_WORDS = re.compile(
    r"is not f|times f,|differ\.|Look again|not in front|cannot lift|times the measured"
    r"|not the measured|leaves the picture|does not move|has not come near|outside|elsewhere"
    r"|No column|itself;|instead of \(2, 1\)"
)
WRONG = {
    "1.1": "return sp.exp(-x)",
    "1.2": "return -sp.integrate(f, (x, lower, upper))",
    "1.3": "return True",
    "1.4": "return sp.integrate(density, (x, 0, sp.oo))",
    "2.1": "return np.hstack([X, np.ones((len(X), 1))])",
    "2.2": "return -2 * xi.T @ (xi @ theta - yi)",
    "2.3": "return theta",
    "2.4": "return np.array([[4.0], [3.0]])",
}
BROKEN = {
    "crash": ("return 1 / 0", "divided by zero"),
    "name": ("return grd", "knows no name grd"),
    "loop": ("while True:\n    pass", "had not finished after 0.3 seconds"),
    "deaf loop": (
        "while True:\n    try:\n        pass\n    except: pass",
        "had not finished after 0.3 seconds",
    ),
    "exit": ("raise SystemExit", "ends with return"),
    "syntax": ("return (", "Python cannot read"),
}
ODD: tuple[Any, ...] = (
    None,
    True,
    "text",
    [1, 2],
    {},
    float("nan"),
    float("-inf"),
    1e308,
    10**400,
    1j,
    np.zeros(0),
    np.zeros((0, 2)),
    np.zeros((100, 0)),
    np.zeros((3, 3, 3)),
    np.full((100, 2), np.nan),
    np.full((100, 2), 1e300),
    np.full((2, 1), -1e308),
    np.full((2, 1), 1j),
    np.array(5.0),
    np.array([[1e-320], [5e-324]]),
    np.array([True, False]),
    sp.zoo,
    sp.nan,
    sp.I,
    sp.Symbol("t"),
    sp.Matrix([1, 2]),
    sp.exp(sp.exp(sp.exp(sp.Integer(100)))),
    sp.Piecewise((1, sp.Symbol("x") > 0)),
    sp.Float("1e5000"),
    Foreign("function", "len"),
    Foreign("stub", "ellipsis"),
)


class Stubborn:
    """A learner of whom every function returns the same value."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __getattr__(self, _: str) -> Any:
        return lambda *_: SimpleNamespace(value=self.value)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_task_has_a_picture(number: str) -> None:
    """
    The worked solutions are drawn, with nothing missing, for all tasks.
    """
    made = picture_in(PROJECT / "solutions", task_of(number))

    made.figure().draw_without_rendering()
    assert (number, "") == (made.task, made.problem)
    assert 80 >= max(map(len, made.text))
    assert "\n".join(made.text).isascii()


@pytest.mark.parametrize("number", NUMBERS)
def test_short_right_functions_are_drawn(number: str, tmp_path: Path) -> None:
    """
    The functions that these tests call right have nothing missing on their pictures.
    """
    assert "" == picture_of(task_of(number), seated(tmp_path, number, RIGHT[number])).problem


@pytest.mark.parametrize("number", NUMBERS)
def test_stub_is_one_sentence(number: str, tmp_path: Path) -> None:
    """
    What is not written yet has no picture, and a sentence that names it.
    """
    with pytest.raises(NoPictureError, match=rf"^{number} .* is not written yet"):
        picture_of(task_of(number), seated(tmp_path, number, STUB))


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(("body", "said"), BROKEN.values(), ids=BROKEN)
def test_broken_function_is_explained_in_the_picture(
    number: str, body: str, said: str, tmp_path: Path
) -> None:
    """
    A function that breaks or never ends leaves a picture without its curve, with the sentence.
    """
    limit = 0.3 if "while" in body else 10
    made = picture_of(task_of(number), seated(tmp_path, number, body), seconds=limit)

    assert said in made.problem
    assert said in made.alt


@pytest.mark.parametrize("number", NUMBERS)
def test_problem_is_in_the_picture(number: str) -> None:
    """
    The sentence about what is missing is drawn, too.
    """
    figure = PICTURES[number].unanswered("It stopped there.").figure()

    assert "It stopped there." in " ".join(figure.get_supxlabel().split())


@pytest.mark.parametrize("number", NUMBERS)
def test_odd_answers_are_drawn_or_explained(number: str) -> None:
    """
    Whatever comes back, there is a picture without a warning, and what is missing has a sentence.
    """
    for value in ODD:
        made = PICTURES[number].of(Stubborn(value))

        made.figure()
        assert made.text
        assert made.alt.isascii()
        assert not made.problem or made.problem.endswith((".", "?"))


def test_unknown_number_has_no_picture(tmp_path: Path) -> None:
    """
    A task of another exercise has no picture, and a sentence says so.
    """
    other = replace(task_of("1.1"), number="3.1")

    with pytest.raises(NoPictureError, match=r"no picture for task 3\.1"):
        picture_of(other, seated(tmp_path, "1.1", RIGHT["1.1"]))


@pytest.mark.parametrize("path", FEW, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_right_submission_is_never_called_wrong(path: Path) -> None:
    """
    The pictures of right submissions are complete, and no word says that something differs.
    """
    exercise = path.parent.name
    for number in tasks_of(path):
        if task_of(number).exercise.name == exercise:
            made = picture_in(path, task_of(number))

            assert "" == made.problem
            assert not WRONG_WORDS.search(made.alt), made.alt


@pytest.mark.parametrize("number", NUMBERS)
def test_wrong_submission_is_called_wrong(number: str, tmp_path: Path) -> None:
    """
    The picture of a wrong function says in words what is wrong with it.
    """
    made = picture_of(task_of(number), seated(tmp_path, number, WRONG[number]))

    assert "" == made.problem
    assert WRONG_WORDS.search(made.alt), made.alt
