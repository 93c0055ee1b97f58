"""
The judge: runs the specs on one submission's answers, in a fork with limits of its own.

Its code is trusted, the values that it compares are not: a legal answer may be too expensive to
compare for anybody. Each result leaves as soon as it is there, so a judge that does not survive a
check costs that check alone.

    python -m autograder.sandbox.judge '{"control": 3, ...}'    started by the supervisor only

    to the supervisor     ["check", index]  ["asking", True | False]  ["open", n, exercise, seed]
                          ["ring", n, exercise]  ["close", n, exercise, reason]  ["cpu", n, exercise]
                          ["result", index, result, word, reason]  ["done"]
    from the supervisor   ["opened", n] and two descriptors, ["closed", n, word, detail]
                          ["rung", n, whether it could be]  ["spent", n, seconds]
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any

import msgspec

from autograder.grading.caller import LocalCaller
from autograder.grading.draw import Draw
from autograder.grading.grade import GENERATORS, SOLUTIONS, Sitting, judge, sit
from autograder.grading.learner import Desk
from autograder.grading.limit import PATIENCE
from autograder.grading.source import FileSource
from autograder.grading.spec import all_checks
from autograder.grading.task import Check, Exercise
from autograder.grading.verdict import CheckResult, Outcome
from autograder.judges.answer import Answer
from autograder.mistakes import general
from autograder.sandbox import limits, line, linux
from autograder.sandbox.confine import default_signals
from autograder.sandbox.endings import Ending
from autograder.sandbox.limits import Limits
from autograder.sandbox.remote import RemoteCaller
from autograder.sandbox.status import Status
from autograder.sandbox.zygote import Zygote

SPARE = 2.0
"""Seconds of computing beyond the time limit, before the kernel ends a judge."""


class Settings(msgspec.Struct, frozen=True):
    """What the supervisor tells a judge zygote at its start."""

    control: int
    limits: Limits


class Job(msgspec.Struct, array_like=True, frozen=True):
    """
    One fork: a submission to be judged.

    handed_in: exercises. wanted: indices of checks. done: those that need no more.
    seconds: for one check.
    """

    seed: str
    handed_in: list[str]
    wanted: list[int]
    done: list[int]
    seconds: float


class LineOffice:
    """Asks the supervisor for runners. Late answers to a request given up are thrown away."""

    def __init__(self, supervisor: socket.socket) -> None:
        self.supervisor = supervisor
        self.number = 0

    def say(self, *message: Any) -> None:
        line.send(self.supervisor, list(message))

    def open_runner(self, exercise: str, seed: int) -> tuple[int, int]:
        _, (questions, replies) = self._request("open", exercise, seed)
        return questions, replies

    def ring(self, exercise: str) -> bool:
        message, _ = self._request("ring", exercise)
        return bool(message[2])

    def close_runner(self, exercise: str, reason: Status | None) -> Ending:
        message, _ = self._request("close", exercise, reason or "")
        return Ending(Status(message[2]), message[3])

    def cpu_of(self, exercise: str) -> float:
        message, _ = self._request("cpu", exercise)
        return float(message[2])

    def _request(self, verb: str, *rest: Any) -> tuple[list[Any], list[int]]:
        self.number += 1
        self.say(verb, self.number, *rest)
        while True:
            message, descriptors = line.receive(self.supervisor)
            if message[1] == self.number:
                return message, descriptors
            line.close(descriptors)


class Announced(LocalCaller):
    """The solutions' caller: the supervisor knows when it is asked, so it knows whose fault it is."""

    def __init__(self, exercise: str, office: LineOffice) -> None:
        solution = FileSource(SOLUTIONS / f"{exercise}.py")
        super().__init__(solution, f"solutions_{exercise}", None)
        self.office = office

    def calls(self, function: str, many: Sequence[tuple[Any, ...]]) -> list[Answer]:
        self.office.say("asking", True)
        answers = super().calls(function, many)
        self.office.say("asking", False)
        return answers


