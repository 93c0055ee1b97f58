"""The table of grades: a row per person, as grades.csv and as grades.xlsx.

Programs take text in a CSV file for formulas, numbers and dates. A `'` in front keeps them from it;
in a workbook a text is a text.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, TextIO, TypeVar

from autograder.classroom.entries import printable
from autograder.classroom.grade import Grade
from autograder.grading.files import replacing
from autograder.grading.verdict import TaskResult
from autograder.sandbox.report import Report

OPEN = "open"
MARK = "\ufeff"
"""Without it, Excel does not read a CSV file as UTF-8."""

# A spreadsheet takes a cell that begins like this for a formula, whatever quotes and spaces it
# drops first; other forms of the same signs, such as wide ones, are made plain before.
FORMULA = re.compile(r"""["'\s]*[=+\-@]""")
# What it would show as another number, a date, a time or a truth value. A number of up to 15
# digits without a leading zero loses nothing.
KEPT = re.compile(r"""0|[1-9][0-9]{0,14}|["'\s]*""")
MONTH = (
    "jan(?:uar[yi]?)?|feb(?:ruar[yi]?)?|mar(?:ch)?|m\u00e4rz|apr(?:il)?|ma[iy]|jun[ei]?|jul[yi]?"
    "|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?"
)
CHANGED = re.compile(
    r"""["'\s]*(?:(?=\D*\d)[\d.,:/\\%()\s$\u20ac\u00a3\-]+(?:[ap]m?)?|\d[\d.,]*e[+\-]?\d+"""
    rf"|(?=\D*\d)[\d\s./\-]*(?:{MONTH})\.?[\d\s./,\-]*"
    r"|true|false|wahr|falsch|vrai|faux|verdadero|falso|vero)",
    re.IGNORECASE,
)
# What begins a new cell where a spreadsheet separates by something other than our comma.
SEPARATOR = re.compile(r"([;|])")

LONGEST = 32_000  # characters in a cell of a workbook
WIDTHS = {"id": 16, "status": 18, "name": 28, "reason": 80}
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)  # the same grades give the same file

Cell = str | int | float
Cells = Sequence[Cell]
AnyCell = TypeVar("AnyCell", bound=Cell)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: their titles, the cells of a grade, and what there is to reach."""

    titles: Sequence[str]
    row: Callable[[Grade], Cells]
    max_points: int


def titles(tasks: Mapping[str, int]) -> list[str]:
    """The columns: `task 1.2`, as `1.2` alone is a date to some programs.

    tasks: all, and what each adds to the maximum.
    """
    points = [*(f"task {one}" for one in tasks), "total", *bonus_cells(tasks, "bonus"), "max"]
    return ["id", "status", *points, "name", "reason"]


def bonus_cells(tasks: Mapping[str, int], cell: AnyCell) -> list[AnyCell]:
    """The cell, if there is a column for it: where a task adds nothing to the maximum."""
    return [cell] if 0 in tasks.values() else []


def row_of(report: Report, tasks: Mapping[str, int]) -> list[Cell]:
    """A row, with `open` where a person has to look. tasks: all, and their points.

    The cell of a task that nobody can read is empty, and the total is that of the others, if there
    is work on one of them.
    """
    judged = {task.task for task in (report.verdict.tasks if report.verdict else ())}
    core = [number for number, points in tasks.items() if points]
    cells = task_cells(report, core)
    known = [cell for cell in cells if isinstance(cell, int)]
    is_read = report.verdict is not None and not report.verdict.waits
    is_settled = is_read and bool(known) and OPEN not in cells and judged >= {*core}
    total = sum(known) if is_settled else ""
    bonus = bonus_cells(tasks, report.verdict.bonus if report.verdict else "")
    points = [*task_cells(report, tasks), total, *bonus, sum(tasks.values())]
    return [report.submission, report.status, *points, report.name, explained(report)]


def task_cells(report: Report, tasks: Iterable[str]) -> list[str | int]:
    """The points of each task; empty where nothing was judged."""
    judged = {task.task: task for task in (report.verdict.tasks if report.verdict else ())}
    return [_cell(judged[task]) if task in judged else "" for task in tasks]


def _cell(task: TaskResult) -> str | int:
    if task.waits:
        return ""
    return OPEN if task.open_points else task.points


def explained(report: Report) -> str:
    """Why a submission has its status, and how it was handed in."""
    return " ".join(filter(None, (report.reason, report.remark)))


def csv_writer(file: TextIO) -> Any:
    """A writer of rows for grades.csv."""
    return csv.writer(file, lineterminator="\n")


def guarded(cells: Cells) -> list[Cell]:
    """A row of which no spreadsheet runs, changes or breaks a cell, whatever separates them."""
    return [_guarded(printable(cell)) if isinstance(cell, str) else cell for cell in cells]


def points_cell(points: float | None) -> Cell:
    """Points with at most two decimals; empty if they are not known."""
    if points is None:
        return ""
    return int(points) if points == int(points) else round(points, 2)


@lru_cache(1000)  # most people have the same status, section, reason and times
def _guarded(cell: str) -> str:
    return "".join(f"'{part}" if _is_changed(part) else part for part in SEPARATOR.split(cell))


def _is_changed(part: str) -> bool:
    """Whether a spreadsheet would show a part of a cell as something else."""
    plain = (part, unicodedata.normalize("NFKC", part))
    if any(map(FORMULA.match, plain)):
        return True
    return any(CHANGED.fullmatch(one) and not KEPT.fullmatch(part) for one in plain)


def is_workbook_wanted() -> bool:
    """Whether the package that writes workbooks is installed: it is in the extra `excel`."""
    return find_spec("xlsxwriter") is not None


@contextmanager
def begun_workbook(path: Path, columns: Sequence[str]) -> Iterator["Sheet"]:
    """A workbook, put in place when the body ends. Raises OSError."""
    import xlsxwriter

    content = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": LONG_AGO.replace(tzinfo=None)})
        yield Sheet(book, columns)
    with replacing(path) as file:
        file.buffer.write(content.getvalue())


class Sheet:
    """The sheet of a workbook: the titles stay in sight, and every text stays a text."""

    def __init__(self, book: Any, columns: Sequence[str]) -> None:
        self._sheet = book.add_worksheet("grades")
        self._text = book.add_format({"num_format": "@"})
        self._rows = 1
        for column, title in enumerate(columns):
            self._sheet.set_column(column, column, WIDTHS.get(title, 9))
            self._sheet.write_string(0, column, title, book.add_format({"bold": True}))
        self._sheet.freeze_panes(1, 1)

    def add(self, rows: Iterable[Cells]) -> None:
        for row in rows:
            for column, cell in enumerate(row):
                if not isinstance(cell, str):
                    self._sheet.write_number(self._rows, column, cell)
                elif cell:
                    text = printable(cell)[:LONGEST]
                    self._sheet.write_string(self._rows, column, text, self._text)
            self._rows += 1
