"""The tally: what a class did, counted in one walk over its reports."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import StatisticsError, correlation
from typing import Self

from autograder.grading.shared import by_identity
from autograder.grading.task_list import task_list
from autograder.grading.verdict import Outcome, TaskResult
from autograder.mistakes.catalogue import Diagnosis
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status

ENOUGH = 20
"""People below whom no discrimination is given."""
TOO_FEW = f"No discrimination is given below {ENOUGH} people: it would be mostly chance."
DISCRIMINATION = (
    "discrimination: from -1 to 1, whether those who do well elsewhere do well here. Below 0.2 a "
    "task says little about who understood the rest; read its mistakes."
)


@dataclass(slots=True)
class TaskTally:
    """One task over the class.

    points, others: one number for each submission, its points here and in all other tasks.
    shown_by: by the key of a mistake, the ids of the submissions that show it. messages: their
    sentences, without the values of anybody's own case. first: the titles of checks, and for how
    many submissions that was the first to fail. todo: how many did not begin.
    """

    function: str
    max_points: int
    points: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    shown_by: dict[str, list[str]] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)
    first: Counter[str] = field(default_factory=Counter)
    todo: int = 0
    is_bonus: bool = False

    @property
    def most(self) -> str:
        """`8`; `+8` of a bonus."""
        return f"{'+' if self.is_bonus else ''}{self.max_points}"

    @property
    def mistakes(self) -> Counter[str]:
        """How many submissions show each mistake."""
        return Counter({key: len(ids) for key, ids in self.shown_by.items()})

    @property
    def discrimination(self) -> float | None:
        """Pearson's r between these points and the others; None where that would be mostly chance.

        So it is for few people, and where one of the two never varies.
        """
        if len(self.points) < ENOUGH:
            return None
        try:
            return correlation(self.points, self.others)
        except StatisticsError:
            return None

    def add(self, task: TaskResult, submission: str) -> None:
        """Count the mistakes of a submission, and the check that was the first to fail."""
        for key, diagnosis in _mistakes_in(task).items():
            self.shown_by.setdefault(key, []).append(submission)
            if key not in self.messages:
                self.messages[key] = diagnosis.guarded.message
        self.todo += task.outcome is Outcome.TODO
        if title := _first_failed(task):
            self.first[title] += 1

    def merge(self, other: Self) -> None:
        """Add what the same task was in another part of the class."""
        self.points += other.points
        self.others += other.others
        for key, ids in other.shown_by.items():
            self.shown_by.setdefault(key, []).extend(ids)
        self.messages = other.messages | self.messages
        self.first.update(other.first)
        self.todo += other.todo


@by_identity
def _mistakes_in(task: TaskResult) -> Mapping[str, Diagnosis]:
    """The mistakes that it shows, by their keys."""
    return {one.mistake: one.diagnosis for one in task.checks if one.mistake and one.diagnosis}


@by_identity
def _first_failed(task: TaskResult) -> str:
    """The title of the first check that failed; "" if none has."""
    failed = (one.title for one in task.checks if one.outcome == Outcome.FIX and not one.waits)
    return next(failed, "")


@dataclass(slots=True)
class Tally:
    """The class. Points count only where all of them are known; totals: of those submissions.

    bonuses: of those who have earned one, beside their totals.
    refused: why something was REJECTED, by its id. seconds: of grading, by status.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    isolation: set[str] = field(default_factory=set)
    tasks: dict[str, TaskTally] = field(default_factory=dict)
    totals: list[float] = field(default_factory=list)
    bonuses: list[float] = field(default_factory=list)

    @property
    def ordered(self) -> list[tuple[str, TaskTally]]:
        """The tasks with their labels, in the order of the specs."""
        places = {task.label: place for place, task in enumerate(task_list())}
        return sorted(self.tasks.items(), key=lambda one: (places.get(one[0], len(places)), one[0]))

    @property
    def time_spent(self) -> list[tuple[str, int, float, float]]:
        """Statuses with how many have them, seconds of grading and share, the longest first."""
        whole = sum(self.seconds.values())
        ranked = sorted(self.seconds.items(), key=lambda one: -one[1])
        return [(word, self.statuses[word], spent, spent / whole) for word, spent in ranked]

    def add(self, report: Report, total: float | None = None, bonus: float | None = None) -> None:
        """Count a submission.

        total, bonus: what it comes to in a course; else the points it was given.
        """
        verdict = report.verdict
        self.statuses[report.status] += 1
        if report.seconds:
            spent = self.seconds.get(report.status, 0.0)
            self.seconds[report.status] = spent + report.seconds
        if report.status == Status.REJECTED:
            self.refused[report.submission] = report.reason
        if report.level:
            self.isolation.add(report.level)
        if verdict is None:
            return
        points, open_points = verdict.points, verdict.open_points
        if not open_points and not verdict.waits:
            self.totals.append(points if total is None else total)
        if earned := verdict.bonus if bonus is None else bonus:
            self.bonuses.append(earned)
        for task in verdict.tasks:
            tally = self.tasks.get(task.task)
            if tally is None:
                worth = task.max_points
                tally = TaskTally(task.checks[0].function, worth, is_bonus=task.is_bonus)
                self.tasks[task.task] = tally
            if not (open_points or task.open_points or task.waits):
                tally.points.append(task.points)
                tally.others.append(points - (0 if task.is_bonus else task.points))
            tally.add(task, report.submission)

    def merge(self, other: Self) -> None:
        """Add another part of the class."""
        self.statuses.update(other.statuses)
        for status, seconds in other.seconds.items():
            self.seconds[status] = self.seconds.get(status, 0.0) + seconds
        self.refused |= other.refused
        self.isolation |= other.isolation
        for name, task in other.tasks.items():
            if name in self.tasks:
                self.tasks[name].merge(task)
            else:
                self.tasks[name] = task
        self.totals += other.totals
        self.bonuses += other.bonuses
