"""What a class says about the exercises: sums that grow with every verdict, and nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import sqrt

from autograder.grading.verdict import TaskResult, Verdict


@dataclass(slots=True)
class Pairs:
    """Sums over pairs of whole numbers, enough for means and a correlation."""

    count: int = 0
    x: int = 0
    y: int = 0
    xx: int = 0
    yy: int = 0
    xy: int = 0

    def add(self, x: int, y: int) -> None:
        self.count += 1
        self.x += x
        self.y += y
        self.xx += x * x
        self.yy += y * y
        self.xy += x * y

    @property
    def correlation(self) -> float | None:
        """Pearson's r; None where one of the two never varies."""
        x = self.count * self.xx - self.x**2
        y = self.count * self.yy - self.y**2
        if not x or not y:
            return None
        return (self.count * self.xy - self.x * self.y) / sqrt(x * y)


@dataclass(slots=True)
class TaskTally:
    """
    One task over the class.

    pairs: its points, and those of all other tasks. mistakes: by key, how many submissions show
    it. messages: their sentences, without the values of anybody's own case.
    """

    function: str
    max_points: int
    full: int = 0
    pairs: Pairs = field(default_factory=Pairs)
    mistakes: Counter[str] = field(default_factory=Counter)
    messages: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """The class. Points count only where all of them are known."""

    statuses: Counter[str] = field(default_factory=Counter)
    isolation: Counter[str] = field(default_factory=Counter)
    tasks: dict[str, TaskTally] = field(default_factory=dict)
    totals: Counter[int] = field(default_factory=Counter)

    def add(self, status: str, isolation: str, verdict: Verdict | None) -> None:
        self.statuses[status] += 1
        if isolation:
            self.isolation[isolation] += 1
        if verdict is None:
            return
        for task in verdict.tasks:
            self._count_mistakes(task)
        if not verdict.open_points:
            self.totals[verdict.points] += 1
            for task in verdict.tasks:
                self._count_points(task, verdict.points)

    @property
    def judged(self) -> int:
        return self.totals.total()

    @property
    def mean(self) -> float | None:
        """The mean of all points; None where nobody has any."""
        return sum(p * n for p, n in self.totals.items()) / self.judged if self.judged else None

    def _count_points(self, task: TaskResult, total: int) -> None:
        tally = self._tally(task)
        tally.full += task.points == task.max_points
        tally.pairs.add(task.points, total - task.points)

    def _count_mistakes(self, task: TaskResult) -> None:
        tally = self._tally(task)
        said = {c.mistake: c.diagnosis for c in task.checks if c.mistake and c.diagnosis}
        for key, diagnosis in said.items():
            tally.mistakes[key] += 1
            tally.messages.setdefault(key, diagnosis.guarded.message)

    def _tally(self, task: TaskResult) -> TaskTally:
        function = task.checks[0].function
        return self.tasks.setdefault(task.task, TaskTally(function, task.max_points))
