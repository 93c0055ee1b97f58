"""The solution: how a task can be written, for comparison with one's own work."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from autograder.grading.errors import KitError
from autograder.study.next_task import place_of
from autograder.study.progress import Event, now, remember
from autograder.study.task_list import TaskInfo

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
NOT_YET = (
    "Task {number} does not pass yet. `autograder hint {number}` helps on; "
    "`autograder solution {number} --reveal` opens the solution all the same, "
    "and progress.txt remembers that."
)
NONE_HERE = "This copy of the kit holds no solutions; ask your instructor for them."


def open_solution(root: Path, task: TaskInfo, *, reveal: bool = False) -> Iterator[str]:
    """
    The lines of a worked solution, then a line that says where one's own is.

    It opens when the task passes now, judged on the file as it is, or with `reveal`; then that is
    remembered. Raises KitError.
    """
    path = root / "solutions" / f"{task.exercise}.py"
    if not path.is_file():
        raise KitError(NONE_HERE)
    is_passed = passes(root, task)
    if not (is_passed or reveal):
        raise KitError(NOT_YET.format(number=task.number))
    yield from worked(path, task.function)
    if not is_passed:
        remark = remember(root, Event(now(), "reveal", tasks=(task.number,)))
        yield from ("", remark) if remark else ()
    yield from ("", f"Yours: {place_of(root, task)}")


def passes(root: Path, task: TaskInfo) -> bool:
    """Whether all checks of a task pass on the exercises as they are."""
    from autograder.grading.errors import KitError
    from autograder.grading.grade import grade

    try:
        verdict = grade(root / "exercises", tasks=[task.number])
    except KitError:
        return False
    return verdict.is_complete


def worked(path: Path, function: str) -> list[str]:
    """The function of a solution file: its head, then the lines between the marks."""
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    nodes = (node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef))
    node = next(node for node in nodes if node.name == function)
    below = lines[node.lineno - 1 :]
    marks = [line.strip() for line in below]
    return [
        *lines[node.lineno - 1 : node.body[0].lineno - 1],
        *below[marks.index(BEGIN) + 1 : marks.index(END)],
    ]
