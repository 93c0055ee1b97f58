"""
Why a process ended, as a status word and as a sentence for the learner.

A runner does not report its own end. The wait status, the computing time, the memory and what the
supervisor killed it for say everything.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass

from autograder.mistakes.catalogue import Diagnosis
from autograder.mistakes.python import general
from autograder.sandbox.confine import MEBIBYTE, Limits
from autograder.sandbox.status import Status

TOO_EXPENSIVE = "comparing the answer took all the time or memory of a check"
"""The detail for that word, whichever limit was met first."""

NEARLY = 0.95
"""
SIGKILL at this share of a limit means the limit. Below it somebody else sent the signal: the system
because the machine ran out of memory, or a person. A submission cannot send it to itself.
"""

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
class ProcessExit:
    """How a process ended: wait status, seconds of computing, bytes of its own at the peak."""

    status: int
    cpu: float
    memory: int


@dataclass(frozen=True, slots=True)
class ExitReason:
    """detail: an exit code or a signal, for the instructor. cpu: seconds of computing."""

    word: Status
    detail: str
    cpu: float = 0.0

    def diagnosis(self, function: str, seconds: float) -> Diagnosis:
        """The sentence for the learner; a time limit says the same as in a local run."""
        wording = WORDINGS.get(self.word, general.TOO_SLOW)
        return wording.say(function=function, detail=self.detail, seconds=f"{seconds:g}")


def exit_reason(ended: ProcessExit, limits: Limits, killed_for: Status | None = None) -> ExitReason:
    """
    Why a process ended. killed_for: what the supervisor stopped it for, if it did.

    The word is GRADER_ERROR if something other than the process and its limits ended it.
    """
    if killed_for is not None:
        detail = f"stopped by the grader after {ended.cpu:.1f} s of computing"
        return ExitReason(killed_for, detail, ended.cpu)
    if not os.WIFSIGNALED(ended.status):
        code = os.waitstatus_to_exitcode(ended.status)
        return ExitReason(Status.STOPPED_EARLY, f"exit code {code}", ended.cpu)
    name = _name(os.WTERMSIG(ended.status))
    if name == "SIGKILL":
        return _killed(ended, limits)
    return ExitReason(BY_SIGNAL.get(name, Status.SUBMISSION_ERROR), name, ended.cpu)


def _killed(ended: ProcessExit, limits: Limits) -> ExitReason:
    if ended.cpu >= NEARLY * limits.cpu:
        return ExitReason(Status.CPU_LIMIT, "SIGKILL", ended.cpu)
    if ended.memory >= NEARLY * limits.memory:
        return ExitReason(Status.MEMORY_LIMIT, "SIGKILL", ended.cpu)
    used, most = ended.memory // MEBIBYTE, limits.memory // MEBIBYTE
    detail = f"killed from outside (SIGKILL) at {used} of {most} MiB; is the machine out of memory?"
    return ExitReason(Status.GRADER_ERROR, detail, ended.cpu)


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
