"""
Calls of a learner's function whose answers are shown and never judged.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import sympy as sp

from autograder.grading.grade import grade
from autograder.grading.question import DRAWN, SHOWN, checks_for, picture_question, question_of
from autograder.grading.spec import all_checks
from autograder.grading.verdict import CheckResult
from tests.grading.pictures.answers import PICTURES

X = sp.Symbol("x")
TASKS = {check.task.number: check.task for check in all_checks()}


def asked(folder: Path, code: str, *arguments: object, task: str = "1.1") -> CheckResult:
    """What becomes of one call of a function in a file with this code."""
    (folder / f"{TASKS[task].exercise.name}.py").write_text(code)
    (result,) = grade(folder, questions=[question_of(TASKS[task], arguments)]).checks
    return result


def test_without_questions_there_are_the_checks_of_the_kit() -> None:
    """
    Without a question of its own, a picture shows what is graded.
    """
    assert all_checks() == checks_for(())


def test_what_comes_back_is_shown(tmp_path: Path) -> None:
    """
    The call and the value are in the result, which is worth no points, right or wrong.
    """
    code = "def indefinite_integral(f, x):\n    return f + x\n"
    found = asked(tmp_path, code, 2 * X, X)

    assert ("indefinite_integral(2*x, x)", "3*x") == (found.asked, found.returned)
    assert (0, 0, SHOWN.key) == (found.points, found.max_points, found.mistake)


def test_arguments_arrive_as_they_are(tmp_path: Path) -> None:
    """
    Arrays and numbers cross to the function unchanged.
    """
    code = "def point_gradient(xi, yi, theta):\n    return [xi, yi, theta, xi.dtype.name]\n"
    found = asked(tmp_path, code, np.array([[1.0, 2.0]]), 3, 0.25, task="2.2")

    assert "[[[1.0, 2.0]], 3, 0.25, 'float64']" == found.returned


@pytest.mark.parametrize(
    ("code", "raised", "message"),
    [
        ("def indefinite_integral(f, x):\n    return 1 / 0\n", "ZeroDivisionError", SHOWN.message),
        ("def other():\n    pass\n", "", "defines no indefinite_integral"),
        ("def indefinite_integral(\n", "", "Python cannot read"),
    ],
)
def test_what_goes_wrong_is_shown_as_what_it_is(
    tmp_path: Path, code: str, raised: str, message: str
) -> None:
    """
    A crash, a missing function and an unreadable file are results, too.
    """
    found = asked(tmp_path, code, 2 * X, X)

    assert "" == found.returned
    assert found.raised.startswith(raised)
    assert message in found.message


def test_a_stub_is_still_to_be_written(tmp_path: Path) -> None:
    """
    A function that was never written has no answer, which is no mistake.
    """
    code = "def indefinite_integral(f, x):\n    raise NotImplementedError\n"

    assert "TODO" == asked(tmp_path, code, 2 * X, X).outcome


def drawn(folder: Path, code: str, task: str = "1.1") -> CheckResult:
    """What becomes of the question for a picture of a function in a file with this code."""
    (folder / f"{TASKS[task].exercise.name}.py").write_text(code)
    (result,) = grade(folder, questions=[picture_question(task)]).checks
    return result


def test_a_picture_is_drawn_of_what_comes_back(tmp_path: Path) -> None:
    """
    The drawing and its words are about the learner's own answer to a public case.
    """
    code = "def indefinite_integral(f, x):\n    return 2 * f.integrate(x)\n"
    found = drawn(tmp_path, code)

    assert found.diagnosis is not None
    assert (DRAWN, 0) == (found.diagnosis.key, found.max_points)
    assert "2 times f" in found.diagnosis.fields["words"]
    assert "slope of your F" in found.diagnosis.fields["svg"]
    assert "1.1 Your F" in found.diagnosis.fields["svg"]


@pytest.mark.parametrize(
    "code",
    [
        "def indefinite_integral(f, x):\n    raise NotImplementedError\n",
        "def indefinite_integral(f, x):\n    return 'text'\n",
        "def indefinite_integral(f, x):\n    return 1 / 0\n",
        "def indefinite_integral(f, x):\n    raise SystemExit\n",
        "x = 1\n",
        "def indefinite_integral(\n",
    ],
)
def test_without_an_answer_there_is_no_picture(tmp_path: Path, code: str) -> None:
    """
    Stubs, crashes, and what is nothing to draw give none.
    """
    found = drawn(tmp_path, code)

    assert found.diagnosis is None or DRAWN != found.diagnosis.key


def test_every_task_has_a_picture() -> None:
    """
    Each can be asked for, in the order of the tasks.
    """
    drawn = [number for number in TASKS if number in PICTURES]
    checks = checks_for([picture_question(number) for number in drawn])

    assert drawn == [check.task.number for check in checks]
