"""The experiment: five ways down the same valley, on few rows and on many.

No function shows its way, so each is called piece by piece. SGD and mini-batches go on from the
theta that came back, on rows that are new, and so does batch descent, on all rows. Adam would lose
its running means between two calls: each of its points is a run of its own, from the start.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from autograder.grading.errors import KitError
from autograder.judges.arrays import Array

LEAST, MOST = 10, 10**7
NO_SIZE = "{text!a} is not a number of rows: write whole numbers, 10 to 1e7, as in --rows 100,1e4."

BATCH = 25
FIRST, MOST_READ, MOST_STEPS = BATCH, 50_000, 256
"""Rows read at the first look, and by the last one; steps of batch descent by its last one."""

NEAR = 0.1
"""A theta is near if its loss is above the lowest by at most this share of that."""


class Portion(NamedTuple):
    """One call: on these rows, for so many epochs; read: rows read by its end, in all."""

    first: int
    end: int
    epochs: int
    read: int

    @property
    def reads(self) -> int:
        """Rows that this call reads, each as often as it does."""
        return (self.end - self.first) * self.epochs


@dataclass(frozen=True, slots=True)
class Method:
    """A way down. said: its name in a sentence. more: what follows the epochs in a call.

    reads_all: each of its steps reads all rows. starts_anew: each call begins at the start.
    halves: rows read by which its rate has fallen to the half; 0 if it never falls.
    """

    name: str
    said: str
    function: str
    rate: float
    more: tuple[float, ...] = ()
    reads_all: bool = False
    starts_anew: bool = False
    halves: int = 0

    def rate_after(self, read: int) -> float:
        return self.rate / (1 + read / self.halves) if self.halves else self.rate

    def portions(self, rows: int) -> Iterator[Portion]:
        """The calls: by the end of each, about twice as many rows are read as before."""
        read = 0
        while read < (MOST_STEPS * rows if self.reads_all else MOST_READ):
            count = max(rows if self.reads_all else FIRST, read * (1 + self.starts_anew))
            before = 0 if self.starts_anew else read
            epochs = max(1, count // rows)
            portion = Portion(0, rows, epochs, before + epochs * rows)
            if before + count <= rows:  # there are rows that are new
                portion = Portion(before, before + count, 1, before + count)
            read = portion.read
            yield portion


SGD = "stochastic_gradient_descent"
METHODS = (
    Method("batch", "batch descent", "batch_gradient_descent", 0.3, reads_all=True),
    Method("SGD", "SGD", SGD, 0.01),
    Method("mini-batch", "mini-batches", "mini_batch_gradient_descent", 0.1, (BATCH,)),
    Method("Adam", "Adam", "adam", 0.05, (BATCH, 0.9, 0.999, 1e-8), starts_anew=True),
    Method("falling rate", "SGD with a falling rate", SGD, 0.05, halves=300),
)


class Measured(NamedTuple):
    """Where a method was: rows read, seconds in the function, theta (2, 1) and its loss."""

    read: int
    seconds: float
    theta: Array
    loss: float


def sizes(rows: str, most: str) -> list[int]:
    """The numbers of rows that were typed; else 100, 1000 .. up to the most. Raises KitError."""
    if rows:
        return sorted({_size(text) for text in rows.split(",")})
    found = [10**power for power in range(2, 8) if 10**power <= _size(most)]
    return found or [_size(most)]


def _size(text: str) -> int:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not (LEAST <= number <= MOST and number.is_integer()):
        raise KitError(NO_SIZE.format(text=text), exit_code=2)
    return int(number)


@dataclass(frozen=True, slots=True)
class Settings:
    """seconds: for each size. seed: of the data and of what is drawn. Raises KitError."""

    sizes: list[int]
    seconds: float
    seed: int

    def __post_init__(self) -> None:
        if not 0 < self.seconds < math.inf:
            raise KitError("--seconds takes a number above 0, such as 10.", exit_code=2)
        if not 0 <= self.seed < 2**32:
            raise KitError("--seed takes a whole number from 0 to 4294967295.", exit_code=2)

    @property
    def announcement(self) -> str:
        """What somebody should know who waits."""
        most = self.seconds * len(self.sizes)
        each = f", {self.seconds:g} for each of {len(self.sizes)} sizes" if self.sizes[1:] else ""
        unit = "second" if most == 1 else "seconds"
        return f"At most {most:g} {unit}{each}. Ctrl-C ends it and shows what has been measured."


@dataclass(slots=True)
class Trial:
    """A method on so many rows: what was measured until it ended. note: what went amiss."""

    method: Method
    rows: int
    lowest: float
    is_worked: bool = False
    points: list[Measured] = field(default_factory=list)
    note: str = ""

    @property
    def name(self) -> str:
        return self.method.name + (" (worked)" if self.is_worked else "")

    def say(self, template: str, **fields: object) -> str:
        said = self.method.said
        return template.format(said=said[0].upper() + said[1:], rows=self.rows, **fields)

    def above(self, point: Measured) -> float:
        """How far a loss is above the lowest, as a share of that."""
        return max(0.0, point.loss / self.lowest - 1)

    @property
    def near(self) -> Measured | None:
        """The look from which theta was near, and stayed; None if it was not at the end."""
        found = None
        for point in reversed(self.points):
            if self.above(point) > NEAR:
                break
            found = point
        return found

    @property
    def last(self) -> Measured:
        return self.points[-1]


@dataclass(slots=True)
class Experiment:
    """What was measured. left_out: sentences on what could not be; is_failing: for a fault in it.

    mapped: the numbers of rows that were read from a file.
    """

    trials: list[Trial] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    is_failing: bool = False
    mapped: list[int] = field(default_factory=list)
    is_interrupted: bool = False

    @property
    def measured(self) -> list[Trial]:
        """The trials with something to show, in the order of the methods."""
        found = [trial for trial in self.trials if trial.points]
        return sorted(found, key=lambda one: (one.rows, METHODS.index(one.method)))

    @property
    def notes(self) -> list[str]:
        return [*self.left_out, *(trial.note for trial in self.trials if trial.note)]
