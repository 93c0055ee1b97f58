"""
The gradebook of nbgrader: the real one, in a real database.
"""

from __future__ import annotations

import csv
import os
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.gradebooks import nbgrader
from autograder.classroom.gradebooks.filled import Filled
from autograder.grading.errors import KitError
from autograder.grading.verdict import Outcome, Verdict
from tests.classroom.fakes import verdict_of
from tests.classroom.gradebooks.ledgers import HALF, NASTY, graded, ledger
from tests.outline import MOST

DAY = "2026-05-01T12:00:00+02:00"
OPEN = verdict_of(*[Outcome.PASS] * 12, Outcome.UNDECIDED)


@contextmanager
def gradebook(url: str) -> Iterator[Any]:
    """The database, as nbgrader itself opens it."""
    from nbgrader.api import Gradebook

    with warnings.catch_warnings(action="ignore"), Gradebook(url) as book:
        yield book


def scores(url: str) -> dict[str, float]:
    """What nbgrader itself makes of each submission: the sum, less the penalty."""
    with gradebook(url) as book:
        found = book.assignment_submissions("Day 4")
        return {one.student.id: max(0.0, one.score - one.late_submission_penalty) for one in found}


def write(url: str, *grades: Any, **more: Any) -> Filled:
    return nbgrader.write(url, ledger(grades, **more))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A new gradebook; to make one takes nbgrader a second."""
    path = tmp_path_factory.mktemp("nbgrader") / "gradebook.db"
    nbgrader.write(str(path), ledger([]))
    with gradebook(f"sqlite:///{path}") as book:
        book.remove_assignment("Day 4")
    return path.read_bytes()


@pytest.fixture
def url(tmp_path: Path, empty: bytes) -> str:
    """The place of a gradebook in which there is nothing yet."""
    path = tmp_path / "gradebook.db"
    path.write_bytes(empty)
    return f"sqlite:///{path}"


@pytest.mark.sweep
def test_a_new_gradebook_has_the_version_that_nbgrader_gives_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Its number is that of nbgrader's own newest revision, no program is started for it, and only the
    export that made it says so.
    """
    from nbgrader.api import get_alembic_version

    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    wanted = get_alembic_version()
    monkeypatch.setenv("PATH", "")
    path = str(tmp_path / "gradebook.db")
    said = [nbgrader.write(path, ledger([])).remarks for _ in range(2)]

    assert [(f"{path} had no gradebook, so a new one was made.",), ()] == said
    with closing(sqlite3.connect(tmp_path / "gradebook.db")) as database:
        assert [(wanted,)] == list(database.execute("SELECT * FROM alembic_version"))


def test_nbgrader_reads_the_grades(url: str) -> None:
    """
    Whatever changed a sum (lateness, adjustment, points of the course), nbgrader comes to the same.
    """
    grades = [
        graded(f"{n}-{name}", n * 12.25, name=name, penalty=float(n), adjusted=1.0, submitted=DAY)
        for n, name in enumerate(NASTY)
    ]
    made = write(url, *grades, graded("nobody", None))

    assert (len(NASTY), ("nobody",)) == (made.filled, made.empty)
    assert {one.report.submission: one.total for one in grades} == scores(url)
    with gradebook(url) as book:
        one = book.find_submission("Day 4", f"0-{NASTY[0]}")
        assert datetime(2026, 5, 1, 10) == one.timestamp  # noqa: DTZ001 -- as nbgrader keeps it
        assert not one.needs_manual_grade
        assert {NASTY[0]} == {book.find_student(f"0-{NASTY[0]}").last_name}
        assert "nobody" in {student.id for student in book.students}


def test_a_manual_grade_is_kept(url: str) -> None:
    """
    What somebody entered in the formgrader wins over every later export, which names the person.
    """
    write(url, graded("ada", 50.0))
    with gradebook(url) as book:
        grade = book.find_grade("task-1-1", "Day 4", "Day 4", "ada")
        before, grade.manual_score, grade.needs_manual_grade = grade.auto_score, 7.0, False
        book.db.commit()
    made = write(url, graded("ada", 60.0))

    assert {"ada": 60.0 - before + 7.0} == scores(url)
    assert ("Manual grades were kept: ada.",) == made.remarks


