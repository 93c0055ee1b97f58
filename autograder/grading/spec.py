"""The specs: each module `autograder/test_*.py` is the marking scheme of one exercise.

SymPy is imported with the first spec, as a command that only asks for their names needs none.
"""

import importlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.grading.task import Check, Task

PACKAGE = Path(__file__).parent.parent
PROJECT = PACKAGE.parent
TASK = re.compile(r"""\.task\(\s*"[0-9.]+",\s*"(\w+)""")


def spec_names() -> tuple[str, ...]:
    """The exercises that have a spec, in order."""
    return tuple(sorted(path.stem.removeprefix("test_") for path in PACKAGE.glob("test_*.py")))


def load_spec(exercise: str) -> ModuleType:
    return importlib.import_module(f"autograder.test_{exercise}")


def load_specs() -> dict[str, ModuleType]:
    return {name: load_spec(name) for name in spec_names()}


@cache
def all_checks() -> "tuple[Check, ...]":
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


@cache
def functions_named(exercise: str) -> tuple[str, ...]:
    """The functions that the tasks of a spec ask for, from its text: nothing is imported."""
    spec = PACKAGE / f"test_{exercise}.py"
    return tuple(TASK.findall(spec.read_text(encoding="utf-8"))) if spec.exists() else ()
