"""The gradebook: grades as a query over the journal."""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.classroom import gradebook, side_by_side
from autograder.classroom.course_folder import make_course
from autograder.classroom.grade import HandedFile, HandIn
from autograder.classroom.gradebook import open_gradebook, refuse_unknown, uncollected
from autograder.classroom.journal import Journal, open_journal
from autograder.grading.errors import KitError
from autograder.grading.verdict import Outcome
from tests.classroom.fakes import report_of, verdict_of
from tests.outline import MOST

ROSTER = """\
Student,ID,SIS User ID,SIS Login ID,Section,Day 4 (7)
"Lovelace, Ada",11,s11,ada@x.org,A,
"Rich, Bob",12,s12,bob,B,
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course in which two people have a verdict each."""
    folder = tmp_path / "day4"
    list(make_course(folder))
    (folder / "grades").mkdir()
    with open_journal(folder / "grades" / "journal.sqlite") as journal:
        for name in ("11", "12"):
            report = report_of(name, "GRADED", verdict_of(Outcome.PASS), key=name)
            files = {"day4_ex1": HandedFile("day4_ex1.py", name * 32)}
            journal.add_hand_in(HandIn(name, f"Name {name}", files, journal.commit(report)))
    return folder


def test_garbage_is_collected_again_afterwards() -> None:
    """
    Whatever goes wrong while nothing is collected, Python collects again.
    """
    found = []

    def wrong() -> None:
        with uncollected():
            found.append(gc.isenabled())
            raise KitError("wrong")

    with pytest.raises(KitError):
        wrong()

    assert [False, True] == [*found, gc.isenabled()]


def test_grades_are_what_the_journal_holds(course: Path) -> None:
    """
    Everybody's newest verdict, with nobody lost and nobody invented.
    """
    with open_gradebook(course) as book:
        assert [("11", MOST), ("12", MOST)] == [
            (one.report.submission, one.total) for one in book.grades()
        ]
        assert ["11", "12"] == book.ids()


