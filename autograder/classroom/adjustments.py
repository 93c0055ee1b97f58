"""adjust.csv: the instructor's own points and excuses. The kit never writes it.

Its columns are id, task, points and why. A number of points replaces what was judged; with
a sign it is added. Without a task, it is about all of the work. `excused`: no grade is needed.
"""

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from autograder.classroom.entries import LISTING, Refused, id_of, printable, shown
from autograder.classroom.intake import read_regular
from autograder.classroom.roster import decoded
from autograder.grading.errors import KitError
from autograder.grading.task_list import label_of, parted, task_list

FILE = "adjust.csv"
COLUMNS = ["id", "task", "points", "why"]
HEADER = ",".join(COLUMNS) + "\n"
EXCUSED = {"excused", "excuse", "ex"}
DATE = re.compile(r"[0-9]{1,2}[-. ]+[^\W\d_]{3,}\.?")
"""What a spreadsheet makes of 1.1, such as 01. Jan or 1-Jan."""
DASHES = "\u2212\u2013"  # that stand for a minus sign where a program has changed it
POINTS = re.compile(rf"(?P<sign>[+\-{DASHES}]?)(?P<number>[0-9]{{1,6}}(?:[.,][0-9]{{1,9}})?)")


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One line.

    task: its label; "" for all of the work. points: None for an excuse. is_change: whether points
    are added to what was judged, rather than put in its place.
    """

    submission: str
    task: str
    points: float | None
    is_change: bool
    why: str


Adjustments = Mapping[str, tuple[Adjustment, ...]]
"""The lines about each person, by id, in the order of the file."""

Problems = list[str]
"""What is wrong, each with its line."""


def read_adjustments(folder: Path) -> Adjustments:
    """The adjustments in the folder of a course; none without a file. Raises KitError."""
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        text = decoded(read_regular(path, LISTING))
    except Refused as refused:
        raise KitError(f"{path} cannot be used: {refused}", exit_code=2) from None
    except UnicodeDecodeError:
        raise KitError(f"{path} is not UTF-8; save it as CSV UTF-8.", exit_code=2) from None
    lines, problems = adjustments_in(text)
    if problems:
        raise KitError("\n".join(f"{path}, {one}" for one in problems), exit_code=2)
    found: dict[str, tuple[Adjustment, ...]] = {}
    for one in lines:
        found[one.submission] = (*found.get(one.submission, ()), one)
    return found


def adjustments_in(text: str) -> tuple[list[Adjustment], Problems]:
    """What the lines of a file say, and what is wrong with the others."""
    found: list[Adjustment] = []
    problems: Problems = []
    tasks = [one.label for one in task_list()]
    set_in: dict[tuple[str, str], int] = {}
    said_in: dict[Adjustment, int] = {}
    try:
        for number, row in _rows(text):
            try:
                one = _adjustment(row, tasks)
                _refuse_second(one, set_in, number)
                _refuse_repeated(one, said_in, number)
                found.append(one)
            except ValueError as error:
                problems.append(f"line {number}: {error}")
    except ValueError as error:
        problems.append(str(error))
    return found, problems


def _rows(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The cells of each line, in the order of COLUMNS. Raises ValueError that names the line."""
    lines = _lines(text)
    number, titles = next(lines, (1, COLUMNS))
    header = [title.lower() for title in titles]
    if sorted(header) != sorted(COLUMNS):
        raise ValueError(f"line {number}: this must be the columns, {HEADER.strip()}.")
    order = [header.index(name) for name in COLUMNS]
    for number, cells in lines:
        padded = [*cells, *[""] * (len(COLUMNS) - len(cells))]
        yield number, [*(padded[place] for place in order), *padded[len(COLUMNS) :]]


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that has some. Raises ValueError that names the line."""
    titles = next((one for one in text.splitlines() if one.strip() and not _is_note(one)), "")
    sign = max(",;\t", key=titles.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True)
    number = 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells and not _is_note(cells[0]):
                yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        what = f"this cannot be read ({error}); each opening quote needs a closing one."
        raise ValueError(f"line {number}: {what}") from None


def _is_note(text: str) -> bool:
    """Whether this tells a spreadsheet what separates the cells."""
    return text.lower().startswith("sep=")


def _adjustment(row: Sequence[str], tasks: Collection[str]) -> Adjustment:
    name, about, points, reason, *more = row
    if more:
        raise ValueError(
            f"there are {len(row)} cells for {len(COLUMNS)} columns; put a cell with a comma "
            'or a semicolon in quotes, as in "late, but ill" or "2,5".'
        )
    if not name:
        raise ValueError("there is no id.")
    if not (about or points or reason) and any(sign in name for sign in ",;\t"):
        raise ValueError(f"{shown(name)} is one cell; separate cells as in the first line.")
    if not reason:
        raise ValueError(f"say why {shown(name)} is adjusted; the person reads it.")
    submission, why = id_of(name), printable(" ".join(reason.split()))
    task = _label(about.lower().removeprefix("task").strip().replace(",", "."))
    if task and task not in tasks:
        is_date = DATE.fullmatch(about)
        why = " A spreadsheet made it a date; format that column as text." if is_date else ""
        raise ValueError(f"there is no task {shown(about)}; the tasks are {', '.join(tasks)}.{why}")
    if points.lower() not in EXCUSED:
        return Adjustment(submission, task, *_points(points), why)
    if task:
        raise ValueError(
            "a person is excused from all of the work, so leave the task empty; to give the points "
            "of one task, write them."
        )
    return Adjustment(submission, "", None, is_change=False, why=why)


def _label(typed: str) -> str:
    """The label of a task. Raises ValueError for a number that several exercises have."""
    try:
        return label_of(*parted(typed))
    except KitError as error:
        raise ValueError(str(error)) from None


def _points(text: str) -> tuple[float, bool]:
    """A number of points, and whether it is added."""
    match = POINTS.fullmatch(text.replace(" ", ""))
    if match is None:
        what = shown(text) or "empty"
        raise ValueError(f"points is {what}; it must be a number below 1000000, +2, -2 or excused.")
    number = float(match["number"].replace(",", "."))
    return number if match["sign"] in {"", "+"} else -number, bool(match["sign"])


def _refuse_repeated(one: Adjustment, said_in: dict[Adjustment, int], number: int) -> None:
    """Raise ValueError for a line that adds the same points for the same reason once more."""
    earlier = said_in.setdefault(one, number)
    if earlier != number:
        raise ValueError(
            f"this says the same as line {earlier}; delete one of them, or give it another reason."
        )


def _refuse_second(one: Adjustment, set_in: dict[tuple[str, str], int], number: int) -> None:
    """Raise ValueError for points in the place of points that an earlier line has set."""
    if one.is_change or one.points is None:
        return
    earlier = set_in.setdefault((one.submission, one.task), number)
    if earlier != number:
        what = f"task {one.task}" if one.task else "all of the work"
        raise ValueError(
            f"line {earlier} sets the points of {shown(one.submission)} for {what} already; keep "
            "one of the two lines."
        )
