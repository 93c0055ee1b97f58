"""The class list: who has handed in what, in all exports together."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.classroom.class_list import class_list, files_of
from autograder.classroom.course_toml import read_course
from autograder.classroom.gradebook import open_gradebook
from autograder.grading.errors import KitError
from tests.classroom.courses import grade, make, use_fake
from tests.classroom.fakes import FakeGrader
from tests.classroom.rooms import NAMES, ONE, TWO


@pytest.fixture
def grader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeGrader:
    return use_fake(tmp_path, monkeypatch)


@pytest.mark.usefixtures("grader")
def test_everybody_is_there_once_with_all_that_came() -> None:
    """
    Everything a person handed in, in any export, is listed under one id, oldest first.
    """
    course = make(
        {
            "2026-11-02/ada/day4_ex1.py": TWO,
            "2026-11-01/ada/day4_ex1.py": ONE,
            "2026-11-01/bob/day4_ex1.py": ONE,
        }
    )
    found = class_list(course, read_course(course), None, ())

    assert {"ada": ["2026-11-01", "2026-11-02"], "bob": ["2026-11-01"]} == {
        name: [one.export.name for one in handed if one.entry.uploads]
        for name, handed in found.people.items()
    }
    assert "2 people in 2026-11-01 (plain layout), 2026-11-02 (plain layout)" == str(found)


@pytest.mark.parametrize("name", ["day4_ex1.py", "Day4_Ex1 (2).py", "sub/day4_ex1.py"])
def test_the_files_of_a_grade_can_be_found_again(grader: FakeGrader, name: str) -> None:
    """
    What was graded is read again from hand-ins/ for a replay, or it is said what is gone.
    """
    del grader
    course = make({f"2026-11-01/ada/{name}": ONE, "2026-11-02/ada/day4_ex2.py": TWO,
                   "2026-11-01/bob/day4_ex1.py": ONE})  # fmt: skip
    grade()
    settings = read_course(course)
    with open_gradebook(course) as book:
        ada = next(iter(book.grades()))

    assert {"day4_ex1.py": ONE, "day4_ex2.py": TWO} == files_of(ada, course, settings, None, NAMES)
    shutil.rmtree(course / "hand-ins" / "2026-11-01" / "ada")
    with pytest.raises(KitError, match=r"2026-11-01/ada/.* is not there any more"):
        files_of(ada, course, settings, None, NAMES)