def test_the_roster_says_how_to_reach_people(course: Path) -> None:
    """
    Address, login and section are those of the platform's own list.
    """
    (course / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (course / "course.toml").write_text('roster = "roster.csv"\n', encoding="utf-8")

    with open_gradebook(course) as book:
        contacts = [one.contact for one in book.grades()]
    assert [("ada@x.org", "A"), ("", "B")] == [(one.email, one.section) for one in contacts]
    assert ["ada@x.org", "bob"] == [one.login for one in contacts]
    assert "s12" in contacts[1].ids.values()


def test_the_same_work_counts_once(course: Path) -> None:
    """
    A regrade of the same files replaces their verdict, and does not count as a later hand-in.
    """
    with open_journal(course / "grades" / "journal.sqlite") as journal:
        (first, *_) = list(journal.hand_ins())
        newer = {"day4_ex1": HandedFile("day4_ex1.py", "b" * 64)}
        report = report_of("11", "GRADED", verdict_of(Outcome.TODO), key="newer")
        journal.add_hand_in(replace(first, files=newer, verdict=journal.commit(report)))
        again = report_of("11", "GRADED", verdict_of(Outcome.FIX), key="again")
        journal.add_hand_in(replace(first, verdict=journal.commit(again)))

    with open_gradebook(course) as book:
        (ada, _) = book.grades()
    assert "b" * 64 == ada.hand_in.files["day4_ex1"].hash if ada.hand_in else ""


def test_of_the_same_work_one_verdict_is_read(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What another kit said of files that were judged again is not even looked at.
    """
    with open_journal(course / "grades" / "journal.sqlite") as journal:
        for one in list(journal.hand_ins()):
            again = report_of(one.submission, "GRADED", verdict_of(Outcome.TODO), key="again")
            journal.add_hand_in(replace(one, verdict=journal.commit(again)))
    read, original = list[int](), Journal.row
    monkeypatch.setattr(
        Journal, "row", lambda journal, number: read.append(number) or original(journal, number)
    )

    with open_gradebook(course) as book:
        assert [0, 0] == [one.total for one in book.grades()]
    assert [3, 4] == read


def test_parts_are_the_course(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What is made of the parts is in the order of the ids, each person once.
    """
    monkeypatch.setattr(gradebook, "PART", 2)
    with open_journal(course / "grades" / "journal.sqlite") as journal:
        for number in range(13, 30):
            report = report_of(str(number), "GRADED", verdict_of(Outcome.PASS), key=str(number))
            journal.add_hand_in(HandIn(str(number), "", {}, journal.commit(report)))

    with open_gradebook(course) as book:
        grades = [*book.grades()]
        parts = [*book.parts(lambda some: [one.report.submission for one in some], list[str])]
    ids = [str(number) for number in range(11, 30)]
    assert ids == [one.report.submission for one in grades]
    assert [ids[first : first + 2] for first in range(0, 19, 2)] == parts
    assert grades[0].report.verdict == grades[1].report.verdict == verdict_of(Outcome.PASS)


def three_processes(folder: str) -> None:
    """Work out grades in other processes and in this one, and compare them."""
    with open_gradebook(Path(folder)) as book:
        expected = [*book.grades()]
        gradebook.PART = side_by_side.WORTH_IT = 1
        side_by_side.cores = lambda: 3
        assert expected == [*book.grades()]
        workers = {*book.parts(lambda _: os.getpid(), int)}
    assert len(expected) == len(workers - {os.getpid()})


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked here")
def test_other_processes_give_the_same_grades(course: Path) -> None:
    """
    Grades that are worked out in other processes are those of this one.
    """
    code = "import sys; from tests.classroom import test_gradebook as tests; "
    code += "tests.three_processes(sys.argv[1])"
    ended = subprocess.run(
        [sys.executable, "-c", code, str(course)], check=False, capture_output=True
    )

    assert (0, b"") == (ended.returncode, ended.stderr)


def test_a_lost_verdict_is_our_fault(course: Path) -> None:
    """
    What a damaged journal has lost is a fault of the grader, and nobody's zero.
    """
    with sqlite3.connect(course / "grades" / "journal.sqlite") as database:
        database.execute("UPDATE verdicts SET reason = 'changed' WHERE number = 1")
    database.close()
    with pytest.raises(KitError, match="Grade the course again"), open_gradebook(course) as book:
        list(book.grades())
    with open_journal(course / "grades" / "journal.sqlite"):
        pass  # rescues it, as `grade` does

    with open_gradebook(course) as book:
        (ada, bob) = book.grades()
    assert ("GRADER_ERROR", None) == (ada.report.status, ada.total)
    assert "Grade the course again" in ada.report.reason
    assert MOST == bob.total


def test_what_is_missing_is_one_sentence(course: Path, tmp_path: Path) -> None:
    """
    No course, nothing graded, a stranger in adjust.csv: each says what to do.
    """
    with pytest.raises(KitError, match="autograder class"), open_gradebook(tmp_path):
        pass
    (course / "adjust.csv").write_text("id,task,points,why\nzoe,,1,why\n", encoding="utf-8")
    with pytest.raises(KitError, match="zoe, but the course has nobody"), open_gradebook(course):
        pass
    (course / "grades" / "journal.sqlite").unlink()
    with pytest.raises(KitError, match="autograder grade"), open_gradebook(course):
        pass


def test_an_emptied_journal_is_not_a_course_of_nobody(course: Path) -> None:
    """
    Where the journal holds nobody, grading is the way on, rather than taking lines out of
    adjust.csv.
    """
    (course / "adjust.csv").write_text("id,task,points,why\n11,,1,why\n", encoding="utf-8")
    (course / "grades" / "journal.sqlite").write_bytes(b"")

    with pytest.raises(KitError, match="is graded yet"), open_gradebook(course):
        pass


@pytest.mark.parametrize("typed", ["'0012", "12"])
def test_an_id_that_a_spreadsheet_has_changed_is_named(typed: str, tmp_path: Path) -> None:
    """
    Who copies an id with the sign that grades.csv puts in front, or without its zeros, is told the
    id.
    """
    with pytest.raises(KitError, match="did you mean 0012"):
        refuse_unknown({typed: ()}, ["0012", "13"], tmp_path)
