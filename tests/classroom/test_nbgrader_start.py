"""
The start of nbgrader's grading.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.converters.autograde import Autograde
from nbgrader.coursedir import CourseDirectory

from autograder.classroom import nbgrader_start
from autograder.classroom.entries import Names
from autograder.classroom.nbgrader_start import FAILED, TOO_HIGH, choose_by_work
from tests.classroom.rooms import ONE, laid_out
from tests.classroom.test_choice import STUB, notebook

WORK, IDLE = (notebook(text.decode()) for text in (ONE, STUB))


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseDirectory:
    """A course whose settings ask for the step; its database is not asked."""
    monkeypatch.setattr(Autograde, "init_notebooks", Autograde.init_notebooks)
    monkeypatch.setattr(nbgrader_start, "_exercises", lambda _: ("day4_ex1",))
    choose_by_work()
    choose_by_work()
    for student in ("ada", "bob"):
        laid_out(tmp_path / "submitted" / student / "day4", {"Copy of day4_ex1.ipynb": WORK})
    return CourseDirectory(root=str(tmp_path), assignment_id="day4")


def listed(course: CourseDirectory, *, force: bool = False) -> dict[str, list[str]]:
    """The notebooks that nbgrader is going to grade, by student."""
    converter = Autograde(coursedir=course, force=force)
    converter.log = logging.getLogger("nbgrader")
    converter.init_notebooks()
    return {
        Path(folder).parent.name: sorted(Path(one).name for one in found)
        for folder, found in converter.assignments.items()
    }


def test_work_has_its_name_before_nbgrader_looks(
    course: CourseDirectory, caplog: pytest.LogCaptureFixture
) -> None:
    """
    What counts is on the list of nbgrader, and its log says once who has it from where.
    """
    expected = ["Copy of day4_ex1.ipynb", "day4_ex1.ipynb"]

    assert {"ada": expected, "bob": expected} == listed(course)
    assert [
        f"{who}: Graded: Copy of day4_ex1.ipynb, because day4_ex1.ipynb is missing."
        for who in ("ada", "bob")
    ] == caplog.messages
    caplog.clear()
    listed(course)
    assert [] == caplog.messages


def test_a_script_alone_is_graded(course: CourseDirectory) -> None:
    """
    Of somebody without any notebook, whom nbgrader passes over, the script is graded.
    """
    laid_out(Path(course.root) / "submitted" / "eve" / "day4", {"day4_ex1.py": ONE})

    assert ["day4_ex1.ipynb"] == listed(course)["eve"]


def test_work_in_the_wrong_place_is_named(
    course: CourseDirectory, caplog: pytest.LogCaptureFixture
) -> None:
    """
    Of somebody without the folder of the assignment, whom nbgrader never sees, the file is named.
    """
    laid_out(Path(course.root) / "submitted" / "eve", {"Day4_Ex1.ipynb": WORK, "notes.txt": b""})

    assert {"ada", "bob"} == listed(course).keys()
    assert TOO_HIGH % ("eve", "Day4_Ex1.ipynb", "day4") == caplog.messages[0]
    assert 3 == len(caplog.messages)


def test_only_those_who_are_graded_are_looked_at(course: CourseDirectory) -> None:
    """
    With `--student ada` nothing of anybody else is touched.
    """
    course.student_id = "ada"
    listed(course)
    submitted = Path(course.root) / "submitted"

    assert (submitted / "ada" / "day4" / "day4_ex1.ipynb").exists()
    assert not (submitted / "bob" / "day4" / "day4_ex1.ipynb").exists()


@pytest.mark.parametrize("force", [False, True])
def test_who_was_graded_before_is_told(
    course: CourseDirectory, caplog: pytest.LogCaptureFixture, force: bool
) -> None:
    """
    Nobody is graded twice by nbgrader itself, so what to add is said.
    """
    (Path(course.root) / "autograded" / "ada" / "day4").mkdir(parents=True)
    listed(course, force=force)

    assert [not force, False] == ["add --force" in said for said in caplog.messages]


def test_a_fault_stops_nobody(
    course: CourseDirectory, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    If the step fails for one person, this is said, and everybody else's work is found.
    """

    def failing(folder: Path, names: Names) -> Iterator[str]:
        if folder.parent.name == "ada":
            raise RuntimeError("Out of luck.")
        yield f"{names.exercises[0]} was found."

    monkeypatch.setattr(nbgrader_start, "settle", failing)
    listed(course)

    assert [
        FAILED % ("ada", "Out of luck"),
        "bob: day4_ex1 was found.",
    ] == caplog.messages


def test_a_fault_of_the_database_is_left_to_nbgrader(
    course: CourseDirectory, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    If it cannot be known what the notebooks are, nbgrader goes on by itself.
    """

    def broken(_: object) -> tuple[str, ...]:
        raise ValueError

    monkeypatch.setattr(nbgrader_start, "_exercises", broken)

    assert {"ada", "bob"} == listed(course).keys()
    assert [FAILED % ("day4", "ValueError")] == caplog.messages
