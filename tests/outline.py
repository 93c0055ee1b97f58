"""What the outline says: numbers that another exercise changes."""

from __future__ import annotations

import ast

from autograder.grading.spec import PROJECT
from autograder.grading.task_list import outline, task_list

NAMES = tuple(one.name for one in outline())
TASKS = task_list()
NUMBERS = tuple(task.number for task in TASKS)
POINTS = {task.number: task.points for task in TASKS}
OWN = {name: [task.number for task in TASKS if task.exercise == name] for name in NAMES}
"""The numbers of the tasks of each exercise."""
CORE = tuple(task for task in TASKS if not task.is_bonus)
MOST = sum(task.points for task in CORE)
CHECKS = sum(len(task.checks) for task in TASKS)
BONUS = sum(task.points for task in TASKS if task.is_bonus)
EARNED = f"{{}} of {MOST} points. {{}} of {len(CORE)} tasks done."
"""The line about points and tasks that are done."""
EVERYTHING = EARNED.format(MOST, len(CORE)).replace("points", f"points +{BONUS} bonus")
"""The same line when all is done."""


def core_of(name: str) -> bytes:
    """A solution as it was before its bonus tasks came: it has none of their functions."""
    text = (PROJECT / "solutions" / f"{name}.py").read_text(encoding="utf-8")
    bonus = {task.function for task in TASKS if task.exercise == name and task.is_bonus}
    lines = text.splitlines(keepends=True)
    for one in ast.parse(text).body:
        if isinstance(one, ast.FunctionDef) and one.name in bonus:
            lines[one.lineno - 1 : one.end_lineno] = ["\n"] * (one.end_lineno - one.lineno + 1)
    return "".join(lines).encode()
