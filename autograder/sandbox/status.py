"""Status words: what became of a check or a submission in a batch, and why a process ended.

Not submitted, crashed, timed out, forbidden, rejected, undecided, our own fault and wrong are all
different words. A runner does not report its own end: the wait status, the computing time, the
memory and what the supervisor killed it for say everything.
"""

import os
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from autograder.mistakes.catalogue import Diagnosis
from autograder.mistakes.python import general
from autograder.sandbox.confine import MEBIBYTE, Limits
from autograder.sandbox.fork_server import ProcessExit


class Status(StrEnum):
    """The word for one check, and for a whole submission the most serious of its checks.

    FAIL and PASS are words of checks; a submission that was judged to its end is GRADED.
    """

    GRADER_ERROR = "GRADER_ERROR"
    REJECTED = "REJECTED"
    NOT_SUBMITTED = "NOT_SUBMITTED"
    UNTOUCHED = "UNTOUCHED"
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
    Status.SUBMISSION_ERROR: "crashed in a call, or could not be loaded",
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
    Status.UNTOUCHED: "handed in as it was shipped, or empty; the reason names all files",
    Status.NOT_SUBMITTED: "nothing was handed in",
    Status.REJECTED: "refused unread; the reason says why",
    Status.GRADER_ERROR: "the grader failed; its points are open until a person has looked",
}
"""What the words of a submission mean, in the order of the reports."""


def worst(words: Iterable[Status]) -> Status:
    """The first of the words in the order above; PASS if there are none."""
    return min(words, key=list(Status).index, default=Status.PASS)


def status_of(word: Status) -> Status:
    """The word for a submission whose most serious check has this one."""
    return Status.GRADED if word in JUDGED else word


TOO_EXPENSIVE = "comparing the answer took all the time or memory of a check"
"""The detail for that word, whichever limit was met first."""

NEARLY = 0.95
"""
SIGKILL at this share of a limit means the limit. Below it somebody else sent the signal: the system
because the machine ran out of memory, or a person. A submission cannot send it to itself.
"""

NAMES = {one.value: one.name for one in signal.Signals}
BY_SIGNAL = {"SIGSYS": Status.FORBIDDEN, "SIGXCPU": Status.CPU_LIMIT}

WORDINGS = {
    Status.STOPPED_EARLY: general.STOPPED_EARLY,
    Status.SUBMISSION_ERROR: general.CRASHED,
    Status.MEMORY_LIMIT: general.OUT_OF_MEMORY,
    Status.FORBIDDEN: general.FORBIDDEN,
    Status.OUTPUT_LIMIT: general.FLOOD,
    Status.TOO_EXPENSIVE: general.TOO_EXPENSIVE,
    Status.BAD_ANSWER: general.BAD_ANSWER,
}


@dataclass(frozen=True, slots=True)
class ExitReason:
    """Why a process ended.

    detail: an exit code or a signal, for the instructor. cpu: seconds of computing.
    """

    word: Status
    detail: str
    cpu: float = 0.0

    def diagnosis(self, function: str, seconds: float) -> Diagnosis:
        """The sentence for the learner; a time limit says the same as in a local run."""
        wording = WORDINGS.get(self.word, general.TOO_SLOW)
        return wording.say(function=function, detail=self.detail, seconds=f"{seconds:g}")


def exit_reason(ended: ProcessExit, limits: Limits, killed_for: Status | None = None) -> ExitReason:
    """Why a process ended. killed_for: what the supervisor stopped it for, if it did.

    The word is GRADER_ERROR if something other than the process and its limits ended it.
    """
    if killed_for is not None:
        detail = f"stopped by the grader after {ended.cpu:.1f} s of computing"
        return ExitReason(killed_for, detail, ended.cpu)
    code = os.waitstatus_to_exitcode(ended.status)  # minus the signal, if one ended it
    if code >= 0:
        return ExitReason(Status.STOPPED_EARLY, f"exit code {code}", ended.cpu)
    name = NAMES.get(-code, f"signal {-code}")
    if name != "SIGKILL":
        return ExitReason(BY_SIGNAL.get(name, Status.SUBMISSION_ERROR), name, ended.cpu)
    if ended.cpu >= NEARLY * limits.cpu:
        return ExitReason(Status.CPU_LIMIT, "SIGKILL", ended.cpu)
    if ended.memory >= NEARLY * limits.memory:
        return ExitReason(Status.MEMORY_LIMIT, "SIGKILL", ended.cpu)
    used, most = ended.memory // MEBIBYTE, limits.memory // MEBIBYTE
    detail = f"killed from outside (SIGKILL) at {used} of {most} MiB; is the machine out of memory?"
    return ExitReason(Status.GRADER_ERROR, detail, ended.cpu)
