"""
What a learner may read of a verdict whose inputs are secret.
"""

from __future__ import annotations

from string import Formatter

import pytest

from autograder.classroom.withheld import BEFORE, OPEN, UNKNOWN, catalogue, for_learner, reworded
from autograder.grading.grade import grade
from autograder.grading.spec import PROJECT
from autograder.grading.verdict import Outcome
from tests.classroom.fakes import verdict_of

FILLED = [template.text for template in catalogue()[1]]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def filled(text: str, canary: str) -> str:
    """The message with a canary in every field that may hold a value."""
    parts = Formatter().parse(text)
    return "".join(
        literal + ("" if name is None else "word" if name in OPEN else canary)
        for literal, name, _, _ in parts
    )


@pytest.mark.parametrize("text", FILLED)
def test_no_value_of_any_message_is_told(text: str) -> None:
    """
    Of every message in the catalogues the values are left out and the words stay.
    """
    said = reworded(filled(text, "171717"))

    assert text in BEFORE or "171717" not in said
    assert said != UNKNOWN


def test_messages_without_values_stay() -> None:
    """
    A sentence that is the same for everybody is told as it is.
    """
    assert all(text == reworded(text) for text in catalogue()[0])
    assert "" == reworded("")


def test_an_unknown_message_is_replaced() -> None:
    """
    What stands in no catalogue is not told at all.
    """
    assert UNKNOWN == reworded("The answer is 42.")


CRASH = (
    "Your code stopped there with ValueError: {}. Read that line aloud: which value in it is not "
    "what you expect? Print it."
)
FACTOR = "Your number is {} times the area. Which factor was lost or gained?"
SYNTAX = (
    "Python cannot read day4_ex1.py, line 3: {}. Mend that line first; the checks of this file "
    "wait for it."
)


@pytest.mark.parametrize(
    ("message", "value", "expected"),
    [(FACTOR, "17", "..."), (CRASH, "exp(-17*x)", "..."), (SYNTAX, "bad syntax", "bad syntax")],
    ids=["factor", "crash", "syntax"],
)
def test_messages_read_well_without_values(message: str, value: str, expected: str) -> None:
    """
    Names, lines and what Python says before any input are told; numbers and texts are not.
    """
    assert message.format(expected) == reworded(message.format(value))


def test_inputs_and_returned_values_are_left_out() -> None:
    """
    Neither what was asked nor what came back nor the seed is in a learner's verdict.
    """
    verdict = for_learner(verdict_of(Outcome.FIX, Outcome.PASS, seed="the seed"))

    assert {("", "")} == {(check.asked, check.returned) for check in verdict.checks}
    assert "" == verdict.seed
    assert not any("17" in check.message for check in verdict.checks)


def test_a_fault_of_ours_tells_nothing_of_itself() -> None:
    """
    The text of our own exceptions may hold what was expected, so the learner reads another.
    """
    verdict = for_learner(verdict_of(Outcome.GRADER_ERROR, message="expected 17"))

    assert not any("17" in check.message for check in verdict.checks)


@pytest.mark.parametrize("exercise", ["day4_ex1", "day4_ex2"])
def test_points_and_outcomes_stay(exercise: str) -> None:
    """
    What is left out of a real verdict is text alone, and every real message is in a catalogue.
    """
    path = sorted((PROJECT / "tests" / "submissions" / "wrong" / exercise).glob("*.py"))[7]
    verdict = grade(path, seed="a secret seed")
    shown = for_learner(verdict)

    assert [(c.name, c.outcome, c.points) for c in verdict.checks] == [
        (c.name, c.outcome, c.points) for c in shown.checks
    ]
    assert UNKNOWN not in {check.message for check in shown.checks}
