"""The task list, read from the text of the specs: so no command waits for NumPy and SymPy."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from autograder.grading.commands import command_prefix
from autograder.grading.errors import KitError

if TYPE_CHECKING:
    from autograder.grading.task import Task

PACKAGE = Path(__file__).parent.parent
EXERCISE = re.compile(r'^\w+ = Exercise\(\s*"(\w+)"', re.MULTILINE)
TASK = re.compile(r'^(\w+) = \w+\.task\(\s*"(.+?)",\s*"(.+?)",\s*"(.+?)"', re.MULTILINE)
CHECK = re.compile(r"^@(\w+)\.check\(points=(\d+)\)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class TaskInfo:
    """A task as its spec declares it; points: of all its checks."""

    exercise: str
    number: str
    function: str
    title: str
    points: int = 0


AnyTask = TypeVar("AnyTask", TaskInfo, "Task")


def task_list() -> tuple[TaskInfo, ...]:
    """All tasks, in order."""
    specs = sorted(PACKAGE.glob("test_*.py"))
    return tuple(task for spec in specs for task in tasks_in(spec.read_text(encoding="utf-8")))


def task_named(name: str | None, tasks: Iterable[AnyTask], *, example: str) -> AnyTask:
    """The task with this number or function, as in the example. Raises KitError with all tasks."""
    numbers = {task.number: task for task in tasks}
    for task in numbers.values():
        if name in {task.number, task.function}:
            return task
    named = f"Name a task, as in `{command_prefix()}{example}`"
    wrong = f"There is no task {name!a}" if name else named
    raise KitError(f"{wrong}; the tasks are {', '.join(numbers)}.", exit_code=2)


def tasks_in(spec: str) -> tuple[TaskInfo, ...]:
    """The tasks that the text of a spec declares and that have checks, in order."""
    exercise = EXERCISE.search(spec)
    points: Counter[str] = Counter()
    for name, worth in CHECK.findall(spec):
        points[name] += int(worth)
    return tuple(
        TaskInfo(exercise[1] if exercise else "", number, function, title, points[name])
        for name, number, function, title in TASK.findall(spec)
        if points[name]
    )
