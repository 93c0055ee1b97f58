"""grades.csv: one row per submission, for a spreadsheet."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TextIO

from autograder.classroom.entries import printable
from autograder.classroom.grader import Report
from autograder.grading.verdict import Verdict

# A spreadsheet takes a cell that begins like this for a formula, whatever quotes and spaces it
# drops first; other forms of the same signs, such as wide ones, are made plain before.
FORMULA = re.compile(r"""["'\s]*[=+\-@]""")
# What begins a new cell where a spreadsheet separates by something other than our comma.
SEPARATOR = re.compile(r"([;|])")
OPEN = "open"


class Grades:
    """Writes the rows. tasks: the points of every task by its number."""

    def __init__(self, file: TextIO, tasks: Mapping[str, int]) -> None:
        self._tasks = tasks
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow(["id", "status", *tasks, "total", "max", "name", "reason"])

    def add(self, report: Report) -> None:
        graded = report.graded
        points = points_of(graded.verdict)
        cells = [points.get(task, "") for task in self._tasks]
        known = [cell for cell in cells if isinstance(cell, int)]
        total = sum(known) if len(known) == len(cells) else ""
        self._writer.writerow(
            [
                *texts((graded.submission, graded.status)),
                *(*cells, total, sum(self._tasks.values())),
                *texts((report.name, graded.reason)),
            ]
        )


def points_of(verdict: Verdict | None) -> dict[str, int | str]:
    """The points of each task; `open` where a person has to look."""
    tasks = verdict.tasks if verdict is not None else ()
    return {task.task: OPEN if task.open_points else task.points for task in tasks}


def texts(cells: Sequence[str]) -> list[str]:
    """Cells that no spreadsheet runs or breaks at, whichever separator it uses."""
    return [guarded(printable(cell)) for cell in cells]


def guarded(text: str) -> str:
    """A text with `'` in front of whatever could be taken for a formula, otherwise unchanged."""
    return "".join(f"'{part}" if _is_formula(part) else part for part in SEPARATOR.split(text))


def _is_formula(part: str) -> bool:
    return any(map(FORMULA.match, (part, unicodedata.normalize("NFKC", part))))
