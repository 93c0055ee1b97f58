"""The summary of all remembered runs: where each task is now, and how the points changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from autograder.study.progress import Progress, TaskState
from autograder.study.task_list import TaskInfo


@dataclass(slots=True)
class MistakeHistory:
    """A mistake met in so many answers to a task, until one no longer had it (overcome)."""

    mistake: str
    times: int
    first: datetime
    overcome: datetime | None = None


@dataclass(slots=True)
class TaskSummary:
    """
    A task after the last run that judged it.

    attempts: how many answers were tried, a repeated one counted once. passed: since when.
    """

    task: TaskInfo
    outcome: str = "TODO"
    points: int = 0
    attempts: int = 0
    hints: int = 0
    is_revealed: bool = False
    passed: datetime | None = None
    mistakes: dict[str, MistakeHistory] = field(default_factory=dict)
    last: TaskState | None = None

    def add(self, record: TaskState, time: datetime) -> None:
        """Add what the next run found."""
        is_answer = record.outcome in {"PASS", "FIX"}
        if is_answer and record != self.last:
            self.attempts += 1
            self._add_mistakes(record.mistakes, time)
        self.outcome, self.points, self.last = record.outcome, record.points, record
        self.passed = (self.passed or time) if record.outcome == "PASS" else None

    def reset(self) -> None:
        """The task was put back as it was shipped; its history stays."""
        self.outcome, self.points, self.passed, self.last = "TODO", 0, None, None

    def _add_mistakes(self, keys: tuple[str, ...], time: datetime) -> None:
        for key in keys:
            met = self.mistakes.setdefault(key, MistakeHistory(key, 0, time))
            met.times, met.overcome = met.times + 1, None
        for key, met in self.mistakes.items():
            if key not in keys:
                met.overcome = met.overcome or time


@dataclass(frozen=True, slots=True)
class Summary:
    """
    All tasks, and how many runs there were, the first and the last at these times.

    curve: time and points in sum after the first run, then after each entry that changed them.
    """

    tasks: tuple[TaskSummary, ...]
    curve: tuple[tuple[datetime, int], ...] = ()
    runs: int = 0
    first: datetime | None = None
    last: datetime | None = None

    @property
    def points(self) -> int:
        return sum(task.points for task in self.tasks)

    @property
    def max_points(self) -> int:
        return sum(task.task.points for task in self.tasks)

    @property
    def done(self) -> int:
        return sum(task.outcome == "PASS" for task in self.tasks)

    @property
    def next_task(self) -> TaskSummary | None:
        """The first task that is FIX, else the first that does not pass; None: all do."""
        open_tasks = [task for task in self.tasks if task.outcome != "PASS"]
        return min(open_tasks, key=lambda task: task.outcome != "FIX", default=None)


def summary_of(progress: Progress, plan: Iterable[TaskInfo]) -> Summary:
    """What the entries say about these tasks; what they say about others is left out."""
    hints, revealed = progress.hints, progress.revealed
    tasks = {
        task.number: TaskSummary(
            task, hints=hints.get(task.number, 0), is_revealed=task.number in revealed
        )
        for task in plan
    }
    curve: list[tuple[datetime, int]] = []
    for entry in progress.entries:
        for number in entry.records.keys() & tasks.keys():
            tasks[number].add(entry.records[number], entry.time)
        for number in set(entry.tasks) & tasks.keys() if entry.event == "reset" else ():
            tasks[number].reset()
        points = sum(task.points for task in tasks.values())
        if (not curve and entry.is_run) or (curve and points != curve[-1][1]):
            curve.append((entry.time, points))
    runs = [entry.time for entry in progress.entries if entry.is_run]
    first, last = (runs[0], runs[-1]) if runs else (None, None)
    return Summary(tuple(tasks.values()), tuple(curve), len(runs), first, last)
