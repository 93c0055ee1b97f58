"""Measuring: the functions of a learner, called as they are, under a limit of time."""

import math
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from autograder.grading.caller import Caller, seed_generators
from autograder.grading.errors import KitError
from autograder.grading.grade import Session, fixtures, guarded, session_in
from autograder.grading.limit import TimeIsUp, time_limit
from autograder.grading.loading import neighbours
from autograder.grading.quiet import quiet
from autograder.grading.show import shorten, show
from autograder.grading.spec import all_checks
from autograder.grading.task import Busy, Fix, NotAttempted, Task
from autograder.grading.task_list import task_named
from autograder.judges.arrays import Array, numbers
from autograder.mistakes.python import general
from autograder.study.data_set import DataSet, data_set
from autograder.study.experiment import (
    METHODS,
    SGD,
    Experiment,
    Measured,
    Method,
    Portion,
    Settings,
    Trial,
)

EXAMPLE = "autograder experiment"
START = np.zeros((2, 1))
TRIED, TRIED_SECONDS = np.stack([np.ones(100), np.linspace(0, 2, 100)], axis=1), 3.0
"""The rows on which a function is tried first, and how long that may take."""

FAR = 1e6
"""A loss of so many times the lowest leads nowhere."""

LEAST = 0.1
"""Seconds that are left for a size, whatever the methods before took."""

STUB = "{task} {function} is not written yet, so {name} is left out. Write it{or_worked}."
FAILS = "{task} {function} fails, so {name} is left out: {why} Mend it{or_worked}."
OR_WORKED = ", or add --worked"
NO_THETA = "It returned {value}, but theta is an array of two finite numbers."
TOO_LONG = (
    "{said} on {rows:,} rows is left out: one step would take about {needed:.2g} s, and it had "
    "{had:.2g}. To wait for it, add --seconds {enough}."
)
UNFINISHED = "{said} on {rows:,} rows is left out: its first call had not ended after {had:.2g} s."
ASTRAY = (
    "{said} on {rows:,} rows leads nowhere: after {read:,} rows read it returned {value}. Do its "
    "steps go uphill, or are they too long?"
)
STOPPED = "{said} on {rows:,} rows stopped. Python said: {error}"
NO_ROOM = "{rows:,} rows are left out: there is no room for them ({error})."
NO_SOLUTIONS = "--worked needs the worked solutions, and this copy of the kit holds none."


class Subject(NamedTuple):
    """Who has a function to measure, and whether it is the worked one."""

    caller: Caller
    is_worked: bool = False


@dataclass(slots=True)
class Interrupt:
    """Ctrl-C: it ends a learner's call at once; between calls it is only remembered."""

    is_asked: bool = False
    is_calling: bool = False

    def ring(self, *_: object) -> None:
        self.is_asked = True
        if self.is_calling:
            raise KeyboardInterrupt


@contextmanager
def heeding() -> Iterator[Interrupt]:
    """Heed Ctrl-C, where it is not ignored, in such a way that nothing measured is lost."""
    interrupt, before = Interrupt(), signal.getsignal(signal.SIGINT)
    is_main = threading.current_thread() is threading.main_thread()
    is_heeding = is_main and before is not signal.SIG_IGN
    if is_heeding:
        signal.signal(signal.SIGINT, interrupt.ring)
    try:
        yield interrupt
    finally:
        if is_heeding:
            signal.signal(signal.SIGINT, before)


def subjects(path: Path, *, is_worked: bool) -> tuple[dict[str, Subject], Experiment]:
    """The functions to measure, by name, and an experiment that says which are left out.

    path: the folder or file. is_worked: take the worked function in place of one that is left out.
    Raises KitError.
    """
    plan = [check.task for check in all_checks()]
    tasks = {one.function: task_named(one.function, plan, example=EXAMPLE) for one in METHODS}
    session = session_in(path, tasks[SGD].exercise)
    own, reference = session.learner.caller, session.reference.caller
    if is_worked and reference is None:
        raise KitError(NO_SOLUTIONS, exit_code=2)
    found, experiment = dict[str, Subject](), Experiment()
    for method in METHODS:
        function = method.function
        if method.halves:  # it is SGD's
            continue
        why, is_failing = _unfit(session, tasks[function], method)
        if own and not why:
            found[function] = Subject(own)
        elif is_worked and reference:
            found[function] = Subject(reference, is_worked=True)
        else:
            experiment.left_out.append(why)
            experiment.is_failing |= is_failing
    return found, experiment


def methods_of(subjects: Mapping[str, Subject]) -> list[Method]:
    """The methods to measure; what the others leave of the time is for the one that reads all."""
    found = [method for method in METHODS if method.function in subjects]
    return sorted(found, key=lambda method: method.reads_all)


def _unfit(session: Session, task: Task, method: Method) -> tuple[str, bool]:
    """Why a learner's function cannot be measured, and whether it fails; "" if it can be."""
    given, said, why = fixtures(session, task), FAILS, ""
    tried = TRIED, TRIED @ [[4.0], [3.0]], START.copy(), method.rate, 1, *method.more
    try:
        with guarded(task.function, given, session, seconds=TRIED_SECONDS):
            value = given["learner"].ask(task.function, *tried).value
        if theta_of(value) is not None:
            return "", False
        why = NO_THETA.format(value=show(value, 60))
    except NotAttempted as stub:
        why, said = str(stub), FAILS if str(stub) else STUB
    except Busy as busy:
        why = f"{busy}."
    except Fix as fix:
        said = STUB if fix.diagnosis.key == general.MISSING.key else FAILS
        place = session.source.place(task.function, fix.at).where if session.source else ""
        why = f"{fix} ({place})." if place else str(fix)
    fields = {"task": task.label, "function": task.function, "name": method.name, "why": why}
    or_worked = OR_WORKED if session.reference.caller else ""
    return said.format(**fields, or_worked=or_worked), said is FAILS


