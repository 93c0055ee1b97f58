"""
Endings: why a runner is gone, as a status word and as a sentence for the learner.

A runner says nothing about its own end: the wait status, the CPU time, the memory and what the
supervisor killed it for say it all.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass

from autograder.mistakes.catalogue import Diagnosis
from autograder.mistakes.python import general
from autograder.sandbox.limits import MEBIBYTE, Limits
from autograder.sandbox.status import Status

TOO_EXPENSIVE = "the answer took all the time or memory of a judge"
"""The reason for that word, whichever limit was met first."""

NEARLY = 0.95
"""
SIGKILL at this share of a limit means the limit. Below it somebody else sent the signal: the system
because the machine ran out of memory, or a person. A submission cannot send it to itself.
"""


@dataclass(frozen=True, slots=True)
class ProcessExit:
    """How a process ended: wait status, seconds of computing, bytes of its own at the peak."""

    status: int
    cpu: float
    memory: int


@dataclass(frozen=True, slots=True)
class ExitReason:
    """
    word: the status. detail: exit code or signal, for the instructor. cpu: seconds of computing.
    """

    word: Status
    detail: str
    cpu: float = 0.0


def exit_reason_of(death: ProcessExit, limits: Limits, reason: Status | None = None) -> ExitReason:
    """
    How a process ended. reason: what the supervisor stopped it for, if it did.

    The word is GRADER_ERROR where something else than the process and its limits ended it.
    """
    if reason is not None:
        detail = f"stopped by the grader after {death.cpu:.1f} s of computing"
        return ExitReason(reason, detail, death.cpu)
    if not os.WIFSIGNALED(death.status):
        code = os.waitstatus_to_exitcode(death.status)
        return ExitReason(Status.STOPPED_EARLY, f"exit code {code}", death.cpu)
    number = os.WTERMSIG(death.status)
    if number == signal.SIGKILL:
        return _killed(death, limits)
    return ExitReason(BY_SIGNAL.get(number, Status.SUBMISSION_ERROR), _name(number), death.cpu)


BY_SIGNAL: dict[int, Status] = {
    signal.SIGSYS: Status.FORBIDDEN,
    signal.SIGXCPU: Status.CPU_LIMIT,
}


def _killed(death: ProcessExit, limits: Limits) -> ExitReason:
    if death.cpu >= NEARLY * limits.cpu:
        return ExitReason(Status.CPU_LIMIT, "SIGKILL", death.cpu)
    if death.memory >= NEARLY * limits.memory:
        return ExitReason(Status.MEMORY_LIMIT, "SIGKILL", death.cpu)
    used, most = death.memory // MEBIBYTE, limits.memory // MEBIBYTE
    detail = f"killed from outside (SIGKILL) at {used} of {most} MiB; is the machine out of memory?"
    return ExitReason(Status.GRADER_ERROR, detail, death.cpu)


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def diagnosis_of(ending: ExitReason, function: str, seconds: float) -> Diagnosis:
    """The sentence for the learner; time limits say what a local run says."""
    wording = {
        Status.STOPPED_EARLY: general.STOPPED_EARLY,
        Status.SUBMISSION_ERROR: general.CRASHED,
        Status.MEMORY_LIMIT: general.OUT_OF_MEMORY,
        Status.FORBIDDEN: general.FORBIDDEN,
        Status.OUTPUT_LIMIT: general.FLOOD,
        Status.TOO_EXPENSIVE: general.TOO_EXPENSIVE,
        Status.BAD_ANSWER: general.BAD_ANSWER,
    }.get(ending.word, general.TOO_SLOW)
    return wording.say(function=function, detail=ending.detail, seconds=f"{seconds:g}")
