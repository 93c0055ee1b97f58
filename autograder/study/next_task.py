"""The one task to do next, and what to type for it."""

from __future__ import annotations

from pathlib import Path

from autograder.study.location import is_begun, place_of
from autograder.study.progress_summary import Summary, TaskSummary

FINISHED = "You are done: all {tasks} tasks passed when they were last checked, {points} points."
MORE = "Your instructor may run more checks, with other numbers."
COMPARE = "Compare with a worked solution: {prefix}autograder solution {number}"


def next_lines(root: Path, summary: Summary, prefix: str = "") -> list[str]:
    """
    The next task with its place and the commands for it; or that there is none.

    prefix: what starts commands here ("python -m uv run ").
    """
    found = summary.next_task
    if found is None:
        return _finished(root, summary, prefix)
    task = found.task
    return [
        f"Next: {task.number} {task.function}, {task.title}",
        f"  to do : {_to_do(root, found)}",
        f"  where : {place_of(root, task)}",
        f"  check : {prefix}pytest autograder",
        f"  hint  : {prefix}autograder hint {task.number}",
    ]


def _to_do(root: Path, found: TaskSummary) -> str:
    if not is_begun(root, found.task):
        return "replace its `raise NotImplementedError` line by your own code."
    if found.outcome == "FIX":
        return "something is not right yet; the check says what."
    return "you have begun; let the checks see it."


def _finished(root: Path, summary: Summary, prefix: str) -> list[str]:
    lines = [FINISHED.format(tasks=len(summary.tasks), points=summary.points), MORE]
    if any((root / "solutions").glob("*.py")):
        number = max(summary.tasks, key=lambda found: found.task.points).task.number
        lines += [COMPARE.format(prefix=prefix, number=number)]
    return [*lines, f"Check again: {prefix}pytest autograder"]