def theta_of(value: Any) -> Array | None:
    """Two finite numbers as a column, even if they came back flat; else None."""
    found = numbers(value)
    return found.reshape(START.shape) if found is not None and found.size == START.size else None


@dataclass(slots=True)
class Meter:
    """Measures all subjects on one size after another, and adds to an experiment.

    paces: the seconds that a row took each method at last. given_up: those that went amiss.
    """

    subjects: Mapping[str, Subject]
    experiment: Experiment
    settings: Settings
    interrupt: Interrupt
    paces: dict[str, float] = field(default_factory=dict)
    given_up: set[Method] = field(default_factory=set)

    def measure(self, rows: int, advance: Callable[[], None]) -> None:
        """All methods on so many rows; advance: called after each."""
        left, methods = self.settings.seconds, methods_of(self.subjects)
        try:
            with data_set(rows, self.settings.seed) as data:
                self.experiment.mapped += [rows] * data.is_mapped
                while methods and not self.interrupt.is_asked:
                    share, method = max(left, LEAST) / len(methods), methods.pop(0)
                    if method not in self.given_up:
                        subject = self.subjects[method.function]
                        trial = Trial(method, rows, data.lowest, subject.is_worked)
                        self.experiment.trials.append(trial)
                        left -= self.limited(trial, data, share)
                    advance()
        except (OSError, MemoryError) as error:
            why = getattr(error, "strerror", None) or type(error).__name__
            self.experiment.left_out.append(NO_ROOM.format(rows=rows, error=why))

    def limited(self, trial: Trial, data: DataSet, seconds: float) -> float:
        """Follow one method under a limit; the seconds that it took. Whatever happens is noted."""
        started, source = time.perf_counter(), self.subjects[trial.method.function].caller.source
        try:
            with quiet(), neighbours(source), time_limit(seconds, source.locate):
                self.follow(trial, data, seconds)
        except TimeIsUp:
            if not trial.points:
                self.give_up(trial, UNFINISHED, had=seconds)
        except KeyboardInterrupt:
            self.interrupt.is_asked = True
        except BaseException as error:  # noqa: BLE001 -- SystemExit too is part of what is seen
            said = shorten(f"{type(error).__name__}: {error}", 120)
            self.give_up(trial, STOPPED, error=said)
        return time.perf_counter() - started

    def give_up(self, trial: Trial, template: str, **fields: object) -> None:
        """Note what went amiss; the method is not measured on larger sizes."""
        trial.note = trial.say(template, **fields)
        self.given_up.add(trial.method)
        self.experiment.is_failing = True

    def follow(self, trial: Trial, data: DataSet, seconds: float) -> None:
        """Add one point after another, as long as there is time for the next one."""
        method, theta, spent = trial.method, START, 0.0
        seed_generators(self.settings.seed)
        for portion in method.portions(trial.rows):
            needed = self.paces.get(method.name, 0.0) * portion.reads
            if spent + needed > seconds:
                if not trial.points:
                    enough = math.ceil(needed * len(methods_of(self.subjects))) + 1
                    trial.note = trial.say(TOO_LONG, needed=needed, had=seconds, enough=enough)
                return
            if method.starts_anew:
                seed_generators(self.settings.seed)
                theta = START
            value, took = self.call(method, theta, portion, data)
            spent += took
            found = theta_of(value)
            if found is None or not (loss := data.loss(found)) < FAR * data.lowest:
                self.give_up(trial, ASTRAY, read=portion.read, value=show(value, 50))
                return
            theta, seen = found, took if method.starts_anew else spent
            trial.points.append(Measured(portion.read, seen, theta, loss))
            if self.interrupt.is_asked:
                return

    def call(
        self, method: Method, theta: Array, portion: Portion, data: DataSet
    ) -> tuple[Any, float]:
        """What a function returns from theta on, and its seconds."""
        function = self.subjects[method.function].caller.loaded().names[method.function]
        X, y = data.part(portion.first, portion.end)
        rate = method.rate_after(portion.read - portion.reads)
        asked = X, y, theta.copy(), rate, portion.epochs, *method.more
        self.interrupt.is_calling = True
        try:
            started = time.perf_counter()
            value = function(*asked)
            took = time.perf_counter() - started
        finally:
            self.interrupt.is_calling = False
        self.paces[method.name] = took / portion.reads
        return value, took


def measure(
    subjects: Mapping[str, Subject],
    experiment: Experiment,
    settings: Settings,
    advance: Callable[[], None] = lambda: None,
) -> None:
    """Add what is measured to an experiment, until all is done or Ctrl-C is pressed.

    advance: called after each trial.
    """
    with heeding() as interrupt:
        meter = Meter(subjects, experiment, settings, interrupt)
        for rows in settings.sizes:
            if not interrupt.is_asked:
                meter.measure(rows, advance)
        experiment.is_interrupted = interrupt.is_asked
