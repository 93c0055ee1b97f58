"""
What an author is told of recognisers that fail.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from autograder.authoring import build, recognisers
from autograder.authoring.recognisers import check_recognisers
from autograder.grading.spec import PROJECT
from autograder.grading.task import Exercise
from autograder.judges.finding import wrong
from autograder.mistakes.catalogue import catalogue_of

PAGE = """
odd: Your answer is odd. Why?
else other: That is not it. Why?
"""


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes the kit one of a single check, whose only mistake is recognised like this."""

    def declare(recognise: Any) -> None:
        task = Exercise("day4_ex1").task(
            "9.1",
            "indefinite_integral",
            "an antiderivative",
            law=lambda *_: wrong("odd"),
            mistakes=catalogue_of(PAGE, odd=recognise),
        )
        check = task.compare(points=1)(lambda: [(1, 2)])
        monkeypatch.setattr(recognisers, "all_checks", lambda: (vars(check)["check"],))

    return declare


@pytest.mark.parametrize(
    ("recognise", "said"),
    [
        (lambda case: case.value + 1 > 0, "answer None: .*'odd' failed.*TypeError: unsupported"),
        (lambda case: case.finding.kind, "'odd' failed.*it returned 'odd'; only True or a mapping"),
    ],
)
def test_a_recogniser_that_fails_is_named_once(recognise: Any, said: str, declared: Any) -> None:
    """
    The author reads the task, the answer, the key and the reason; one mistake is one line.
    """
    declared(recognise)

    (step,) = check_recognisers()
    assert step.is_open
    assert step.sentence.startswith("Task 9.1, answer ")
    assert re.search(said, step.sentence)


def test_build_tells(declared: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Building, or asking whether all is built, reports it.
    """
    declared(lambda case: [case])
    monkeypatch.setattr(build, "_everything", lambda _: iter(()))
    monkeypatch.setattr(build, "check_recordings", lambda: iter(()))
    monkeypatch.setattr(build, "spec_names", lambda: ())

    for steps in (build.build(PROJECT), build.check(PROJECT)):
        assert any("'odd'" in step.sentence for step in steps)


def test_no_recogniser_of_the_kit_fails() -> None:
    """
    Over the odd answers every recogniser of every catalogue says yes or no.
    """
    assert [] == [*check_recognisers()]
