"""nbgrader: the grades in its own gradebook, through its own API.

The course becomes an assignment with one notebook, which has a grade cell for each task and one for
everything that changes the sum afterwards. A bonus is extra credit. A manual grade is never
touched: nbgrader lets it win.
"""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from typing import Any, TypeVar

from autograder.classroom.entries import shown, some
from autograder.classroom.grade import Grade
from autograder.classroom.gradebooks.filled import NAMED, Filled, Ledger
from autograder.classroom.outputs import points_of_tasks
from autograder.grading.commands import install_command
from autograder.grading.errors import KitError

CHANGES = "changes-by-instructor"
"""The cell of what adjust.csv and the points of the course change; it has a maximum of 0."""
FILE, CONFIG = "gradebook.db", "nbgrader_config.py"

Key = TypeVar("Key")
Scores = Mapping[str, float | None]
"""The points of each cell; None for what a person has to grade."""


def write(target: str, ledger: Ledger) -> Filled:
    """Fill a gradebook, which is made if there is none. target: a path, or a URL of SQLAlchemy.

    Somebody without a grade gets no submission, unless a person has to grade the rest of it; what
    is there already stays. Raises KitError.
    """
    if find_spec("nbgrader") is None:
        wanted = install_command("-e", '".[notebooks]"')
        raise KitError(f"This needs nbgrader, which is not installed: {wanted}", exit_code=2)
    from sqlalchemy.exc import SQLAlchemyError

    grades = {grade.report.submission: grade for grade in ledger.grades}
    tasks = points_of_tasks(grade.report for grade in grades.values())
    scores = {name: _scores(grade, tasks, ledger) for name, grade in grades.items()}
    graded = {name: grade for name, grade in grades.items() if scores[name]}
    try:
        is_new = _prepare(url_of(target))
        with _opened(url_of(target)) as book:
            table = Table(book, ledger.course, tasks)
            table.enroll(grades)
            manual = table.enter(graded, scores)
            book.db.commit()
        _show(target, ledger.course)
    except SQLAlchemyError as error:
        reason = str(error.__cause__ or error).split("\n")[0]
        raise KitError(f"{target} cannot be filled: {reason}.", exit_code=2) from error
    empty = [name for name, grade in grades.items() if ledger.points(grade) is None]
    remarks = tuple(_remarks(target, manual, is_new=is_new))
    return Filled(len(grades) - len(empty), tuple(empty), remarks=remarks)


def _remarks(target: str, manual: Sequence[str], *, is_new: bool) -> Iterator[str]:
    if is_new:
        yield f"{target} had no gradebook, so a new one was made."
    if manual:
        yield f"Manual grades were kept: {some(manual, NAMED)}."


def url_of(target: str) -> str:
    """The URL of a database; a folder is a course of nbgrader."""
    if "://" in target:
        return target
    path = Path(target).resolve()
    return f"sqlite:///{path / FILE if path.is_dir() else path}"


def _show(target: str, course: str) -> None:
    """Make the folder without which the formgrader does not list an assignment of its course."""
    folder = Path(target) if Path(target).is_dir() else Path(target).parent
    if "://" not in target and (folder / CONFIG).exists() and Path(course).name == course:
        (folder / "source" / course).mkdir(parents=True, exist_ok=True)


@contextmanager
def _opened(url: str) -> Iterator[Any]:
    from nbgrader.api import Gradebook

    with warnings.catch_warnings(action="ignore"), Gradebook(url) as book:
        yield book


def _prepare(url: str) -> bool:
    """Read a database once, where nbgrader would leave a broken one open; whether it is a new one.

    A new one gets the number of its version, for which nbgrader would start the program `alembic`,
    from wherever PATH says.
    """
    from sqlalchemy import create_engine, inspect

    engine = create_engine(url)
    try:
        is_new = not inspect(engine).get_table_names()
        if is_new:
            _number(engine)
    finally:
        engine.dispose()
    return is_new


def _number(engine: Any) -> None:
    """Write into an empty database which version it has."""
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR
    from sqlalchemy import text

    head = {"head": ScriptDirectory(ALEMBIC_DIR).get_current_head()}
    with engine.begin() as database:
        database.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        database.execute(text("INSERT INTO alembic_version VALUES (:head)"), head)


def _scores(grade: Grade, tasks: Mapping[str, int], ledger: Ledger) -> Scores:
    """The points of each cell; nothing for somebody who gets no submission."""
    points, verdict = ledger.points(grade), grade.report.verdict
    judged = {task.task: task for task in verdict.tasks} if verdict else {}
    scores: dict[str, float | None] = {}
    for task in tasks:
        is_open = task in judged and bool(judged[task].open_points)
        scores[cell_name(task)] = None if is_open else judged[task].points if task in judged else 0
    if points is None:
        return scores if None in scores.values() and not grade.is_excused else {}
    known = {name: score or 0.0 for name, score in scores.items()}
    return known | {CHANGES: round(points + grade.penalty - sum(known.values()), 2)}


def cell_name(task: str) -> str:
    return f"task-{re.sub('[ .]', '-', task)}"


