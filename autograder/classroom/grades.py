"""grades.csv: one row per submission, for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from typing import TextIO

from autograder.classroom.journal import Named
from autograder.classroom.refusal import printable
from autograder.grading.verdict import Verdict

# A spreadsheet takes what begins like this for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class Grades:
    """Writes the rows. tasks: number to points of every task that there is."""

    def __init__(self, file: TextIO, tasks: Mapping[str, int]) -> None:
        self._tasks = tasks
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow(["id", "status", *tasks, "total", "max", "name", "reason"])

    def add(self, named: Named, verdict: Verdict | None) -> None:
        row = named.row
        points = points_of(verdict)
        cells = [points.get(task, "") for task in self._tasks]
        complete = all(cell != "" for cell in cells)
        total = sum(points.values()) if complete else ""
        self._writer.writerow(
            [
                *texts((row.submission, row.status)),
                *(*cells, total, sum(self._tasks.values())),
                *texts((named.name, row.reason)),
            ]
        )


def points_of(verdict: Verdict | None) -> dict[str, int]:
    """The points of the tasks that were judged to the end."""
    tasks = verdict.tasks if verdict is not None else ()
    return {task.task: task.points for task in tasks if not task.open_points}


def texts(cells: Sequence[str]) -> list[str]:
    """Cells that no spreadsheet runs or breaks at."""
    plain = map(printable, cells)
    return [f"'{cell}" if cell.lstrip().startswith(FORMULA) else cell for cell in plain]
