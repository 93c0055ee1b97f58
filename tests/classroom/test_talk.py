"""
The sheet for five minutes with a person about that person's own function.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.classroom.grade import Grade
from autograder.classroom.graders import TrustedGrader
from autograder.classroom.talk import (
    NEW_PAGE,
    AskedCall,
    Talk,
    answer_of,
    sheet_html,
    sheet_text,
    talk_about,
)
from autograder.grading.draw import Draw
from autograder.grading.grade import SOLUTIONS
from autograder.grading.question import OpenQuestion
from autograder.grading.spec import all_checks
from autograder.grading.talk_page import drawn
from autograder.grading.verdict import CheckResult, Outcome
from autograder.mistakes.catalogue import Diagnosis
from autograder.sandbox.report import Report
from autograder.sandbox.supervisor import Supervisor
from tests.classroom.fakes import report_of

TASKS = {check.task.number: check.task for check in all_checks()}
X = sp.Symbol("x")
GRADE = Grade(report_of("924", "GRADED", name="Ada <Lovelace>"))
TALK = Talk(
    *("Ada <Lovelace> (924)", "1.1", "indefinite_integral"),
    (
        AskedCall("indefinite_integral(2*x, x)", "It returned x**2"),
        AskedCall("indefinite_integral(3, x)", "It stopped with E: \x1b[31m<b>"),
    ),
)
BROKEN = b"""
def add_bias(X):
    return 1 / 0

def point_gradient(xi, yi, theta):
    while True:
        pass
"""


def rng(seed: int = 1) -> Any:
    return Draw(str(seed)).stream("talk")


@dataclass
class Silent:
    """Runs nothing, and keeps what it was asked."""

    asked: list[OpenQuestion] = field(default_factory=list)

    def grade(
        self,
        _files: Mapping[str, bytes],
        _seed: str,
        submission: str,
        /,
        *,
        questions: Sequence[OpenQuestion],
    ) -> Report:
        self.asked += questions
        return report_of(submission, "TIMEOUT", None, "It took too long.")


def test_what_was_not_run_is_said() -> None:
    """
    If nothing came back at all, each answer says why; the calls are there all the same.
    """
    silent = Silent()
    talk = talk_about(GRADE, TASKS["1.1"], {}, silent, [(2 * X, X), (sp.Integer(3), X)])

    assert ["1.1", "1.1"] == [one.task for one in silent.asked]
    assert ("indefinite_integral(2*x, x)", "indefinite_integral(3, x)") == tuple(
        call.text for call in talk.calls
    )
    assert {"It was not run: TIMEOUT. It took too long."} == {one.answer for one in talk.calls}


@pytest.mark.parametrize(
    ("outcome", "more", "answer"),
    [
        (Outcome.FIX, {"returned": "x**2"}, "It returned x**2"),
        (Outcome.FIX, {"raised": "E: no"}, "It stopped with E: no"),
        (Outcome.TODO, {}, "It is not written yet."),
        (Outcome.FIX, {"diagnosis": Diagnosis("slow", "Too slow.")}, "Too slow."),
        (Outcome.TODO, {"diagnosis": Diagnosis("stub", "Calls a stub.")}, "Calls a stub."),
    ],
)
def test_an_answer_is_a_sentence(outcome: Outcome, more: dict[str, object], answer: str) -> None:
    """
    A value, a crash, a stub and anything else are each said as what they are.
    """
    result = CheckResult("question_1", "1.1", "f", "", outcome, 0, 0, **more)

    assert answer == answer_of(result, GRADE.report)


def test_answers_are_on_a_page_of_their_own() -> None:
    """
    The first page has the calls and room for predictions, and no answer.
    """
    first, second = sheet_text(TALK).split(NEW_PAGE)
    above, below = sheet_html(TALK).split("break-before: page")

    for page in (first, above):
        assert "x**2\n" not in page
        assert "stopped" not in page
        assert 2 == page.count("Prediction")
    assert "It returned x**2" in second
    assert "It returned x**2" in below


def test_a_sheet_is_safe_to_print() -> None:
    """
    Nothing in it steers a terminal, becomes markup, or is wider than a page.
    """
    text, page = sheet_text(TALK), sheet_html(TALK)

    assert all(c.isprintable() or c in {"\n", NEW_PAGE} for c in text + page)
    assert "<Lovelace>" not in page
    assert "<b>" not in page
    assert 80 >= max(map(len, text.splitlines()))


def test_a_trusted_function_is_asked() -> None:
    """
    What is trusted is run in a process of its own.
    """
    files = {"day4_ex2.py": (SOLUTIONS / "day4_ex2.py").read_bytes()}
    talk = talk_about(GRADE, TASKS["2.1"], files, TrustedGrader(), [(np.array([[2.0], [3.0]]),)])

    assert ["It returned [[1.0, 2.0], [1.0, 3.0]]"] == [one.answer for one in talk.calls]


@pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")
@pytest.mark.sweep
def test_a_function_is_asked_in_the_sandbox(
    sandbox: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Of each task of the solutions, the answers to drawn calls are values; broken work says how.
    """
    monkeypatch.setattr(sandbox, "seconds", 1.0)
    files = {path.name: path.read_bytes() for path in SOLUTIONS.glob("day4_*.py")}
    for number, task in TASKS.items():
        talk = talk_about(GRADE, task, files, sandbox, drawn(task, 3, rng()))

        assert all(one.answer.startswith("It returned ") for one in talk.calls), number

    broken = {"day4_ex2.py": BROKEN}
    said = [
        talk_about(GRADE, TASKS[number], broken, sandbox, drawn(TASKS[number], 1, rng())).calls[0]
        for number in ("2.1", "2.2", "2.4")
    ]
    assert "It stopped with ZeroDivisionError: division by zero" == said[0].answer
    assert "had not finished after" in said[1].answer
    assert "defines no train" in said[2].answer
