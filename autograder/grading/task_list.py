"""The outline: exercises and tasks as data, so that no command waits for NumPy and SymPy.

`autograder build` writes it from the specs, with a hash of each. While a spec is newer, the specs
themselves are asked, which takes longer and is never wrong.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

from autograder.grading.commands import command_prefix
from autograder.grading.errors import KitError
from autograder.grading.files import fingerprint
from autograder.grading.spec import PACKAGE, all_names, counts, load_spec, spec_file, spec_names

if TYPE_CHECKING:
    from autograder.grading.task import Task

OUTLINE = PACKAGE / "outline.json"


@dataclass(frozen=True, slots=True)
class TaskInfo:
    """A task as its spec declares it; points: of all its checks; is_bonus: they come on top."""

    exercise: str
    number: str
    function: str
    title: str
    points: int = 0
    checks: int = 0
    is_bonus: bool = False

    @property
    def worth(self) -> int:
        """What it adds to the maximum."""
        return 0 if self.is_bonus else self.points


@dataclass(frozen=True, slots=True)
class ExerciseInfo:
    """An exercise as its spec declares it; spec: the hash of that."""

    name: str
    title: str
    spec: str
    tasks: tuple[TaskInfo, ...]


AnyTask = TypeVar("AnyTask", TaskInfo, "Task")


def task_list() -> tuple[TaskInfo, ...]:
    """All tasks, in order."""
    return tuple(task for exercise in outline() for task in exercise.tasks)


def outline() -> tuple[ExerciseInfo, ...]:
    """All exercises that count, in order: as written by the build, else as the specs say now."""
    return tuple(one for one in whole_outline() if counts(one.name))


@cache
def whole_outline() -> tuple[ExerciseInfo, ...]:
    """The same of all exercises that there are."""
    kept = {one.name: one for one in _read() if one.spec == fingerprint(spec_file(one.name))}
    return tuple(kept.get(name) or exercise_in(load_spec(name)) for name in all_names())


def is_up_to_date() -> bool:
    """Whether no spec was edited since the build wrote the outline."""
    kept = {one.name: one.spec for one in _read()}
    return kept == {name: fingerprint(spec_file(name)) for name in all_names()}


def task_named(name: str | None, tasks: Iterable[AnyTask], *, example: str) -> AnyTask:
    """The task with this number or function, as in the example. Raises KitError with all tasks."""
    numbers = {task.number: task for task in tasks}
    for task in numbers.values():
        if name in {task.number, task.function}:
            return task
    named = f"Name a task, as in `{command_prefix()}{example}`"
    wrong = f"There is no task {name!a}" if name else named
    raise KitError(f"{wrong}; the tasks are {', '.join(numbers)}.", exit_code=2)


def functions_named(exercise: str) -> tuple[str, ...]:
    """The functions that the tasks of an exercise ask for; none if there is no such exercise."""
    return tuple(task.function for task in task_list() if task.exercise == exercise)


def exercise_in(spec: ModuleType) -> ExerciseInfo:
    """What a spec declares; only what is checked is a task."""
    from autograder.grading.task import checks_of

    found: dict[Task, list[int]] = {}
    for check in checks_of(spec):
        found.setdefault(check.task, []).append(check.points)
    exercise = spec.EXERCISE
    return ExerciseInfo(
        exercise.name,
        exercise.title,
        fingerprint(spec_file(exercise.name)),
        tuple(
            TaskInfo(
                *(exercise.name, task.number, task.function, task.title),
                *(sum(points), len(points), task.is_bonus),
            )
            for task, points in found.items()
        ),
    )


def outline_text() -> str:
    """The content of outline.json, from the specs."""
    return (
        json.dumps([asdict(exercise_in(load_spec(name))) for name in spec_names()], indent=1) + "\n"
    )


def _read() -> list[ExerciseInfo]:
    """What was written; nothing if it is missing, damaged or of another version."""
    try:
        whole = json.loads(OUTLINE.read_bytes())
        return [
            ExerciseInfo(**{**one, "tasks": tuple(TaskInfo(**t) for t in one["tasks"])})
            for one in whole
        ]
    except (OSError, ValueError, TypeError, LookupError):
        return []
