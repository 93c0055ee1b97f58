"""
The judge: runs the specs on one submission's answers, in a fork with limits of its own.

Its code is trusted, the values that it compares are not: a legal answer may be too expensive to
compare for anybody. All results leave before the next answers are judged, so a judge that does not
survive a check costs that check alone.

    python -m autograder.sandbox.judge '{"control": 3, ...}'    started by the supervisor only
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import msgspec

from autograder.grading.caller import LocalCaller
from autograder.grading.draw import Draw
from autograder.grading.grade import SOLUTIONS, Session, result_of, run_check, session_of
from autograder.grading.learner import ExerciseState
from autograder.grading.limit import PATIENCE
from autograder.grading.module import Loaded, load
from autograder.grading.recording import Recording, read_recording, recorded
from autograder.grading.source import FileSource
from autograder.grading.spec import all_checks, functions_asked
from autograder.grading.task import Check, Exercise, Fix
from autograder.grading.verdict import CheckResult, Outcome
from autograder.judges.answer import Answer
from autograder.mistakes.python import general
from autograder.sandbox import limits, linux
from autograder.sandbox.confine import default_signals
from autograder.sandbox.endings import Ending
from autograder.sandbox.limits import Limits
from autograder.sandbox.office import LineOffice
from autograder.sandbox.remote import RemoteCaller
from autograder.sandbox.status import Status
from autograder.sandbox.untouched import Lines, told_of
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

    handed_in: exercises. untouched: those of them that need no runner, and what stands where.
    wanted: indices of checks. done: those that need no more. slow: those of them that took all
    their time. seconds: for one check. computing, judging, clock: seconds of the budget that are
    used.
    """

    seed: str
    handed_in: list[str]
    untouched: dict[str, Lines]
    wanted: list[int]
    done: list[int]
    slow: list[int]
    seconds: float
    computing: float
    judging: float
    clock: float


class Announced(LocalCaller):
    """The solutions' caller: the supervisor knows when it is asked, so it knows whose fault it is."""

    def __init__(self, exercise: str, office: LineOffice) -> None:
        solution = FileSource(SOLUTIONS / f"{exercise}.py")
        super().__init__(solution, name_of(exercise), None, solution_of(exercise))
        self.office = office

    def calls(self, function: str, many: Sequence[tuple[Any, ...]]) -> list[Answer]:
        self._tell(is_asking=True)
        answers = super().calls(function, many)
        self._tell(is_asking=False)
        return answers

    def _tell(self, *, is_asking: bool) -> None:
        self.office.say("asking", is_asking)
        self.office.flush()


def main() -> None:
    settings = msgspec.json.decode(sys.argv[1], type=Settings)
    control = socket.socket(fileno=settings.control)
    default_signals()
    warm_up()
    held = limits.address_space()

    def child(parameters: list[Any], descriptors: list[int]) -> None:
        limits.apply(settings.limits, held)
        live(msgspec.convert(parameters, Job), descriptors)

    Zygote(control, child).serve()


def warm_up() -> None:
    """Import the specs and judge the solutions once, as a learner's, on inputs of nobody's."""
    from autograder.grading.grade import grade

    with suppress(Exception):
        grade(SOLUTIONS, seed="warm up")
    msgspec.convert(["", [], {}, [], [], [], 0.0, 0.0, 0.0, 0.0], Job)
    for exercise in functions_asked(all_checks()):
        recording_of(exercise)
        solution_of(exercise)


def name_of(exercise: str) -> str:
    """The name that a solution is loaded under."""
    return f"solutions_{exercise}"


@cache
def solution_of(exercise: str) -> Loaded | None:
    """Loaded by the zygote, if it is there; what a fork does to it stays in the fork."""
    path = SOLUTIONS / f"{exercise}.py"
    return load(path, name_of(exercise)) if path.exists() else None


@cache
def recording_of(exercise: str) -> Recording:
    """Read by the zygote; a fork adds to its own copy."""
    return read_recording(recorded(exercise), SOLUTIONS / f"{exercise}.py")


def live(job: Job, descriptors: list[int]) -> None:
    """The life of one child: check after check."""
    parent = os.getppid()
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    supervisor = socket.socket(fileno=descriptors[0])
    if sys.platform == "linux":
        linux.die_with_parent(parent)
    office = LineOffice(supervisor)
    sessions: dict[str, Session] = {}
    checks = all_checks()
    budget = Budget(job, sessions)
    slow = {checks[index].task.function for index in job.slow}
    left = [index for index in job.wanted if index not in job.done]
    for index in slow_last(left, checks, slow):
        check, before = checks[index], budget.used()
        office.say("check", index)
        limit_cpu(job.seconds + SPARE)
        is_handed_in = check.task.exercise.name in job.handed_in
        refused = budget.refusal(check) if is_handed_in else None
        result, word, reason = refused or _examined(check, job, office, sessions)
        if budget.used()[-1] - before[-1] > job.seconds / 2:
            slow.add(check.task.function)
        office.say("result", index, result, word, reason)
    office.say("done")
    office.flush()


