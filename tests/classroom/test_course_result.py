"""What is told after a run over a course."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.classroom.course_result import NOTHING_TO_ADD, UNREAD, WHAT_NOW, CourseResult
from autograder.classroom.policy import NEWER
from autograder.classroom.tally import Tally
from autograder.sandbox.status import Status
from tests.classroom.fakes import report_of


def lines(what: str) -> list[str]:
    """The lines about a course in which one person wants a look for this."""
    tally = Tally()
    status = {UNREAD: "SUBMISSION_ERROR", NOTHING_TO_ADD: "REJECTED", NEWER: "GRADED"}.get(
        what, what
    )
    tally.add(report_of("924", status, reason="why"))
    return [*CourseResult(tally, (), {what: ["924"]}).lines(Path("day 4"), "canvas")]


@pytest.mark.parametrize("what", WHAT_NOW)
def test_whoever_wants_a_look_has_a_next_step(what: str) -> None:
    """
    Whatever wants a look is named with its ids and with what to do, as a command to copy.
    """
    said = next(line for line in lines(what) if line.startswith(f"{what}: 924. "))
    is_plain = what in {Status.REJECTED, NOTHING_TO_ADD}

    assert ("autograder explain 'day 4' 924" in said) is not is_plain
    assert ("sk for" in said) is (what in {Status.REJECTED, UNREAD, NEWER})
    assert ("adjust.csv" in said) is (what in {Status.UNDECIDED, NOTHING_TO_ADD})


def test_a_fault_of_ours_is_tried_again() -> None:
    """
    Where the grader failed, it is said where, and how to try again.
    """
    said = "\n".join(lines(Status.GRADER_ERROR))

    assert "day 4/grades/grader_errors.txt. The same command tries them once more" in said
    assert "grader_errors" not in "\n".join(lines(Status.FORBIDDEN))


def test_the_last_line_is_the_next_command() -> None:
    """
    The last line can be copied: it exports to the platform that the work came from.
    """
    expected = "Next: look at report.html; then type: autograder export 'day 4' canvas FILE"
    assert expected == lines(Status.REJECTED)[-1]


@pytest.mark.parametrize(
    ("platform", "is_dated", "is_helped"),
    [("moodle", False, True), ("moodle", True, False), ("canvas", False, False)],
)
def test_people_without_a_time_are_named(platform: str, *, is_dated: bool, is_helped: bool) -> None:
    """
    Who counts as on time because nothing says when they handed in is named; of Moodle's, what
    does, unless it is there and has no time for them.
    """
    result = CourseResult(Tally(), (), {}, undated=("7", "8"), is_dated=is_dated)
    said = next(one for one in result.lines(Path("day4"), platform) if "2 people (7 and 8)" in one)

    assert is_helped is said.endswith("name it as the roster.")
