"""
Status words: what became of a check or a submission in a batch, from the gravest to the best.

Not submitted, crashed, timed out, forbidden, rejected, undecided, our own fault and wrong are all
different words.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Status(StrEnum):
    """
    The word for one check, and for a whole submission the gravest of its checks.

    FAIL and PASS are words of checks; a submission that was judged to its end is GRADED.
    """

    GRADER_ERROR = "GRADER_ERROR"
    REJECTED = "REJECTED"
    NOT_SUBMITTED = "NOT_SUBMITTED"
    UNDECIDED = "UNDECIDED"
    FORBIDDEN = "FORBIDDEN"
    OUTPUT_LIMIT = "OUTPUT_LIMIT"
    MEMORY_LIMIT = "MEMORY_LIMIT"
    CPU_LIMIT = "CPU_LIMIT"
    TIMEOUT = "TIMEOUT"
    TOO_EXPENSIVE = "TOO_EXPENSIVE"
    BAD_ANSWER = "BAD_ANSWER"
    STOPPED_EARLY = "STOPPED_EARLY"
    SUBMISSION_ERROR = "SUBMISSION_ERROR"
    FAIL = "FAIL"
    PASS = "PASS"  # noqa: S105 -- an outcome, no password
    GRADED = "GRADED"


JUDGED = frozenset({Status.PASS, Status.FAIL, Status.GRADED})
"""Words for what ran to its end: its points say the rest."""

MEANING = {
    Status.GRADED: "run to its end and judged; zero points are an earned zero",
    Status.SUBMISSION_ERROR: "crashed, in a call or while it was loaded",
    Status.STOPPED_EARLY: "ended its own process before it had answered",
    Status.BAD_ANSWER: "returned something that is not a plain value",
    Status.TOO_EXPENSIVE: "returned a value that takes too long to compare",
    Status.TIMEOUT: "waited and never answered",
    Status.CPU_LIMIT: "used up its processor time",
    Status.MEMORY_LIMIT: "used up its memory",
    Status.OUTPUT_LIMIT: "printed or returned too much",
    Status.FORBIDDEN: "tried what no exercise needs; have a look at it",
    Status.UNDECIDED: (
        "returned something the grader could not judge; have a look: those points are open"
    ),
    Status.NOT_SUBMITTED: "nothing was handed in",
    Status.REJECTED: "refused unread; the reason says why",
    Status.GRADER_ERROR: "the grader failed; its points are open until a person has looked",
}
"""What the words of a submission mean, in the order of the reports."""


def gravest(words: Iterable[Status]) -> Status:
    """The first of the words in the order above; PASS if there are none."""
    order = list(Status)
    return min(words, key=order.index, default=Status.PASS)


def status_of(word: str) -> Status:
    """The status of a submission for a grader's word; an unknown word is our own fault."""
    if word in JUDGED:
        return Status.GRADED
    return Status(word) if word in set(Status) else Status.GRADER_ERROR
