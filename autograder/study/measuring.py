"""Measuring: the functions of a learner, called as they are, under a limit of time."""

import math
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from autograder.grading.caller import seed_generators
from autograder.grading.limit import TimeIsUp, time_limit
from autograder.grading.loading import neighbours
from autograder.grading.quiet import quiet
from autograder.grading.show import shorten, show
from autograder.judges.arrays import Array
from autograder.study.data_set import DataSet, data_set
from autograder.study.experiment import (
    METHODS,
    Experiment,
    Measured,
    Method,
    Portion,
    Settings,
    Trial,
)
from autograder.study.subjects import START, Subject, theta_of

FAR = 1e6
"""A loss of so many times the lowest leads nowhere."""

LEAST = 0.1
"""Seconds that are left for a size, whatever the methods before took."""

TOO_LONG = (
    "{said} on {rows:,} rows is left out: one step would take about {needed:.2g} s, and it had "
    "{had:.2g}. To wait for it, add --seconds {enough}."
)
UNFINISHED = "{said} on {rows:,} rows is left out: its first call had not ended after {had:.2g} s."
ASTRAY = (
    "{said} on {rows:,} rows leads nowhere: having read {read:,} rows, it returned {value}. Do its "
    "steps go uphill, or are they too long?"
)
STOPPED = "{said} on {rows:,} rows stopped. Python said: {error}"
NO_ROOM = "{rows:,} rows are left out: there is no room for them ({error})."


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


def methods_of(subjects: Mapping[str, Subject]) -> list[Method]:
    """The methods to measure; what the others leave of the time is for the one that reads all."""
    found = [method for method in METHODS if method.function in subjects]
    return sorted(found, key=lambda method: method.reads_all)


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
