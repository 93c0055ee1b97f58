"""The outline: exercises and tasks as data, so that no command waits for NumPy and SymPy.

`autograder build` writes it from the specs, with a hash of each. While a spec is newer, the specs
themselves are asked, which takes longer and is never wrong.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from autograder.grading.commands import command_prefix
from autograder.grading.errors import KitError
from autograder.grading.files import fingerprint
from autograder.grading.spec import PACKAGE, all_names, counts, load_spec, spec_file, spec_names
from autograder.kit import NAME, TITLE

if TYPE_CHECKING:
    from autograder.grading.task import Task

OUTLINE = PACKAGE / "outline.json"
DAY = re.compile(r"day(\d+)")


@dataclass(frozen=True, slots=True)
class TaskInfo:
    """A task as its spec declares it.

    points: of all its checks. checks: their names, and the points of each. is_bonus: whether they
    come on top.
    """

    exercise: str
    number: str
    function: str
    title: str
    points: int = 0
    checks: tuple[tuple[str, int], ...] = ()
    is_bonus: bool = False

    @property
    def owner(self) -> str:
        return self.exercise

    @property
    def label(self) -> str:
        """What it is called, and keyed by."""
        return label_of(self.exercise, self.number)

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


def label_of(exercise: str, number: str) -> str:
    """`1.1`, or `day5_ex1 1.1` where another of the exercises that count has that number, too."""
    others = [task.exercise for task in _numbered(number) if task.exercise != exercise]
    if not (others and exercise):
        return number
    is_chosen = counts(exercise)
    is_shared = any(counts(one) or not is_chosen for one in others)
    return f"{exercise} {number}" if is_shared else number


def parted(name: str, *, all_count: bool = False, function: str = "") -> tuple[str, str]:
    """The exercise and the number in `day5_ex1 1.1`; for `1.1`, the exercise that has it, or "".

    all_count: whether it may be one that was not chosen. function: of the task, if that is known.
    Raises KitError if several have it.
    """
    exercise, _, number = name.rpartition(" ")
    if exercise:
        return exercise, number
    tasks = [one for one in _numbered(number) if all_count or counts(one.exercise)]
    tasks = [one for one in tasks if one.function == function] or tasks
    _refuse_several(number, tasks)
    return "".join(one.exercise for one in tasks), number


def labelled(kept: str) -> str:
    """What a task of a file that is kept is called now. Raises KitError."""
    return label_of(*parted(kept, all_count=True))


def kept_name(exercise: str, number: str) -> str:
    """What a task is called in a file that is kept: the same whichever exercises count."""
    return f"{exercise} {number}" if _numbered(number)[1:] else number


@cache
def _numbered(number: str) -> tuple[TaskInfo, ...]:
    """The tasks with this number, of exercises that count and of others."""
    every = (task for exercise in whole_outline() for task in exercise.tasks)
    return tuple(task for task in every if task.number == number)


def _refuse_several(name: str, tasks: Sequence[AnyTask]) -> None:
    """Raise KitError that says what to write, if this may be one of several tasks."""
    if tasks[1:]:
        owners = [task.owner for task in tasks]
        what = f"{name} is a task of {' and '.join(owners)}: write {owners[-1]} {tasks[-1].number}."
        raise KitError(what, exit_code=2)


def is_up_to_date() -> bool:
    """Whether no spec was edited since the build wrote the outline."""
    kept = {one.name: one.spec for one in _read()}
    return kept == {name: fingerprint(spec_file(name)) for name in all_names()}


def task_named(name: str | None, tasks: Iterable[AnyTask], *, example: str) -> AnyTask:
    """The task with this number or function, as in the example. Raises KitError with all tasks."""
    every = {task.label: task for task in tasks}
    if found := meant(name, every.values()):
        return found
    named = f"Name a task, as in `{command_prefix()}{example}`"
    wrong = f"There is no task {name!a}" if name else named
    raise KitError(f"{wrong}; the tasks are {', '.join(every)}.", exit_code=2)


def meant(name: str | None, tasks: Iterable[AnyTask]) -> AnyTask | None:
    """The task with this number or function, which may have its exercise in front.

    Raises KitError if there are several.
    """
    exercise, _, short = (name or "").rpartition(" ")
    found: dict[str, AnyTask] = {
        task.label: task
        for task in tasks
        if short in {task.number, task.function} and exercise in {"", task.owner}
    }
    _refuse_several(short, [*found.values()])
    return next(iter(found.values()), None)


def functions_named(exercise: str) -> tuple[str, ...]:
    """The functions that the tasks of an exercise ask for; none if there is no such exercise."""
    return tuple(task.function for task in task_list() if task.exercise == exercise)


def title_of(exercises: Iterable[str] = ()) -> str:
    """The heading above tasks of these exercises, or of all that count: their day or days."""
    names = {*exercises} or {one.name for one in outline()}
    days = {name.partition("_")[0] for name in names}
    numbers = sorted(int(match[1]) for day in days if (match := DAY.fullmatch(day)))
    if days == {NAME} or len(numbers) < len(days):
        return TITLE
    if numbers[1:]:
        return f"Days {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
    titles = [one.title for one in whole_outline() if one.name in names]
    return f"Day {numbers[0]}{f': {titles[0]}' if len(titles) == 1 else ''}"


def rivals(exercise: str) -> tuple[str, ...]:
    """Other exercises that ask for one of its functions, so whose files are no work on it."""
    asked = {one.name: {task.function for task in one.tasks} for one in whole_outline()}
    own = asked.pop(exercise, set())
    return tuple(name for name, functions in asked.items() if functions & own)


def exercise_in(spec: ModuleType) -> ExerciseInfo:
    """What a spec declares; only what is checked is a task."""
    from autograder.grading.task import checks_of

    found: dict[Task, dict[str, int]] = {}
    for check in checks_of(spec):
        found.setdefault(check.task, {})[check.name] = check.points
    exercise = spec.EXERCISE
    return ExerciseInfo(
        exercise.name,
        exercise.title,
        fingerprint(spec_file(exercise.name)),
        tuple(
            TaskInfo(
                *(exercise.name, task.number, task.function, task.title),
                *(sum(checks.values()), tuple(checks.items()), task.is_bonus),
            )
            for task, checks in found.items()
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
            ExerciseInfo(**{**one, "tasks": tuple(map(_read_task, one["tasks"]))}) for one in whole
        ]
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return []


def _read_task(kept: dict[str, Any]) -> TaskInfo:
    checks = tuple((name, points) for name, points in kept["checks"])
    return TaskInfo(**{**kept, "checks": checks})
