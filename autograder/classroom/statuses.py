"""Statuses: one word for what became of a submission, the same in every report."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """
    What became of a submission.

    Only GRADED and the words for a part that stopped come with points. GRADER_ERROR is our fault:
    its points are open, never zero.
    """

    GRADED = "GRADED"
    SUBMISSION_ERROR = "SUBMISSION_ERROR"
    STOPPED_EARLY = "STOPPED_EARLY"
    TIMEOUT = "TIMEOUT"
    CPU_LIMIT = "CPU_LIMIT"
    MEMORY_LIMIT = "MEMORY_LIMIT"
    OUTPUT_LIMIT = "OUTPUT_LIMIT"
    BAD_ANSWER = "BAD_ANSWER"
    TOO_EXPENSIVE = "TOO_EXPENSIVE"
    FORBIDDEN = "FORBIDDEN"
    REJECTED = "REJECTED"
    NOT_SUBMITTED = "NOT_SUBMITTED"
    GRADER_ERROR = "GRADER_ERROR"


MEANING = {
    Status.GRADED: "run to its end and judged; zero points are an earned zero",
    Status.SUBMISSION_ERROR: "crashed, in a call or when it was loaded",
    Status.STOPPED_EARLY: "ended its own process before it had answered",
    Status.TIMEOUT: "did not come back in time",
    Status.CPU_LIMIT: "used up its processor time",
    Status.MEMORY_LIMIT: "used up its memory",
    Status.OUTPUT_LIMIT: "printed or returned too much",
    Status.BAD_ANSWER: "returned something that is no plain value",
    Status.TOO_EXPENSIVE: "returned a value that takes too long to compare",
    Status.FORBIDDEN: "tried what no exercise needs; have a look at it",
    Status.REJECTED: "was refused unread; the reason stands beside it",
    Status.NOT_SUBMITTED: "nothing was handed in",
    Status.GRADER_ERROR: "the grader failed; its points are open until a person has looked",
}

# Whether checks pass is told by their points.
JUDGED = {"PASS", "FAIL", "GRADED"}


def status_of(word: str) -> Status:
    """The status for a grader's word; one that nobody knows is a fault of ours."""
    if word in JUDGED:
        return Status.GRADED
    return Status(word) if word in set(Status) else Status.GRADER_ERROR
