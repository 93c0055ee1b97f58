"""A plain `id,grade,comment` CSV file, for programs that pass grades on to a platform."""

from io import StringIO
from pathlib import Path

from autograder.classroom.grade import Grade
from autograder.classroom.gradebooks.filled import Filled, Ledger, comment_of, points_text
from autograder.classroom.tables import FORMULA, Cell, csv_writer, guarded
from autograder.grading.files import write_atomically

COLUMNS = ("id", "grade", "comment")


def write(out: Path, ledger: Ledger) -> Filled:
    """Write a row for everybody; without a grade, its cells are empty. Raises OSError."""
    file = StringIO()
    table = csv_writer(file)
    table.writerow(COLUMNS)
    empty = []
    for grade in ledger.grades:
        points = ledger.points(grade)
        if points is None:
            empty.append(grade.report.submission)
        table.writerow(_row(grade, points))
    write_atomically(out, file.getvalue())
    return Filled(len(ledger.grades) - len(empty), tuple(empty))


def _row(grade: Grade, points: float | None) -> tuple[Cell, ...]:
    """An id stays as it is, leading zeros and all, unless a spreadsheet would run it."""
    submission = grade.report.submission
    name = f"'{submission}" if FORMULA.match(submission) else submission
    if points is None:
        return name, "", ""
    return name, points_text(points), *guarded([comment_of(grade, points)])
