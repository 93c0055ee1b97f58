"""Legal answers put through the real checks; shared by `test_odd_answers` and `judges_fuzz.py`."""

from __future__ import annotations

import gc
import signal
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from autograder.authoring.recognisers import recogniser_faults
from autograder.grading.caller import LocalCaller, Trace
from autograder.grading.codec import CodecError, decode
from autograder.grading.draw import Draw
from autograder.grading.grade import Session, run_check, session_of
from autograder.grading.learner import ExerciseState, Reference
from autograder.grading.limit import SECONDS
from autograder.grading.loading import Loaded
from autograder.grading.source import FileSource
from autograder.grading.spec import all_checks
from autograder.grading.task import Check, Undecided
from autograder.judges.answer import Answer
from tests.judges.batteries.answers import LEGAL
from tests.judges.batteries.bent import ARRAY_BENDS, EXPRESSION_BENDS, bend_array, bend_expression
from tests.judges.batteries.wrong_descents import WRONG_DESCENT

DESCENT_TASK = "2.3"
FILE = Path("given.py")
SEEDS = ("fuzz 0", "fuzz 1")
REBUILDING = 1.0


@dataclass
class WireCaller:
    """Answers every call with the same wire form, rebuilt as a checker rebuilds it."""

    wire: Any
    source: FileSource = field(default_factory=lambda: FileSource(FILE))
    error: BaseException | None = None

    def begin(self) -> None:
        pass

    def loaded(self) -> Loaded:
        return Loaded({check.task.function: print for check in all_checks()})

    def calls(self, function: str, many: Sequence[tuple[Any, ...]]) -> list[Answer]:
        return [Answer(function, decode(self.wire), asked, asked) for asked in many]

    def retrace(self, _function: str, _arguments: tuple[Any, ...]) -> Trace:
        return Trace()


@dataclass(frozen=True)
class Judged:
    """The result of one check on one answer. fault: an exception that no answer should cause."""

    check: str
    outcome: str
    seconds: float
    fault: BaseException | None = None


@cache
def base(exercise: str, inputs: str) -> Session:
    """The solutions, shared so that their answers are computed only once."""
    found = next(c.task.exercise for c in all_checks() if c.task.exercise.name == exercise)
    return session_of(None, found, Draw(inputs))


def session_for(caller: Any, check: Check, inputs: str) -> Session:
    shared = base(check.task.exercise.name, inputs)
    state = ExerciseState(caller, check.task.exercise)
    return Session(state, shared.reference, shared.recording, shared.draw)


def checks_of(task: str) -> tuple[Check, ...]:
    return tuple(check for check in all_checks() if check.task.number == task)


def calling(function: Callable[..., Any], check: Check) -> LocalCaller:
    """A learner's module that contains only this function."""
    name = check.task.function
    return LocalCaller(FileSource(FILE), "given", 1, Loaded({name: function}))


def bent(kind: str, check: Check, inputs: str) -> LocalCaller:
    """The solution's answer, changed."""
    shared = base(check.task.exercise.name, inputs)
    reference = Reference(shared.reference, shared.recording)
    bend = bend_expression if check.task.number.startswith("1") else bend_array

    def function(*arguments: Any) -> Any:
        right = reference.call(check.task.function, *arguments).value
        return bend(kind, right, arguments)

    return calling(function, check)


def run(
    caller: Any, checks: Sequence[Check], inputs: str, seconds: float = SECONDS
) -> list[Judged]:
    """All these checks of one answer, through the function that grades a batch."""
    session = session_for(caller, checks[0], inputs)
    return [judged(check, session, seconds) for check in checks]


def judged(check: Check, session: Session, seconds: float) -> Judged:
    faults: list[BaseException] = []
    started = time.process_time()
    with warnings.catch_warnings(), recogniser_faults() as passed_over:
        warnings.simplefilter("ignore")
        result = run_check(
            check, session, seconds=seconds, on_fault=lambda _, error: faults.append(error)
        )
    spent = time.process_time() - started
    too_long = result.mistake == "too_expensive"
    word = "TOO_EXPENSIVE" if too_long else str(result.outcome)
    faults += [one.exc_info[1] for one in passed_over if one.exc_info and one.exc_info[1]]
    fault = next((error for error in faults if not isinstance(error, Undecided)), None)
    return Judged(check.name, word, spent, fault)


Case = tuple[str, Any]
"""How an answer comes about ("wire", "bent" or "descent"), and what says which."""


def cases(task: str) -> st.SearchStrategy[Case]:
    """Answers to a task."""
    wires = LEGAL.map(lambda wire: ("wire", wire))
    bends = EXPRESSION_BENDS if task.startswith("1") else ARRAY_BENDS
    if task == DESCENT_TASK:
        return st.one_of(wires, *[WRONG_DESCENT.map(lambda one: ("descent", one))] * 4)
    return st.one_of(wires, wires, bends.map(lambda kind: ("bent", kind)))


def drawn(task: str, count: int, number: int) -> list[tuple[Case, str]]:
    """
    At most so many cases, each with a seed for the inputs.

    They are judged after all of them are drawn, because hypothesis would swallow the exception of a
    time limit.
    """
    found: list[tuple[Case, str]] = []

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases(task), st.sampled_from(SEEDS))
    def collect(case: Case, inputs: str) -> None:
        found.append((case, inputs))

    watching = list(gc.callbacks)
    collect()
    gc.callbacks[:] = watching
    return found


class TooLong(BaseException):
    """An answer takes too long to rebuild: the limit of the process stops that, not the judge."""


def kept_back_by(case: Case) -> str:
    """What keeps an answer from reaching a judge; empty if nothing does."""
    kind, wire = case
    if kind != "wire":
        return ""

    def ring(*_: Any) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, ring)
    try:
        return _why_it_does_not_cross(wire)
    except TooLong:  # it rings again and again, for SymPy may swallow the first one
        signal.setitimer(signal.ITIMER_PROF, 0)
        return "takes long to rebuild"
    finally:
        signal.signal(signal.SIGPROF, before)


def _why_it_does_not_cross(wire: Any) -> str:
    signal.setitimer(signal.ITIMER_PROF, REBUILDING, 0.5)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            decode(wire)
    except CodecError:
        return "no value"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def caller_of(case: Case, check: Check, inputs: str) -> Any:
    kind, what = case
    if kind == "wire":
        return WireCaller(what)
    return bent(what, check, inputs) if kind == "bent" else calling(what, check)
