"""The verdict: all outcomes of one submission, as plain data that any process may carry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from autograder.grading.task_list import label_of, parted
from autograder.mistakes.catalogue import Diagnosis

if TYPE_CHECKING:  # a task brings SymPy along, for which a screen need not wait
    from autograder.grading.task import Check


class Outcome(StrEnum):
    """
    What became of a check, the most serious last.

    UNDECIDED (an answer that could not be judged) and GRADER_ERROR (a fault of ours that no answer
    can cause) leave the points open, which is never a zero.
    """

    PASS = "PASS"  # noqa: S105 -- an outcome, not a password
    TODO = "TODO"
    FIX = "FIX"
    UNDECIDED = "UNDECIDED"
    GRADER_ERROR = "GRADER_ERROR"


UNREADABLE = "unreadable"
"""The key of the mistake that a file is not Python, or not a notebook."""

WORST_FIRST = tuple(reversed(Outcome))
PASSED = {Outcome.PASS}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What became of one check.

    points: earned; None while they are open. diagnosis: what there is to say. notes: remarks that
    cost nothing. returned, raised, asked, place, code: one line each for the screen, may be empty:
    the answer or Python's own error, the call, where to look, and the line of code there.
    is_cut: whether `asked` leaves out some of the call. left_out: the lines of a notebook that are
    not Python.
    """

    name: str
    task: str
    function: str
    title: str
    outcome: str
    points: int | None
    max_points: int
    diagnosis: Diagnosis | None = None
    notes: tuple[Diagnosis, ...] = ()
    returned: str = ""
    raised: str = ""
    asked: str = ""
    is_cut: bool = False
    place: str = ""
    code: str = ""
    left_out: Diagnosis | None = None

    @property
    def mistake(self) -> str | None:
        """The key of the recognised mistake."""
        return self.diagnosis.key if self.diagnosis and self.outcome == Outcome.FIX else None

    @property
    def waits(self) -> bool:
        """Whether Python cannot read the file, so that nothing is known of the answer."""
        return self.diagnosis is not None and self.mistake == UNREADABLE

    @property
    def message(self) -> str:
        """The sentence for somebody who may know the inputs; may be empty."""
        return self.diagnosis.message if self.diagnosis else ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """The notes as sentences."""
        said = (*self.notes, self.left_out) if self.left_out else self.notes
        return tuple([one.message for one in said]) if said else ()


@dataclass(frozen=True)
class TaskResult:
    """The checks of one task, in the order of the spec; in a class, many people share one.

    task, uses: the labels of this task and of those that it may call.
    exercise: "" only in what an older kit has kept.
    """

    task: str
    title: str
    checks: tuple[CheckResult, ...]
    uses: tuple[str, ...] = ()
    is_bonus: bool = False
    exercise: str = ""

    @cached_property
    def number(self) -> str:
        """Its number, which a task of another exercise may have, too."""
        return self.task.rpartition(" ")[2]

    @cached_property
    def outcome(self) -> Outcome:
        """The most serious outcome among its checks: a task that was begun is FIX, not TODO."""
        found = {check.outcome for check in self.checks}
        if found == PASSED:
            return Outcome.PASS
        return next((outcome for outcome in WORST_FIRST if outcome in found), Outcome.PASS)

    @cached_property
    def waits(self) -> bool:
        """Whether all its checks wait for a line that Python cannot read."""
        return all(check.waits for check in self.checks)

    @cached_property
    def points(self) -> int:
        return sum([check.points or 0 for check in self.checks])

    @cached_property
    def max_points(self) -> int:
        return sum([check.max_points for check in self.checks])

    @cached_property
    def worth(self) -> int:
        """What it adds to the maximum."""
        return 0 if self.is_bonus else self.max_points

    @cached_property
    def open_points(self) -> int:
        """Points that wait for a person to decide."""
        return sum([check.max_points for check in self.checks if check.points is None])


@dataclass(frozen=True)
class Verdict:
    """All tasks of one submission. seed: what the inputs were drawn from.

    Whatever it says of points is said of the core; the bonus is a number of its own.
    """

    tasks: tuple[TaskResult, ...]
    seed: str

    @cached_property
    def core(self) -> tuple[TaskResult, ...]:
        """The tasks that count; a bonus is never one of them."""
        return tuple(task for task in self.tasks if not task.is_bonus)

    @cached_property
    def points(self) -> int:
        return sum([task.points for task in self.core])

    @cached_property
    def max_points(self) -> int:
        return sum([task.worth for task in self.tasks])

    @cached_property
    def open_points(self) -> int:
        return sum([task.open_points for task in self.core])

    @cached_property
    def bonus(self) -> int:
        """Points that come on top."""
        return sum([task.points for task in self.tasks if task.is_bonus])

    @cached_property
    def is_complete(self) -> bool:
        """Whether the core passes; of bonus tasks alone, whether those do."""
        return all(task.outcome is Outcome.PASS for task in self.core or self.tasks)

    @cached_property
    def waits(self) -> bool:
        """Whether Python can read none of the work; where none was begun, there is none to read."""
        begun = [task for task in self.core if task.points or task.outcome is not Outcome.TODO]
        return all(task.waits for task in begun) and bool(begun or not self.core)

    @cached_property
    def checks(self) -> tuple[CheckResult, ...]:
        return tuple(check for task in self.tasks for check in task.checks)

    @cached_property
    def core_checks(self) -> tuple[CheckResult, ...]:
        return tuple(check for task in self.core for check in task.checks)


def revived(data: Mapping[str, Any]) -> CheckResult:
    """A result, rebuilt from what `dataclasses.asdict` made of it."""
    said = {name: data[name] and Diagnosis(**data[name]) for name in ("diagnosis", "left_out")}
    return CheckResult(**{**data, **said, "notes": tuple(Diagnosis(**n) for n in data["notes"])})


def collect(results: Iterable[CheckResult], checks: "Sequence[Check]", seed: str) -> Verdict:
    """Group results by task, in the order in which the specs have the checks."""
    tasks = {c.task.label: c.task for c in checks}
    place = {(c.task.label, c.name): index for index, c in enumerate(checks)}
    ordered = sorted(results, key=lambda result: place[result.task, result.name])
    found = (
        TaskResult(
            *(label, tasks[label].title, tuple(group)),
            tuple(label_of(tasks[label].owner, one) for one in tasks[label].uses),
            is_bonus=tasks[label].is_bonus,
            exercise=tasks[label].owner,
        )
        for label, group in groupby(ordered, key=lambda result: result.task)
    )
    return Verdict(tuple(found), seed)


def relabelled(verdict: Verdict) -> Verdict:
    """A verdict that was kept, its tasks called what they are called now.

    Raises KitError for a number that several exercises have, if it does not say whose it is.
    """
    return Verdict(tuple(map(_relabelled, verdict.tasks)), verdict.seed)


def _relabelled(task: TaskResult) -> TaskResult:
    function = task.checks[0].function
    exercise = task.exercise or parted(task.task, all_count=True, function=function)[0]
    label = label_of(exercise, task.number)
    if (label, exercise) == (task.task, task.exercise):
        return task
    uses = tuple(label_of(exercise, one.rpartition(" ")[2]) for one in task.uses)
    checks = tuple(replace(check, task=label) for check in task.checks)
    return replace(task, task=label, checks=checks, uses=uses, exercise=exercise)
