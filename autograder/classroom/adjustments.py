"""adjust.csv: the instructor's own points and excuses. The kit never writes it.

Its columns are id, task, points and why. A number of points stands instead of what was judged; with
a sign it is added. Without a task, it is about all of the work. `excused`: no grade is needed.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from autograder.classroom.entries import LISTING, Refused, id_of, shown
from autograder.classroom.intake import read_regular
from autograder.grading.errors import KitError
from autograder.grading.task_list import task_list

FILE = "adjust.csv"
COLUMNS = ["id", "task", "points", "why"]
HEADER = ",".join(COLUMNS) + "\n"
EXCUSED = {"excused", "excuse", "ex"}
POINTS = re.compile(r"(?P<sign>[+\-\u2212]?)(?P<number>\d+(?:[.,]\d+)?)")


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One line.

    task: its number; "" for all of the work. points: None for an excuse. is_change: whether points
    are added to what was judged, rather than put in its place.
    """

    submission: str
    task: str
    points: float | None
    is_change: bool
    why: str


Adjustments = Mapping[str, tuple[Adjustment, ...]]
"""The lines about each person, by id, in the order of the file."""


def read_adjustments(folder: Path) -> Adjustments:
    """The adjustments in the folder of a course; none without a file. Raises KitError."""
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        text = read_regular(path, LISTING).decode("utf-8-sig")
        found: dict[str, tuple[Adjustment, ...]] = {}
        for one in adjustments_in(text):
            found[one.submission] = (*found.get(one.submission, ()), one)
    except Refused as refused:
        raise KitError(f"{path} cannot be used: {refused}", exit_code=2) from None
    except UnicodeDecodeError:
        raise KitError(f"{path} is not UTF-8; save it as CSV UTF-8.", exit_code=2) from None
    except (csv.Error, ValueError) as error:
        raise KitError(f"{path}, {error}", exit_code=2) from None
    return found


def adjustments_in(text: str) -> Iterator[Adjustment]:
    """What the lines of a file say. Raises csv.Error, or ValueError that names the line."""
    first = text.split("\n", 1)[0]
    sign = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text), delimiter=sign)
    header = [cell.strip().lower() for cell in next(reader, COLUMNS)]
    if sorted(header) != sorted(COLUMNS):
        raise ValueError(f"line 1: the columns must be {HEADER.strip()}.")
    for cells in reader:
        if any(cell.strip() for cell in cells):
            padded = [*cells, *[""] * (len(COLUMNS) - len(cells))]
            row = {name: cell.strip() for name, cell in zip(header, padded, strict=False)}
            try:
                yield _adjustment(row)
            except ValueError as error:
                raise ValueError(f"line {reader.line_num}: {error}") from None


def _adjustment(row: Mapping[str, str]) -> Adjustment:
    if not row["id"]:
        raise ValueError("there is no id.")
    if not row["why"]:
        raise ValueError(f"say why {shown(row['id'])} is adjusted; the person reads it.")
    submission, task, why = id_of(row["id"]), row["task"].removeprefix("task ").strip(), row["why"]
    numbers = [one.number for one in task_list()]
    if task and task not in numbers:
        raise ValueError(f"there is no task {shown(task)}; the tasks are {', '.join(numbers)}.")
    if row["points"].lower() in EXCUSED:
        if task:
            raise ValueError(
                "a person is excused from all of the work, so leave the task empty; to give the "
                "points of one task, write them."
            )
        return Adjustment(submission, "", None, is_change=False, why=why)
    match = POINTS.fullmatch(row["points"].replace(" ", ""))
    if match is None:
        what = shown(row["points"]) or "empty"
        raise ValueError(f"points is {what}; it must be a number, +2, -2 or excused.")
    number = float(match["number"].replace(",", "."))
    points = number if match["sign"] in {"", "+"} else -number
    return Adjustment(submission, task, points, is_change=bool(match["sign"]), why=why)
