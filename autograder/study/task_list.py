"""
The task list, read from the text of the specs without running them.

This way `autograder progress` does not wait for NumPy and SymPy.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from autograder.grading.errors import KitError

PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class TaskInfo:
    """A task as its spec declares it; points: of all its checks."""

    exercise: str
    number: str
    function: str
    title: str
    points: int = 0


def task_list(package: Path = PACKAGE) -> tuple[TaskInfo, ...]:
    """All tasks, in order."""
    specs = sorted(package.glob("test_*.py"))
    return tuple(task for spec in specs for task in tasks_in(spec.read_text(encoding="utf-8")))


class Named(Protocol):
    @property
    def number(self) -> str: ...
    @property
    def function(self) -> str: ...


AnyTask = TypeVar("AnyTask", bound=Named)


def task_named(name: str | None, tasks: Iterable[AnyTask], *, example: str) -> AnyTask:
    """
    The task with this number or function. Raises KitError, which lists the tasks.

    example: a command that names a task.
    """
    numbers = {task.number: task for task in tasks}
    for task in numbers.values():
        if name in {task.number, task.function}:
            return task
    wrong = f"There is no task {name!a}" if name else f"Name a task, as in `{example}`"
    raise KitError(f"{wrong}; the tasks are {', '.join(numbers)}.", exit_code=2)


def tasks_in(spec: str) -> tuple[TaskInfo, ...]:
    """The tasks that the text of a spec declares and that have checks, in order."""
    exercises: dict[str, str] = {}
    tasks: dict[str, TaskInfo] = {}
    for node in ast.parse(spec).body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(
                    func=ast.Name(id="Exercise"), args=[ast.Constant(value=str(of)), *_]
                ),
            ):
                exercises[name] = of
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(
                    func=ast.Attribute(value=ast.Name(id=exercise), attr="task"), args=words
                ),
            ):
                number, function, title = (
                    str(w.value) for w in words if isinstance(w, ast.Constant)
                )
                tasks[name] = TaskInfo(exercises[exercise], number, function, title)
            case ast.FunctionDef():
                for name, points in _points(node):
                    tasks[name] = replace(tasks[name], points=tasks[name].points + points)
    return tuple(task for task in tasks.values() if task.points)


def _points(function: ast.FunctionDef) -> Iterator[tuple[str, int]]:
    """`@TASK.check(points=6)` above a function."""
    for decorator in function.decorator_list:
        match decorator:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=name), attr="check"),
                keywords=[ast.keyword(arg="points", value=ast.Constant(value=int(points)))],
            ):
                yield name, points