def _examined(check: Check, job: Job, office: LineOffice, sessions: dict[str, Session]) -> Examined:
    session = seat(check.task.exercise, job, office, sessions)
    if is_attempted(check, session):
        office.flush()
    return examine(check, session, job.seconds)


def slow_last(wanted: list[int], checks: Sequence[Check], slow: set[str]) -> Iterator[int]:
    """
    The checks in their order, but those of a slow function at the end, where the budget may be
    used up. slow: may grow on the way.
    """
    last = []
    for index in wanted:
        if checks[index].task.function in slow:
            last.append(index)
        else:
            yield index
    yield from last


Examined = tuple[CheckResult, Status, str]


@dataclass(frozen=True, slots=True)
class Budget:
    """What one submission may use in all its checks, and what it has used."""

    job: Job
    sessions: Mapping[str, Session]
    began: float = field(default_factory=time.monotonic)

    def used(self) -> tuple[float, float, float]:
        """Seconds of computing, of judging, and on the clock."""
        callers = [one.learner.caller for one in self.sessions.values()]
        computing = sum(one.used() for one in callers if isinstance(one, RemoteCaller))
        return (
            self.job.computing + computing,
            self.job.judging + time.process_time(),
            self.job.clock + time.monotonic() - self.began,
        )

    def refusal(self, check: Check) -> Examined | None:
        """What becomes of a check if the budget is used up."""
        for used, (word, kind, most) in zip(self.used(), BUDGET, strict=True):
            if used > most:
                return out_of_budget(check, word, kind, most)
        return None


BUDGET = (
    (Status.CPU_LIMIT, "computing", limits.COMPUTING),
    (Status.TOO_EXPENSIVE, "judging", limits.JUDGING),
    (Status.TIMEOUT, "time on the clock", limits.CLOCK),
)


def out_of_budget(check: Check, word: Status, kind: str, seconds: float) -> Examined:
    said = general.BUDGET.say(function=check.task.function, kind=kind, seconds=f"{seconds:g}")
    result = result_of(check, Fix(said), None, None)
    return result, word, f"the submission had used its {seconds:g} s of {kind}"


def limit_cpu(seconds: float) -> None:
    """So many seconds of computing from now on; then the kernel ends this process."""
    soft, most = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(time.process_time() + seconds) + 1
    wanted = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    if wanted != soft:
        resource.setrlimit(resource.RLIMIT_CPU, (wanted, most))


def seat(exercise: Exercise, job: Job, office: LineOffice, sessions: dict[str, Session]) -> Session:
    """Sit the learner of an exercise down, once; the file is loaded at once."""
    if exercise.name not in sessions:
        caller = None
        if exercise.name in job.handed_in:
            asked = functions_asked(all_checks())[exercise.name]
            lines = job.untouched.get(exercise.name)
            known = None if lines is None else told_of(exercise.name, asked, lines)
            caller = RemoteCaller(office, exercise.name, job.seconds, known)
            caller.loaded()
        session = session_of(caller, exercise, Draw(job.seed), recording_of(exercise.name))
        reference = ExerciseState(Announced(exercise.name, office), exercise)
        sessions[exercise.name] = replace(session, reference=reference)
    return sessions[exercise.name]


def is_attempted(check: Check, session: Session) -> bool:
    """Whether there is anything to judge, which a judge may not survive."""
    caller = session.learner.caller
    return caller is not None and not caller.loaded().has_stub(check.task.function)


def examine(check: Check, session: Session, seconds: float) -> Examined:
    """Run one check: its result, its status word, and the reason for the word."""
    caller = session.learner.caller
    session.learner.calling = ""
    result = run_check(check, session, seconds=PATIENCE * seconds)
    ending = word_of(result, caller if isinstance(caller, RemoteCaller) else None)
    return result, ending.word, ending.detail


def why_open(result: CheckResult) -> str:
    """For the instructor: what went wrong, if anything did."""
    said = result.diagnosis.fields.get("error") if result.diagnosis else None
    return said or "the judge could not decide"


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
    if result.points is None:
        return Ending(Status(result.outcome), why_open(result))
    if caller is None:
        return Ending(Status.NOT_SUBMITTED, "")
    if result.function in caller.over:
        return caller.over[result.function][0]
    if caller.seen:
        return caller.gravest_seen()
    if caller.slow and result.mistake == "too_slow":
        return caller.slow
    return Ending(BY_MISTAKE.get(result.mistake or "", Status.FAIL), result.mistake or "")


if __name__ == "__main__":
    main()
