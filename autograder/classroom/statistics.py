"""What a class shows about the exercises."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import StatisticsError, correlation

from autograder.grading.verdict import TaskResult
from autograder.sandbox.supervisor import Graded


@dataclass(slots=True)
class TaskTally:
    """
    One task over the class.

    points, others: one number for each submission, its points here and in all other tasks.
    mistakes: by key, how many submissions show it. messages: their sentences, without the values
    of anybody's own case.
    """

    function: str
    max_points: int
    points: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    mistakes: Counter[str] = field(default_factory=Counter)
    messages: dict[str, str] = field(default_factory=dict)

    @property
    def discrimination(self) -> float | None:
        """Pearson's r between these points and the others; None where one of them never varies."""
        try:
            return correlation(self.points, self.others)
        except StatisticsError:
            return None


@dataclass(slots=True)
class Tally:
    """The class. Points count only where all of them are known; totals: of those submissions."""

    statuses: Counter[str] = field(default_factory=Counter)
    isolation: set[str] = field(default_factory=set)
    tasks: dict[str, TaskTally] = field(default_factory=dict)
    totals: list[int] = field(default_factory=list)

    def add(self, graded: Graded) -> None:
        verdict = graded.verdict
        self.statuses[graded.status] += 1
        if graded.level:
            self.isolation.add(graded.level)
        if verdict is None:
            return
        if not verdict.open_points:
            self.totals.append(verdict.points)
        for task in verdict.tasks:
            tally = self._tally(task)
            if not verdict.open_points:
                tally.points.append(task.points)
                tally.others.append(verdict.points - task.points)
            said = {c.mistake: c.diagnosis for c in task.checks if c.mistake and c.diagnosis}
            for key, diagnosis in said.items():
                tally.mistakes[key] += 1
                tally.messages.setdefault(key, diagnosis.guarded.message)

    def _tally(self, task: TaskResult) -> TaskTally:
        function = task.checks[0].function
        return self.tasks.setdefault(task.task, TaskTally(function, task.max_points))
