"""
What a learner may read of a verdict whose inputs are secret.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.redact import for_learner
from autograder.grading.grade import grade
from autograder.grading.spec import PROJECT, load_specs
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from autograder.judges.answer import Answer, Crash, Foreign
from autograder.mistakes.catalogue import UNKNOWN, Diagnosis, Wording, diagnose
from autograder.mistakes.python import general
from autograder.mistakes.sgd.add_bias import BIAS
from autograder.mistakes.sgd.crashes import DESCENT_CRASHES
from autograder.mistakes.sgd.train import TRAINED
from tests.classroom.fakes import verdict_of

CANARY = "f_171717"
SAID_BY_PYTHON = [
    "name '{}' is not defined",
    "cannot access local variable '{}' where it is not associated with a value",
    "{}() missing 1 required positional argument: 'x'",
    "{}() takes 1 positional argument but 2 were given",
    "No module named '{}'",
    "'{}' object has no attribute 'x'",
    "'list' object has no attribute '{}'",
    "module '{}' has no attribute '{}'",
    "module 'sympy' has no attribute '{}'",
    "'{}' object is not callable",
    "loop of ufunc does not support argument 0 of type {0} which has no callable {0} method",
    "index 171717 is out of bounds for axis 0 with size 171717",
    "operands could not be broadcast together with shapes (171717,1) (2,171717)",
    "all the input array dimensions must match: dimension 0, has size 171717 and has size 171717",
    "{}",
]
KINDS = [CANARY, "NameError", "TypeError", "AttributeError", "ValueError", "ModuleNotFoundError"]
FUNCTIONS = ["add_bias", "stochastic_gradient_descent", "probability"]
ASKED = (np.ones((4, 1)), np.ones((4, 1)))


@pytest.mark.parametrize("text", SAID_BY_PYTHON)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_nothing_that_an_exception_says_is_reported(text: str, kind: str, function: str) -> None:
    """
    No name, type or shape in an exception gets into the feedback.
    """
    answer = Answer(function, None, ASKED, ASKED, Crash(kind, text.format(CANARY, CANARY), 3))
    crashes = (catalogue for spec in load_specs().values() for catalogue in spec.EXERCISE.crashes)
    said = diagnose((*crashes, *DESCENT_CRASHES, *general.CRASHES), answer)

    assert said is not None
    assert "171717" not in said.guarded.message
    assert UNKNOWN != said.guarded.message


@given(
    st.builds(Foreign, st.sampled_from(["function", "class", "module", "object"]), st.just(CANARY))
    | st.just(171717.0)
    | st.just((171717,) * 3)
    | st.sampled_from([(7, 17), (17, 7, 1), (17,)]).map(np.ones)
)
def test_nothing_that_came_back_is_reported(value: Any) -> None:
    """
    No name, number, count or shape of an answer gets into the feedback.
    """
    for catalogue in (BIAS, TRAINED):
        said = diagnose(catalogue, Answer("add_bias", value, ASKED, ASKED))
        assert said is not None
        assert "17" not in said.guarded.message
        assert "(7" not in said.guarded.message


def verdict_with(check: CheckResult) -> Verdict:
    return Verdict((TaskResult("1.1", "a task", (check,)),), "")


def test_notes_and_what_was_left_out_are_guarded() -> None:
    """
    Notes lose their values, those without a safe wording are left out, and so are notebook lines.
    """
    lines = general.LEFT_OUT.say(file="day4_ex1.ipynb", lines="%17 (cell [1])")
    notes = (Diagnosis("n", "It is {n}.", {"n": "17"}), Wording("flat", "It is flat.").say())
    check = CheckResult("t", "1.1", "f", "It is.", "PASS", 2, 2, None, notes, left_out=lines)
    (shown,) = for_learner(verdict_with(check)).checks

    assert ("It is flat.", lines.guarded.message) == shown.remarks
    assert "17" not in str(shown)


def test_inputs_and_returned_values_are_left_out() -> None:
    """
    Inputs, returned values and the seed are not in a learner's verdict.
    """
    verdict = for_learner(verdict_of(Outcome.FIX, Outcome.PASS, seed="the seed"))

    assert {("", "")} == {(check.asked, check.returned) for check in verdict.checks}
    assert "" == verdict.seed
    assert "17" not in str([check.diagnosis for check in verdict.checks])


def test_a_fault_in_the_kit_reveals_nothing_of_itself() -> None:
    """
    The text of the kit's own exceptions, which may contain expected values, is not in the feedback.
    """
    fault = CheckResult(
        *("t", "1.1", "f", "It is.", "GRADER_ERROR", None, 2),
        general.GRADER_FAILED.say(error="ValueError: expected 17"),
    )
    (shown,) = for_learner(verdict_with(fault)).checks

    assert "17" in fault.message
    assert "17" not in str(shown.diagnosis)
    assert "This costs you nothing" in shown.message


@pytest.mark.parametrize("exercise", ["day4_ex1", "day4_ex2"])
def test_points_and_outcomes_stay(exercise: str) -> None:
    """
    Only text is left out of a real verdict, and every message has a wording for learners.
    """
    path = sorted((PROJECT / "tests" / "submissions" / "wrong" / exercise).glob("*.py"))[7]
    verdict = grade(path, seed="a secret seed")
    shown = for_learner(verdict)

    assert [(c.name, c.outcome, c.points, c.mistake) for c in verdict.checks] == [
        (c.name, c.outcome, c.points, c.mistake) for c in shown.checks
    ]
    assert UNKNOWN not in {check.message for check in shown.checks}
