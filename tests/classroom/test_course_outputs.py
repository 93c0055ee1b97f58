"""
What a course says at the end of a run.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.classroom.course_outputs import WHAT_NOW, CourseResult
from autograder.classroom.tally import Tally
from autograder.sandbox.status import Status
from tests.classroom.fakes import report_of


def lines(status: Status) -> list[str]:
    """The lines about a course in which one person has this status."""
    tally = Tally()
    tally.add(report_of("924", status, reason="why"))
    return [*CourseResult(tally, (), {status: ["924"]}).lines(Path("day 4"), "canvas")]


@pytest.mark.parametrize("status", WHAT_NOW)
def test_whoever_wants_a_look_has_a_next_step(status: Status) -> None:
    """
    Each status that wants a look is named with its ids and with what to do, as a command to copy.
    """
    said = next(line for line in lines(status) if line.startswith(f"{status}: 924. "))

    assert ("autograder explain 'day 4' 924" in said) is (status is not Status.REJECTED)
    assert ("Ask for the work again" in said) is (status is Status.REJECTED)
    assert ("adjust.csv" in said) is (status is Status.UNDECIDED)


def test_a_fault_of_ours_is_tried_again() -> None:
    """
    Where the grader failed, it is said where, and how to try again.
    """
    said = "\n".join(lines(Status.GRADER_ERROR))

    assert "day 4/grades/grader_errors.txt. The same command tries them again" in said
    assert "grader_errors" not in "\n".join(lines(Status.FORBIDDEN))


def test_the_last_line_is_the_next_command() -> None:
    """
    The last line can be copied: it exports to the platform that the work came from.
    """
    expected = "Next: look at report.html; then type: autograder export 'day 4' canvas FILE"
    assert expected == lines(Status.REJECTED)[-1]


@pytest.mark.parametrize(("platform", "is_helped"), [("moodle", True), ("canvas", False)])
def test_work_without_a_time_is_counted(platform: str, *, is_helped: bool) -> None:
    """
    Work that counts as in time because nothing says when it came is named; of Moodle's, what does.
    """
    result = CourseResult(Tally(), (), {}, undated=2)
    said = next(one for one in result.lines(Path("day4"), platform) if "2 people" in one)

    assert is_helped is said.endswith("name it as the roster.")
