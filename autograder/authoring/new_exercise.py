"""A new exercise: its files, with one worked task for the author to replace.

The templates are a project in small, with the names and numbers of an exercise 0 of day 0.
"""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from autograder.grading.commands import kit_command, pytest_command
from autograder.grading.errors import KitError
from autograder.grading.files import Step, write_atomically
from autograder.grading.spec import all_names, spec_file
from autograder.grading.task_list import whole_outline

TEMPLATES = Path(__file__).parent / "templates"
NAME = re.compile(r"day([1-9][0-9]?)_ex([1-9][0-9]?)")


def new_exercise(root: Path, name: str) -> Iterator[Step]:
    """Write the files of an exercise that is not there yet, one step per file.

    Raises KitError, OSError.
    """
    number, files = free_number(name), files_of(name)
    if there := next((path for path in files if (root / path).exists()), None):
        raise KitError(
            f"{there} exists already, so nothing was written: choose another name, or move it.",
            exit_code=2,
        )
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(root / path, text.replace("0.1", f"{number}.1"))
        yield Step(f"{path}: written.")
    yield Step(next_steps(name, number))


def free_number(name: str) -> int:
    """What the numbers of its tasks begin with: its day, or the first number after it that is free.

    Raises KitError for a name unlike the others.
    """
    if not (parts := NAME.fullmatch(name)):
        raise KitError(
            f"{name!a} is not a name for an exercise: it must be a day and a number, such as "
            f"{all_names()[0]}.",
            exit_code=2,
        )
    taken = {task.number.split(".")[0] for one in whole_outline() for task in one.tasks}
    return next(number for number in count(int(parts[1])) if str(number) not in taken)


def files_of(name: str) -> dict[str, str]:
    """The text of each file by its path in the project, with the number 0.1 for its task."""
    day, exercise = NAME.fullmatch(name).groups()  # type: ignore[union-attr]
    found = {}
    for path in sorted(TEMPLATES.rglob("*.txt")):
        place = path.relative_to(TEMPLATES).as_posix().removesuffix(".txt")
        text = path.read_text(encoding="utf-8").replace("day0_ex0", name)
        found[place.replace("day0_ex0", name)] = text.replace(
            "Day 0, exercise 0", f"Day {day}, exercise {exercise}"
        )
    return found


def next_steps(name: str, number: int) -> str:
    """What to type next."""
    checks = f"{pytest_command()}/{spec_file(name).name}"
    return f"""
Its task is {number}.1, since no other exercise has numbers that begin with {number}. It is worked \
out, for you to replace. Next, type:

    {kit_command("build")}
    {checks} --submission solutions
    {checks}

The second earns every point; the third shows what a learner sees. docs/authors.md goes on."""
