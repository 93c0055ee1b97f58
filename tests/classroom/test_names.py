"""
Names of exercises.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.exercise_files import limit_of
from autograder.classroom.names import Names, is_skipped
from tests.classroom.rooms import NAMES


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("day4_ex1.py", "day4_ex1.py"),
        ("Day4_Ex2.PY", "day4_ex2.py"),
        ("day4_ex1 (2).py", "day4_ex1.py"),
        ("day4_ex1(2).ipynb", "day4_ex1.ipynb"),
        ("day4_ex1-3.py", "day4_ex1.py"),
        ("day4_ex1 copy.py", "day4_ex1.py"),
        ("day4_ex3.py", None),
        ("day4_ex1.pyc", None),
        ("day4_ex1.py.txt", None),
        ("my_day4_ex1.py", None),
        ("._day4_ex1.py", None),
        ("day4_ex1.py\n", None),
        ("day4_ex1.py ", None),
        ("day4_ex1\u200b.py", None),
        ("d\u0430y4_ex1.py", None),
        ("day4_ex1.\u0131pynb", None),
        ("day4_ex1.\u0130PYNB", None),
        ("DAY4_EX1.\u0131PYNB", None),
        ("day4_ex1 (\u0663).py", None),
        ("day\uff14_ex1.py", None),
    ],
)
def test_a_name_is_an_exercise_or_not(name: str, expected: str | None) -> None:
    """
    A copy's number and capitals do not hide an exercise; anything else is another file.
    """
    assert expected == NAMES.canonical(name)


@given(st.text(alphabet="day4_ex1.pyinb \u0131\u0130\u017f\u212aPYINBKS()0123456789\u0663"))
def test_every_exercise_that_is_found_is_one_that_is_asked_for(name: str) -> None:
    """
    Whatever a file is called, its exercise is one of those asked for, with an ending that has a
    limit.
    """
    found = Names(("day4_ex1", "kiss")).canonical(name)

    assert found in {None, "day4_ex1.py", "day4_ex1.ipynb", "kiss.py", "kiss.ipynb"}
    assert found is None or limit_of(found)


def test_missing_exercises_are_told() -> None:
    """
    Either form of an exercise stands for it.
    """
    assert ("day4_ex2",) == NAMES.missing({"day4_ex1.ipynb"})
    assert () == NAMES.missing({"day4_ex1.py", "day4_ex2.py"})


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        *((".git", True), ("__MACOSX", True), ("venv", True), ("environment", False)),
        *(("a.py", False), ("node_module\u017f", False)),
    ],
)
def test_what_tools_leave_is_skipped(part: str, expected: bool) -> None:
    """
    Hidden things and tools' folders are no learner's work.
    """
    assert expected is is_skipped(part)