def main() -> None:
    settings = msgspec.json.decode(sys.argv[1], type=Settings)
    control = socket.socket(fileno=settings.control)
    warm_up()

    def child(parameters: list[Any], descriptors: list[int]) -> None:
        live(settings.limits, msgspec.convert(parameters, Job), descriptors)

    Zygote(control, child).serve()


def warm_up() -> None:
    """Import the specs and judge the solutions once, as a learner's, on inputs of nobody's."""
    from autograder.grading.grade import grade

    with suppress(Exception):
        grade(SOLUTIONS, seed="warm up")


def live(held: Limits, job: Job, descriptors: list[int]) -> None:
    """The life of one child: limits first, then check after check."""
    parent = os.getppid()
    supervisor = socket.socket(fileno=descriptors[0])
    default_signals()
    if sys.platform == "linux":
        linux.die_with_parent(parent)
    limits.apply(held, limits.address_space())
    office = LineOffice(supervisor)
    sittings: dict[str, Sitting] = {}
    for index, check in enumerate(all_checks()):
        if index in job.wanted and index not in job.done:
            office.say("check", index)
            limit_cpu(job.seconds + SPARE)
            sitting = seat(check.task.exercise, job, office, sittings)
            result, word, reason = examine(check, sitting, job.seconds)
            office.say("result", index, asdict(result), word, reason)
    office.say("done")


def limit_cpu(seconds: float) -> None:
    """So many seconds of computing from now on; then the kernel ends this process."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = usage.ru_utime + usage.ru_stime
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(used + seconds) + 1
    soft = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, most))


def seat(exercise: Exercise, job: Job, office: LineOffice, sittings: dict[str, Sitting]) -> Sitting:
    """Sit the learner of an exercise down, once; the file is loaded at once."""
    if exercise.name not in sittings:
        draw = Draw(job.seed)
        caller = None
        if exercise.name in job.handed_in:
            seed = draw.number(GENERATORS)
            caller = RemoteCaller(office, exercise.name, seed, job.seconds)
            caller.loaded()
        sitting = sit(caller, exercise, draw)
        reference = Desk(Announced(exercise.name, office), exercise)
        sittings[exercise.name] = replace(sitting, reference=reference)
    return sittings[exercise.name]


def examine(check: Check, sitting: Sitting, seconds: float) -> tuple[CheckResult, Status, str]:
    """Run one check: its result, its status word, and the reason for the word."""
    caller = sitting.learner.caller
    sitting.learner.calling = ""
    result = judge(check, sitting, seconds=PATIENCE * seconds)
    if "(MemoryError" in result.message and result.outcome == Outcome.GRADER_ERROR:
        result = too_expensive(result, seconds)
    ending = word_of(result, caller if isinstance(caller, RemoteCaller) else None)
    return result, ending.word, ending.detail


def too_expensive(result: CheckResult, seconds: float) -> CheckResult:
    """An answer that took all the memory or time that a judge has."""
    message = general.TOO_EXPENSIVE.format(function=result.function, seconds=seconds)
    return replace(result, outcome=Outcome.FIX, points=0, mistake="too_expensive", message=message)


BY_MISTAKE = {
    "too_expensive": Status.TOO_EXPENSIVE,
    "unreadable": Status.SUBMISSION_ERROR,
    "stopped": Status.SUBMISSION_ERROR,
    "too_slow": Status.CPU_LIMIT,
}


def word_of(result: CheckResult, caller: RemoteCaller | None) -> Ending:
    """The status word of one check: by what was seen, else by what was found."""
    if result.outcome == Outcome.PASS:
        return Ending(Status.PASS, "")
    if result.outcome == Outcome.GRADER_ERROR:
        return Ending(Status.GRADER_ERROR, result.message)
    if caller is None:
        return Ending(Status.NOT_SUBMITTED, "")
    if result.function in caller.over:
        return caller.over[result.function][0]
    if caller.seen:
        return caller.gravest_seen()
    return Ending(BY_MISTAKE.get(result.mistake or "", Status.FAIL), result.mistake or "")


if __name__ == "__main__":
    main()
