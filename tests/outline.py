"""What the outline says: numbers that another exercise changes."""

from __future__ import annotations

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