class Table:
    """One assignment of a gradebook. Rows go in and out by the thousand, not one by one."""

    def __init__(self, book: Any, course: str, tasks: Mapping[str, int]) -> None:
        self.db, self.course = book.db, course
        assignment = book.update_or_create_assignment(course)
        others = [one.name for one in assignment.notebooks if one.name != course]
        if others:
            raise KitError(
                f"The gradebook has an assignment {course} with a notebook {shown(others[0])}, "
                "which is not from here. Name another gradebook, or rename the course.",
                exit_code=2,
            )
        notebook = book.update_or_create_notebook(course, course)
        worth = dict.fromkeys((cell.name for cell in notebook.grade_cells), 0)  # of older exports
        worth |= {cell_name(task): points for task, points in tasks.items()} | {CHANGES: 0}
        self.cells = {
            name: book.update_or_create_grade_cell(
                name, course, course, max_score=points, cell_type="code"
            ).id
            for name, points in worth.items()
        }
        self.assignment, self.notebook = assignment.id, notebook.id
        self.extra = {cell_name(task) for task, points in tasks.items() if not points}

    def enroll(self, people: Mapping[str, Grade]) -> None:
        """Add who is not there; what the gradebook says of the others stays."""
        from nbgrader.api import Student

        there = {row[0] for row in self.db.query(Student.id)}
        rows = [
            {"id": name, "last_name": one.report.name or None, "email": one.contact.email or None}
            for name, one in people.items()
            if name not in there
        ]
        self.db.bulk_insert_mappings(Student, rows)

    def enter(self, people: Mapping[str, Grade], scores: Mapping[str, Scores]) -> list[str]:
        """Write the scores; who has grades that somebody gave by hand."""
        from nbgrader.api import Grade as Row

        notebooks = self._submissions(people)
        there = self._rows()
        by_hand = {place for place, row in there.items() if row["manual_score"] is not None}
        rows = {
            (notebooks[name], self.cells[cell]): {
                "notebook_id": notebooks[name],
                "cell_id": self.cells[cell],
                **self._scored(cell, score),
                "needs_manual_grade": score is None
                and (notebooks[name], self.cells[cell]) not in by_hand,
            }
            for name in people
            for cell, score in ((cell, scores[name].get(cell, 0.0)) for cell in self.cells)
        }
        self._put(Row, rows, there)
        graded_by_hand = {notebook for notebook, _ in by_hand}
        return [name for name, notebook in notebooks.items() if notebook in graded_by_hand]

    def _scored(self, cell: str, score: float | None) -> dict[str, float | None]:
        """The score of a cell; that of a bonus is extra credit, beside whatever has a maximum."""
        if cell in self.extra:
            return {"auto_score": 0.0, "extra_credit": score}
        return {"auto_score": score}

    def _submissions(self, people: Mapping[str, Grade]) -> dict[str, str]:
        """Everybody's notebook, made with its submission if it is not there."""
        from nbgrader.api import SubmittedAssignment, SubmittedNotebook

        handed_in = {
            name: {"student_id": name, "assignment_id": self.assignment, "timestamp": _time(one)}
            for name, one in people.items()
        }
        query = _whole(self.db, SubmittedAssignment).filter_by(assignment_id=self.assignment)
        there = {row.student_id: row._asdict() for row in query}
        ids = self._put(SubmittedAssignment, handed_in, there)
        notebooks = {
            ids[name]: {
                "assignment_id": ids[name],
                "notebook_id": self.notebook,
                "late_submission_penalty": one.penalty,
            }
            for name, one in people.items()
        }
        query = _whole(self.db, SubmittedNotebook).filter_by(notebook_id=self.notebook)
        there = {row.assignment_id: row._asdict() for row in query}
        places = self._put(SubmittedNotebook, notebooks, there)
        return {name: places[ids[name]] for name in people}

    def _put(
        self,
        model: Any,
        rows: Mapping[Key, Mapping[str, Any]],
        there: Mapping[Key, Mapping[str, Any]],
    ) -> dict[Key, str]:
        """Insert rows of one kind, or update those that differ; their ids. there: what exists."""
        from sqlalchemy import insert

        ids = {key: there[key]["id"] if key in there else token_hex(16) for key in rows}
        whole = {key: {**row, "id": ids[key]} for key, row in rows.items()}
        if new := [row for key, row in whole.items() if key not in there]:
            empty = dict.fromkeys(name for row in new for name in row)
            self.db.execute(insert(model.__table__), [{**empty, **row} for row in new])
        changed = (k for k in rows if k in there and not rows[k].items() <= there[k].items())
        self.db.bulk_update_mappings(model, [whole[key] for key in changed])
        return ids

    def _rows(self) -> dict[tuple[str, str], Mapping[str, Any]]:
        """The grades that are there, by notebook and cell."""
        from nbgrader.api import Grade as Row

        found = _whole(self.db, Row).filter(Row.cell_id.in_(self.cells.values()))
        return {(row.notebook_id, row.cell_id): row._asdict() for row in found}


def _whole(database: Any, model: Any) -> Any:
    """A query for rows as they are in their table."""
    return database.query(*model.__table__.columns)


def _time(grade: Grade) -> datetime | None:
    """The times in nbgrader are UTC and do not say so."""
    when = datetime.fromisoformat(grade.submitted) if grade.submitted else None
    return when.astimezone(UTC).replace(tzinfo=None) if when else None
