"""
Orders and sheets.
"""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

import msgspec
import pytest

from autograder.grading.verdict import CheckResult
from autograder.mistakes.catalogue import Diagnosis
from autograder.mistakes.python import general
from autograder.sandbox.status import ExitReason, Status
from autograder.sandbox.submission_state import CheckOutcome, GradingJob, SubmissionState

RESULT: dict[str, Any] = {
    "name": "test_f",
    "task": "1.1",
    "function": "f",
    "title": "It is right.",
    "outcome": "PASS",
    "points": 2,
    "max_points": 2,
}
ASKED = {"day4_ex1": ("f",), "day4_ex2": ("g",)}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], []),
        (["day4_ex2.py"], ["day4_ex2"]),
        (["day4_ex2.ipynb", "day4_ex1.py"], ["day4_ex1", "day4_ex2"]),
        (["day4_ex1.txt", "other.py"], []),
    ],
)
def test_exercises_are_known_by_name(names: list[str], expected: list[str]) -> None:
    """
    An exercise is handed in as a script or a notebook of its name.
    """
    assert expected == GradingJob(dict.fromkeys(names, b""), "", ASKED, (), 1.0).handed_in


NOTE = Diagnosis("good", "Good {why}.", {"why": "so far"}, "Good.")


def test_results_are_kept_by_check() -> None:
    """
    A result is plain data on its way and a result again once it has arrived.
    """
    state = SubmissionState(GradingJob({}, "", ASKED, (0,), 1.0), (0,))
    result = CheckResult("test_f", "1.1", "f", "It is right.", "PASS", 2, 2, notes=(NOTE,))
    state.hear("check", [0])
    outcome = {"word": "PASS", "reason": "", "result": asdict(result)}
    state.hear("result", [0, outcome])
    state.hear("done", [])

    assert (Status.PASS, result, True) == (
        state.outcomes[0].word,
        state.outcomes[0].result,
        state.done,
    )


@pytest.mark.parametrize(
    "said",
    [
        ("check", []),
        ("check", [1]),
        ("check", ["0"]),
        ("result", [0, {"word": "PASS", "reason": "", "result": {}}]),
        ("result", [0, {"word": "PASS", "reason": "", "result": None}]),
        ("result", [0, {"word": "PASS", "reason": ""}]),
        ("result", [7, {"word": "PASS", "reason": "", "result": RESULT}]),
        ("result", [0, {"word": "SUPER", "reason": "", "result": RESULT}]),
        ("result", [0, {}]),
        ("result", [0]),
        ("praise", []),
    ],
    ids=str,
)
def test_nonsense_of_a_checker_raises(said: tuple[str, list[Any]]) -> None:
    """
    A message that no checker sends is refused, and changes nothing.
    """
    state = SubmissionState(GradingJob({}, "", ASKED, (0,), 1.0), (0,))
    with pytest.raises((ValueError, TypeError, msgspec.ValidationError)):
        state.hear(*said)

    assert ({}, -1) == (state.outcomes, state.check)


def test_a_second_try_counts_where_the_budget_allowed_one() -> None:
    """
    The second try replaces the first, except for checks that it had no time left to run.
    """
    job = GradingJob({}, "", ASKED, (0, 1), 1.0)
    slow, right = CheckOutcome(Status.CPU_LIMIT, "slow"), CheckOutcome(Status.PASS, "")
    said = general.BUDGET.say(function="f", kind="computing", seconds="120")
    result = CheckResult(**{**RESULT, "outcome": "FIX"}, diagnosis=said)
    refused = CheckOutcome(Status.CPU_LIMIT, "", result)
    state = SubmissionState(job, job.checks, {0: slow, 1: slow}, computing=2.0)
    second = state.retry((0, 1), clock=30.0)
    assert (2.0, True) == (second.cpu, second.clock >= 30.0)
    second.outcomes = {0: right, 1: refused}
    second.computing, second.judging = 2.5, 1.0
    state.take(second)

    assert ({0: right, 1: slow}, 3.5) == (state.outcomes, state.cpu)


def while_checking(*, asking: bool = False) -> SubmissionState:
    """A submission whose check 3 is running."""
    found = SubmissionState(GradingJob({}, "day4", {}, (3,), 10.0), (3,))
    found.hear("check", [3])
    found.hear("asking", [asking])
    found.since -= 12  # seconds ago
    if found.asked_at is not None:
        found.asked_at -= 11
    return found


FULL, KILLED = ExitReason(Status.MEMORY_LIMIT, "SIGKILL"), ExitReason(Status.GRADER_ERROR, "killed")
SLOW, CRASHED = (
    ExitReason(Status.CPU_LIMIT, "SIGXCPU"),
    ExitReason(Status.SUBMISSION_ERROR, "SIGSEGV"),
)


@pytest.mark.parametrize(
    ("ending", "is_late"),
    [
        pytest.param(SLOW, False, id="computing"),
        pytest.param(CRASHED, True, id="waiting"),
        pytest.param(FULL, False, id="memory"),
    ],
)
def test_an_answer_that_is_too_expensive_is_called_so(ending: ExitReason, is_late: bool) -> None:
    """
    A checker that runs out of time over an answer costs that check, and is not sent again.
    """
    found = while_checking()
    found.lose(ending, is_late=is_late)

    assert Status.TOO_EXPENSIVE is found.outcomes[3].word


def test_a_slow_solution_is_our_fault() -> None:
    """
    A checker that runs out of time while it asks a solution is our own fault, after a second try.
    """
    found = while_checking(asking=True)
    found.lose(SLOW, is_late=False)
    assert {} == found.outcomes
    found.lose(SLOW, is_late=False)

    assert Status.GRADER_ERROR is found.outcomes[3].word


def test_an_answer_that_leaves_a_solution_no_time_is_the_answers_fault() -> None:
    """
    A checker that is out of time soon after it asked a solution had spent it on the answer.
    """
    found = while_checking(asking=True)
    found.asked_at = time.monotonic() - 1
    found.lose(SLOW, is_late=False)

    assert Status.TOO_EXPENSIVE is found.outcomes[3].word


def test_checkers_that_never_begin_are_our_fault() -> None:
    """
    Where no checker gets as far as a check, all checks are left open.
    """
    found = SubmissionState(GradingJob({}, "day4", {}, (3, 4), 10.0), (3, 4))
    for ending, is_late in ((CRASHED, False), (SLOW, True)):
        found.begin()
        found.lose(ending, is_late=is_late)

    assert {3: Status.GRADER_ERROR, 4: Status.GRADER_ERROR} == {
        index: one.word for index, one in found.outcomes.items()
    }
    assert found.done


@pytest.mark.parametrize(
    ("ending", "word"), [(CRASHED, Status.UNDECIDED), (KILLED, Status.GRADER_ERROR)]
)
def test_a_lost_checker_leaves_its_check_open(ending: ExitReason, word: Status) -> None:
    """
    A checker that dies otherwise is started once more; then its check is open: undecided, or our
    fault if something other than the answer killed it.
    """
    found = while_checking()
    found.lose(ending, is_late=False)
    assert {} == found.outcomes
    found.lose(ending, is_late=False)

    assert (word, True) == (found.outcomes[3].word, ending.detail in found.outcomes[3].reason)
