"""The step: the one thing to do next, and what to type for it."""

from __future__ import annotations

from pathlib import Path

from autograder.study.location import is_begun, place_of
from autograder.study.progress import Word
from autograder.study.progress_summary import Standing, TaskStanding, next_task

FINISHED = "You are done: all {tasks} tasks passed when they were last checked, {points} points."
MORE = "Your instructor may run more checks, with other numbers."
COMPARE = "Compare with a worked solution: {prefix}autograder solution {number}"


def next_lines(root: Path, standing: Standing, prefix: str = "") -> list[str]:
    """
    The next task with its place and the commands for it; or that there is none.

    prefix: what starts commands here ("python -m uv run ").
    """
    task = next_task(standing)
    if task is None:
        return _finished(root, standing, prefix)
    planned = task.task
    return [
        f"Next: {planned.number} {planned.function}, {planned.title}",
        f"  to do : {_to_do(root, task)}",
        f"  where : {place_of(root, planned)}",
        f"  check : {prefix}pytest autograder",
        f"  hint  : {prefix}autograder hint {planned.number}",
    ]


def _to_do(root: Path, task: TaskStanding) -> str:
    begun = is_begun(root, task.task)
    if task.word is Word.FIX and begun:
        return "something is not right yet; the check says what."
    if begun:
        return "you have begun; let the checks see it."
    return "replace its `raise NotImplementedError` line by your own code."


def _finished(root: Path, standing: Standing, prefix: str) -> list[str]:
    lines = [FINISHED.format(tasks=len(standing.tasks), points=standing.points), MORE]
    if any((root / "solutions").glob("*.py")):
        number = max(standing.tasks, key=lambda task: task.task.points).task.number
        lines += [COMPARE.format(prefix=prefix, number=number)]
    return [*lines, f"Check again: {prefix}pytest autograder"]
