"""
Status words: what became of a submission in a batch, from the gravest to the best.

Not submitted, crashed, timed out, forbidden, rejected, undecided, our own fault and wrong are
different words.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Status(StrEnum):
    """The word for one check, and for a whole submission the gravest of its checks."""

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


def gravest(words: Iterable[Status]) -> Status:
    """The first of the words in the order above; PASS where there is none."""
    order = list(Status)
    return min(words, key=order.index, default=Status.PASS)
