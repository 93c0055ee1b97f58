"""The checker: runs the specs on one submission's answers, in a fork with limits of its own.

Its code is trusted, but the values that it compares are not: a legal answer may be too expensive
for anybody to compare. All results leave before the next answers are judged, so a checker that does
not survive a check costs that check alone.

    python -m autograder.sandbox.checker '{"control": 3, ...}'    started by the supervisor only
"""

import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any

import msgspec

from autograder.grading.caller import LocalCaller
from autograder.grading.draw import Draw
from autograder.grading.grade import SOLUTIONS, Session, grade, result_of, run_check, session_of
from autograder.grading.learner import ExerciseState
from autograder.grading.limit import PATIENCE
from autograder.grading.loading import Loaded, load
from autograder.grading.pictures import gallery
from autograder.grading.question import checks_for
from autograder.grading.recording import Recording, read_recording, recorded
from autograder.grading.source import FileSource
from autograder.grading.spec import all_checks, functions_asked
from autograder.grading.task import Check, Exercise, Fix
from autograder.grading.verdict import CheckResult, Outcome
from autograder.judges.answer import Answer
from autograder.mistakes.python import general
from autograder.sandbox import confine, linux
from autograder.sandbox.broker import Broker
from autograder.sandbox.file_description import stub_description
from autograder.sandbox.fork_server import ForkServer
from autograder.sandbox.remote import RemoteCaller
from autograder.sandbox.status import Status
from autograder.sandbox.submission_state import CheckerTask, CheckOutcome

SPARE = 2.0
"""Seconds of computing beyond the time limit, before the kernel ends a checker."""

BUDGET = (
    (Status.CPU_LIMIT, "computing", confine.COMPUTING),
    (Status.TOO_EXPENSIVE, "judging", confine.JUDGING),
    (Status.TIMEOUT, "time on the clock", confine.CLOCK),
)

BY_MISTAKE = {
    "too_expensive": Status.TOO_EXPENSIVE,
    "unreadable": Status.SUBMISSION_ERROR,
    "no_module": Status.SUBMISSION_ERROR,
    "stopped": Status.SUBMISSION_ERROR,
    "too_slow": Status.CPU_LIMIT,
}
"""The words of checks that failed for one of these; all others are a FAIL."""


class AnnouncingCaller(LocalCaller):
    """Asks the solutions, and reports that: the supervisor knows whose fault a lost checker is."""

    def __init__(self, exercise: str, broker: Broker) -> None:
        solution = FileSource(SOLUTIONS / f"{exercise}.py")
        super().__init__(solution, exercise, None, solution_of(exercise))
        self.broker = broker

    def calls(self, function: str, many: Sequence[tuple[Any, ...]]) -> list[Answer]:
        self.broker.report("asking", True)
        self.broker.flush()
        answers = super().calls(function, many)
        self.broker.report("asking", False)
        self.broker.flush()
        return answers


def main() -> None:
    settings = msgspec.json.decode(sys.argv[1])
    control = socket.socket(fileno=settings["control"])
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    warm_up(rehearses=settings["rehearses"])
    held = confine.address_space()

    def child(parameters: list[Any], descriptors: list[int]) -> None:
        parent = os.getppid()
        confine.limit(confine.CHECKER, held)
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        broker = Broker(socket.socket(fileno=descriptors[0]))
        linux.die_with_parent(parent)
        Checker(msgspec.convert(parameters, CheckerTask), broker).run()

    ForkServer(control, child).serve()


def warm_up(*, rehearses: bool = True) -> None:
    """Import the specs and what they need.

    rehearses: whether the solutions are graded once, as a learner's, on inputs that nobody gets.
    """
    with suppress(Exception):
        if rehearses:
            grade(SOLUTIONS, seed="warm up")
    msgspec.convert(["", [], {}, [], [], 0.0, [0.0, 0.0, 0.0]], CheckerTask)  # builds a decoder
    for exercise in functions_asked(all_checks()):
        recording_of(exercise)
        solution_of(exercise)
    for check in all_checks():
        _ = check.task.mistakes  # imported here, not in every fork
    gallery.warm_up()


@cache
def solution_of(exercise: str) -> Loaded | None:
    """Loaded by the fork server, if it is there; what a fork does to it stays in the fork."""
    path = SOLUTIONS / f"{exercise}.py"
    return load(path, f"solutions_{exercise}") if path.exists() else None


@cache
def recording_of(exercise: str) -> Recording:
    """Read by the fork server; a fork adds to its own copy."""
    return read_recording(recorded(exercise), SOLUTIONS / f"{exercise}.py")


