"""The verdict: all outcomes of one submission, as plain data that any process may carry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Any

from autograder.mistakes.catalogue import Diagnosis

if TYPE_CHECKING:  # a task brings SymPy along, for which a screen need not wait
    from autograder.grading.task import Check


class Outcome(StrEnum):
    """
    What became of a check, the gravest last.

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

GRAVEST_FIRST = tuple(reversed(Outcome))


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
        return self.mistake == UNREADABLE

    @property
    def message(self) -> str:
        """The sentence for somebody who may know the inputs; may be empty."""
        return self.diagnosis.message if self.diagnosis else ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """The notes as sentences."""
        said = (*self.notes, self.left_out) if self.left_out else self.notes
        return tuple(one.message for one in said)


@dataclass(frozen=True, slots=True)
class TaskResult:
    """The checks of one task, in the order of the spec. uses: the tasks that it may call."""

    task: str
    title: str
    checks: tuple[CheckResult, ...]
    uses: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The gravest outcome among its checks: a task that was begun is FIX, not TODO."""
        found = {check.outcome for check in self.checks}
        return next((outcome for outcome in GRAVEST_FIRST if outcome in found), Outcome.PASS)

    @property
    def waits(self) -> bool:
        """Whether all its checks wait for a line that Python cannot read."""
        return all(check.waits for check in self.checks)

    @property
    def points(self) -> int:
        return sum(check.points or 0 for check in self.checks)

    @property
    def max_points(self) -> int:
        return sum(check.max_points for check in self.checks)

    @property
    def open_points(self) -> int:
        """Points that wait for a person to decide."""
        return sum(check.max_points for check in self.checks if check.points is None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """All tasks of one submission. seed: what the inputs were drawn from."""

    tasks: tuple[TaskResult, ...]
    seed: str

    @property
    def points(self) -> int:
        return sum(task.points for task in self.tasks)

    @property
    def max_points(self) -> int:
        return sum(task.max_points for task in self.tasks)

    @property
    def open_points(self) -> int:
        return sum(task.open_points for task in self.tasks)

    @property
    def is_complete(self) -> bool:
        return all(task.outcome is Outcome.PASS for task in self.tasks)

    @property
    def checks(self) -> tuple[CheckResult, ...]:
        return tuple(check for task in self.tasks for check in task.checks)


def revived(data: Mapping[str, Any]) -> CheckResult:
    """A result, rebuilt from what `dataclasses.asdict` made of it."""
    said = {name: data[name] and Diagnosis(**data[name]) for name in ("diagnosis", "left_out")}
    return CheckResult(**{**data, **said, "notes": tuple(Diagnosis(**n) for n in data["notes"])})


def collect(results: Iterable[CheckResult], checks: "Sequence[Check]", seed: str) -> Verdict:
    """Group results by task, in the order in which the specs have the checks."""
    place = {(c.task.number, c.name): index for index, c in enumerate(checks)}
    tasks = {c.task.number: c.task for c in checks}
    ordered = sorted(results, key=lambda result: place[result.task, result.name])
    found = (
        TaskResult(number, tasks[number].title, tuple(group), tasks[number].uses)
        for number, group in groupby(ordered, key=lambda result: result.task)
    )
    return Verdict(tuple(found), seed)
