"""
Endings: why a runner is gone, as a status word and as a sentence for the learner.

A runner says nothing about its own end: the wait status, the CPU time and what the supervisor
killed it for say it all.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass

from autograder.mistakes import general
from autograder.mistakes.catalogue import Diagnosis
from autograder.sandbox.status import Status

TOO_EXPENSIVE = "the answer took all the time or memory of a judge"
"""The reason for that word, whichever limit was met first."""

NEARLY = 0.95
"""SIGKILL after this share of the CPU limit means the CPU limit."""


@dataclass(frozen=True, slots=True)
class Ending:
    """word: the status. detail: exit code or signal, for the instructor."""

    word: Status
    detail: str


def ending_of(status: int, cpu: float, limit: float, reason: Status | None = None) -> Ending:
    """
    How a process ended.

    status: from wait. cpu, limit: seconds used and allowed. reason: what it was stopped for, if
    it was.
    """
    if reason is not None:
        return Ending(reason, f"stopped by the grader after {cpu:.1f} s of computing")
    if not os.WIFSIGNALED(status):
        return Ending(Status.STOPPED_EARLY, f"exit code {os.waitstatus_to_exitcode(status)}")
    number = os.WTERMSIG(status)
    return Ending(_word(number, cpu, limit), _name(number))


def _word(number: int, cpu: float, limit: float) -> Status:
    if number == signal.SIGSYS:
        return Status.FORBIDDEN
    if number == signal.SIGXCPU or (number == signal.SIGKILL and cpu >= NEARLY * limit):
        return Status.CPU_LIMIT
    if number == signal.SIGKILL:
        return Status.MEMORY_LIMIT
    return Status.SUBMISSION_ERROR


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def diagnosis_of(ending: Ending, function: str, seconds: float) -> Diagnosis:
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
