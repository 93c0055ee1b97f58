"""The location of a task: in which file, and where in it, it is to be written."""

from __future__ import annotations

from pathlib import Path

from autograder.grading.errors import KitError
from autograder.grading.source import FileSource, functions, is_stub
from autograder.grading.submission import SCRIPT, find_submission
from autograder.study.task_list import TaskInfo, task_list


def file_of(root: Path, exercise: str) -> Path:
    """The script or its notebook, whichever is graded; the script where neither exists."""
    folder = root / "exercises"
    asked = tuple(task.function for task in task_list() if task.exercise == exercise)
    try:
        return find_submission(folder, {exercise: asked}).files[exercise]
    except KitError:
        return folder / f"{exercise}{SCRIPT}"


def place_of(root: Path, task: TaskInfo) -> str:
    """Where to look, as a path from here with a line or a cell."""
    return FileSource(file_of(root, task.exercise)).place(task.function, None)


def is_begun(root: Path, task: TaskInfo) -> bool:
    """Whether the function is there, and more than a stub."""
    found = functions(FileSource(file_of(root, task.exercise)))
    return any(node.name == task.function and not is_stub(node) for _, node in found)