class Checker:
    """Runs the checks of one submission, one after another, within its budget.

    sessions, callers: by exercise. slow: functions that took most of the time of a check.
    """

    def __init__(self, task: CheckerTask, broker: Broker) -> None:
        self.task = task
        self.broker = broker
        self.checks = checks_for(task.questions)
        self.sessions: dict[str, Session] = {}
        self.callers: dict[str, RemoteCaller] = {}
        self.slow = {self.checks[index].task.function for index in task.slow}
        self.began = time.monotonic()

    def run(self) -> None:
        for index in slow_last(self.task.checks, self.checks, self.slow):
            check, began = self.checks[index], time.monotonic()
            self.broker.report("check", index)
            limit_cpu(self.task.seconds + SPARE)
            outcome = self.refusal(check) or self.check(check)
            if time.monotonic() - began > self.task.seconds / 2:
                self.slow.add(check.task.function)
            self.broker.report("result", index, outcome)
        self.broker.report("done")
        self.broker.flush()

    def used(self) -> tuple[float, float, float]:
        """Seconds of computing, of judging, and on the clock."""
        computing = sum(one.used() for one in self.callers.values())
        own = computing, time.process_time(), time.monotonic() - self.began
        before = self.task.used
        return before[0] + own[0], before[1] + own[1], before[2] + own[2]

    def refusal(self, check: Check) -> CheckOutcome | None:
        """What becomes of a check if the budget is used up."""
        if check.task.exercise.name not in self.task.handed_in:
            return None
        share = 0.5 if check.task.is_bonus else 1.0  # the rest is for a second try of the core
        budget = ((word, kind, share * most) for word, kind, most in BUDGET)
        for used, (word, kind, most) in zip(self.used(), budget, strict=True):
            if used > most:
                function, seconds = check.task.function, f"{most:g}"
                said = general.BUDGET.say(function=function, kind=kind, seconds=seconds)
                reason = f"the submission had used its {seconds} s of {kind}"
                return CheckOutcome(word, reason, result_of(check, Fix(said), None, None))
        return None

    def check(self, check: Check) -> CheckOutcome:
        """Run one check."""
        session = self.session(check.task.exercise)
        caller = self.callers.get(check.task.exercise.name)
        if caller is not None and not caller.loaded().has_stub(check.task.function):
            self.broker.flush()  # there are answers to judge, which this process may not survive
        session.learner.calling = ""
        result = run_check(check, session, seconds=PATIENCE * self.task.seconds)
        return CheckOutcome(*word_of(result, caller), result)

    def session(self, exercise: Exercise) -> Session:
        """Of an exercise, made once; the file is loaded at once."""
        name = exercise.name
        if name not in self.sessions:
            caller = known = None
            if name in self.task.unedited:
                asked = functions_asked(all_checks())[name]
                known = stub_description(name, asked, self.task.unedited[name])
            if name in self.task.handed_in:
                caller = RemoteCaller(self.broker, name, self.task.seconds, known)
                self.callers[name] = caller
                caller.loaded()
            session = session_of(caller, exercise, Draw(self.task.seed), recording_of(name))
            reference = ExerciseState(AnnouncingCaller(name, self.broker), exercise)
            self.sessions[name] = replace(session, reference=reference)
        return self.sessions[name]


def slow_last(wanted: list[int], checks: Sequence[Check], slow: set[str]) -> Iterator[int]:
    """The checks in their order, but those of a slow function at the end, where the budget may be
    used up, and those of a bonus behind all of the core. slow: may grow on the way.
    """
    for is_bonus in (False, True):
        last = []
        for index in (one for one in wanted if checks[one].task.is_bonus is is_bonus):
            if checks[index].task.function in slow:
                last.append(index)
            else:
                yield index
        yield from last


def limit_cpu(seconds: float) -> None:
    """So many seconds of computing from now on; then the kernel ends this process."""
    soft, most = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(time.process_time() + seconds) + 1
    wanted = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    if wanted != soft:
        resource.setrlimit(resource.RLIMIT_CPU, (wanted, most))


def word_of(result: CheckResult, caller: RemoteCaller | None) -> tuple[Status, str]:
    """The word of one check and its reason: by what happened, else by what was found."""
    if result.outcome == Outcome.PASS:
        return Status.PASS, ""
    if result.points is None:
        said = result.diagnosis.fields.get("error") if result.diagnosis else None
        if result.diagnosis and result.diagnosis.key == general.MACHINE_BUSY.key:
            said = f"the machine was too busy to finish {result.function}"
        return Status(result.outcome), said or "the checker could not decide"
    if caller is None:
        return Status.NOT_SUBMITTED, ""
    if result.function in caller.over:
        seen = caller.over[result.function][0]
    elif caller.seen:
        seen = caller.worst_seen()
    elif caller.slow and result.mistake == "too_slow":
        seen = caller.slow
    elif caller.refused and result.mistake == "own_raise":
        seen = caller.refused
    else:
        return BY_MISTAKE.get(result.mistake or "", Status.FAIL), result.mistake or ""
    return seen.word, seen.detail


if __name__ == "__main__":
    main()
