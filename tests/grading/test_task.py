"""
Declaring checks, and how a finding ends one.
"""

from __future__ import annotations

from types import ModuleType

import pytest

from autograder.grading.task import Exercise, Fix, Undecided, checks_of, is_check, settle
from autograder.judges.answer import Answer
from autograder.judges.finding import right, undecided, wrong
from autograder.mistakes.catalogue import Mistake

TASK = Exercise("day4_ex9", "One").task("9.1", "f", "a function", hints=("What is it?",))
LAST = Mistake("other", "It is {n}. Why?", lambda case: {"n": case})


class Notes:
    """A learner that only takes notes."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def note(self, text: str) -> None:
        self.taken.append(text)


def test_checks_keep_their_order() -> None:
    """
    A spec's checks are found as written, with the docstring as title.
    """

    @TASK.check(points=2)
    def test_second() -> None:
        """Two is right."""

    @TASK.check(points=1)
    def test_first() -> None:
        """One is right."""

    spec = ModuleType("spec")
    vars(spec).update(b=test_second, helper=len, a=test_first)

    assert [("test_second", 2, "Two is right."), ("test_first", 1, "One is right.")] == [
        (check.name, check.points, check.title) for check in checks_of(spec)
    ]
    assert not is_check(len)


def test_right_finding_leaves_its_notes() -> None:
    """
    A right finding raises nothing and takes its notes, filled.
    """
    learner = Notes()
    settle(learner, right("flat", n=1), mistakes=[LAST], case=1, notes={"flat": "It has {n} axis."})

    assert ["It has 1 axis."] == [note.message for note in learner.taken]


def test_wrong_finding_is_a_fix() -> None:
    """
    A wrong finding raises the first mistake that recognises it, with call and value.
    """
    answer = Answer("f", 7, (2,))
    with pytest.raises(Fix, match=r"It is 7\. Why\?") as found:
        settle(Notes(), wrong("odd"), mistakes=[LAST], case=7, notes={}, answer=answer)

    assert ("f(2)", "7") == (found.value.asked, found.value.returned)


def test_undecided_finding_is_no_fix() -> None:
    """
    What the judge cannot decide is raised as undecided.
    """
    with pytest.raises(Undecided, match="close"):
        settle(Notes(), undecided("close"), mistakes=[LAST], case=1, notes={})


def test_catalogue_without_a_last_entry_is_our_fault() -> None:
    """
    A wrong finding that no mistake recognises is an error of the author.
    """
    with pytest.raises(LookupError, match="add a last entry"):
        settle(Notes(), wrong("odd"), mistakes=[], case=1, notes={})
