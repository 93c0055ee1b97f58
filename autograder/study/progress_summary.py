"""The standing: what all remembered runs together say about each task, and about the points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from autograder.study.progress import Fact, Progress, Result, Word
from autograder.study.task_list import Planned


@dataclass(slots=True)
class Met:
    """
    A mistake that was met in a task.

    times: how many answers had it. overcome: when an answer no longer had it; None: it is still there.
    """

    key: str
    first: datetime
    times: int = 1
    overcome: datetime | None = None


@dataclass(slots=True)
class TaskStanding:
    """
    Where a task stands after the last run that judged it.

    attempts: how many answers were tried, a repeated one counted once. passed: since when.
    """

    task: Planned
    word: Word = Word.TODO
    points: int = 0
    attempts: int = 0
    hints: int = 0
    is_revealed: bool = False
    passed: datetime | None = None
    met: dict[str, Met] = field(default_factory=dict)

    def hear(self, result: Result, when: datetime, before: Result | None) -> None:
        """Take in what a run said, after what the run before it said."""
        self.word, self.points = result.word, result.points
        is_answer = result.word in {Word.PASS, Word.FIX}
        if is_answer and result != before:
            self.attempts += 1
            self._meet(result.mistakes, when)
        self.passed = (self.passed or when) if result.word is Word.PASS else None

    def forget(self) -> None:
        """The task was reset; what was met on the way stays known."""
        self.word, self.points, self.passed = Word.TODO, 0, None

    def _meet(self, mistakes: tuple[str, ...], when: datetime) -> None:
        for key in mistakes:
            known = self.met.setdefault(key, Met(key, when, 0))
            known.times, known.overcome = known.times + 1, None
        for key, known in self.met.items():
            if key not in mistakes:
                known.overcome = known.overcome or when


@dataclass(frozen=True, slots=True)
class Standing:
    """
    All tasks; curve: time and points in sum of the first run, then of each that changed them.

    runs: how many. first, last: when; None if there was no run.
    """

    tasks: tuple[TaskStanding, ...]
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
        return sum(task.word is Word.PASS for task in self.tasks)

    @property
    def is_complete(self) -> bool:
        return self.done == len(self.tasks)


def standing_of(progress: Progress, plan: Iterable[Planned]) -> Standing:
    """What the facts say about these tasks; about others they may speak in vain."""
    hints, revealed = progress.hints, progress.revealed
    tasks = {task.number: TaskStanding(task) for task in plan}
    for number, task in tasks.items():
        task.hints, task.is_revealed = hints.get(number, 0), number in revealed
    curve = _live_through(progress.facts, tasks)
    runs = progress.runs
    first, last = (runs[0].when, runs[-1].when) if runs else (None, None)
    return Standing(tuple(tasks.values()), tuple(curve), len(runs), first, last)


def next_task(standing: Standing) -> TaskStanding | None:
    """The first task that is FIX, else the first that is not passed; None: all are."""
    order = (Word.FIX,), (Word.TODO, Word.FAULT)
    found = (task for words in order for task in standing.tasks if task.word in words)
    return next(found, None)


def _live_through(
    facts: Iterable[Fact], tasks: dict[str, TaskStanding]
) -> list[tuple[datetime, int]]:
    """Let the tasks hear of every fact in turn; return how the points went."""
    curve: list[tuple[datetime, int]] = []
    before: dict[str, Result] = {}
    for fact in facts:
        for number, result in fact.results.items():
            if before.get(number) is not result and number in tasks:
                tasks[number].hear(result, fact.when, before.get(number))
                before[number] = result
        for number in fact.tasks if fact.what == "reset" else ():
            if number in tasks:
                tasks[number].forget()
                before.pop(number, None)
        if curve or fact.is_run:
            points = sum([task.points for task in tasks.values()])
            if not curve or curve[-1][1] != points:
                curve.append((fact.when, points))
    return curve
