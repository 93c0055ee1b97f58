"""The notebook of an exercise: its lesson and task cells, and a check below each task.

The same source gives the same bytes: cells carry names instead of random ids, and no times.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from autograder.authoring.stub import PROMPT, SCRIPT_ONLY, SHOWN, Cell, join, tasks_in
from autograder.authoring.wheel import wheel_name
from autograder.grading.commands import install_command
from autograder.grading.errors import KitError
from autograder.grading.task_list import kept_name

HOW = """\
**How this notebook works.** Run the cells from the top, each with Shift+Enter. Some are small
experiments: predict what they show, then run them. Every task has a cell to fill: replace its line
`raise NotImplementedError(...)` with your own code and run the cell, then run the check below it.
It shows your points and one next step. When you are stuck, write `hint("{task}")` into a new cell;
ask again, and it says more."""
END = """\
## What you have so far

The last check runs all tasks of this notebook."""
READY = """\
# This cell looks for the checks of this course. It shows nothing if they are installed here.
try:
    from autograder import check, hint
except ModuleNotFoundError:
    print(
        "The checks are not installed here: upload the .whl file that came with this notebook,",
        "then run this in a new cell: %pip install {wheel}",
    )
except ImportError as found:
    print(
        f"Another autograder is in the way, {{found.path}}: restart the kernel",
        "after you have run this in a new cell: %pip uninstall -y autograder",
    )"""
CHECK = "from autograder import check, hint\n\ncheck({named})"
MISSING = "Notebooks need more packages ({error}). Install them: {install}"
NEEDED = "-e", '".[notebooks]"'
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


class Role(StrEnum):
    """What a cell of the notebook is there for."""

    LESSON = "lesson"
    GIVEN = "given"
    TASK = "task"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Part:
    """One cell of a notebook.

    name: its id, unique in the notebook. text: Markdown for a lesson, else Python.
    task: number, for a task and its check.
    """

    name: str
    role: Role
    text: str
    task: str = ""


def parts(cells: Iterable[Cell], exercise: str) -> list[Part]:
    """The cells of the notebook, without those that only a script has."""
    found = list(_parts((one for one in cells if SCRIPT_ONLY not in one.tags), exercise))
    first = next(part for part in found if part.role is Role.TASK)
    code = next(index for index, part in enumerate(found) if part.role is not Role.LESSON)
    ready = Part("ready", Role.GIVEN, READY.format(wheel=wheel_name()))
    found[code:code] = [
        Part("how", Role.LESSON, HOW.format(task=kept_name(exercise, first.task))),
        ready,
    ]
    return found


def closing() -> list[Part]:
    """The cells with which a learner's own notebook ends: everything is checked once more."""
    return [Part("end", Role.LESSON, END), Part("check-all", Role.CHECK, CHECK.format(named=""))]


def notebook(found: Sequence[Part]) -> Any:
    """The notebook of these parts, as a node of nbformat. Raises KitError without jupytext."""
    try:
        import jupytext
    except ImportError as error:
        raise KitError(MISSING.format(error=error, install=install_command(*NEEDED))) from None

    cells = [Cell(part.text, is_markdown=part.role is Role.LESSON) for part in found]
    node = jupytext.reads(join(cells), fmt="py:percent")
    for cell, part in zip(node.cells, found, strict=True):
        cell.id = part.name
        cell.metadata = {"deletable": False, "editable": False} if part.role is Role.CHECK else {}
    node.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    node.nbformat, node.nbformat_minor = 4, 5
    return node


def text_of(node: Any) -> str:
    """The file of a notebook: valid nbformat, the same node always the same text."""
    import nbformat

    nbformat.validate(node)
    text: str = nbformat.writes(node, ensure_ascii=True)
    return text + "\n"


def _parts(cells: Iterable[Cell], exercise: str) -> Iterator[Part]:
    for index, cell in enumerate(cells, 1):
        found = () if cell.is_markdown else tasks_in(ast.parse(cell.text))
        number = next((match["number"] for _, match in found), "")
        if number:
            name, named = number.replace(".", "-"), f'"{kept_name(exercise, number)}"'
            yield Part(f"task-{name}", Role.TASK, cell.text, number)
            yield Part(f"check-{name}", Role.CHECK, CHECK.format(named=named), number)
        elif cell.is_markdown and PROMPT in cell.text:
            yield Part(f"try-{index}", Role.GIVEN, _experiment(cell.text))
        else:
            role = Role.LESSON if cell.is_markdown else Role.GIVEN
            yield Part(f"{role}-{index}", role, cell.text)


def _experiment(text: str) -> str:
    """An experiment as code: its question as a comment, and what a script's reader would type."""
    lines = filter(None, SHOWN.sub("", text).split("\n"))
    return "\n".join(line[8:] if line.startswith("    ") else f"# {line}" for line in lines)


def nbgrader_metadata(name: str, *, grade: bool, solution: bool, **more: Any) -> dict[str, Any]:
    """The metadata by which nbgrader knows a cell. name: its grade id. more: other entries."""
    known = {"schema_version": 3, "grade_id": name, "grade": grade, "solution": solution}
    return {"nbgrader": {**known, "task": False, **more}}
