"""Exercises, tasks and checks: how a spec declares them, and how a check ends.

A spec is a module `autograder/test_<exercise>.py`:

    EXERCISE = Exercise("day4_ex1", crashes=CRASHES, notes=NOTES, mistakes={"1.1": INDEFINITE})
    INDEFINITE = EXERCISE.task("1.1", "indefinite_integral", "an antiderivative")

    @INDEFINITE.check(points=6)
    def test_unseen_integrands(learner, draw):
        '''Integrates other functions as well.'''

A check returns when all is right; otherwise it raises one of the outcomes below.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from autograder.grading.show import show_answer
from autograder.judges.answer import Answer, Spot
from autograder.mistakes.catalogue import Diagnosis, Mistake

CheckFunction = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Exercise:
    """One file that a learner fills.

    name: of the file, without its ending. crashes: mistakes in an answer that ended in an
    exception. notes: texts by key; a note costs nothing. mistakes: those of each task, by number.
    """

    name: str
    crashes: tuple[Mistake, ...] = field(default=(), hash=False)
    notes: Mapping[str, str] = field(default_factory=dict, hash=False)
    mistakes: Mapping[str, tuple[Mistake, ...]] = field(default_factory=dict, hash=False)

    def task(self, number: str, function: str, title: str, *, uses: Sequence[str] = ()) -> "Task":
        """uses: numbers of earlier tasks whose functions this one may call."""
        return Task(self, number, function, title, tuple(uses))


@dataclass(frozen=True, slots=True)
class Task:
    """One function to write."""

    exercise: Exercise
    number: str
    function: str
    title: str
    uses: tuple[str, ...] = ()

    def check(self, *, points: int) -> Callable[[CheckFunction], CheckFunction]:
        """Declare a pytest test function as a check of this task; its docstring is the title."""

        def declare(function: CheckFunction) -> CheckFunction:
            title = (function.__doc__ or function.__name__).strip()
            vars(function)["check"] = Check(self, points, title, function)
            return function

        return declare


@dataclass(frozen=True, slots=True)
class Check:
    """One test function: worth points, belongs to a task."""

    task: Task
    points: int
    title: str
    function: CheckFunction

    @property
    def name(self) -> str:
        return self.function.__name__


def checks_of(spec: ModuleType) -> tuple[Check, ...]:
    """The checks of a spec in the order in which they are written."""
    return tuple(vars(item)["check"] for item in vars(spec).values() if is_check(item))


def is_check(item: Any) -> bool:
    return isinstance(getattr(item, "__dict__", {}).get("check"), Check)


@dataclass(eq=False)
class Fix(Exception):  # noqa: N818 -- an outcome, not an error
    """The answer is wrong.

    diagnosis: key and sentence. answer: the call that shows it, if one does. shown: fields of the
    result about it, made at once, as that may take long. at: where, if the answer itself says so.
    """

    diagnosis: Diagnosis
    answer: Answer | None = None
    at: Spot | None = None

    def __post_init__(self) -> None:
        self.shown = show_answer(self.answer) if self.answer else {}

    def __str__(self) -> str:
        return self.diagnosis.message


class NotAttempted(Exception):  # noqa: N818 -- an outcome, not an error
    """The task is still a stub or cannot be judged yet; diagnosis and at may say why and where."""

    def __init__(self, diagnosis: Diagnosis | None = None, at: Spot | None = None) -> None:
        super().__init__(diagnosis.message if diagnosis else "")
        self.diagnosis = diagnosis
        self.at = at


class Undecided(Exception):  # noqa: N818 -- a ruling, not the learner's error
    """The judge could not decide whether an answer is right; its points stay open."""


class Fault(Exception):  # noqa: N818 -- the word of the messages
    """A fault of ours that no answer can cause, such as a solution that cannot be called."""


class Busy(Fault):
    """The machine was too busy to run a function to its end, so nothing is known of it."""

    def __init__(self, function: str) -> None:
        super().__init__(f"the machine was too busy to finish {function}")
        self.function = function
