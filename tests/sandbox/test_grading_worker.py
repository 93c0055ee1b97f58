"""
Lost judges: whose fault, and tried again or not.
"""

from __future__ import annotations

import time

import pytest

from autograder.sandbox.exit_reason import ExitReason
from autograder.sandbox.grading_worker import lose
from autograder.sandbox.status import Status
from autograder.sandbox.submission_state import GradingJob, SubmissionState


def sheet(*, asking: bool = False) -> SubmissionState:
    """A sheet whose check 3 is being judged."""
    found = SubmissionState(GradingJob({}, "day4", {}, (3,), 10.0))
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
    A judge that runs out of time over an answer costs that check, and is not sent again.
    """
    found = sheet()
    lose(found, ending, is_late=is_late)

    assert Status.TOO_EXPENSIVE is found.judged[3].word


def test_a_slow_solution_is_our_fault() -> None:
    """
    A judge that runs out of time while it asks a solution is a fault of ours, after a second try.
    """
    found = sheet(asking=True)
    lose(found, SLOW, is_late=False)
    assert {} == found.judged
    lose(found, SLOW, is_late=False)

    assert Status.GRADER_ERROR is found.judged[3].word


def test_an_answer_that_leaves_a_solution_no_time_is_the_answers_fault() -> None:
    """
    A judge that is out of time soon after it asked a solution had spent it on the answer.
    """
    found = sheet(asking=True)
    found.asked_at = time.monotonic() - 1
    lose(found, SLOW, is_late=False)

    assert Status.TOO_EXPENSIVE is found.judged[3].word


def test_judges_that_never_begin_are_our_fault() -> None:
    """
    Where no judge comes so far as to begin a check, all checks are left open.
    """
    found = SubmissionState(GradingJob({}, "day4", {}, (3, 4), 10.0))
    for ending, is_late in ((CRASHED, False), (SLOW, True)):
        found.begin()
        lose(found, ending, is_late=is_late)

    assert {3: Status.GRADER_ERROR, 4: Status.GRADER_ERROR} == {
        index: judged.word for index, judged in found.judged.items()
    }
    assert found.done


@pytest.mark.parametrize(
    ("ending", "word"), [(CRASHED, Status.UNDECIDED), (KILLED, Status.GRADER_ERROR)]
)
def test_a_lost_judge_leaves_its_check_open(ending: ExitReason, word: Status) -> None:
    """
    A judge that dies otherwise is sent once more; then its check is open: undecided, or our fault
    where something else than the answer killed it.
    """
    found = sheet()
    lose(found, ending, is_late=False)
    assert {} == found.judged
    lose(found, ending, is_late=False)

    assert (word, True) == (found.judged[3].word, ending.detail in found.judged[3].reason)
