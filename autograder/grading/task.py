"""Exercises, tasks and checks: how a spec declares them, and how a check ends.

A spec is a module `autograder/test_<exercise>.py`:

    EXERCISE = Exercise("day5_ex2", crashes=CRASHES, notes=NOTES)
    BIAS = EXERCISE.task("2.1", "add_bias", "a column of ones", judge=bias_added, mistakes=MISTAKES)

    @BIAS.compare(points=2)
    def test_bias_beside_a_single_row(draw):
        '''Returns a table even for a single row.'''
        yield (draw_column(draw.stream("bias 1"), 2)[1:],)

A check that needs more than the answers to some calls is declared with `@BIAS.check(points=2)` and
gets the learner. It returns when all is right; otherwise it raises one of the outcomes below.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from autograder.grading.show import show_answer
from autograder.grading.task_list import label_of
from autograder.judges.answer import Answer, Spot
from autograder.mistakes.catalogue import Diagnosis, Mistake

if TYPE_CHECKING:
    from autograder.grading.standard import Standard

CheckFunction = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Exercise:
    """One file that a learner fills.

    name: of the file, without its ending. crashes: mistakes in an answer that ended in an
    exception. notes: texts by key; a note costs nothing. title: of its half of the lesson.
    """

    name: str
    crashes: tuple[Mistake, ...] = field(default=(), hash=False)
    notes: Mapping[str, str] = field(default_factory=dict, hash=False)
    title: str = ""

    def task(  # noqa: PLR0913 -- all that there is to declare
        self,
        number: str,
        function: str,
        title: str,
        *,
        uses: Sequence[str] = (),
        bonus: bool = False,
        mistakes: Sequence[Mistake] | str = (),
        picture: str = "",
        **standard: Any,
    ) -> "Task":
        """A function to write, and how it is judged.

        uses: numbers of earlier tasks whose functions this one may call. bonus: its points come on
        top, and nothing of the core waits for it or loses by it. mistakes: in the order of
        diagnosis, or where they are: "sgd.adam.ADAM" is read once it is needed. picture: the class
        that draws its answers, `module.Class` in `grading/pictures`. standard: `judge`, `law`,
        `raised`, `then` and `case` of its standard checks (`Standard`).
        """
        from autograder.grading.standard import Standard

        found = mistakes if isinstance(mistakes, str) else tuple(mistakes)
        judged = Standard(**standard)
        return Task(self, number, function, title, tuple(uses), bonus, found, picture, judged)


@dataclass(frozen=True, slots=True)
class Task:
    """One function to write."""

    exercise: Exercise
    number: str
    function: str
    title: str
    uses: tuple[str, ...]
    is_bonus: bool
    catalogue: tuple[Mistake, ...] | str = field(hash=False)
    picture: str
    standard: "Standard" = field(hash=False)

    @property
    def owner(self) -> str:
        """The name of its exercise."""
        return self.exercise.name

    @property
    def label(self) -> str:
        """What it is called, and keyed by."""
        return label_of(self.owner, self.number)

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """In the order of diagnosis."""
        if not isinstance(self.catalogue, str):
            return self.catalogue
        found: tuple[Mistake, ...] = of_mistakes(self.catalogue)
        return found

    def check(self, *, points: int) -> Callable[[CheckFunction], CheckFunction]:
        """Declare a pytest test function as a check of this task; its docstring is the title."""

        def declare(function: CheckFunction) -> CheckFunction:
            title = (function.__doc__ or function.__name__).strip()
            vars(function)["check"] = Check(self, points, title, function)
            return function

        return declare

    def compare(
        self, *, points: int, **standard: Any
    ) -> Callable[[Callable[..., Any]], CheckFunction]:
        """Declare a function that yields the arguments of calls as a standard check.

        standard: what this check judges in another way than its task says.
        """
        check = self.check(points=points)
        law = None if "judge" in standard else self.standard.law
        judged = replace(self.standard, **{"law": law, **standard})
        return lambda ask: check(judged.check(self.function, ask))


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

    @property
    def worth(self) -> int:
        """What it adds to the maximum: nothing, if it belongs to a bonus task."""
        return 0 if self.task.is_bonus else self.points


def of_mistakes(path: str) -> Any:
    """What `module.NAME` is in the package of the mistakes, imported once it is needed."""
    module, _, name = path.rpartition(".")
    return vars(import_module(f"autograder.mistakes.{module}"))[name]


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
