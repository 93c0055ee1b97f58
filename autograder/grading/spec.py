"""The specs: each module `autograder/test_*.py` is the marking scheme of one exercise.

SymPy is imported with the first spec, as a command that only asks for their names needs none.
"""

import importlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from traceback import extract_tb
from types import ModuleType
from typing import TYPE_CHECKING

from autograder.grading.errors import KitError
from autograder.kit import ONLY

if TYPE_CHECKING:
    from autograder.grading.task import Check, Task

PACKAGE = Path(__file__).parent.parent
PROJECT = PACKAGE.parent


def spec_names() -> tuple[str, ...]:
    """The exercises that have a spec and count, in order."""
    return tuple(filter(counts, all_names()))


def all_names() -> tuple[str, ...]:
    """The exercises that have a spec, in order, whether they count now or not."""
    return tuple(sorted(path.stem.removeprefix("test_") for path in PACKAGE.glob("test_*.py")))


def counts(exercise: str) -> bool:
    """Whether an exercise is among those that were chosen."""
    return exercise.startswith(os.environ.get(ONLY, ""))


def choose(only: str) -> None:
    """Let only exercises count whose names begin like this, here and in child processes.

    Raises KitError if there is none.
    """
    if not any(name.startswith(only) for name in all_names()):
        raise KitError(
            f"No exercise has a name beginning with {only!a}; there are {', '.join(all_names())}.",
            exit_code=2,
        )
    os.environ[ONLY] = only
    all_checks.cache_clear()


def spec_file(exercise: str) -> Path:
    return PACKAGE / f"test_{exercise}.py"


def load_spec(exercise: str) -> ModuleType:
    """The spec of an exercise. Raises KitError if Python cannot run it or what it imports."""
    try:
        return importlib.import_module(f"autograder.test_{exercise}")
    except Exception as error:
        raise KitError(f"{_place(error, exercise)}: {type(error).__name__}: {error}") from error


def _place(error: Exception, exercise: str) -> str:
    """File and line: the last ones in what was written for an exercise."""
    places = [(Path(one.filename), one.lineno) for one in extract_tb(error.__traceback__)]
    own = [one for one in places if one[0].stem.removeprefix("test_") == exercise]
    path, line = (own or places)[-1]
    if isinstance(error, SyntaxError):
        path, line = Path(error.filename or path), error.lineno
    return f"{path.relative_to(PROJECT) if path.is_relative_to(PROJECT) else path}:{line}"


def load_specs() -> dict[str, ModuleType]:
    return {name: load_spec(name) for name in spec_names()}


@cache
def all_checks() -> "tuple[Check, ...]":
    """The checks of all specs, in order."""
    from autograder.grading.task import checks_of

    return tuple(check for spec in load_specs().values() for check in checks_of(spec))


def tasks_of(spec: ModuleType) -> "tuple[Task, ...]":
    """The tasks that the checks of a spec belong to, each once, in order."""
    from autograder.grading.task import checks_of

    return tuple({check.task.number: check.task for check in checks_of(spec)}.values())


def functions_asked(checks: "Iterable[Check]") -> dict[str, tuple[str, ...]]:
    """The functions that the checks ask for, by exercise name."""
    asked: dict[str, dict[str, None]] = {}
    for check in checks:
        asked.setdefault(check.task.exercise.name, {})[check.task.function] = None
    return {exercise: tuple(functions) for exercise, functions in asked.items()}
