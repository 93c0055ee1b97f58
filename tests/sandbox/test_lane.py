"""
Lost judges: whose fault, and tried again or not.
"""

from __future__ import annotations

import pytest

from autograder.sandbox.endings import Ending
from autograder.sandbox.lane import lose
from autograder.sandbox.sheet import Order, Sheet
from autograder.sandbox.status import Status


def sheet(*, asking: bool = False) -> Sheet:
    """A sheet whose check 3 is being judged."""
    found = Sheet(Order({}, "day4", {}, (3,), 10.0))
    found.hear("check", [3])
    found.hear("asking", [asking])
    return found


SLOW, CRASHED = Ending(Status.CPU_LIMIT, "SIGXCPU"), Ending(Status.SUBMISSION_ERROR, "SIGSEGV")


@pytest.mark.parametrize(
    ("ending", "is_late"),
    [pytest.param(SLOW, False, id="computing"), pytest.param(CRASHED, True, id="waiting")],
)
def test_an_answer_that_is_too_expensive_is_called_so(ending: Ending, is_late: bool) -> None:
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


def test_judges_that_never_begin_are_our_fault() -> None:
    """
    Where no judge comes so far as to begin a check, all checks are left open.
    """
    found = Sheet(Order({}, "day4", {}, (3, 4), 10.0))
    for _ in range(2):
        found.begin()
        lose(found, CRASHED, is_late=False)

    assert {3: Status.GRADER_ERROR, 4: Status.GRADER_ERROR} == {
        index: judged.word for index, judged in found.judged.items()
    }
    assert found.done


def test_a_judge_that_crashes_is_our_fault() -> None:
    """
    A judge that dies otherwise is sent once more; then its check is left open, never a zero.
    """
    found = sheet()
    lose(found, CRASHED, is_late=False)
    assert {} == found.judged
    lose(found, CRASHED, is_late=False)

    assert (Status.GRADER_ERROR, True) == (
        found.judged[3].word,
        "SIGSEGV" in found.judged[3].reason,
    )
