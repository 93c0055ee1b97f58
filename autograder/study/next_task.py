"""The next task: where it is, and what to type for it."""

from __future__ import annotations

from pathlib import Path

from autograder.grading.errors import KitError
from autograder.grading.source import FileSource, functions, is_stub
from autograder.grading.submission import SCRIPT, find_submission
from autograder.study.progress_summary import Summary, TaskSummary
from autograder.study.task_list import TaskInfo, task_list

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
        return "replace its `raise NotImplementedError` line with your own code."
    if found.outcome == "FIX":
        return "something is not right yet; the check says what."
    return "you have begun; let the checks see it."


def _finished(root: Path, summary: Summary, prefix: str) -> list[str]:
    lines = [FINISHED.format(tasks=len(summary.tasks), points=summary.points), MORE]
    if any((root / "solutions").glob("*.py")):
        number = max(summary.tasks, key=lambda found: found.task.points).task.number
        lines += [COMPARE.format(prefix=prefix, number=number)]
    return [*lines, f"Check again: {prefix}pytest autograder"]


def file_of(root: Path, exercise: str) -> Path:
    """The script or its notebook, whichever is graded; the script if neither exists."""
    folder = root / "exercises"
    asked = tuple(task.function for task in task_list() if task.exercise == exercise)
    try:
        return find_submission(folder, {exercise: asked}).files[exercise]
    except KitError:
        return folder / f"{exercise}{SCRIPT}"


def place_of(root: Path, task: TaskInfo) -> str:
    """Where the task is: a path from here with a line or a cell."""
    return FileSource(file_of(root, task.exercise)).place(task.function, None).where


def is_begun(root: Path, task: TaskInfo) -> bool:
    """Whether the function exists and is more than a stub."""
    found = functions(FileSource(file_of(root, task.exercise)))
    return any(node.name == task.function and not is_stub(node) for _, node in found)