def test_a_second_export_replaces_the_first(url: str) -> None:
    """
    A new grade replaces an old one, a blank takes nothing away, and the rows stay the same.
    """
    write(url, graded("ada", 50.0), graded("bob", 20.0))
    write(url, graded("ada", 60.5), graded("bob", None), graded("eve", 1.0))

    assert {"ada": 60.5, "bob": 20.0, "eve": 1.0} == scores(url)
    with gradebook(url) as book:
        assert MOST == book.find_assignment("Day 4").max_score


def test_only_rows_that_differ_are_updated(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A second export updates the rows of people whose grade changed, and no others.
    """
    from sqlalchemy.orm import Session

    updated: list[str] = []
    update = Session.bulk_update_mappings

    def noting(self: Any, model: Any, rows: list[Any]) -> None:
        updated.extend(model.__name__ for _ in rows)
        update(self, model, rows)

    same, other = (graded(name, 50.0, verdict=HALF, submitted=DAY) for name in ("ada", "bob"))
    write(url, same, other)
    monkeypatch.setattr(Session, "bulk_update_mappings", noting)
    write(url, same, replace(other, total=48.0, penalty=2.0))
    assert ["SubmittedNotebook"] == updated

    write(url, same, replace(other, total=51.0, adjusted=1.0))
    assert ["SubmittedNotebook", "SubmittedNotebook", "Grade"] == updated
    assert {"ada": 50.0, "bob": 51.0} == scores(url)


def test_a_task_that_is_gone_counts_nothing(url: str) -> None:
    """
    If the course has fewer tasks than at an earlier export, nothing of the others is in the sum.
    """
    fewer = Verdict(HALF.tasks[:2], HALF.seed)
    write(url, graded("ada", 50.0))
    write(url, graded("ada", 60.5, verdict=fewer))

    assert {"ada": 60.5} == scores(url)
    with gradebook(url) as book:
        assert fewer.max_points == book.find_assignment("Day 4").max_score


def test_open_points_wait_for_a_person(url: str) -> None:
    """
    Somebody with open points has a submission that needs manual grading, and the rest is there.
    """
    grade = replace(graded("ada", 1.0, verdict=OPEN, status="UNDECIDED"), total=None)
    made = write(url, grade)

    assert (0, ("ada",)) == (made.filled, made.empty)
    with gradebook(url) as book:
        rows = [row for nb in book.find_submission("Day 4", "ada").notebooks for row in nb.grades]
        known = {row.name: row.auto_score for row in rows if not row.needs_manual_grade}
        tasks = {
            nbgrader.cell_name(t.task): float(t.points) for t in OPEN.tasks if not t.open_points
        }
        assert tasks
        assert {**tasks, nbgrader.CHANGES: 0.0} == known
        assert any(row.needs_manual_grade for row in rows)


def test_a_zero_is_a_policy(url: str) -> None:
    """
    With the policy, somebody without a grade has a submission of zero points.
    """
    assert 1 == write(url, graded("ada", None), ungraded="zero").filled
    assert {"ada": 0.0} == scores(url)


def test_people_who_are_there_stay_as_they_are(url: str) -> None:
    """
    A name in the gradebook outlives the export.
    """
    with gradebook(url) as book:
        book.add_student("ada", first_name="Ada", last_name="Lovelace", email="ada@uni.edu")
    write(url, graded("ada", 5.0, name="A. L."))

    with gradebook(url) as book:
        student = book.find_student("ada")
        assert ("Ada", "Lovelace", "ada@uni.edu") == (
            student.first_name,
            student.last_name,
            student.email,
        )


def test_an_assignment_of_nbgrader_is_not_touched(url: str) -> None:
    """
    An assignment of the same name that has other notebooks is somebody's work.
    """
    with gradebook(url) as book:
        book.add_assignment("Day 4")
        book.add_notebook("day4_ex1", "Day 4")
    with pytest.raises(KitError, match="has an assignment Day 4 with a notebook day4_ex1"):
        write(url, graded("ada", 5.0))


def test_targets(tmp_path: Path) -> None:
    """
    A path is a file of SQLite, a folder holds one, and a URL is a URL.
    """
    assert "postgresql://host/db" == nbgrader.url_of("postgresql://host/db")
    assert f"sqlite:///{tmp_path / 'gradebook.db'}" == nbgrader.url_of(str(tmp_path))
    assert f"sqlite:///{tmp_path / 'a.db'}" == nbgrader.url_of(str(tmp_path / "a.db"))


def test_what_is_no_database_is_said(tmp_path: Path) -> None:
    """
    A file that is no database, and a database that nobody knows, end with one sentence.
    """
    (tmp_path / "a.db").write_text("This is no database, but a text of some length." * 9)
    for target in (str(tmp_path / "a.db"), str(tmp_path / "none" / "a.db"), "oracel://x"):
        with pytest.raises(KitError, match="cannot be filled") as caught:
            write(target, graded("ada", 5.0))
        assert 2 == caught.value.exit_code
        assert "\n" not in str(caught.value)


def test_without_nbgrader(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where nbgrader is not installed, the sentence names the extra.
    """
    monkeypatch.setattr(nbgrader, "find_spec", lambda _: None)
    with pytest.raises(KitError, match=r"not installed: .*notebooks"):
        write(url, graded("ada", 5.0))


def test_the_formgrader_lists_it(url: str, tmp_path: Path) -> None:
    """
    In a course of nbgrader, the formgrader shows assignment, scores, and who needs grading.
    """
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    (tmp_path / "nbgrader_config.py").touch()
    waiting = replace(graded("bob", 1.0, verdict=OPEN, status="UNDECIDED"), total=None)
    write(str(tmp_path), graded("ada", 87.5), waiting)
    with warnings.catch_warnings(action="ignore"):
        course = CourseDirectory(root=str(tmp_path))
        api = NbGraderAPI(course)
        (listed,) = api.get_assignments()
        people = {one["student"]: one for one in api.get_submissions("Day 4")}

    assert url == course.db_url
    assert ("Day 4", MOST) == (listed["name"], listed["max_score"])
    assert 87.5 == people["ada"]["score"]
    assert [False, True] == [people[name]["needs_manual_grade"] for name in ("ada", "bob")]


def test_elsewhere_no_folder_is_made(tmp_path: Path, empty: bytes) -> None:
    """
    Beside a gradebook that is in no course of nbgrader, nothing is made.
    """
    (tmp_path / "gradebook.db").write_bytes(empty)
    write(str(tmp_path), graded("ada", 87.5))

    assert ["gradebook.db"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.sweep
def test_nbgrader_exports_the_grades(tmp_path: Path) -> None:
    """
    `nbgrader export` writes the grades into its own CSV file.
    """
    write(str(tmp_path), graded("ada", 87.5, penalty=2.0), graded("bob", 0.0))
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "export", f"--CourseDirectory.root={tmp_path}"],
        cwd=tmp_path,
        env={**os.environ, "JUPYTER_DATA_DIR": str(tmp_path / "jupyter")},
        check=True,
        capture_output=True,
    )
    with (tmp_path / "grades.csv").open(newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}

    assert {"ada": "87.5", "bob": "0.0"} == {name: row["score"] for name, row in rows.items()}
    assert {"100.0"} == {row["max_score"] for row in rows.values()}
    assert "2.0" == rows["ada"]["late_submission_penalty"]


def test_a_bonus_is_extra_credit(url: str) -> None:
    """
    It is in the score of nbgrader, and not in its maximum; lateness takes its share.
    """
    whole = verdict_of(Outcome.PASS)
    bonus = replace(whole, tasks=(replace(whole.tasks[0], is_bonus=True), *whole.tasks[1:]))
    core = float(bonus.points)
    grade = graded("ada", core - 9, verdict=bonus, penalty=9.0, bonus=bonus.bonus * 0.9)
    write(url, replace(grade, max_points=core))

    assert {"ada": pytest.approx(grade.whole)} == scores(url)
    with gradebook(url) as book:
        (notebook,) = book.find_submission("Day 4", "ada").notebooks
        extra = {row.name: row.extra_credit for row in notebook.grades if row.extra_credit}
        assert core == book.find_assignment("Day 4").max_score
        assert {nbgrader.cell_name(bonus.tasks[0].task): float(bonus.bonus)} == extra
